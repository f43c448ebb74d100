"""Whether the elements of a survey go together: Cronbach's alpha, and each with the rest.

Information, not a rule: no regulation read asks for it. Over the respondents who answered
everything; sums and products are exact integers, the sample variance divides by n − 1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tilik.analysis.respondents import Vectors

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha, and the correlation of every element with the sum of the others; None: not known."""

    n: int
    alpha: float | None
    correlations: tuple[float | None, ...]


def measure(vectors: Vectors) -> Reliability:
    """The reliability over those who answered everything; unknown where nothing varies."""
    rows = [([*row], t) for row, t in vectors.items() if row and None not in row]
    whole = [([v for v in row if v is not None], times) for row, times in rows]
    n = sum(times for _, times in whole)
    width = len(whole[0][0]) if whole else 0
    if n < FEWEST or width < 2:
        return Reliability(n, None, (None,) * width)
    sums = [sum(row) for row, _ in whole]
    times = [t for _, t in whole]
    columns = [[row[place] for row, _ in whole] for place in range(width)]
    return Reliability(
        n,
        _alpha(columns, sums, times),
        tuple(
            _correlate(column, [s - v for s, v in zip(sums, column, strict=True)], times)
            for column in columns
        ),
    )


def _alpha(
    columns: Sequence[Sequence[int]], sums: Sequence[int], times: Sequence[int]
) -> float | None:
    whole = _spread(sums, sums, times)
    if not whole:
        return None
    k = len(columns)
    parts = sum(_spread(column, column, times) for column in columns)
    return k / (k - 1) * (1 - parts / whole)


def _correlate(left: Sequence[int], right: Sequence[int], times: Sequence[int]) -> float | None:
    own = _spread(left, left, times) * _spread(right, right, times)
    return _spread(left, right, times) / math.sqrt(own) if own else None


def _spread(left: Sequence[int], right: Sequence[int], times: Sequence[int]) -> int:
    """n² times the covariance: an exact integer."""
    n = sum(times)
    products = sum(t * a * b for a, b, t in zip(left, right, times, strict=True))
    a, b = (sum(t * v for v, t in zip(side, times, strict=True)) for side in (left, right))
    return n * products - a * b
