"""Every command: results, JSON, files, languages and exit codes."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

import tilik.cli
from tests.cli.documents import ELEMENTS
from tilik.cli import main
from tilik.library.load import SHIPPED

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def run_json(capsys: Capture, *arguments: object) -> Any:
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


@pytest.fixture(autouse=True)
def _indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "TILIK_INSTRUMENTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Two units of two respondents; the second unit's have not answered everything."""
    heads = ";".join(ELEMENTS)
    rows = ["RSUD;1;3;3;3;3;3;3;3;3;3", "RSUD;2;4;4;4;4;4;4;4;4;4", "Disdik;1;3;3;3;3;3;3;3;3;"]
    path = tmp_path / "skm.csv"
    path.write_text("\n".join([f"unit;responden;{heads}", *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def evaluation(tmp_path: Path) -> Path:
    """Full marks on paper, no respondents."""
    heads = ",".join(f"F-02A:{n}" for n in range(1, 32))
    path = tmp_path / "f02.csv"
    path.write_text(f"unit,{heads}\nDisdik" + ",5" * 31 + "\n", encoding="utf-8")
    return path


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


# ---- score -----------------------------------------------------------------


def test_score_has_the_keys_that_are_promised(capsys: Capture, survey: Path) -> None:
    data = run_json(capsys, "score", "skm-2017", survey)
    assert {"instrument", "version", "variant", "units", "government", "inputs"} <= set(data)
    assert (data["kind"], data["instrument"], data["variant"]) == (
        "tilik-score/1",
        "skm-2017",
        "exact",
    )
    unit = data["units"][0]
    assert unit["unit"] == "RSUD"
    assert (unit["score"], unit["exact"], unit["rounded"]) == ("87.500000", "175/2", "87.50")
    assert (unit["grade"], unit["status"], unit["range"]) == ("B", [], ["87.500000"] * 2)
    assert unit["variants"]["w0111"]["rounded"] == "87.41"
    assert unit["tree"]["children"][0]["item"] == "SKM:U1"
    assert len(data["inputs"]) == 9 * 2 + 8


def test_a_missing_form_makes_the_index_incomplete_with_its_possible_categories(
    capsys: Capture, evaluation: Path
) -> None:
    (unit,) = run_json(capsys, "score", "pekppp-2022", evaluation)["units"]
    assert (unit["score"], unit["status"], unit["range"]) == (
        None,
        ["incomplete"],
        ["3.750000", "5.000000"],
    )
    assert unit["grades"] == ["B", "A-", "A"]
    assert "grade" not in unit
    _, out, _ = run(capsys, "score", "pekppp-2022", evaluation)
    assert "B atau A- atau A" in out and "belum lengkap" in out


def test_variants_are_chosen_by_alias_or_by_axis(capsys: Capture, survey: Path) -> None:
    alias = run_json(capsys, "score", "skm-2017", survey, "--variant", "w011")
    axis = run_json(capsys, "score", "skm-2017", survey, "--variant", "weight=w011")
    assert alias == axis
    assert alias["units"][0]["rounded"] == "86.63"


def test_an_unknown_variant_lists_the_allowed_ones(capsys: Capture, survey: Path) -> None:
    code, out, err = run(capsys, "score", "skm-2017", survey, "--variant", "w1")
    assert (code, out) == (2, "")
    assert "w0111" in err and "weight=exact|w0111|w011" in err


def test_a_year_outside_the_instrument_s_is_refused(capsys: Capture, survey: Path) -> None:
    code, _, err = run(capsys, "score", "skm-2017", survey, "--year", "2010", "--lang", "en")
    assert (code, err) == (2, "year 2010 is outside the years of the instrument (2017––)\n")


def test_the_basis_decides_which_stage_counts(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "unit,form,item,value,stage\nA,F-02A,1,2,desk\nA,F-02A,1,4,field\n", encoding="utf-8"
    )

    def level(basis: str) -> str:
        data = run_json(capsys, "score", "pekppp-2022", path, "--basis", basis)
        return find(data["units"][0]["tree"], "F-02A:1")["value"]["exact"]

    assert (level("desk"), level("field")) == ("2/1", "4/1")


def find(node: dict[str, Any], code: str) -> dict[str, Any]:
    """The node with that code in a tree of data."""
    below = [node]
    while below:
        node = below.pop()
        if node["code"] == code:
            return node
        below += node.get("children", [])
    raise AssertionError(code)


def test_bad_cells_are_all_named_and_nothing_is_written(capsys: Capture, survey: Path) -> None:
    text = survey.read_text(encoding="utf-8").replace("RSUD;1;3;3", "RSUD;1;5;tiga")
    survey.write_text(text, encoding="utf-8")
    out_file = survey.with_name("x.json")
    code, out, err = run(capsys, "score", "skm-2017", survey, "--out", out_file)
    assert (code, out, out_file.exists()) == (2, "", False)
    assert err.splitlines() == [
        "skm.csv:C2: isi 5; yang boleh: 1, 2, 3, 4",
        "skm.csv:D2: isi tiga; yang boleh: 1, 2, 3, 4",
    ]


def test_bad_cells_are_data_too(capsys: Capture, survey: Path) -> None:
    text = survey.read_text(encoding="utf-8").replace("RSUD;1;3", "RSUD;1;5")
    survey.write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, "score", "skm-2017", survey, "--json", "--lang", "en")
    (fault,) = json.loads(out)["faults"]
    assert code == 2
    assert {
        k: fault[k] for k in ("code", "file", "sheet", "cell", "found", "allowed", "message")
    } == {
        "code": "bad-value",
        "file": "skm.csv",
        "sheet": "",
        "cell": "C2",
        "found": "5",
        "allowed": "1, 2, 3, 4",
        "message": "found 5; allowed: 1, 2, 3, 4",
    }


def test_the_environment_chooses_the_language(
    capsys: Capture, survey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "belum lengkap" in run(capsys, "score", "skm-2017", survey)[1]
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "incomplete" in run(capsys, "score", "skm-2017", survey)[1]
    assert "belum lengkap" in run(capsys, "score", "skm-2017", survey, "--lang=id")[1]


# ---- files -----------------------------------------------------------------


def test_the_json_file_says_what_the_screen_says(capsys: Capture, survey: Path) -> None:
    path = survey.with_suffix(".json")
    data = run_json(capsys, "score", "skm-2017", survey, "--out", path)
    assert json.loads(path.read_text(encoding="utf-8")) == data


def test_the_workbook_opens_with_summary_tree_and_answers(capsys: Capture, survey: Path) -> None:
    path = survey.with_suffix(".xlsx")
    assert run(capsys, "score", "skm-2017", survey, "--out", path)[0] == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ringkasan", "Pohon nilai", "Jawaban"]
    summary = [[c.value for c in row] for row in book["Ringkasan"].iter_rows()]
    assert summary[1][:3] == ["RSUD", "87,50", "B (Baik)"]
    assert summary[2][4] == "belum lengkap"
    tree = [row[2].value.strip() for row in book["Pohon nilai"].iter_rows(min_row=2)]
    assert "Persyaratan" in tree
    assert book["Jawaban"].max_row == 1 + 26


def test_the_pdf_opens_with_index_category_and_every_element(capsys: Capture, survey: Path) -> None:
    path = survey.with_suffix(".pdf")
    assert run(capsys, "score", "skm-2017", survey, "--out", path)[0] == 0
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    for words in (
        "RSUD",
        "87,50",
        "B (Baik)",
        "belum lengkap",
        "Persyaratan",
        "Dari mana nilai ini?",
    ):
        assert words in text


def test_no_file_shows_one_category_where_the_range_spans_several(
    capsys: Capture, evaluation: Path
) -> None:
    xlsx, pdf = evaluation.with_suffix(".xlsx"), evaluation.with_suffix(".pdf")
    assert run(capsys, "score", "pekppp-2022", evaluation, "--out", xlsx, "--out", pdf)[0] == 0
    row = [c.value for c in openpyxl.load_workbook(xlsx)["Ringkasan"][2]]
    assert row[:5] == ["Disdik", "–", "B atau A- atau A", "3,75–5,00", "belum lengkap"]
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "B atau A- atau A" in text and "Pelayanan Prima" not in text


@pytest.mark.parametrize(
    ("name", "words"), [("x.docx", ".json, .pdf, .xlsx"), ("tiada/x.json", "folder")]
)
def test_an_output_that_cannot_be_written_is_refused(
    capsys: Capture, survey: Path, name: str, words: str
) -> None:
    code, out, err = run(capsys, "score", "skm-2017", survey, "--out", survey.parent / name)
    assert (code, out) == (2, "")
    assert words in err


def test_a_file_that_cannot_be_written_is_said(
    capsys: Capture, survey: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.pdf").mkdir()
    code, out, err = run(capsys, "score", "skm-2017", survey, "--out", tmp_path / "x.pdf")
    assert (code, out) == (2, "")
    assert "x.pdf tidak dapat ditulis" in err


# ---- rollup and rank -------------------------------------------------------


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tabel.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rollup_is_the_mean_of_units(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "Unit Kerja;IPP\nDisdik;4,5\nDinkes;4,74\nRata-rata;4,62\n")
    data = run_json(capsys, "rollup", "pekppp-2022", path)
    assert (data["exact"], data["rounded"], data["grade"]) == ("231/50", "4.62", "A")
    assert [u["unit"] for u in data["units"]] == ["Disdik", "Dinkes"]


def test_rollup_weighs_and_groups(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "unit,score,weight,group\nA,80,1,barang\nB,90,3,jasa\nC,70,0,jasa\n")
    data = run_json(capsys, "rollup", "skm-2017", path)
    assert data["rounded"] == "87.50"
    assert data["groups"]["jasa"]["rounded"] == "90.00"
    _, out, _ = run(capsys, "rollup", "skm-2017", path)
    assert "barang" in out and "87,50" in out


def test_a_unit_without_a_score_is_missing_not_zero(capsys: Capture, tmp_path: Path) -> None:
    data = run_json(capsys, "rollup", "pekppp-2022", table(tmp_path, "unit,score\nA,4\nB,\n"))
    assert (data["missing"], data["status"]) == (["B"], ["incomplete"])
    assert len(data["grades"]) > 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,score\nA,7\nB,x\n", ["tabel.csv:B2: isi 7; yang boleh: 0–5", "tabel.csv:B3: isi x"]),
        ("unit,score\nA,4\na,4\n", ["tabel.csv:A3"]),
        ("unit,score\n,4\n", ["tabel.csv:A2: nama kosong"]),
        ("unit,skorr\nA,4\n", ["unit, score"]),
        ("unit,score,weight\nA,4,0\n", ["bobot"]),
        ("unit,score,weight\nA,4,-1\n", ["tabel.csv:C2"]),
    ],
)
def test_a_bad_table_of_scores_is_refused(
    capsys: Capture, tmp_path: Path, text: str, words: list[str]
) -> None:
    code, out, err = run(capsys, "rollup", "pekppp-2022", table(tmp_path, text))
    assert (code, out) == (2, "")
    for said in words:
        assert said in err


def test_rank_shares_places_and_leaves_blanks_unranked(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "nama;nilai\nA;3,8251\nB;3,8349\nC;3,8251\nD;\n")
    ranks = run_json(capsys, "rank", path)["ranks"]
    assert [(r["name"], r["rank"], r["tied"]) for r in ranks] == [
        ("B", 1, False),
        ("A", 2, True),
        ("C", 2, True),
        ("D", None, False),
    ]
    assert [r["shown"] for r in ranks] == ["3.835", "3.825", "3.825", None]
    _, out, _ = run(capsys, "rank", path)
    assert "2/3 (sama)" in out and "tanpa peringkat" in out


def test_rank_goes_by_group(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "name,value,group\nA,80,kota\nB,90,kabupaten\nC,85,kota\n")
    ranks = run_json(capsys, "rank", path)["ranks"]
    assert {r["name"]: (r["rank"], r["of"]) for r in ranks} == {
        "A": (2, 2),
        "B": (1, 1),
        "C": (1, 2),
    }
    assert "kabupaten" in run(capsys, "rank", path)[1]


def test_rank_never_mixes_measures(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "name,value,measure\nA,80,ipp\nB,90,ombudsman\n")
    code, _, err = run(capsys, "rank", path, "--lang", "en")
    assert code == 2 and "must not mix" in err


def test_a_column_called_exactly_so_wins_over_one_that_may_mean_it(
    capsys: Capture, tmp_path: Path
) -> None:
    path = table(tmp_path, "entity,level,value\nKutai Timur,kabupaten,80\n")
    assert run_json(capsys, "rank", path)["ranks"][0]["value"] == "80.000000"


def test_rank_refuses_words_and_nameless_rows(capsys: Capture, tmp_path: Path) -> None:
    code, _, err = run(capsys, "rank", table(tmp_path, "name,value\nA,tinggi\n"))
    assert code == 2 and "tabel.csv:B2" in err
    code, _, err = run(capsys, "rank", table(tmp_path, "name,value\n,4\n"))
    assert (code, err) == (2, "tabel.csv:A2: nama kosong\n")


# ---- verify ----------------------------------------------------------------


@pytest.fixture
def files(capsys: Capture, tmp_path: Path, survey: Path) -> dict[str, Path]:
    """One file of each kind that Tilik writes."""
    scores = table(tmp_path, "unit,score,weight,group\nA,80,1,x\nB,90,3,y\n")
    names = tmp_path / "nama.csv"
    names.write_text("nama,nilai\nA,80\nB,90\nC,\n", encoding="utf-8")
    made = {
        "score": ("score", "skm-2017", survey),
        "rollup": ("rollup", "skm-2017", scores),
        "rank": ("rank", names),
    }
    paths = {}
    for kind, arguments in made.items():
        paths[kind] = tmp_path / f"{kind}.json"
        paths[kind].write_text(json.dumps(run_json(capsys, *arguments)), encoding="utf-8")
    return paths


def tampered(path: Path, change: dict[str, Any], *steps: str | int) -> Path:
    data = json.loads(path.read_text(encoding="utf-8"))
    place = data
    for step in steps:
        place = place[step]
    place.update(change)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["score", "rollup", "rank"])
def test_verify_confirms_what_tilik_wrote(
    capsys: Capture, files: dict[str, Path], kind: str
) -> None:
    assert run_json(capsys, "verify", files[kind]) == {
        "file": f"{kind}.json",
        "ok": True,
        "difference": None,
    }
    assert run(capsys, "verify", files[kind])[1].startswith(f"{kind}.json: cocok")


@pytest.mark.parametrize(
    ("kind", "steps", "change", "path"),
    [
        ("score", ("units", 0), {"rounded": "99.99"}, "units[0].rounded"),
        ("score", ("units", 0, "tree", "children", 3), {"n": 7}, "units[0].tree.children[3].n"),
        ("score", ("inputs", 0), {"value": "4/1"}, "units[0].score"),
        ("score", (), {"instrument_sha256": "0" * 64}, "instrument_sha256"),
        ("rollup", (), {"rounded": "99.99"}, "rounded"),
        ("rank", ("ranks", 0), {"rank": 2}, "ranks[0].rank"),
    ],
)
def test_verify_names_the_first_number_that_was_changed(
    capsys: Capture,
    files: dict[str, Path],
    kind: str,
    steps: tuple[str | int, ...],
    change: dict[str, Any],
    path: str,
) -> None:
    code, out, _ = run(capsys, "verify", tampered(files[kind], change, *steps), "--json")
    difference = json.loads(out)["difference"]
    assert (code, difference["path"]) == (1, path)
    assert difference["found"] != difference["recomputed"]
    code, out, _ = run(capsys, "verify", files[kind])
    assert code == 1 and f"beda pertama: {path};" in out


def test_verify_accepts_numbers_of_another_code_version(
    capsys: Capture, files: dict[str, Path]
) -> None:
    path = tampered(files["score"], {"code_version": "0.0.1"})
    assert run(capsys, "verify", path)[0] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "bukan JSON"),
        ("[1]", "bukan berkas hasil Tilik"),
        ('{"kind": "lain"}', "bukan berkas hasil Tilik"),
        ('{"kind": "tilik-score/1"}', "tidak lengkap"),
        ('{"kind": "tilik-score/1", "instrument": "tiada", "version": 1}', "tiada"),
    ],
)
def test_verify_refuses_what_is_not_ours(
    capsys: Capture, tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "verify", path)
    assert (code, out) == (2, "")
    assert words in err


def test_verify_of_a_missing_file_says_so(capsys: Capture) -> None:
    assert run(capsys, "verify", "tiada.json") == (2, "", "berkas tiada.json tidak ada\n")


# ---- the command itself ----------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("id", "peringkat dari"), ("en", "ranks from")])
def test_help_speaks_the_language_asked_for(capsys: Capture, language: str, words: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--lang", language, "--help"])
    assert caught.value.code == 0
    assert words in capsys.readouterr().out


def test_a_wrong_use_exits_with_two(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["grade"])
    assert caught.value.code == 2
    assert "ID" in capsys.readouterr().err


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
