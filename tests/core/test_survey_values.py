"""Cells of foreign surveys say an answer, a trait, a day, or nothing that can be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.survey_values import (
    Question,
    get_words,
    read_answer,
    read_days,
    read_trait,
    say_plain,
)
from tilik.core.traits import TRAITS, get_band

EASE = Question(
    "U2",
    (get_words("Sistem, mekanisme, dan prosedur"),),
    {"1": ("tidak mudah",), "2": ("kurang mudah",), "3": ("mudah",), "4": ("sangat mudah",)},
)
FEE = Question(
    "U4",
    (get_words("Biaya/tarif"),),
    {"1": ("sangat mahal",), "2": ("cukup mahal",), "3": ("murah",), "4": ("gratis",)},
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4", "4"),
        ("4.0", "4"),
        ("4,00", "4"),
        ("Sangat mudah", "4"),
        ("sangat_mudah", "4"),
        ("4 - Sangat Mudah", "4"),
        ("(4) Sangat Mudah", "4"),
        ("Sangat mudah (4)", "4"),
        ("4. Sangat Baik", "4"),
        ("Sangat baik", "4"),
        ("Baik", "3"),
        ("KURANG BAIK", "2"),
        ("Tidak puas", "1"),
        ("tidak_puas", "1"),
        ("", None),
        ("5", None),
        ("0", None),
        ("44", None),
        ("3.5", None),
        ("4 - Kurang mudah", None),
        ("Sangat tidak puas", None),
        ("lumayan", None),
        ("tidak tahu", None),
    ],
)
def test_an_answer_is_read_in_every_usual_way_or_not_at_all(cell: str, value: str | None) -> None:
    assert read_answer(cell, EASE) == value


def test_the_texts_of_the_question_go_before_words_that_sound_like_a_scale() -> None:
    assert [read_answer(each, FEE) for each in ("Sangat mahal", "Gratis", "murah")] == [
        "1",
        "4",
        "3",
    ]
    assert read_answer("sangat murah", FEE) is None


def test_what_people_decided_goes_first() -> None:
    decided = Question("U2", EASE.names, EASE.values, {"lumayan": "3", "baik": "4"})
    assert [read_answer(each, decided) for each in ("Lumayan!", "Baik")] == ["3", "4"]


def test_a_longer_scale_has_no_words_of_the_four() -> None:
    six = Question("P1", (), {str(n): () for n in range(1, 7)})
    assert [read_answer(each, six) for each in ("6", "Sangat baik", "7")] == ["6", None, None]


@given(
    st.sampled_from("1234"), st.sampled_from(["{n}", "{n} - {t}", "{t} ({n})", "{n}. {t}", "{t}"])
)
def test_every_shape_of_every_value_reads_back(value: str, shape: str) -> None:
    for question in (EASE, FEE):
        text = question.values[value][0]
        assert read_answer(shape.format(n=value, t=text.upper()), question) == value
        assert read_answer(shape.format(n=value, t=text.replace(" ", "_")), question) == value


@given(st.sampled_from("1234"), st.sampled_from("1234"))
def test_a_number_never_wins_over_other_words(number: str, meant: str) -> None:
    read = read_answer(f"{number} - {EASE.values[meant][0]}", EASE)
    assert read == (number if number == meant else None)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_in_every_usual_way(day: date) -> None:
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    named = f"{day.day} {months.split()[day.month - 1]} {day.year}"
    ways = [
        day.isoformat(), f"{day.isoformat()}T08:15:00.000+07:00", f"{day:%Y/%m/%d} 9:05:12 AM GMT+7",
        f"{day:%d/%m/%Y} 09:05:12", f"{day.day}-{day.month}-{day.year}", named,
    ]  # fmt: skip
    for way in ways[:3] + ways[5:]:
        assert read_days([way]) == [day], way
    assert read_days([ways[3], ways[4], "31/12/2024"])[:2] == [day, day]


def test_the_whole_column_says_whether_the_month_comes_first() -> None:
    assert read_days(["3/4/2025 8:00:00", "3/14/2025 8:00:00"]) == [
        date(2025, 3, 4),
        date(2025, 3, 14),
    ]
    assert read_days(["3/4/2025", "14/3/2025"]) == [date(2025, 4, 3), date(2025, 3, 14)]
    assert read_days(["3/4/2025"]) == [date(2025, 4, 3)]
    assert read_days(["", "kemarin", "2025-13-40", "31/02/2025", "12 Foo 2025"]) == [None] * 5


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("sex", "Laki-laki", "L"), ("sex", "perempuan", "P"), ("sex", "Pria", "L"), ("sex", "p", "P"),
        ("sex", "1", None), ("age", "17", "-17"), ("age", "34 tahun", "26-35"), ("age", "18–25", "18-25"),
        ("age", "20-24 th", "18-25"), ("age", "17-25 tahun", None), ("age", "> 55", "56-"),
        ("age", "di atas 40", None), ("age", "< 17", "-17"), ("age", "di bawah 30", None),
        ("age", "1990", None), ("age", "muda", None), ("education", "SLTA / SMK", "SMA"),
        ("education", "D3", "D"), ("education", "D-IV / S1", "S1"), ("education", "Magister (S2)", "S2"),
        ("education", "sd", "SD"), ("education", "lain", None), ("job", "PNS/ASN", "pns"),
        ("job", "Karyawan swasta", "swasta"), ("job", "Wiraswasta", "wirausaha"),
        ("job", "Ibu rumah tangga", "lainnya"), ("job", "Mahasiswa", "pelajar"),
        ("disability", "Tidak ada", "tidak"), ("disability", "Ya, netra", "ya"), ("disability", "?", None),
    ],
)  # fmt: skip
def test_what_somebody_says_of_themselves_fits_one_code_or_stays_unknown(
    name: str, cell: str, code: str | None
) -> None:
    assert read_trait(name, cell) == code


@given(st.integers(1, 120))
def test_an_age_falls_into_its_band(years: int) -> None:
    assert read_trait("age", str(years)) == get_band(years)


@given(st.sampled_from([(name, code) for name, codes in TRAITS.items() for code in codes]))
def test_every_code_is_its_own_word(pair: tuple[str, str]) -> None:
    assert read_trait(*pair) == pair[1]


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert read_answer(text, EASE) in (None, *EASE.values)
    assert say_plain(say_plain(text)) == say_plain(text)
    assert len(read_days([text])) == 1
    assert all(read_trait(name, text) in (None, *codes) for name, codes in TRAITS.items())
