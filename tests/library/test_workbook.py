"""Out to Excel and in again: unchanged is byte-equal, changes are told, bad cells all at once."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.samples import sound
from tilik.core.errors import InvalidInput, UserError
from tilik.library.emit import emit
from tilik.library.load import SHIPPED
from tilik.library.source import parse, read
from tilik.library.workbook import COLUMNS, Edited, from_workbook, rows_of, to_workbook

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


def cell(path: Path, sheet: str, place: str, column: str) -> str:
    """The address of the cell in the row of that place, under that heading."""
    book = openpyxl.load_workbook(path)
    heads = [c.value for c in book[sheet][1]]
    rows = [c.value for c in book[sheet]["A"]]
    return f"{'ABCDEF'[heads.index(column)]}{rows.index(place) + 1}"


def change(path: Path, sheet: str, **values: Any) -> None:
    """Writes the values into cells by their address, as a person with Excel would."""
    book = openpyxl.load_workbook(path)
    for address, value in values.items():
        book[sheet][address] = value
    book.save(path)


def round_trip(data: Any, folder: Path) -> Edited:
    """The data after a trip through a workbook."""
    to_workbook(data, folder / "x.xlsx")
    return from_workbook(folder / "x.xlsx", data)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/v*.yaml")), ids=lambda p: p.parent.name)
def test_every_shipped_instrument_comes_back_byte_for_byte(path: Path, tmp_path: Path) -> None:
    source = read(path)
    edited = round_trip(source.data, tmp_path)
    assert edited.changes == ()
    assert emit(edited.data) == source.text


@given(words=st.lists(WORDS.filter(str.strip), min_size=2, max_size=2))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_the_trip(words: list[str], tmp_path: Path) -> None:
    data = sound() | {"title": {"id": words[0], "en": words[1]}}
    assert round_trip(data, tmp_path) == Edited(data, ())


def test_every_text_weight_scale_and_category_has_its_row() -> None:
    rows = rows_of(sound())
    assert {sheet: len(found) for sheet, found in rows.items()} == {
        "Teks": 50, "Bobot": 5, "Skala": 3, "Kategori": 4,
    }  # fmt: skip
    places = [row.place for found in rows.values() for row in found]
    assert "forms[F-02].items[1].levels[3].title" in places
    for found in rows.values():
        assert len({row.place for row in found}) == len(found)


def test_changes_are_made_and_told(tmp_path: Path) -> None:
    data, path = sound(), tmp_path / "x.xlsx"
    to_workbook(data, path)
    place = "index.children[f02].children[0]"
    change(path, "Bobot", **{cell(path, "Bobot", place, "Bobot"): "49,5"})
    change(path, "Teks", **{cell(path, "Teks", "title", "English"): "Another title"})
    change(path, "Kategori", **{cell(path, "Kategori", "grades[kategori].bands[1]", "Mulai"): 2.6})
    change(path, "Skala", **{cell(path, "Skala", "forms[F-02]", "Tertinggi"): "null"})
    edited = from_workbook(path, data)
    assert {(c.place, c.field, c.before, c.after) for c in edited.changes} == {
        (place, "Bobot", "50", "49.5"),
        ("title", "English", "Contoh (en)", "Another title"),
        ("grades[kategori].bands[1]", "Mulai", "2.51", "2.6"),
        ("forms[F-02]", "Tertinggi", "5", "null"),
    }
    written = emit(edited.data)
    assert '{item: "F-02:1", weight: 49.5}' in written
    assert parse(written, "x").data["title"]["en"] == "Another title"
    assert data == sound(), "the data that came in stay as they were"


def test_the_same_number_written_otherwise_is_no_change(tmp_path: Path) -> None:
    data, path = sound(), tmp_path / "x.xlsx"
    to_workbook(data, path)
    address = cell(path, "Bobot", "index.children[f02].children[1]", "Bobot")
    change(path, "Bobot", **{address: 37.5})
    assert from_workbook(path, data).changes == ()
    change(path, "Bobot", **{address: "37,50"})
    assert from_workbook(path, data).changes == ()


def test_a_weight_may_become_unknown(tmp_path: Path) -> None:
    data, path = sound(), tmp_path / "x.xlsx"
    to_workbook(data, path)
    change(path, "Bobot", **{cell(path, "Bobot", "index.children[f02]", "Bobot"): "unknown"})
    assert [c.after for c in from_workbook(path, data).changes] == ["unknown"]


def test_bad_cells_are_told_all_at_once_with_sheet_cell_found_and_allowed(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    to_workbook(sound(), path)
    change(path, "Bobot", B2="banyak", B3=None, A4="index.children[lain]", A6="index.children[f02]")
    change(path, "Teks", B2=None)
    change(path, "Skala", B2="null", C3="unknown")
    with pytest.raises(InvalidInput) as caught:
        from_workbook(path, sound())
    told = {
        (f.code, f.facts["sheet"], f.facts["cell"], f.facts["found"]) for f in caught.value.faults
    }
    assert told == {
        ("cell-value", "Bobot", "B2", "banyak"),
        ("cell-value", "Bobot", "B3", ""),
        ("cell-place-unknown", "Bobot", "A4", "index.children[lain]"),
        ("cell-place-twice", "Bobot", "A6", "index.children[f02]"),
        ("cell-value", "Teks", "B2", ""),
        ("cell-value", "Skala", "B2", "null"),
        ("cell-value", "Skala", "C3", "unknown"),
    }
    allowed = {
        f.facts["cell"]: f.facts["allowed"] for f in caught.value.faults if f.code == "cell-value"
    }
    assert (allowed["B3"], allowed["C3"]) == ("12,5 | unknown", "12,5")
    assert caught.value.faults[0].where.startswith("x.xlsx:")


def test_rows_may_be_left_out_and_put_in_another_order(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    to_workbook(sound(), path)
    book = openpyxl.load_workbook(path)
    book["Teks"].delete_rows(2, 20)
    book["Teks"].insert_rows(2, 3)
    rows = [[c.value for c in row] for row in book["Bobot"].iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            book["Bobot"].cell(number, column, value)
    book.save(path)
    assert from_workbook(path, sound()) == Edited(sound(), ())


def test_missing_sheets_and_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    to_workbook(sound(), path)
    book = openpyxl.load_workbook(path)
    del book["Skala"]
    book["Teks"]["B1"] = "Bahasa"
    book.save(path)
    with pytest.raises(InvalidInput) as caught:
        from_workbook(path, sound())
    assert {f.code for f in caught.value.faults} == {"sheet-missing", "column-missing"}


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_text("bukan buku kerja", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        from_workbook(path, sound())
    assert (caught.value.code, caught.value.facts["file"]) == ("file-unreadable", "x.xlsx")


def test_each_sheet_says_what_its_columns_are(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    to_workbook(sound(), path)
    book = openpyxl.load_workbook(path)
    heads = {sheet.title: tuple(c.value for c in sheet[1])[1:] for sheet in book}
    assert heads == dict(COLUMNS)
