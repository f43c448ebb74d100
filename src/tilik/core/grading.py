"""Categories: one comparison, after the one rounding the scale names."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tilik.core.errors import UserError
from tilik.core.instrument import Band, GradeScale
from tilik.core.numbers import ratio_text, round_half_up


@dataclass(frozen=True, slots=True)
class Graded:
    """A value with its category; `to_next` is what is missing to the next one, None at the top."""

    value: Fraction
    band: Band
    to_next: Fraction | None


def compared(scale: GradeScale, value: Fraction) -> Fraction:
    """The value as the scale compares it: rounded half-up to its decimals, or untouched."""
    return value if scale.decimals is None else round_half_up(value, scale.decimals)


def grade(scale: GradeScale, value: Fraction) -> Graded:
    """The category of `value`. Raises UserError("out-of-scale") outside the scale."""
    held = compared(scale, value)
    if not scale.bands[0].low <= held <= scale.top:
        raise UserError(
            "out-of-scale",
            found=ratio_text(value),
            low=ratio_text(scale.bands[0].low),
            high=ratio_text(scale.top),
        )
    position = max(i for i, band in enumerate(scale.bands) if band.low <= held)
    above = scale.bands[position + 1 : position + 2]
    return Graded(value, scale.bands[position], above[0].low - held if above else None)


def grade_within(scale: GradeScale, value: Fraction) -> Graded:
    """The category of a result; one below or above the scale takes the scale's end.

    Weights cut to three decimals add up to less than one, and so give less than the lowest bound.
    """
    return grade(scale, min(max(value, scale.bands[0].low), scale.top))


def possible(scale: GradeScale, low: Fraction, high: Fraction) -> tuple[Band, ...]:
    """Every category a value between `low` and `high` can have, lowest first."""
    first = grade_within(scale, low).band
    if low == high:
        return (first,)
    last = grade_within(scale, high).band
    return scale.bands[scale.bands.index(first) : scale.bands.index(last) + 1]


def suffix_of(scale: GradeScale, values: frozenset[str] | None) -> Mapping[str, str] | None:
    """The words to append, given the answers to the suffix's input; None where it does not hold."""
    if scale.suffix is None or not values or not values <= scale.suffix.values:
        return None
    return scale.suffix.text
