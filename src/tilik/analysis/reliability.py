"""Whether the elements of a survey go together: Cronbach's alpha, and each with the rest.

Information, not a rule: no regulation read asks for it. Over the respondents who answered
everything; sums and products are exact integers, the sample variance divides by n − 1.
"""

import math
from dataclasses import dataclass

from tilik.analysis.respondents import Vectors

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha, and the correlation of every element with the sum of the others; None: not known."""

    n: int
    alpha: float | None
    correlations: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """Exact sums over those who answered everything, which add up: of the respondents' own sums, and
    of each element its values, their squares, their products with the respondent's sum.
    """

    n: int
    total: int
    squares: int
    parts: tuple[tuple[int, int, int], ...]


def measure(vectors: Vectors) -> Reliability:
    """The reliability over those who answered everything; unknown where nothing varies."""
    rows = [([v for v in row if v is not None], t) for row, t in vectors.items()]
    whole = [(v, t) for (v, t), row in zip(rows, vectors, strict=True) if row and None not in row]
    width = len(whole[0][0]) if whole else 0
    parts = tuple(
        (
            sum(t * row[place] for row, t in whole),
            sum(t * row[place] ** 2 for row, t in whole),
            sum(t * row[place] * sum(row) for row, t in whole),
        )
        for place in range(width)
    )
    n, total = sum(t for _, t in whole), sum(t * sum(row) for row, t in whole)
    return measure_moments(Moments(n, total, sum(t * sum(row) ** 2 for row, t in whole), parts))


def measure_moments(found: Moments) -> Reliability:
    """The reliability from sums alone, as a roll-up keeps them."""
    width = len(found.parts)
    if found.n < FEWEST or width < 2:
        return Reliability(found.n, None, (None,) * width)
    return Reliability(
        found.n, _alpha(found), tuple(_correlate(found, part) for part in found.parts)
    )


def _alpha(found: Moments) -> float | None:
    whole = _spread(found.n, found.squares, found.total, found.total)
    if not whole:
        return None
    k = len(found.parts)
    parts = sum(_spread(found.n, squares, total, total) for total, squares, _ in found.parts)
    return k / (k - 1) * (1 - parts / whole)


def _correlate(found: Moments, part: tuple[int, int, int]) -> float | None:
    """One element with the sum of the others."""
    total, squares, crossed = part
    rest = found.total - total
    own = _spread(found.n, squares, total, total)
    others = _spread(found.n, found.squares - 2 * crossed + squares, rest, rest)
    if not own * others:
        return None
    return _spread(found.n, crossed - squares, total, rest) / math.sqrt(own * others)


def _spread(n: int, products: int, left: int, right: int) -> int:
    """n² times the covariance: an exact integer."""
    return n * products - left * right
