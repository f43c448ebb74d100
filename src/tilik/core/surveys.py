"""What a survey's result says of its elements: the lowest and highest, free services, old ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tilik.core.grading import Graded, grade_within
from tilik.core.instrument import Gap, GradeScale, Instrument, Key
from tilik.core.means import weighted_mean
from tilik.core.numbers import total
from tilik.core.results import Outcome, outcome_of
from tilik.core.score import Reason, Score
from tilik.core.tallies import Rolled, Tally, score_rolled

THREE = 3
Means = Mapping[str, Fraction]


def find_lowest(means: Means, count: int = THREE) -> list[tuple[str, Fraction]]:
    """The lowest elements, lowest first: `count` of them, and all that tie with the last."""
    order = sorted(means.items(), key=lambda pair: pair[1])
    return _with_ties(order, count)


def find_highest(means: Means, count: int = THREE) -> list[tuple[str, Fraction]]:
    """The highest elements, highest first: `count` of them, and all that tie with the last."""
    order = sorted(means.items(), key=lambda pair: -pair[1])
    return _with_ties(order, count)


def _with_ties(order: Sequence[tuple[str, Fraction]], count: int) -> list[tuple[str, Fraction]]:
    if not count or not order:
        return []
    last = order[min(count, len(order)) - 1][1]
    tied = [n for n, (_, mean) in enumerate(order) if mean == last]
    return list(order[: tied[-1] + 1])


def means_of(tree: Score) -> dict[str, Fraction]:
    """The mean of every element that has one, by its code, in the order of the index."""
    found: dict[str, Fraction] = {}
    if tree.item and tree.value is not None:
        found[tree.item.item] = tree.value
    for child in tree.children:
        found |= means_of(child)
    return found


def grade_element(survey: Instrument, code: str, mean: Fraction) -> Graded | None:
    """The category of an element: its mean on the scale of the index, by the same bounds."""
    scale = survey.scale_of("unit")
    node = next(leaf for leaf in survey.index.leaves() if leaf.item and leaf.item.item == code)
    if scale is None:
        return None
    return grade_within(scale, node.scale.carry(mean, survey.index.scale))


@dataclass(frozen=True, slots=True)
class Free:
    """An element that everybody answered with its highest value, as a free service has to be:
    the outcome with it, and over the other elements alone.
    """

    item: Key
    with_it: Outcome
    without: Outcome


def explain_free(survey: Instrument, tree: Score, item: Key, top: int) -> Free | None:
    """Both outcomes where the element of the fee stands at its highest value with everybody;
    None where it does not: then the fee was judged.
    """
    leaf = next((child for child in tree.children if child.item == item), None)
    if leaf is None or leaf.value != top:
        return None
    gap = Gap.NOT_APPLICABLE
    spared = replace(leaf, value=None, n=0, gap=gap, reason=Reason(gap))
    children = [
        replace(spared if child is leaf else child, weight=None, contribution=None)
        for child in tree.children
    ]
    without = weighted_mean(survey.index, children)
    return Free(item, outcome_of(survey, tree), outcome_of(survey, without))


def reconcile(surveys: Mapping[str, Instrument], rolled: Rolled) -> dict[str, Outcome]:
    """The outcome of the same answers on every way in use, by the name of the variant: exactly
    1/x, 0.111, 0.11, and the index held against the bounds unrounded.
    """
    return {name: outcome_of(s, score_rolled(s, rolled)) for name, s in surveys.items()}


def share_of(tally: Tally, values: frozenset[int]) -> Fraction | None:
    """The share of the answers that have one of the values; None where there is no answer."""
    return Fraction(sum(tally.counts.get(v, 0) for v in values), tally.n) if tally.n else None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mean of several services or units, both ways, each with its name."""

    by_volume: Fraction | None
    plain: Fraction


def weigh(values: Mapping[str, Fraction], volumes: Mapping[str, int | None]) -> Weighed | None:
    """The mean by volume and the plain one; by volume is None where any volume is unknown.

    None where there is nothing to take a mean of.
    """
    if not values:
        return None
    plain = total(values.values()) / len(values)
    known = [volumes.get(name) for name in values]
    whole = sum(volume or 0 for volume in known)
    if None in known or not whole:
        return Weighed(None, plain)
    weighed = total(value * (volumes[name] or 0) for name, value in values.items())
    return Weighed(weighed / whole, plain)


def band_edges(scale: GradeScale) -> list[tuple[str, Fraction]]:
    """The lowest value before rounding of every category: 88.31 at two decimals begins at 88.305."""
    half = Fraction(0) if scale.decimals is None else Fraction(1, 2 * 10**scale.decimals)
    return [(band.grade, band.low - half) for band in scale.bands]
