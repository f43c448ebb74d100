"""Exact numbers: how they are read, rounded once, and written."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm

from tilik.core.errors import UserError

EXACT_PLACES = 6
LONGEST_TERMINATING = 12
LONGEST = 4000
"""Digits and powers of ten a number may have: 1e999999999 is nobody's figure and stops the machine."""

_EXPONENT = re.compile(r"[eE]([-+]?\d+(?:_\d+)*)\s*\Z")


def fraction(value: int | str | Decimal | Fraction) -> Fraction:
    """The exact value of `value`; a float is refused: it has lost the figure that was printed.

    Raises UserError("not-a-number" | "number-too-long").
    """
    if isinstance(value, float):
        raise TypeError("floats are not exact: pass the text, a Decimal or a Fraction")
    if _is_endless(value):
        raise UserError("number-too-long", found=f"{str(value)[:20]}…", allowed=LONGEST)
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise UserError("not-a-number", found=str(value)) from error


def _is_endless(value: int | str | Decimal | Fraction) -> bool:
    """Whether the number would be written with more digits than `LONGEST`."""
    if isinstance(value, str):
        power = _EXPONENT.search(value[:LONGEST])
        return len(value) > LONGEST or (power is not None and abs(int(power[1])) > LONGEST)
    if isinstance(value, Decimal) and value.is_finite():
        return len(value.as_tuple().digits) > LONGEST or abs(value.adjusted()) > LONGEST
    return False


def total(values: Iterable[Fraction]) -> Fraction:
    """The sum, reduced once; of nothing, nothing."""
    parts = list(values)
    bottom = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (bottom // part.denominator) for part in parts), bottom)


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded to `decimals` places, halves away from zero: the one rounding."""
    unit = 10**decimals
    doubled = 2 * abs(value.numerator) * unit + value.denominator
    whole = doubled // (2 * value.denominator)
    return Fraction(whole if value >= 0 else -whole, unit)


def decimal_text(value: Fraction, decimals: int) -> str:
    """`value` with exactly `decimals` places, rounded half-up: Fraction(181, 50) → "3.62"."""
    rounded = round_half_up(value, decimals)
    digits = abs(rounded.numerator) * (10**decimals // rounded.denominator)
    sign = "-" if rounded < 0 else ""
    whole, rest = divmod(digits, 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def exact_decimal_text(value: Fraction) -> str:
    """At least six decimals, and more where the value ends within twelve: 4.8125 → "4.812500"."""
    places = EXACT_PLACES
    while places < LONGEST_TERMINATING and 10**places % value.denominator:
        places += 1
    ends = 10**places % value.denominator == 0
    return decimal_text(value, places if ends else EXACT_PLACES)


def ratio_text(value: Fraction) -> str:
    """The exact value as "num/den"."""
    return f"{value.numerator}/{value.denominator}"
