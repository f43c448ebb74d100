"""Numbers are read exactly, rounded once, and written in full."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.errors import UserError
from tilik.core.numbers import (
    decimal_text,
    exact_decimal_text,
    fraction,
    ratio_text,
    round_half_up,
)


@pytest.mark.parametrize("value", ["4.505", Decimal("4.505"), Fraction(901, 200)])
def test_what_was_printed_is_what_is_read(value: str | Decimal | Fraction) -> None:
    assert fraction(value) == Fraction(4505, 1000)


def test_a_float_is_refused_for_it_has_lost_the_figure() -> None:
    with pytest.raises(TypeError, match="floats are not exact: pass the text, a Decimal"):
        fraction(4.505)


@pytest.mark.parametrize("value", ["", "4,5", "ya", "1/0", "nan", "inf", Decimal("Infinity")])
def test_what_is_no_number_says_so(value: str | Decimal) -> None:
    with pytest.raises(UserError) as caught:
        fraction(value)
    assert (caught.value.code, caught.value.facts) == ("not-a-number", {"found": str(value)})


@pytest.mark.parametrize(
    "value",
    [
        "1e999999999",
        "1E-999999999",
        "1e+4_001 ",
        "9" * 4001,
        "0." + "0" * 4000,
        "1/" + "9" * 4000,
        Decimal("1e999999"),
        Decimal("1e-999999"),
        Decimal("1" * 4001),
    ],
)
def test_a_number_that_would_stop_the_machine_is_refused_at_once(value: str | Decimal) -> None:
    with pytest.raises(UserError) as caught:
        fraction(value)
    assert caught.value.code == "number-too-long"
    assert len(str(caught.value.facts["found"])) <= 21
    assert caught.value.facts["allowed"] == 4000


@pytest.mark.parametrize("value", ["1e4000", "1e-4000", "9" * 4000, Decimal("1e4000")])
def test_a_long_number_is_exact_all_the_same(value: str | Decimal) -> None:
    assert fraction(value) == Fraction(value)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("64.9975", 2, "65.00"),
        ("88.305", 2, "88.31"),
        ("88.304", 2, "88.30"),
        ("4.505", 2, "4.51"),
        ("-0.005", 2, "-0.01"),
        ("-0.004", 2, "0.00"),
        ("-1.25", 1, "-1.3"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("3.62", 2, "3.62"),
        ("0.05", 2, "0.05"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, rounded: str) -> None:
    assert decimal_text(Fraction(value), decimals) == rounded
    assert round_half_up(Fraction(value), decimals) == Fraction(rounded)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("4.8125"), "4.812500"),
        (Fraction(1, 3), "0.333333"),
        (Fraction("0.1234567"), "0.1234567"),
        (Fraction("0.123456789012"), "0.123456789012"),
        (Fraction("0.1234567890123"), "0.123457"),
        (Fraction(-7, 2), "-3.500000"),
        (Fraction(0), "0.000000"),
    ],
)
def test_decimals_are_six_or_as_many_as_end_within_twelve(value: Fraction, text: str) -> None:
    assert exact_decimal_text(value) == text


@given(st.fractions())
def test_a_ratio_reads_back_as_itself(value: Fraction) -> None:
    assert fraction(ratio_text(value)) == value


@given(st.fractions(-10, 10), st.integers(0, 8))
def test_rounding_moves_a_value_by_half_a_unit_at_most(value: Fraction, decimals: int) -> None:
    assert abs(round_half_up(value, decimals) - value) <= Fraction(1, 2 * 10**decimals)
