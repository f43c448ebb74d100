"""Figures, categories and elements as reports write them."""

from fractions import Fraction

import pytest

from tilik.core.audit import NOWHERE, Place
from tilik.library.audit import load_lexicon
from tilik.reading.layout import Cell
from tilik.reading.survey_figures import (
    Elements,
    fold,
    get_place,
    make_figure,
    read_count,
    read_figure,
    read_mark,
    read_number,
)

LEXICON = load_lexicon()
ELEMENTS = Elements(LEXICON)


@pytest.mark.parametrize(
    ("written", "value", "step"),
    [
        ("3,57", "3.57", "0.01"),
        ("3.57", "3.57", "0.01"),
        (" 4 ", "4", "1"),
        ("87,4 %", "87.4", "0.1"),
        ("56%", "56", "1"),
        ("0,3556", "0.3556", "0.0001"),
    ],
)
def test_a_number_has_its_value_and_the_step_of_its_last_digit(
    written: str, value: str, step: str
) -> None:
    assert read_number(written) == (Fraction(value), Fraction(step))


@pytest.mark.parametrize("written", ["", "-", "3,57,1", "A", "3 dari 4", "1" * 30, "25,00 - 64,99"])
def test_what_is_no_single_number_is_none(written: str) -> None:
    assert read_number(written) is None
    assert make_figure(written, NOWHERE) is None


def test_a_spreadsheet_s_endless_number_is_shown_short_and_held_to_six_places() -> None:
    figure = read_figure(Cell("3.6206896551724137", at="Rekap!C4"))
    assert figure is not None
    assert (figure.printed, figure.place.cell) == ("3.6207", "Rekap!C4")
    assert figure.rounds(Fraction(105, 29))


@pytest.mark.parametrize(
    ("written", "n"),
    [("200", 200), ("17.041", 17041), ("1,250", 1250), ("200 orang", 200), ("56 responden.", 56),
     ("120.0", 120)],
)  # fmt: skip
def test_people_are_counted_in_whole_numbers(written: str, n: int) -> None:
    count = read_count(written, NOWHERE)
    assert count is not None
    assert count.value == n


@pytest.mark.parametrize("written", ["3,57", "", "dua", "1" * 12, "-4", "²"])
def test_what_is_no_number_of_people_is_none(written: str) -> None:
    assert read_count(written, NOWHERE) is None


@pytest.mark.parametrize(
    ("written", "letter", "name"),
    [
        ("B", "B", ""),
        ("A (Sangat Baik)", "A", "Sangat baik"),
        ("Kurang Baik", "", "Kurang baik"),
        ("dengan mutu pelayanan baik", "", "Baik"),
        ("C / Cukup", "C", "Cukup"),
        ("A-", "A-", ""),
    ],
)
def test_a_category_is_a_letter_a_name_or_both(written: str, letter: str, name: str) -> None:
    mark = read_mark(written, NOWHERE, LEXICON.grade_names)
    assert mark is not None
    assert (mark.letter, mark.name) == (letter, name)


@pytest.mark.parametrize("written", ["", "3,57", "ABC", "Tabel", "perbaikan"])
def test_other_words_are_no_category(written: str) -> None:
    assert read_mark(written, NOWHERE, LEXICON.grade_names) is None


@pytest.mark.parametrize(
    ("label", "code", "element"),
    [
        ("U1", "U1", ""),
        ("U8 Sarana dan Prasarana", "U8", "U9"),
        ("U.9 : Penanganan pengaduan, saran dan masukan", "U9", "U8"),
        ("Unsur 4 - Biaya/Tarif", "U4", "U4"),
        ("3. Waktu Penyelesaian", "", "U3"),
        ("a) Sistem, Mekanisme dan Prosedur", "", "U2"),
        ("Kompetensi Pelaksana", "", "U6"),
        ("Kesopanan dan keramahan petugas", "", "U7"),
        ("Produk Spesifikasi\nJenis Pelayanan", "", "U5"),
        ("Sarana & Prasarana", "", "U9"),
        ("Penanganan Pengaduan, Saran, & Masukan", "", "U8"),
        ("Persyaratn", "", "U1"),
    ],
)
def test_elements_are_known_by_all_their_names(label: str, code: str, element: str) -> None:
    assert ELEMENTS.read_label(label) == (code, element)


@pytest.mark.parametrize(
    "label", ["", "Jumlah", "Laki-laki", "Nilai IKM", "Umur", "Unit layanan", "SMA", "Rata-rata",
              "Persyaratan pelayanan di kantor ini sudah sangat baik menurut semua responden kami"],
)  # fmt: skip
def test_other_labels_are_no_element(label: str) -> None:
    assert ELEMENTS.read_label(label) == ("", "")


def test_elements_of_a_sentence_come_in_its_order_by_name_or_code() -> None:
    said = "Biaya/tarif (3,19), U2 (3,56), lalu waktu penyelesaian, dan biaya lagi"
    assert ELEMENTS.list_in(said, {}) == ["U4", "U2", "U3"]
    assert ELEMENTS.list_in("U8 dan U9", {"U8": "U9", "U9": "U8"}) == ["U9", "U8"]
    assert ELEMENTS.list_in("tidak ada apa-apa", {}) == []


def test_a_longer_name_wins_over_a_shorter_one_inside_it() -> None:
    assert ELEMENTS.list_in("Penanganan pengaduan, saran dan masukan", {}) == ["U8"]


def test_folding_leaves_words_alone() -> None:
    assert fold("1. Biaya/Tarif (U4)") == "biaya tarif u"


def test_a_place_is_a_page_with_a_box_or_the_address_of_a_cell() -> None:
    box = (1.0, 2.0, 3.0, 4.0)
    assert get_place(Cell("x", 3, box)) == Place(3, "", box)
    assert get_place(Cell("x", at="Rekap!B2")) == Place(None, "Rekap!B2")
