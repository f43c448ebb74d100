"""The recap workbook: levels are numbers, what is unknown is empty with its reason, words stay words."""

import io
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from tests.shared import build_once
from tests.web.pekppp import Round3, make_round3
from tilik.records.models import IssuedPaper, Round
from tilik.web.reports.books import Book, Grid, name_sheets
from tilik.web.reports.xlsx import make_xlsx

POLICY = "F-02A Kebijakan Pelayanan"
SUMMARY = "Ringkasan"


@pytest.fixture(scope="module")
def _round3(django_db_setup: None, django_db_blocker: Any) -> Iterator[Round3]:
    yield from build_once(django_db_blocker, make_round3)


@pytest.fixture
def round3(_round3: Round3, db: None) -> Round3:
    return _round3


def fetch(made: Round3) -> bytes:
    response = made.log_in().post(made.path("naskah/rekap/"), {"format": "xlsx"})
    assert response.status_code == 200
    return response.content


def open_book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def list_rows(sheet: Any) -> dict[str, dict[str, Any]]:
    """The rows below the head by the unit's name, each cell by its head."""
    lines = list(sheet.iter_rows())
    top = next(n for n, line in enumerate(lines) if line[0].value == "No.")
    heads = [cell.value for cell in lines[top]]
    at = heads.index("Unit")
    rows = lines[top + 1 :]
    return {row[at].value: dict(zip(heads, row, strict=True)) for row in rows if row[at].value}


def test_each_part_of_each_form_has_a_sheet_in_the_order_of_the_instrument(round3: Round3) -> None:
    names = open_book(fetch(round3)).sheetnames
    assert names[:3] == [SUMMARY, POLICY, "F-02A Profesionalisme SDM"]
    assert names[-1] == "Sumber"
    assert len([name for name in names if name.startswith("F-02A")]) == 7
    assert len([name for name in names if name.startswith("F-03A")]) == 5
    assert not [name for name in names if "F-02B" in name]


def test_levels_are_numbers_and_unknown_ones_are_empty_with_their_reason(round3: Round3) -> None:
    book = open_book(fetch(round3))
    row = list_rows(book[POLICY])["Dinas Contoh"]
    levels = [cell for head, cell in row.items() if head[0].isdigit()]
    assert [cell.value for cell in levels] == [4, 5, 3, 4, 5, 3, 4, 5, 3]
    assert {cell.data_type for cell in levels} == {"n"}
    half = list_rows(book["F-02A Sistem Informasi Pelayana"])["Rumah Sakit Contoh"]
    assert [cell.value for head, cell in half.items() if head[0].isdigit()] == [None] * 4
    assert half["Yang belum diketahui"].value.startswith("21, 22, 23, 24: ")


def test_a_level_of_nought_is_nought_and_not_empty(round3: Round3) -> None:
    row = list_rows(open_book(fetch(round3))[POLICY])["Rumah Sakit Contoh"]
    values = [cell.value for head, cell in row.items() if head[0].isdigit()]
    assert values == [1, 2, 3, 4, 5, 0, 1, 2, 3]


def test_a_unit_that_has_not_begun_stands_there_without_a_number(round3: Round3) -> None:
    book = open_book(fetch(round3))
    row = list_rows(book[POLICY])["Kantor Contoh"]
    assert [cell.value for head, cell in row.items() if head[0].isdigit()] == [None] * 9
    assert row["Nilai"].value is None
    assert row["Yang belum diketahui"].value
    whole = list_rows(book[SUMMARY])["Kantor Contoh"]
    assert whole["Indeks"].value is None


def test_the_summary_names_one_category_or_the_possible_ones(round3: Round3) -> None:
    rows = list_rows(open_book(fetch(round3))[SUMMARY])
    known, half = rows["Dinas Contoh"], rows["Rumah Sakit Contoh"]
    assert isinstance(known["Indeks"].value, float)
    assert known["Kategori"].value.startswith(("A", "B"))
    assert known["Kategori yang mungkin"].value in (None, "")
    assert half["Indeks"].value is None
    assert half["Kategori"].value is None
    assert half["Kategori yang mungkin"].value == "E sampai B"
    assert half["Terendah yang mungkin"].value < half["Tertinggi yang mungkin"].value


def test_the_same_results_are_the_same_bytes_and_the_same_paper(round3: Round3) -> None:
    first, second = fetch(round3), fetch(round3)
    assert first == second
    assert IssuedPaper.objects.filter(kind="rekap").count() == 1


def test_other_levels_are_another_paper(round3: Round3) -> None:
    fetch(round3)
    before = IssuedPaper.objects.latest("pk")
    round3.survey("rumah-sakit", 5)
    round3.compute()
    fetch(round3)
    assert IssuedPaper.objects.latest("pk").data_sha != before.data_sha


def test_the_sources_say_where_it_comes_from_and_where_it_is_checked(round3: Round3) -> None:
    book = open_book(fetch(round3))
    text = " ".join(str(c.value) for row in book["Sumber"].iter_rows() for c in row if c.value)
    paper = IssuedPaper.objects.latest("pk")
    assert round3.round.instrument_version.sha256 in text
    assert f"/cek/{paper.code}/" in text
    assert "belum dibekukan" in text


def test_every_sheet_prints_on_the_office_s_paper_with_its_head_on_each_page(
    round3: Round3,
) -> None:
    for sheet in open_book(fetch(round3)):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes
        assert sheet.print_title_rows


def test_example_data_is_marked_on_every_sheet_and_every_printed_page(round3: Round3) -> None:
    Round.objects.filter(pk=round3.round.pk).update(is_example=True)
    for sheet in open_book(fetch(round3)):
        assert sheet["A1"].value == "DATA CONTOH – BUKAN HASIL RESMI"
        assert "DATA CONTOH" in sheet.oddHeader.center.text


def make_book(*cells: Any, size: Any = "A4", title: str = "Satu") -> Book:
    grid = Grid(title, (), ("No.", "Unit"), [tuple(cells)], (5.0, 20.0))
    return Book("Buku", [grid], "Kaki", date(2026, 12, 31), size)


@pytest.mark.parametrize("words", ["=1+1", "+62 812", "-5", "@SUM(A1)", " =2", "\t=3", "http://x"])
def test_words_that_look_like_formulas_stay_words(words: str) -> None:
    sheet = open_book(make_xlsx(make_book("1", words)))["Satu"]
    cell = sheet["B4"]
    assert cell.data_type == "s"
    assert cell.value == "".join(sign for sign in words if sign != "\t")
    assert cell.hyperlink is None


def test_words_that_look_like_formulas_stay_so_when_somebody_edits_them() -> None:
    sheet = open_book(make_xlsx(make_book("1", "=1+1")))["Satu"]
    assert sheet["B4"].quotePrefix
    assert not sheet["A4"].quotePrefix


def test_numbers_are_rounded_half_up_once() -> None:
    sheet = open_book(make_xlsx(make_book("1", Fraction(1, 8))))["Satu"]
    assert sheet["B4"].value == 0.13


def test_f4_is_the_folio_of_offices() -> None:
    assert (
        int(open_book(make_xlsx(make_book("1", "a", size="F4")))["Satu"].page_setup.paperSize) == 14
    )


def test_names_of_sheets_are_short_plain_and_none_is_twice() -> None:
    grids = [
        Grid(title, (), (), (), ()) for title in ("A/B: c", "x" * 40, "X" * 40, "[]", "'Petik'")
    ]
    names = name_sheets(grids)
    assert names == ["A B c", "x" * 31, f"{'X' * 29} 2", "Lembar", "Petik"]
    assert len({name.lower() for name in names}) == len(names)
