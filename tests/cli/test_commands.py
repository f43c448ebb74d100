"""Instruments, grades and the command itself."""

import json
import re
from pathlib import Path

import pytest

import tilik.cli
from tests.cli.command import Capture, run, run_json
from tilik.cli import main
from tilik.cli.output import message
from tilik.cli.usage import refuse
from tilik.library.load import SHIPPED

# ---- instruments and check -------------------------------------------------


def test_instruments_lists_every_shipped_one(capsys: Capture) -> None:
    found = run_json(capsys, "instruments")
    assert [i["code"] for i in found] == sorted(p.parent.name for p in SHIPPED.glob("*/v1.yaml"))
    survey = next(i for i in found if i["code"] == "skm-2017")
    assert survey["variants"] == ["exact", "w0111", "w011", "unrounded-index"]
    assert (survey["version"], survey["years"], len(survey["sha256"])) == (1, [2017, None], 64)


def test_instruments_says_who_has_checked_them(capsys: Capture) -> None:
    code, out, _ = run(capsys, "instruments")
    assert code == 0
    assert "Diperiksa oleh" in out and "belum ada" in out


def test_check_finds_the_shipped_survey_sound(capsys: Capture) -> None:
    (found,) = run_json(capsys, "check", "skm-2017")
    assert found["ok"] is True
    assert not [f for f in found["faults"] if f["severity"] == "error"]


def test_check_names_every_fault_with_file_line_and_field(capsys: Capture, tmp_path: Path) -> None:
    text = (SHIPPED / "skm-2017" / "v1.yaml").read_text(encoding="utf-8")
    broken = text.replace("measure: ", "ukuran: ", 1).replace("item: SKM:U9", "item: SKM:U99", 1)
    assert broken != text
    path = tmp_path / "rusak.yaml"
    path.write_text(broken, encoding="utf-8")
    code, out, _ = run(capsys, "check", path, "--json")
    (found,) = json.loads(out)
    assert (code, found["ok"]) == (2, False)
    assert {"schema-unknown-key", "schema-missing-key"} <= {f["code"] for f in found["faults"]}
    assert all(f["file"].endswith(".yaml") and f["message"] for f in found["faults"])
    assert any(f["line"] for f in found["faults"])
    code, out, _ = run(capsys, "check", path)
    assert code == 2 and "kesalahan: " in out


def test_a_broken_file_is_said_once_with_its_line_and_what_to_look_at(
    capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "v1.yaml"
    path.write_text("tilik: instrument/1\ncode: [a\nversion: 1\n")
    code, _, err = run(capsys, "grade", path, "4")
    assert code == 2
    (line,) = err.splitlines()
    assert line.startswith(f"{path}:3: bukan YAML yang benar; periksa sela, tanda kutip")


def test_check_of_a_file_that_is_not_there_says_so(capsys: Capture) -> None:
    code, _, err = run(capsys, "check", "tiada.yaml")
    assert (code, err) == (2, "berkas tiada.yaml tidak ada\n")


def test_the_operator_s_own_directory_is_read(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "survei-setempat"
    own.mkdir()
    text = (SHIPPED / "skm-2017" / "v1.yaml").read_text(encoding="utf-8")
    own_text = text.replace("code: skm-2017", "code: survei-setempat", 1)
    (own / "v1.yaml").write_text(own_text, encoding="utf-8")
    monkeypatch.setenv("TILIK_INSTRUMENTS", str(tmp_path))
    assert "survei-setempat" in [i["code"] for i in run_json(capsys, "instruments")]
    assert run_json(capsys, "grade", "survei-setempat", "90")[0]["grade"] == "A"


# ---- grade -----------------------------------------------------------------


def test_grade_gives_the_five_keys_in_order(capsys: Capture) -> None:
    found = run_json(capsys, "grade", "pekppp-2022", "3.505", "4,50", "3.50", "4.51")
    assert [list(row) for row in found] == [["value", "grade", "name", "zone", "to_next"]] * 4
    assert [(row["value"], row["grade"]) for row in found] == [
        ("3.505", "B"),
        ("4.5", "A-"),
        ("3.5", "B-"),
        ("4.51", "A"),
    ]
    assert found[1]["to_next"] == "0.01" and found[3]["to_next"] is None


def test_grade_names_are_in_the_language_asked_for(capsys: Capture) -> None:
    assert run_json(capsys, "grade", "skm-2017", "90")[0]["name"] == "Sangat Baik"
    assert run_json(capsys, "grade", "skm-2017", "90", "--lang", "en")[0]["name"] != "Sangat Baik"


def test_the_unrounded_variant_grades_64_9975_lower(capsys: Capture) -> None:
    default = run_json(capsys, "grade", "skm-2017", "64.9975")
    unrounded = run_json(capsys, "grade", "skm-2017", "64.9975", "--variant", "unrounded-index")
    assert (default[0]["grade"], unrounded[0]["grade"]) == ("C", "D")


def test_zones_come_with_the_ombudsman_s_grades(capsys: Capture) -> None:
    (row,) = run_json(capsys, "grade", "ombudsman-2022", "91.08")
    assert (row["grade"], row["zone"]) == ("A", "hijau")


def test_all_values_outside_the_scale_are_refused_at_once(capsys: Capture) -> None:
    code, out, err = run(capsys, "grade", "pekppp-2022", "5.01", "tinggi", "3")
    assert (code, out) == (2, "")
    assert err == "5.01 di luar skala 0–5\ntinggi bukan angka\n"


def test_an_instrument_without_categories_cannot_grade(capsys: Capture) -> None:
    code, _, err = run(capsys, "grade", "standar-pelayanan-2014", "3", "--lang", "en")
    assert (code, err) == (2, "this instrument has no categories\n")


def test_an_unknown_instrument_lists_the_known_ones(capsys: Capture) -> None:
    code, _, err = run(capsys, "grade", "skm-1999", "3")
    assert code == 2
    assert "skm-1999" in err and "skm-2017" in err


def test_a_grade_is_shown_with_a_decimal_comma_in_indonesian(capsys: Capture) -> None:
    assert "88,31" in run(capsys, "grade", "skm-2017", "88.31")[1]
    assert "88.31" in run(capsys, "grade", "skm-2017", "88.31", "--lang", "en")[1]


# ---- the command itself ----------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("id", "peringkat dari"), ("en", "ranks from")])
def test_help_speaks_the_language_asked_for(capsys: Capture, language: str, words: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--lang", language, "--help"])
    assert caught.value.code == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "id", "en"),
    [
        (["grade"], "use-missing", "kurang: ID, VALUE; lihat tilik grade --help", "missing: ID"),
        (["skor"], "use-choice", "COMMAND: skor tidak dikenal; pilih instruments, check", "choose"),
        (["score", "x", "y", "--basis", "nol"], "use-choice", "--basis/--stage: nol", "is unknown"),
        (["score", "x", "y", "--out"], "use-value", "--out memerlukan isian", "--out needs a"),
        (["rank", "x", "--decimals", "dua"], "use-number", "--decimals: dua bukan", "no whole"),
        (["rank", "x", "--decimals", "-1"], "use-choice", "-1 tidak dikenal; pilih 0, 1", "12"),
        (["check", "x", "y"], "use-unknown", "y tidak dikenal; lihat tilik", "y is unknown"),
        (["score", "x", "y", "--un", "z"], "use-unknown", "--un z tidak dikenal", "is unknown"),
    ],
)
def test_a_wrong_use_is_refused_in_words_and_as_data(
    capsys: Capture, arguments: list[str], code: str, id: str, en: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert id in err
    status, out, err = run(capsys, "--json", "--lang", "en", *arguments)
    assert (status, json.loads(out)["error"]) == (2, code)
    assert en in err


def test_what_the_parser_says_in_other_words_is_passed_on() -> None:
    error = refuse("conflicting subparser", "tilik x")
    assert message(error.code, error.facts, "id") == "conflicting subparser; lihat tilik x --help"


def test_without_a_command_the_help_is_shown(capsys: Capture) -> None:
    status, out, err = run(capsys)
    assert (status, out) == (2, "")
    assert err.startswith("pemakaian: tilik")
    assert "menghitung ulang berkas JSON" in err
    assert not re.search(r"\b(usage|options|arguments|show this)\b", err)


@pytest.mark.parametrize(
    ("arguments", "handed"),
    [
        (["manage", "migrate", "--check"], ["tilik", "migrate", "--check"]),
        (["example", "load"], ["tilik", "example", "load"]),
    ],
)
def test_server_commands_are_handed_to_django(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], handed: list[str]
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", seen.append)
    assert tilik.cli.main(arguments) == 0
    assert seen == [handed]
