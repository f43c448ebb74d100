"""Sheets, headings and plain tables."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.documents import save
from tilik.core.errors import InvalidInput
from tilik.library.headings import find_heading, is_column_numbers, is_foot
from tilik.library.records import numbers, read_records
from tilik.library.roles import ROLES, role
from tilik.library.tables import Sheet, letters, read_sheets

NAMES = {"unit": ("opd",), "score": ("nilai", "ipp"), "group": ("kelompok",)}


def sheet(*rows: list[str]) -> Sheet:
    return Sheet("a.csv", "", tuple(map(tuple, rows)))


def csv_rows(tmp_path: Path, text: str) -> tuple[tuple[object, ...], ...]:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read_sheets(path)[0].rows


# ---- files -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "name"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_are_named_as_spreadsheets_name_them(column: int, name: str) -> None:
    assert letters(column) == name


@given(st.integers(min_value=0, max_value=20_000))
def test_the_name_of_a_column_tells_its_number(column: int) -> None:
    number = 0
    for letter in letters(column):
        number = number * 26 + ord(letter) - ord("A") + 1
    assert number == column + 1


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    assert csv_rows(tmp_path, "nama;nilai\nA;3,53\nB;4,1\n")[1] == ("A", "3,53")


def test_choices_joined_by_semicolons_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    rows = csv_rows(tmp_path, "unit,form,item,value\nA,F-01,1,a;b;c\nA,F-01,2,b;c\nA,F-01,3,a\n")
    assert rows[1] == ("A", "F-01", "1", "a;b;c")


def test_a_quoted_cell_may_hold_the_delimiter_and_a_new_line(tmp_path: Path) -> None:
    rows = csv_rows(tmp_path, 'unit;value\r\n"Dinas; baru";"satu\r\ndua"\r\n')
    assert rows[1] == ("Dinas; baru", "satu dua")


def test_short_rows_are_blank_at_their_end() -> None:
    assert sheet(["a"], ["b", "c"]).cell(0, 1) == ""
    assert sheet(["a"]).cell(9, 9) == ""


def test_every_visible_sheet_is_read_in_order(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", {"Satu": [[1]], "Dua": [["x"]]})
    assert [s.name for s in read_sheets(path)] == ["Satu", "Dua"]


def test_a_sheet_that_starts_far_from_its_corner_keeps_its_addresses(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", {"S": [[], [], [None, None, "isi"]]})
    (read,) = read_sheets(path)
    assert read.cell(2, 2) == "isi"
    assert read.place(2, 2) == {"file": "a.xlsx", "sheet": "S", "cell": "C3"}


def test_merged_cells_repeat_what_their_first_cell_says(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", {"S": [["judul", None, None], [1, 2, 3]]}, ["A1:C1"])
    assert read_sheets(path)[0].rows[0] == ("judul", "judul", "judul")


# ---- headings --------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Unit Kerja", "unit"),
        (" OPD *", "unit"),
        ("UNIT  KERJA", "unit"),
        ("Nilai (1-5)", "value"),
        ("No.", "number"),
        ("Jenis Layanan :", "service"),
        ("Keterangan", None),
        ("", None),
    ],
)
def test_headings_stand_for_roles(label: str, meant: str | None) -> None:
    assert role(label) == meant


def test_no_heading_stands_for_two_roles() -> None:
    every = [word for words in ROLES.values() for word in words]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    "label",
    [
        "Jumlah",
        "TOTAL",
        "Sub Total",
        "Rata-rata",
        "Rata rata",
        "Rerata",
        "NRR tertimbang",
        "IKM unit",
    ],
)
def test_sums_at_the_foot_are_recognised(label: str) -> None:
    assert is_foot(("", label, "4"))


@pytest.mark.parametrize("label", ["Dinas Sosial", "Totalindo", "Rumah Sakit", "1"])
def test_units_are_no_sums(label: str) -> None:
    assert not is_foot((label, "4"))


def test_column_numbers_run_from_one() -> None:
    assert is_column_numbers(("1", "2", "3"))
    assert is_column_numbers(("(1)", "(2)", "", "(3)"))
    assert not is_column_numbers(("1", "3", "4"))
    assert not is_column_numbers(("1", "2"))


def is_item(label: str) -> bool:
    return label in ("U1", "U2")


def is_unit(label: str) -> bool:
    return label in ("unit", "no")


def test_the_heading_is_found_below_titles() -> None:
    table = sheet(["Rekap"], [""], ["unit", "U1"], ["A", "3"])
    found = find_heading(table, is_unit, is_item, lambda _: False)
    assert found is not None
    assert (found.first, found.last, found.labels) == (2, 2, (("unit",), ("U1",)))


def test_a_heading_of_two_rows_joins_its_labels() -> None:
    table = sheet(["no", "unit", "Unsur", ""], ["", "", "U1", "U2"], ["1", "A", "3", "4"])
    found = find_heading(table, is_unit, is_item, lambda _: False)
    assert found is not None
    assert found.labels == (("no",), ("unit",), ("Unsur", "U1"), ("Unsur", "U2"))


def test_codes_alone_make_a_heading_only_where_they_are_no_bare_numbers() -> None:
    def is_number(label: str) -> bool:
        return label.isdigit()

    assert find_heading(sheet(["U1", "U2"]), is_unit, is_item, lambda _: False) is not None
    assert find_heading(sheet(["1", "2"]), is_unit, is_number, lambda _: False) is None


def test_a_sheet_of_prose_has_no_heading() -> None:
    assert find_heading(sheet(["Yth. Bapak"], ["unit"]), is_unit, is_item, lambda _: False) is None


# ---- plain tables ----------------------------------------------------------


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_read_by_the_names_of_their_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "Rekap;;\nno;OPD;IPP\n1;Disdik;4,5\n2;Dinkes;\n;Jumlah;4,5\n")
    rows = read_records(path, NAMES, ("unit", "score"))
    assert [(r.text("unit"), r.text("score"), r.text("group")) for r in rows] == [
        ("Disdik", "4,5", ""),
        ("Dinkes", "", ""),
    ]
    assert numbers(rows, "score") == [Fraction(9, 2), None]


def test_tables_of_several_sheets_are_read_together(tmp_path: Path) -> None:
    heads = ["unit", "score"]
    sheets = {"A": [heads, ["x", 1]], "Catatan": [["halo"]], "B": [heads, ["y", 2]]}
    rows = read_records(save(tmp_path / "a.xlsx", sheets), NAMES, ("unit", "score"))
    assert [(r.sheet.name, r.text("unit")) for r in rows] == [("A", "x"), ("B", "y")]


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_records(write(tmp_path, "unit;group\nA;x\n"), NAMES, ("unit", "score"))
    assert caught.value.faults[0].facts["allowed"] == "unit, score"


def test_every_cell_that_is_no_number_or_outside_is_named(tmp_path: Path) -> None:
    rows = read_records(write(tmp_path, "unit;score\nA;x\nB;TB\nC;9\nD;4\n"), NAMES, ("unit",))
    with pytest.raises(InvalidInput) as caught:
        numbers(rows, "score", Fraction(0), Fraction(5))
    assert [f.where for f in caught.value.faults] == ["a.csv:B2", "a.csv:B4"]


def test_the_row_is_named_where_a_column_is_missing(tmp_path: Path) -> None:
    (row,) = read_records(write(tmp_path, "unit;score\nA;1\n"), NAMES, ("unit",))
    assert row.fault("name-missing", "group").where == "a.csv:2"
