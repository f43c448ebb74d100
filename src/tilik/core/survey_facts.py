"""What the report of a survey says: each element, the index, who answered, the lowest and highest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tilik.core.instrument import Band, Instrument
from tilik.core.numbers import fraction
from tilik.core.results import Outcome, outcome_of
from tilik.core.score import Score
from tilik.core.surveys import (
    Free,
    explain_free,
    find_highest,
    find_lowest,
    grade_element,
    means_of,
    reconcile,
)
from tilik.core.tallies import Rolled, Tally, elements_of, score_rolled
from tilik.core.traits import get_band

TRAITS = ("sex", "age", "education", "job")
"""What respondents are asked about themselves, as reports list it."""
UNTOLD = ""
SAME = {
    "SMP": "SLTP",
    "SMA": "SLTA",
    "D": "DIPLOMA",
    "TNI-POLRI": "TNI/POLRI",
    "WIRAUSAHA": "WIRASWASTA",
}
"""Kinds under another name: as a form asks them, as the recap has them."""
FEE = "cost"
NOT_APPLICABLE = "NA"
YEAR = 12
"""Months."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element: how often each value was given, its mean, its part of the index, its category.

    `share` is the weighted mean, `index` the mean on the scale of the index.
    """

    code: str
    tally: Tally
    mean: Fraction | None = None
    weight: Fraction | None = None
    index: Fraction | None = None
    band: Band | None = None

    @property
    def share(self) -> Fraction | None:
        """The mean times its weight; None where either is unknown."""
        if self.mean is None or self.weight is None:
            return None
        return self.mean * self.weight


@dataclass(frozen=True, slots=True)
class Facts:
    """The result of one survey, exact; `ways` are the same answers on every way in use."""

    elements: tuple[Element, ...]
    people: int
    outcome: Outcome
    lowest: tuple[str, ...]
    highest: tuple[str, ...]
    free: Free | None
    ways: Mapping[str, Outcome]

    @property
    def band(self) -> Band | None:
        """The category, only where one alone is possible."""
        return self.outcome.bands[0] if len(self.outcome.bands) == 1 else None

    @property
    def sum(self) -> Fraction | None:
        """The index before it is carried to its scale: the sum of the weighted means."""
        shares = [e.share for e in self.elements if e.share is not None]
        return sum(shares, Fraction(0)) if shares else None

    def get(self, code: str) -> Element | None:
        """The element of that code."""
        return next((each for each in self.elements if each.code == code), None)


def describe(surveys: Mapping[str, Instrument], rolled: Rolled, fee: str = "") -> Facts:
    """The facts of a survey; of `surveys` by the name of the way, the first is the one that counts.

    `fee` is the element that asks about the fee, where there is one.
    """
    survey = next(iter(surveys.values()))
    tree = score_rolled(survey, rolled)
    means = means_of(tree)
    return Facts(
        elements=tuple(_describe(survey, tree, rolled, code) for code in elements_of(survey)),
        people=rolled.people,
        outcome=outcome_of(survey, tree),
        lowest=tuple(code for code, _mean in find_lowest(means)),
        highest=tuple(code for code, _mean in find_highest(means)),
        free=_find_free(survey, tree, fee),
        ways=reconcile(surveys, rolled),
    )


def _describe(survey: Instrument, tree: Score, rolled: Rolled, code: str) -> Element:
    tally = rolled.tallies.get(code, Tally())
    leaf = next((c for c in tree.children if c.item and c.item.item == code), None)
    if leaf is None or leaf.value is None:
        return Element(code, tally)
    graded = grade_element(survey, code, leaf.value)
    carried = leaf.scale.carry(leaf.value, survey.index.scale)
    return Element(code, tally, leaf.value, leaf.weight, carried, graded.band if graded else None)


def _find_free(survey: Instrument, tree: Score, fee: str) -> Free | None:
    asked = next((key for key in survey.items if key.item == fee), None)
    return explain_free(survey, tree, asked, elements_of(survey)[fee][-1]) if asked else None


def find_fee(document: Mapping[str, Any], form: str) -> str:
    """The element of a form that asks about the fee; empty where none does."""
    items = (item for each in document["forms"] if each["code"] == form for item in each["items"])
    return next((str(item["code"]) for item in items if item.get("theme") == FEE), "")


# ---- who answered ----------------------------------------------------------


def count_people(traits: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """How many respondents there are of each kind, by trait; "" are those who did not say.

    Every trait adds up to all respondents. An age in years is counted in its band, a kind under
    the name it has in the recap.
    """
    found: dict[str, dict[str, int]] = {name: {} for name in TRAITS}
    for person in traits:
        for name, counts in found.items():
            value = read_trait(name, person.get(name))
            counts[value] = counts.get(value, 0) + 1
    return found


def read_trait(name: str, value: Any) -> str:
    """The kind a respondent belongs to; "" where nothing was said."""
    text = "" if value is None else str(value).strip()
    if name == "age" and text.isdecimal():
        return get_band(int(text))
    return text if name == "age" else SAME.get(text.upper(), text.upper())


@dataclass(frozen=True, slots=True)
class Move:
    """How far the mean of an element moved since the period before."""

    code: str
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """What was gained; negative where it fell."""
        return self.after - self.before


def compare(before: Facts, after: Facts) -> tuple[Move, ...]:
    """Every element both periods have a mean of."""
    old = {each.code: each.mean for each in before.elements}
    return tuple(
        Move(each.code, mean, each.mean)
        for each in after.elements
        if each.mean is not None and (mean := old.get(each.code)) is not None
    )


def count_done(states: Sequence[str]) -> Fraction | None:
    """The share of planned steps that are done; a dropped one stays planned. None without any."""
    return Fraction(states.count("done"), len(states)) if states else None


def get_horizon(end: date, start: date) -> str:
    """How far ahead a step begins after the period's end: "short", "medium" (12–24 months), "long"."""
    months = (start.year - end.year) * YEAR + start.month - end.month
    if months < YEAR:
        return "short"
    return "medium" if months <= 2 * YEAR else "long"


def read_value(stored: Any) -> int | None:
    """A stored answer as a whole number; None is "does not apply". Raises UserError."""
    return None if stored == NOT_APPLICABLE else int(fraction(str(stored)))
