"""Columns of foreign surveys are known by meaning first; what tells who somebody is goes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.survey_columns import Column, guess_columns, holds_persons
from tilik.core.survey_values import Question, get_words

FOUR = {
    "1": ("tidak baik",), "2": ("kurang baik",), "3": ("baik",), "4": ("sangat baik",),
}  # fmt: skip
TITLES = {
    "U1": "Persyaratan", "U2": "Sistem, mekanisme, dan prosedur", "U3": "Waktu penyelesaian",
    "U4": "Biaya/tarif", "U5": "Produk spesifikasi jenis pelayanan", "U6": "Kompetensi pelaksana",
    "U7": "Perilaku pelaksana", "U9": "Sarana dan prasarana",
    "U8": "Penanganan pengaduan, saran, dan masukan",
}  # fmt: skip
ASKED = [Question(code, (get_words(title),), FOUR) for code, title in TITLES.items()]
DIGITS = ("4", "3", "4")


def guess(*names: str, sample: tuple[str, ...] = DIGITS) -> list[str]:
    return guess_columns([Column(name, sample) for name in names], ASKED)


SHAPES = ("{t}", "{c}. {t}", "{c} {t}", "grup/{c}_{u}", "Bagaimana pendapat Anda tentang {t}?")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_question_is_known_by_its_words(shape: str) -> None:
    names = [
        shape.format(t=title, c=code, u=title.replace(" ", "_")) for code, title in TITLES.items()
    ]
    assert guess(*names) == [f"item:{code}" for code in TITLES]


def test_words_win_over_a_number_that_says_something_else() -> None:
    assert guess("U8 Sarana dan prasarana", "U9 Penanganan pengaduan, saran dan masukan") == [
        "item:U9",
        "item:U8",
    ]


def test_bare_numbers_are_the_element_by_u_and_the_place_by_question() -> None:
    assert guess("U8", "U9") == ["item:U8", "item:U9"]
    assert guess("Pertanyaan 8", "P9", "10") == ["item:U9", "item:U8", "skip"]


def test_no_question_is_given_to_two_columns() -> None:
    assert guess("Persyaratan", "Persyaratan #2") == ["item:U1", "skip"]


@pytest.mark.parametrize(
    "name",
    [
        "Nama", "Nama Lengkap", "NIK", "No. HP", "Nomor WhatsApp", "Email Address", "E-mail",
        "Alamat", "username", "_submitted_by", "_geolocation",
    ],
)  # fmt: skip
def test_a_heading_that_asks_who_somebody_is_goes_out(name: str) -> None:
    assert guess(name, sample=("a", "b")) == ["person"]


@pytest.mark.parametrize(
    "cell", ["6408 0141 0790 0001", "0812 3456 7890", "+62 812-3456-7890", "ani@contoh.id"]
)
def test_cells_that_tell_who_somebody_is_go_out_under_any_heading(cell: str) -> None:
    assert holds_persons(Column("Kontak", (cell, cell)))
    assert guess("Persyaratan", sample=(cell, cell)) == ["person"]


def test_traits_day_and_suggestion_are_known() -> None:
    columns = [
        Column("Cap waktu", ("2025/03/14 9:05:12 AM GMT+7",)), Column("Jenis Kelamin", ("Laki-laki",)),
        Column("Usia", ("34",)), Column("Pendidikan terakhir", ("S1",)), Column("Pekerjaan", ("PNS",)),
        Column("Penyandang disabilitas?", ("Tidak",)), Column("Saran dan masukan", ("Bagus",)),
        Column("Nama layanan", ("KTP",)), Column("_uuid", ("a1",)),
    ]  # fmt: skip
    assert guess_columns(columns, ASKED) == [
        "day", "trait:sex", "trait:age", "trait:education", "trait:job", "trait:disability",
        "comment", "person", "skip",
    ]  # fmt: skip


def test_the_surest_day_wins_in_a_table_of_kobo() -> None:
    day = ("2025-03-14",)
    columns = [Column(name, day) for name in ("start", "end", "today", "_submission_time")]
    assert guess_columns(columns, ASKED) == ["skip", "skip", "day", "skip"]


@given(st.permutations(list(TITLES)))
def test_the_order_of_the_columns_says_nothing(order: list[str]) -> None:
    assert guess(*(TITLES[code] for code in order)) == [f"item:{code}" for code in order]


@given(st.lists(st.text(max_size=20), max_size=12))
def test_whatever_the_headings_nothing_is_taken_twice(names: list[str]) -> None:
    kinds = guess(*names)
    kept = [kind for kind in kinds if kind not in ("person", "skip")]
    assert len(kinds) == len(names)
    assert len(kept) == len(set(kept))
