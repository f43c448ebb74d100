"""How far evaluators of the same items agree: weighted kappa and Krippendorff's alpha, by nltk.

Kappa (Cohen 1968) counts a difference of two levels twice; alpha (Krippendorff 2011) is ordinal.
nltk's kappa assumes that both rated every item, its alpha is 1 where nothing varies: here kappa is
taken of each pair over what both rated, and where nothing varies neither is known.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Ratings = Mapping[str, Mapping[str, int]]
"""The levels of each item by rater; who did not rate it is left out."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the raters agree over the items that two or more rated; None is not known."""

    items: int
    same: int
    kappa: float | None
    alpha: float | None


def measure(ratings: Ratings) -> Agreement:
    """The agreement over all items that two or more rated, whoever these were."""
    shared = {item: levels for item, levels in ratings.items() if len(levels) > 1}
    same = sum(len(set(levels.values())) == 1 for levels in shared.values())
    return Agreement(len(shared), same, _get_kappa(shared), get_alpha(shared))


def get_alpha(
    ratings: Ratings, distance: Callable[[int, int], float] | None = None
) -> float | None:
    """Krippendorff's alpha, ordinal unless another distance is given; None where nothing varies."""
    rows = _list_rows(ratings)
    levels = Counter(level for _rater, _item, level in rows)
    if len(levels) < 2:
        return None
    return float(_make_task(rows, distance or make_ordinal(levels)).alpha())


def _get_kappa(ratings: Ratings) -> float | None:
    """Weighted kappa of every pair of raters, averaged by the items each pair shares."""
    raters = sorted({rater for levels in ratings.values() for rater in levels})
    total, n = 0.0, 0
    for pair in combinations(raters, 2):
        both = {
            item: {rater: levels[rater] for rater in pair}
            for item, levels in ratings.items()
            if set(pair) <= set(levels)
        }
        kappa = get_pair_kappa(both, pair)
        if kappa is not None:
            total, n = total + kappa * len(both), n + len(both)
    return total / n if n else None


def get_pair_kappa(ratings: Ratings, pair: Sequence[str]) -> float | None:
    """Linearly weighted kappa of two raters who both rated every item; None where nothing varies."""
    rows = _list_rows(ratings)
    if len({level for _rater, _item, level in rows}) < 2:
        return None
    return float(_make_task(rows, get_steps).weighted_kappa_pairwise(*pair))


def get_steps(one: int, other: int) -> float:
    """How many levels lie between two levels."""
    return float(abs(one - other))


def make_ordinal(levels: Mapping[int, int]) -> Callable[[int, int], float]:
    """Krippendorff's ordinal distance, which depends on how often each level was given."""

    def measure_steps(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(n for level, n in levels.items() if low <= level <= high)
        return float(between - (levels[low] + levels[high]) / 2) ** 2 if low != high else 0.0

    return measure_steps


def _list_rows(ratings: Ratings) -> list[tuple[str, str, int]]:
    """Rater, item and level of every rating of an item that two or more rated."""
    return [
        (rater, item, level)
        for item, levels in sorted(ratings.items())
        if len(levels) > 1
        for rater, level in sorted(levels.items())
    ]


def _make_task(rows: Sequence[tuple[str, str, int]], distance: Callable[[int, int], float]) -> Any:
    """The task as nltk takes it; imported here, for nltk takes a second to load."""
    from nltk.metrics.agreement import AnnotationTask

    return AnnotationTask(data=rows, distance=distance)
