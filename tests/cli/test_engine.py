"""tilik engine: what tilik score says, of any number of rows, and the same to the digit."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Capture, run, run_json, table

DATA = Path(__file__).parents[1] / "fixtures" / "skm"
ELEMENTS = [f"U{n}" for n in range(1, 10)]


def counted_rows(folder: Path) -> Path:
    """The counts of a real report as two hundred rows."""
    import csv

    with (DATA / "counts-balkesmas-2024.csv").open(encoding="utf-8") as file:
        columns = [
            [v for v in "1234" for _ in range(int(row[f"count_{v}"]))]
            for row in csv.DictReader(file)
        ]
    rows = [",".join(row) for row in zip(*columns, strict=True)]
    return table(folder, "\n".join([",".join(ELEMENTS), *rows]))


def units(data: dict[str, Any]) -> list[Any]:
    return [unit for period in data["periods"] for unit in period["units"]]


@pytest.mark.parametrize("name", ["respondents-gianyar-2020.csv", "respondents-junk.csv"])
def test_both_commands_agree_to_the_digit_on_real_answers(capsys: Capture, name: str) -> None:
    one = run_json(capsys, "score", "skm-2017", DATA / name)
    any_size = run_json(capsys, "engine", "score", DATA / name, "--trees")
    assert units(any_size) == one["units"]
    assert any_size["periods"][0]["government"] == one["government"]


def test_both_commands_agree_on_services_blanks_and_what_does_not_apply(
    capsys: Capture, tmp_path: Path
) -> None:
    rows = [
        "A;KTP;1;3;3;3;4;3;3;3;3;3",
        "A;KK;2;4;4;4;4;4;;4;4;TB",
        "A;;3;2;2;2;TB;2;2;2;2;2",
        "B;KTP;4;3;3;3;TB;3;3;3;3;3",
        "B;KTP;5;3;4;3;TB;3;1;3;3;3",
    ]
    path = table(tmp_path, "\n".join(["unit;layanan;responden;" + ";".join(ELEMENTS), *rows]))
    one = run_json(capsys, "score", "skm-2017", path)
    any_size = run_json(capsys, "engine", "score", path, "--trees")
    assert units(any_size) == one["units"]
    assert [s["service"] for s in units(any_size)[0]["services"]] == ["KK", "KTP"]


def test_long_rows_agree_with_wide_ones(capsys: Capture, tmp_path: Path) -> None:
    rows = [f"A,{n},{u},{3 + (n + k) % 2}" for n in range(4) for k, u in enumerate(ELEMENTS)]
    path = table(tmp_path, "\n".join(["unit,responden,unsur,nilai", *rows]))
    one = run_json(capsys, "score", "skm-2017", path)
    any_size = run_json(capsys, "engine", "score", path, "--trees")
    assert units(any_size) == one["units"]
    assert any_size["intervals"][0]["n"] == 4


@pytest.mark.parametrize(
    ("variant", "index", "grade"), [("", "92.11", "A"), ("w0111", "92.02", "A"), ("w011", "91.19", "A")]
)  # fmt: skip
def test_the_counts_of_a_published_report_give_its_true_index(
    capsys: Capture, tmp_path: Path, variant: str, index: str, grade: str
) -> None:
    path = counted_rows(tmp_path)
    for command in (("score", "skm-2017"), ("engine", "score")):
        said = run_json(capsys, *command, path, "--variant", variant)
        unit = said["units"][0] if command[0] == "score" else units(said)[0]
        assert (unit["rounded"], unit["grade"]) == (index, grade)


@pytest.mark.parametrize(
    ("value", "index", "grade"), [("1", "25.00", "D"), ("3", "75.00", "C"), ("4", "100.00", "A")]
)
def test_one_answer_throughout_gives_its_index(
    capsys: Capture, tmp_path: Path, value: str, index: str, grade: str
) -> None:
    path = table(tmp_path, ",".join(ELEMENTS) + "\n" + "\n".join([",".join([value] * 9)] * 3))
    for command in (("score", "skm-2017"), ("engine", "score")):
        said = run_json(capsys, *command, path)
        unit = said["units"][0] if command[0] == "score" else units(said)[0]
        assert (unit["rounded"], unit["grade"]) == (index, grade)


def test_f03_is_scored_by_its_form(capsys: Capture, tmp_path: Path) -> None:
    heads = [f"F-03A:{n}" for n in range(1, 15)]
    path = table(tmp_path, ",".join(["unit", *heads]) + "\nA" + ",5" * 14 + "\nA" + ",4" * 13 + ",")
    said = run_json(
        capsys, "engine", "score", path, "--instrument", "pekppp-2022", "--form", "F-03A"
    )
    assert units(said)[0]["exact"] == "122/27"
    assert said["intervals"] == []
    asked = ("--instrument", "pekppp-2022", "--form", "F-03A", "--variant", "f03-aspect-means")
    code, _, err = run(capsys, "engine", "score", path, *asked)
    assert code == 2
    assert "tilik score" in err


def test_periods_stand_apart_and_each_has_its_interval(capsys: Capture, tmp_path: Path) -> None:
    rows = [
        f"{period},A" + f",{3 + n % 2}" * len(ELEMENTS) for period in ("I", "II") for n in range(20)
    ]
    path = table(tmp_path, "\n".join(["periode,unit," + ",".join(ELEMENTS), *rows]))
    said = run_json(capsys, "engine", "score", path)
    assert [period["period"] for period in said["periods"]] == ["I", "II"]
    interval = said["intervals"][0]
    assert (interval["low"], interval["high"]) != ("87.50", "87.50")
    assert float(interval["low"]) < 87.5 < float(interval["high"])
    assert sum(map(float, interval["grades"].values())) == pytest.approx(1, abs=0.002)
    code, out, _ = run(capsys, "engine", "score", path)
    assert code == 0
    assert "selang 95%" in out
    assert "87,50" in out


def test_a_result_is_recomputed_from_the_integers_it_carries(
    capsys: Capture, tmp_path: Path
) -> None:
    import json

    said = run_json(capsys, "engine", "score", DATA / "respondents-gianyar-2020.csv")
    path = tmp_path / "x.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    assert run(capsys, "verify", path)[0] == 0
    said["inputs"][0]["elements"]["U3"]["4"] += 1
    path.write_text(json.dumps(said), encoding="utf-8")
    assert run(capsys, "verify", path)[0] == 1


def test_a_store_grows_by_each_file_once(capsys: Capture, tmp_path: Path) -> None:
    store = tmp_path / "store"
    real, junk = DATA / "respondents-gianyar-2020.csv", DATA / "respondents-junk.csv"
    assert run_json(capsys, "engine", "add", store, real)["added"]
    assert not run_json(capsys, "engine", "add", store, real)["added"]
    first = run_json(capsys, "engine", "score", store)
    assert units(first)[0]["rounded"] == "85.85"
    code, out, _ = run(capsys, "engine", "add", store, junk)
    assert (code, "ditambahkan" in out) == (0, True)
    code, _, err = run(capsys, "engine", "score", store)
    assert (code, "1 bagian baru" in err) == (0, True)
    assert run_json(capsys, "engine", "score", store)["intervals"][0]["n"] == 274


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit,U1\n", "tidak ada baris"),
        ("unit,warna\nA,merah\n", "tidak ada tabel"),
        ("unit,U1,unsur 1\nA,3,3\n", "sudah ada di U1"),
        ("unit,unsur,nilai\nA,U77,3\n", "U77"),
        ("unit,U1,U2\nA,3,7\n", "di luar 1, 2, 3, 4"),
        ("unit,1,2,3,4,5,6,7,8,9\nA,3,3,3,3,3,3,3,3,3\n", "8"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(
    capsys: Capture, tmp_path: Path, text: str, said: str
) -> None:
    code, _, err = run(capsys, "engine", "score", table(tmp_path, text))
    assert code == 2
    assert said in err
    assert "Traceback" not in err
