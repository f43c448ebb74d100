"""Rows of documents: tables, lines, pictures, pages without text, and what is refused."""

import io

import docx
import pytest
import typst
from PIL import Image

from tests.reading.examples import GOOD_ONE, make_pdf
from tilik.core.errors import UserError
from tilik.reading.layout import read_layout


def print_pdf(body: str) -> bytes:
    content: bytes = typst.compile(body.encode())
    return content


def paint(folder: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(buffer, "PNG")
    return buffer.getvalue()


def test_a_pdf_is_read_as_table_rows_and_lines_with_page_and_box() -> None:
    layout = read_layout(make_pdf(GOOD_ONE))
    assert layout.pages == 2
    assert layout.ruled
    assert layout.unread == ()
    row = next(row for row in layout.rows if len(row) == 3 and row[0].text == "3")
    assert row[1].text == "Jangka Waktu Penyelesaian"
    assert row[1].page == 2
    assert row[1].box is not None
    assert row[1].box[0] < row[2].box[0]  # type: ignore[index]


def test_two_columns_without_lines_are_parted_by_their_gap() -> None:
    body = "#grid(columns: (4cm, 1fr), column-gutter: 18pt, [Biaya], [Gratis])"
    rows = read_layout(print_pdf(body)).rows
    assert [cell.text for cell in rows[0]] == ["Biaya", "Gratis"]


def test_a_page_that_is_only_a_picture_is_said_to_be_unread(tmp_path) -> None:
    (tmp_path / "p.png").write_bytes(paint(""))
    (tmp_path / "d.typ").write_text('#image("p.png", width: 15cm)', encoding="utf-8")
    layout = read_layout(typst.compile(tmp_path / "d.typ"))
    assert layout.unread == (1,)
    assert layout.rows == ()


def test_a_cell_that_holds_a_picture_says_so(tmp_path) -> None:
    (tmp_path / "p.png").write_bytes(paint(""))
    table = '#table(columns: 2, [Prosedur], image("p.png", width: 5cm))\n' + "kata " * 20
    (tmp_path / "d.typ").write_text(table, encoding="utf-8")
    rows = read_layout(typst.compile(tmp_path / "d.typ")).rows
    assert next(row for row in rows if row[0].text == "Prosedur")[1].picture


def test_a_word_document_gives_paragraphs_and_tables_in_order_a_merged_cell_once() -> None:
    document = docx.Document()
    document.add_paragraph("Sebelum")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Jenis Pelayanan : Satu"
    table.cell(1, 0).text, table.cell(1, 1).text = "Biaya", "Gratis"
    document.add_paragraph("Sesudah")
    buffer = io.BytesIO()
    document.save(buffer)
    rows = [[cell.text for cell in row] for row in read_layout(buffer.getvalue()).rows]
    assert rows == [["Sebelum"], ["Jenis Pelayanan : Satu"], ["Biaya", "Gratis"], ["Sesudah"]]


def test_a_saved_page_gives_its_texts_and_none_of_its_scripts() -> None:
    page = (
        b"<!DOCTYPE html><html><style>p{}</style><script>alert('Biaya')</script><p>Satu</p>"
        b"<table><tr><th>Biaya</th><td>Gratis<br>selamanya</td></tr></table></html>"
    )
    rows = [[cell.text for cell in row] for row in read_layout(page).rows]
    assert rows == [["Satu"], ["Biaya", "Gratis\nselamanya"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file-empty"), (b"hello", "file-kind"), (b"\x89PNG\r\n\x1a\n00", "file-broken"),
     (b"%PDF-1.7\nnothing\n%%EOF", "file-broken")],
)  # fmt: skip
def test_what_is_no_document_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_layout(content)
    assert caught.value.code == code


def test_a_document_of_thousands_of_pages_is_refused_before_it_is_read() -> None:
    with pytest.raises(UserError) as caught:
        read_layout(print_pdf("#for n in range(401) { pagebreak() }"))
    assert caught.value.code == "file-long"
