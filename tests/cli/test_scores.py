"""Scores from tables of answers: JSON, files, languages, refusals."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from tests.cli.command import Capture, run, run_json

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
