"""A stored result in words: value, category or possible ones, range, marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.models import Result
from tilik.web.numbers import format_number, format_range, to_decimal
from tilik.web.presenters.reasons import list_status_words
from tilik.web.presenters.texts import say
from tilik.web.svg.ladder import Band, Interval, Standing

FEW = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be said of a result.

    `grade` is the one category there can be, as (letter, word); where the range spans several it
    is None and `possible` lists them. `range` is empty where the value is certain.
    """

    value: str
    number: Decimal | None
    grade: tuple[str, str] | None
    possible: tuple[tuple[str, str], ...]
    range: str
    interval: Interval | None
    status: tuple[str, ...]
    is_estimate: bool
    is_known: bool
    finding: str
    exact: str

    @property
    def possible_words(self) -> str:
        """The possible categories for a table cell: both of two, the ends of more."""
        return _say_possible(self.possible)


def show(result: Result, decimals: int) -> Shown:
    """The result as pages show it."""
    low, high = Fraction(result.low or 0), Fraction(result.high or 0)
    is_known = result.numerator is not None
    value = format_number(result.rounded) if is_known else ""
    grades = tuple(make_grade(band) for band in result.grades)
    is_open = low != high
    span = format_range(to_decimal(low, decimals), to_decimal(high, decimals)) if is_open else ""
    exact = f"{result.numerator}/{result.denominator}" if is_known else ""
    return Shown(
        value=value,
        number=to_decimal(exact, decimals) if is_known else None,
        grade=grades[0] if len(grades) == 1 else None,
        possible=grades if len(grades) > 1 else (),
        range=span,
        interval=Interval(to_decimal(low, decimals), to_decimal(high, decimals))
        if is_open
        else None,
        status=list_status_words(result.status),
        is_estimate="estimate" in result.status,
        is_known=is_known,
        finding=_make_finding(value, grades, span, result.status),
        exact=exact,
    )


def make_grade(band: Mapping[str, Any]) -> tuple[str, str]:
    """A category as (letter, word), its suffix included."""
    word = " ".join(part for part in (say(band["name"]), say(band.get("suffix"))) if part)
    letter = str(band["grade"])
    return letter, "" if word == letter else word


def _make_finding(
    value: str, grades: Sequence[tuple[str, str]], span: str, status: Sequence[str]
) -> str:
    """The heading of a result: never one category where several are possible."""
    head = value or _("Incomplete, between %(range)s") % {"range": span}
    if value and status:
        words = ", ".join(list_status_words(status))
        head = _("%(value)s (%(status)s)") % {"value": value, "status": words}
    if not grades:
        return head
    if len(grades) == 1:
        return _("%(value)s — category %(grade)s") % {
            "value": head,
            "grade": " ".join(grades[0]).strip(),
        }
    said = {"value": head, "grades": _say_possible(grades)}
    return _("%(value)s — possible categories: %(grades)s") % said


def _say_possible(grades: Sequence[tuple[str, str]]) -> str:
    """Both of two categories, the ends of more: they follow one another on the scale."""
    letters = [letter for letter, _word in grades]
    if len(letters) <= FEW:
        return ", ".join(letters)
    return _("%(first)s to %(last)s") % {"first": letters[0], "last": letters[-1]}


def list_bands(document: Mapping[str, Any], scope: str, year: int) -> list[Band]:
    """The categories of the scope in the year as the ladder draws them; none where none are."""
    for scale in document["grades"]:
        first, last = scale.get("years") or (None, None)
        in_force = (first is None or int(first) <= year) and (last is None or year <= int(last))
        if scale.get("scope", "both") in (scope, "both") and in_force:
            ends = [*(band["from"] for band in scale["bands"][1:]), scale["to"]]
            return [
                Band(str(b["grade"]), Decimal(b["from"]), Decimal(end), say(b["name"]))
                for b, end in zip(scale["bands"], ends, strict=True)
            ]
    return []


def make_standing(shown: Shown, bands: Sequence[Band], decimals: int) -> Standing:
    """Where the result stands on the ladder, and how far the next category is."""
    above = None
    if shown.number is not None and shown.grade is not None:
        above = next((band for band in bands if band.low > shown.number), None)
    return Standing(
        shown.number,
        shown.interval,
        places=decimals,
        is_estimate=shown.is_estimate,
        next_letter=above.letter if above else "",
        next_at=above.low if above else None,
    )
