"""Single cells: numbers, dates and the words for "no value"."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.library.cells import clean, day, from_native, may_be_thousands, number, text


@pytest.mark.parametrize(
    ("cell", "exact"),
    [
        ("4", "4"),
        ("3,53", "3.53"),
        ("3.53", "3.53"),
        ("94,45 %", "94.45"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("−2,5", "-2.5"),
        ("+2", "2"),
        (Decimal("3.505"), "3.505"),
    ],
)
def test_numbers_are_read_as_indonesians_and_programs_write_them(
    cell: str | Decimal, exact: str
) -> None:
    assert number(cell) == Fraction(exact)


@pytest.mark.parametrize(
    "cell", ["", "lima", "12,34,5", "1.23.456,7", "5.", ",5", "1/2", "4 dari 5", "NaN"]
)
def test_what_is_no_number_is_not_guessed(cell: str) -> None:
    assert number(cell) is None


@pytest.mark.parametrize("cell", ["9" * 5000, "0," + "1" * 5000, Decimal("1e999999")])
def test_an_endless_number_is_none(cell: str | Decimal) -> None:
    assert number(cell) is None


@pytest.mark.parametrize("native", [1e300, -1e22, 1e-300, 3.0])
def test_any_number_a_workbook_can_hold_is_read_exactly(native: float) -> None:
    assert number(from_native(native)) == Fraction(Decimal(repr(native)))


@pytest.mark.parametrize("native", [float("inf"), float("nan")])
def test_what_a_workbook_cannot_compute_is_no_number(native: float) -> None:
    assert number(from_native(native)) is None


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_any_number_written_with_a_decimal_comma_comes_back_exact(value: Decimal) -> None:
    assert number(format(value, "f").replace(".", ",")) == Fraction(value)


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=1, max_value=99))
def test_any_number_written_with_thousands_comes_back_exact(whole: int, cents: int) -> None:
    written = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert number(written) == whole + Fraction(cents, 100)


@pytest.mark.parametrize(
    ("cell", "may"),
    [
        ("1.250", True),
        ("12,345", True),
        ("0,125", False),
        ("3.5", False),
        ("1250", False),
        (Decimal("1.25"), False),
    ],
)
def test_only_typed_numbers_with_three_places_may_be_thousands(
    cell: str | Decimal, may: bool
) -> None:
    assert may_be_thousands(cell) is may


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("31/05/2024", "2024-05-31"),
        ("1-2-2024", "2024-02-01"),
        ("31.05.2024", "2024-05-31"),
        ("2024-05-31", "2024-05-31"),
        ("05/31/2024", None),
        ("2024", None),
        ("kemarin", None),
    ],
)
def test_days_come_before_months(cell: str, iso: str | None) -> None:
    assert day(cell) == iso


@pytest.mark.parametrize(
    ("native", "shown"),
    [
        (4.0, "4"),
        (3.53, "3.53"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e15, "1000000000000000"),
        (64.08, "64.08"),
        (True, "ya"),
        (False, "tidak"),
        (date(2024, 5, 31), "2024-05-31"),
        (datetime(2024, 5, 31, 10, 0), "2024-05-31"),  # noqa: DTZ001
        ("  RSUD\u00a0 Kudungga\ufeff ", "RSUD Kudungga"),
    ],
)
def test_a_spreadsheet_s_own_values_are_shown_as_written(native: object, shown: str) -> None:
    assert text(from_native(native)) == shown


def test_odd_spaces_are_made_plain() -> None:
    assert clean("\u200b a\u00a0\u2003b\n c ") == "a b c"
