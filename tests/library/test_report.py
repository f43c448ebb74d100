"""Scores for people: every figure of the file stands in the workbook and the PDF, in words."""

import json
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.samples import sound, write
from tests.library.test_score_file import asked, evaluated
from tilik.core.answers import Answer
from tilik.core.errors import UserError
from tilik.core.instrument import Gap
from tilik.library import report as module
from tilik.library.load import Loaded, load
from tilik.library.report import Report, check_output, json_text, render, summary
from tilik.library.report import write as write_report
from tilik.library.score_file import score_data
from tilik.library.words import LANGUAGES, WORDS, decimal, word


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("instrumen")
    write(folder, sound())
    return load("contoh", [folder])


ANSWERS: list[Answer] = [
    *evaluated("Disdik", 4, 4, 4),
    *asked("Disdik", 4, 5),
    *evaluated("RSUD", 5, None, 3),
]


@pytest.fixture
def report(loaded: Loaded) -> Report:
    return Report(score_data(loaded, ANSWERS), loaded.document, "id")


def open_book(content: bytes, folder: Path) -> Any:
    path = folder / "r.xlsx"
    path.write_bytes(content)
    return openpyxl.load_workbook(path)


def read_rows(sheet: Any) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


# ---- words -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_said_in_the_language(language: str) -> None:
    facts = dict.fromkeys(("n", "of", "answers", "errors", "warnings", "file", "path"), "7")
    for key in WORDS:
        said = word(key, language, **facts, found="a", recomputed="b")
        assert said and "{" not in said, key


def test_a_fact_that_is_not_known_is_a_question_mark() -> None:
    assert word("mean-of-answers", "id") == "rata-rata ? jawaban"


def test_a_word_nobody_translated_stands_as_it_is() -> None:
    assert word("something-new", "id") == "something-new"


def test_numbers_have_the_mark_of_their_language() -> None:
    assert [decimal("3.62", language) for language in ("id", "en")] == ["3,62", "3.62"]


@pytest.mark.parametrize("code", [str(gap) for gap in Gap])
def test_every_gap_has_its_words(code: str) -> None:
    assert word(code, "id") != code


# ---- what is said of an outcome --------------------------------------------


def outcomes(report: Report) -> dict[str, Any]:
    return dict(report.outcomes())


def test_a_known_score_is_said_with_its_category(report: Report) -> None:
    row = report.cells("Disdik", outcomes(report)["Disdik"])
    assert row == ["Disdik", "4,13", "A (Prima (id))", "–", "–"]


def test_an_unknown_score_is_said_with_all_that_is_possible(report: Report) -> None:
    name, value, grade, span, status = report.cells("RSUD", outcomes(report)["RSUD"])
    assert (name, value) == ("RSUD", "–")
    assert grade == "C atau B atau A"
    low, high = span.split("–")
    assert float(low.replace(",", ".")) < float(high.replace(",", "."))
    assert status == "belum lengkap"


def test_the_government_stands_below_its_units(report: Report) -> None:
    assert list(outcomes(report)) == ["Disdik", "RSUD", "Pemerintah daerah"]


def test_one_unit_alone_needs_no_government(loaded: Loaded) -> None:
    one = Report(score_data(loaded, evaluated("Disdik", 4, 4, 4)), loaded.document, "id")
    assert list(outcomes(one)) == ["Disdik"]


def test_the_same_report_is_told_in_english(loaded: Loaded) -> None:
    english = Report(score_data(loaded, ANSWERS), loaded.document, "en")
    assert english.title() == "Contoh (en)"
    row = english.cells("Disdik", outcomes(english)["Disdik"])
    assert row == ["Disdik", "4.13", "A (Prima (en))", "–", "–"]
    assert list(outcomes(english))[-1] == "Government"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"grade": None}, "–"),
        ({"grade": "A"}, "A"),
        ({"grade": "A", "name": {"id": "Prima"}}, "A (Prima)"),
        ({"grade": "A", "name": {"id": "Prima"}, "suffix": {"id": "Tanpa cela"}},
         "A (Prima Tanpa cela)"),
        ({"grades": ["B", "A"]}, "B atau A"),
    ],
)  # fmt: skip
def test_a_category_is_said_in_words(data: dict[str, Any], said: str, report: Report) -> None:
    assert report.grade(data) == said


# ---- the tree --------------------------------------------------------------


def test_the_tree_reads_from_the_index_to_the_single_item(report: Report) -> None:
    lines = report.lines(report.data["units"][0]["tree"])
    assert [(line.depth, line.code) for line in lines] == [
        (0, "ix"),
        (1, "f02"),
        (2, "F-02:1"),
        (2, "F-02:2"),
        (2, "F-02:3"),
        (1, "f03"),
        (2, "F-03:1"),
    ]
    assert [line.weight for line in lines[1:5]] == ["75 %", "50 %", "37,5 %", "12,5 %"]
    assert lines[0].title == "Indeks (id)"
    assert all(line.title for line in lines if ":" in line.code)


def test_the_contributions_on_a_page_sum_to_the_score(report: Report) -> None:
    lines = report.lines(report.data["units"][0]["tree"])
    shown = [Fraction(line.contribution.replace(",", ".")) for line in lines if line.depth == 1]
    assert sum(shown) == Fraction(lines[0].value.replace(",", "."))


def test_what_is_missing_is_a_dash_with_its_reason(report: Report) -> None:
    lines = {line.code: line for line in report.lines(report.data["units"][1]["tree"])}
    missing = lines["F-02:2"]
    assert (missing.value, missing.exact, missing.range) == ("–", "", "0,00–5,00")
    assert missing.why.startswith("belum dijawab")


# ---- files -----------------------------------------------------------------


def test_the_workbook_holds_every_outcome_line_and_answer(report: Report, tmp_path: Path) -> None:
    book = open_book(render(report, ".xlsx"), tmp_path)
    assert book.sheetnames == ["Ringkasan", "Pohon nilai", "Jawaban"]
    short = read_rows(book["Ringkasan"])
    assert [row[0] for row in short[1:4]] == ["Disdik", "RSUD", "Pemerintah daerah"]
    assert short[0][5:] == ["biasa", "sama"]
    facts = {row[0]: row[1] for row in short[5:]}
    assert facts["Sidik jari instrumen"] == report.data["instrument_sha256"]
    assert len(read_rows(book["Pohon nilai"])) == 1 + 2 * 7
    answers = read_rows(book["Jawaban"])
    assert len(answers) == 1 + len(ANSWERS)
    assert [row for row in answers if row[-1] == "belum dijawab"] == [
        ["RSUD", "F-02", "2", "", "", "", "", "belum dijawab"]
    ]


def test_no_cell_of_the_workbook_is_a_formula(loaded: Loaded, tmp_path: Path) -> None:
    name = '=HYPERLINK("http://jahat.example";"klik")'
    report = Report(score_data(loaded, evaluated(name, 4, 4, 4)), loaded.document, "id")
    book = open_book(render(report, ".xlsx"), tmp_path)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert book["Ringkasan"]["A2"].value == name


def test_the_pdf_is_tagged_and_names_its_title(report: Report) -> None:
    content = render(report, ".pdf")
    assert content.startswith(b"%PDF-")
    assert b"StructTreeRoot" in content
    assert len(content) > 5000


def test_the_json_file_is_the_data(report: Report) -> None:
    assert json.loads(render(report, ".JSON")) == json.loads(json.dumps(report.data))


LEAVES = st.none() | st.booleans() | st.integers() | st.text()


@given(
    st.recursive(
        LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
    )
)
def test_whatever_is_written_as_json_is_read_back(data: Any) -> None:
    text = json_text(data)
    assert json.loads(text) == data
    assert text.endswith("\n")


def test_the_two_uppermost_levels_stand_a_line_each() -> None:
    assert json_text({"a": [1, {"b": [2, 3]}], "c": {}}).splitlines() == [
        "{",
        '  "a": [',
        "    1,",
        '    {"b": [2, 3]}',
        "  ],",
        '  "c": {}',
        "}",
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.PDF", "a.json"])
def test_every_kind_of_file_may_be_asked_for(name: str, tmp_path: Path) -> None:
    check_output(tmp_path / name)


def test_an_ending_nobody_writes_is_refused_with_those_we_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="unknown-output") as caught:
        check_output(tmp_path / "a.docx")
    assert caught.value.facts["allowed"] == [".json", ".pdf", ".xlsx"]


def test_a_folder_that_is_not_there_is_told_before_any_work(report: Report, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder-missing"):
        write_report(report, tmp_path / "tidak" / "ada.json")


def test_a_file_that_cannot_be_written_is_told(report: Report, tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(UserError, match="not-writable"):
        write_report(report, tmp_path / "a.json")


def test_a_written_workbook_is_a_whole_file(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert book.testzip() is None


def test_the_summary_has_a_column_for_every_variant(report: Report) -> None:
    head, *rows = summary(report)
    assert head[-2:] == ["biasa", "sama"]
    assert all(len(row) == len(head) for row in rows)
    assert rows[0][-2] == "4,13 A"
    assert rows[1][-2].startswith("–")


def test_the_page_says_what_is_known_in_one_line(report: Report) -> None:
    known, unknown = (module._finding(report, unit) for unit in report.data["units"])
    assert known == "4,13 · A (Prima (id))"
    assert unknown.startswith("belum dapat ditentukan · C atau B atau A · rentang ")
    assert unknown.endswith("belum lengkap")
