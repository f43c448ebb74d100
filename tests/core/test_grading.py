"""Categories: no gaps, one rounding, bounds inclusive."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.core.small import small_document, text
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.grading import grade, grade_within, possible, suffix_of
from tilik.core.instrument import Key, Suffix

SCALE = build(small_document()).grades[0]


def letters(low: str, high: str) -> str:
    return "".join(band.grade for band in possible(SCALE, Fraction(low), Fraction(high)))


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        ("0", "E"),
        ("1.004", "E"),
        ("1.005", "D"),
        ("1.01", "D"),
        ("4.005", "A"),
        ("5", "A"),
        ("5.004", "A"),
    ],
)
def test_every_value_of_the_scale_has_one_category(value: str, letter: str) -> None:
    assert grade(SCALE, Fraction(value)).band.grade == letter


def test_what_is_missing_to_the_next_category_counts_from_the_rounded_value() -> None:
    assert grade(SCALE, Fraction("3.996")).to_next == Fraction("0.01")
    assert grade(SCALE, Fraction("4.5")).to_next is None


@pytest.mark.parametrize("value", ["-0.005", "5.005"])
def test_a_value_outside_the_scale_is_refused_with_its_ends(value: str) -> None:
    with pytest.raises(UserError) as caught:
        grade(SCALE, Fraction(value))
    assert caught.value.code == "out-of-scale"
    found = f"{Fraction(value).numerator}/200"
    assert caught.value.facts == {"found": found, "low": "0/1", "high": "5/1"}


def test_a_result_outside_the_scale_takes_its_end() -> None:
    assert grade_within(SCALE, Fraction(-1)).band.grade == "E"
    assert grade_within(SCALE, Fraction(6)).band.grade == "A"
    assert grade_within(SCALE, Fraction(3)).band.grade == "C"


def test_an_exact_scale_compares_the_unrounded_value() -> None:
    exact = replace(SCALE, decimals=None)
    assert grade(exact, Fraction("1.005")).band.grade == "E"
    assert grade(SCALE, Fraction("1.005")).band.grade == "D"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("0", "5", "EDCBA"), ("3.01", "4.004", "B"), ("3.01", "4.005", "BA"), ("2", "2", "D")],
)
def test_a_range_has_every_category_between_its_ends(low: str, high: str, expected: str) -> None:
    assert letters(low, high) == expected


def test_a_suffix_holds_only_where_its_input_says_so() -> None:
    suffixed = replace(SCALE, suffix=Suffix(Key("G", "1"), frozenset({"tinggi"}), text("tanpa")))
    assert suffix_of(suffixed, frozenset({"tinggi"})) == text("tanpa")
    assert suffix_of(suffixed, frozenset({"tinggi", "rendah"})) is None
    assert suffix_of(suffixed, frozenset()) is None
    assert suffix_of(suffixed, None) is None
    assert suffix_of(SCALE, frozenset({"tinggi"})) is None
