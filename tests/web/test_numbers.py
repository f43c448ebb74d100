"""Numbers, dates and exact values in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tilik.web import numbers


@pytest.mark.parametrize(
    ("value", "places", "indonesian", "english"),
    [
        (Decimal("78.38"), None, "78,38", "78.38"),
        (Decimal("3.6"), 2, "3,60", "3.60"),
        (1234567, None, "1.234.567", "1,234,567"),
        (Decimal("-0.39"), None, "−0,39", "−0.39"),
        (Fraction(1, 3), 4, "0,3333", "0.3333"),
        ("2473/800", 4, "3,0913", "3.0913"),
        (0, None, "0", "0"),
        (None, 2, "—", "—"),
        ("", None, "—", "—"),
    ],
)
def test_a_number_is_written_as_the_language_does(value, places, indonesian, english):
    with translation.override("id"):
        assert numbers.format_number(value, places) == indonesian
    with translation.override("en"):
        assert numbers.format_number(value, places) == english


def test_half_is_rounded_up_and_only_once():
    assert numbers.to_decimal(Decimal("3.505"), 2) == Decimal("3.51")
    assert numbers.to_decimal(Fraction(7, 2), 0) == 4
    assert numbers.to_decimal(Fraction(34949, 10000), 0) == 3


def test_what_is_no_number_is_shown_as_it_stands():
    assert numbers.format_number("belum lengkap") == "belum lengkap"


def test_unknown_is_never_written_as_zero():
    shown = [
        numbers.format_number(None),
        numbers.format_percent(None),
        numbers.format_share(None),
        numbers.format_signed(None),
        numbers.format_exact(None),
        numbers.format_day(None),
        numbers.format_clock(None),
        numbers.format_moment(None),
    ]
    assert set(shown) == {"—"}


def test_a_difference_carries_its_sign():
    with translation.override("id"):
        assert numbers.format_signed(Decimal("0.42")) == "+0,42"
        assert numbers.format_signed(Decimal("-0.39")) == "−0,39"
        assert numbers.format_signed(0) == "0"


def test_per_cent_has_a_space_in_indonesian_alone():
    with translation.override("id"):
        assert numbers.format_percent(Decimal("12.22")) == "12,22\u00a0%"
        assert numbers.format_share(0.93) == "93\u00a0%"
    with translation.override("en"):
        assert numbers.format_percent(Decimal("12.22")) == "12.22%"


def test_a_range_is_joined_by_a_dash():
    with translation.override("id"):
        assert numbers.format_range(Decimal("2.98"), Decimal("3.4"), 2) == "2,98–3,40"


def test_the_exact_value_is_decimal_where_it_ends_and_a_fraction_where_not():
    with translation.override("id"):
        assert numbers.format_exact(Fraction(2473, 800)) == "3,09125"
        assert numbers.format_exact("10/3") == "10/3"
        assert numbers.format_exact(Decimal("78.380")) == "78,38"


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6))
def test_the_exact_value_reads_back_as_the_same_number(value):
    with translation.override("en"):
        shown = numbers.format_exact(value).replace(",", "").replace("−", "-")
    assert Fraction(shown) == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_both_languages_show_the_same_digits(value):
    with translation.override("id"):
        indonesian = numbers.format_number(value)
    with translation.override("en"):
        english = numbers.format_number(value)
    assert indonesian.translate(str.maketrans(",.", ".,")) == english


def test_days_and_moments_are_local_and_in_words():
    late = datetime(2026, 11, 23, 18, 42, tzinfo=UTC)
    with translation.override("id"):
        assert numbers.format_day(date(2026, 8, 7)) == "7 Agustus 2026"
        assert numbers.format_moment(late) == "24 November 2026 02.42 WITA"
    with translation.override("en"):
        assert numbers.format_clock(late) == "02:42"
        assert numbers.format_day(date(2026, 8, 7)) == "7 August 2026"
