"""What a document holds: its words, its pages, and whether there is anything to see."""

import io

import pytest
from PIL import Image

from tests.files import make_pdf, make_picture
from tests.reading.papers import (
    PARAGRAPH,
    make_book,
    make_photo,
    make_scan,
    make_text_pdf,
    make_word,
    save,
)
from tilik.reading.extract import CHARACTERS, extract, paint_page
from tilik.reading.kinds import DOCX, JPEG, PDF, XLSX


def test_a_pdf_gives_the_words_of_all_its_pages() -> None:
    found = extract(make_text_pdf("Halaman satu", "Halaman dua"), PDF)
    assert found["text"] == "Halaman satu\nHalaman dua"
    assert found["n_pages"] == 2
    assert not found["is_empty"]


def test_a_word_file_gives_its_paragraphs_and_tables_in_order() -> None:
    assert extract(make_word("Satu", "Dua", "Tiga"), DOCX)["text"] == "Satu\nDua\nTiga"


def test_an_excel_file_gives_its_rows() -> None:
    assert (
        extract(make_book(("Unit", "Nilai"), ("Dinas", 4)), XLSX)["text"] == "Unit Nilai\nDinas 4.0"
    )


def test_a_white_page_is_empty_and_a_scan_is_not() -> None:
    assert extract(make_pdf(), PDF)["is_empty"]
    scan = extract(make_scan(make_photo()), PDF)
    assert not scan["is_empty"]
    assert scan["picture"]


def test_a_picture_of_one_colour_is_empty_and_a_photo_is_not() -> None:
    assert extract(make_picture(), JPEG)["is_empty"]
    assert not extract(save(make_photo(), "JPEG"), JPEG)["is_empty"]


def test_a_word_file_without_words_is_empty_unless_it_carries_a_picture() -> None:
    assert extract(make_word(), DOCX)["is_empty"]
    assert not extract(make_word(picture=make_photo()), DOCX)["is_empty"]


def test_a_document_with_words_needs_no_fingerprint_of_its_looks() -> None:
    assert extract(make_text_pdf(PARAGRAPH), PDF)["picture"] == ""


def test_no_more_words_are_looked_at_than_an_office_document_has() -> None:
    found = extract(make_word(*["kata " * 5000] * 12), DOCX)
    assert CHARACTERS - 12 <= len(found["text"]) <= CHARACTERS + 12


def test_a_page_is_painted_and_behind_the_last_comes_the_last() -> None:
    content = make_text_pdf("a", "b")
    pages = [paint_page(content, n) for n in (1, 2, 99)]
    assert pages[1] == pages[2]
    with Image.open(io.BytesIO(pages[0])) as image:
        assert image.format == "WEBP"
        assert image.width == 1100


@pytest.mark.parametrize("size", ["0 0 14400 14400", "0 0 1 90000", "0 0 90000 1"])
def test_a_page_of_any_size_is_painted_within_bounds(size: str) -> None:
    content = make_text_pdf("a").replace(b"0 0 600 800", size.encode())
    with Image.open(io.BytesIO(paint_page(content, 1))) as image:
        assert image.width <= 1101
        assert image.height <= 2401
