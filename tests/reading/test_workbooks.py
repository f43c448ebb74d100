"""CSV as rows with addresses, whatever parts its cells and however it is encoded."""

import pytest

from tilik.core.errors import UserError
from tilik.reading.workbooks import ROWS, is_csv, read_csv, read_sheets


@pytest.mark.parametrize("mark", [";", "\t", ",", "|"])
def test_cells_are_parted_by_any_usual_mark_and_keep_their_addresses(mark: str) -> None:
    layout = read_csv(f"Unit{mark}IPP\nDinas A{mark}4.52\n".encode())
    assert [[(c.text, c.at, c.column) for c in row] for row in layout.rows] == [
        [("Unit", "A1", 0), ("IPP", "B1", 1)], [("Dinas A", "A2", 0), ("4.52", "B2", 1)],
    ]  # fmt: skip


def test_decimal_commas_do_not_part_cells_where_another_mark_does() -> None:
    (_head, row) = read_csv(b"Unit;IPP\nDinas A;4,52\n").rows
    assert [cell.text for cell in row] == ["Dinas A", "4,52"]


def test_quoted_cells_hold_marks_and_line_ends_and_blank_cells_are_left_out() -> None:
    (_head, row) = read_csv(b'a,b,c\n"Dinas A,\nB",,3\n').rows
    assert [(cell.text, cell.at) for cell in row] == [("Dinas A, B", "A2"), ("3", "C2")]


def test_older_encodings_and_marks_at_the_beginning_are_read() -> None:
    assert read_csv("\ufeffUnit;é\n1;2\n".encode("utf-8")).rows[0][0].text == "Unit"
    assert read_csv("Unit;é\n1;2\n".encode("cp1252")).rows[0][1].text == "é"


@pytest.mark.parametrize(
    "content",
    [b"", b"  ", b"Surat undangan rapat.\nBesok.\n", b"<html>a;b\nc;d", b"%PDF-1.7;\n;", b"PK\x03\x04;\n;",
     b"\x89PNG\x00;\n;", b'{"a": 1,\n"b": 2,\n}', b"a;b"],
)  # fmt: skip
def test_what_is_no_table_is_no_csv(content: bytes) -> None:
    assert not is_csv(content)


def test_a_table_too_long_or_with_an_endless_cell_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        read_sheets(b"a;b\n" * (ROWS + 1))
    assert caught.value.code == "file-long"
    with pytest.raises(UserError) as caught:
        read_sheets(b"a;b\nc;d\n" + b"x" * 200_000 + b";1\n")
    assert caught.value.code == "file-broken"
