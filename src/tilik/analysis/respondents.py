"""From respondents' own rows to strata: how far one respondent moves the index (linearisation).

An index of element means is moved by a respondent by w(y − ȳ) of every element answered, over the
share of people who answered it; an index of all answers alike (a ratio) by the sum of y − R over
the mean number of answers. The variance of these is the variance of one respondent, blanks and all
(Woodruff 1971). Where everybody answered everything, it is that of the respondents' own means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tilik.analysis.intervals import Stratum
from tilik.core.instrument import Combine, Instrument
from tilik.core.tallies import Rolled, elements_of

Vector = tuple[int | None, ...]
"""One respondent's values in the order of the elements; None where there is none."""
Vectors = Mapping[Vector, int]
"""How many respondents gave each vector: exact, and addable as tallies are."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the elements become one index: plain means, all answers alike, or respondents' means.

    `parts` are the elements of each part, for respondents' means of parts.
    """

    combine: Combine
    parts: tuple[tuple[int, ...], ...]


def shape_of(survey: Instrument) -> Shape:
    """The shape of a survey, from its index."""
    places = {code: n for n, code in enumerate(elements_of(survey))}
    parts = tuple(
        tuple(places[leaf.item.item] for leaf in child.leaves() if leaf.item)
        for child in survey.index.children
    )
    return Shape(survey.index.combine, parts)


def make_stratum(vectors: Vectors, shape: Shape, volume: int | None = None) -> Stratum | None:
    """The stratum of these respondents; None where the index has no value with them."""
    rows = [(row, times) for row, times in vectors.items() if any(v is not None for v in row)]
    makers = {Combine.MEAN: _by_means, Combine.POOL: _by_answers}
    made = makers.get(shape.combine, _by_people)(rows, shape)
    if made is None:
        return None
    mean, moves = made
    n = sum(times for _, times in rows)
    squares = sum(t * m * m for (_, t), m in zip(rows, moves, strict=True))
    return Stratum(n, mean, squares / (n - 1) if n > 1 else 0.0, volume)


Rows = Sequence[tuple[Vector, int]]
Made = tuple[Fraction, list[float]] | None


def _by_means(rows: Rows, _shape: Shape) -> Made:
    """Each element's mean counts alike; an element without any answer leaves the index open."""
    people = sum(times for _, times in rows)
    columns = list(zip(*(row for row, _ in rows), strict=True))
    counts = [sum(t for (_, t), v in zip(rows, c, strict=True) if v is not None) for c in columns]
    sums = [sum(t * v for (_, t), v in zip(rows, c, strict=True) if v is not None) for c in columns]
    used = [n for n, count in enumerate(counts) if count]
    if not used:
        return None
    means = {n: sums[n] / counts[n] for n in used}
    reach = {n: people / counts[n] / len(used) for n in used}
    exact = sum((Fraction(sums[n], counts[n]) for n in used), Fraction(0)) / len(used)
    moves = [
        sum(reach[n] * (v - means[n]) for n in used if (v := row[n]) is not None) for row, _ in rows
    ]
    return exact, moves


def _by_answers(rows: Rows, _shape: Shape) -> Made:
    """All answers count alike: a ratio of their sum to their number."""
    given = [(_sum(row), _count(row), times) for row, times in rows]
    answers = sum(times * count for _, count, times in given)
    if not answers:
        return None
    exact = Fraction(sum(times * value for value, _, times in given), answers)
    ratio, each = float(exact), answers / sum(times for _, _, times in given)
    return exact, [(value - ratio * count) / each for value, count, _ in given]


def _by_people(rows: Rows, shape: Shape) -> Made:
    """Every respondent counts alike: the mean of the means of the parts they answered."""
    if not rows:
        return None
    own = [_own_mean(row, shape.parts) for row, _ in rows]
    people = sum(times for _, times in rows)
    exact = sum((m * t for m, (_, t) in zip(own, rows, strict=True)), Fraction(0)) / people
    return exact, [float(mean - exact) for mean in own]


def _own_mean(row: Vector, parts: Sequence[Sequence[int]]) -> Fraction:
    given = [[v for n in part if (v := row[n]) is not None] for part in parts]
    means = [Fraction(sum(values), len(values)) for values in given if values]
    return sum(means, Fraction(0)) / len(means)


def _sum(row: Vector) -> int:
    return sum(value for value in row if value is not None)


def _count(row: Vector) -> int:
    return sum(value is not None for value in row)


def element_stratum(vectors: Vectors, place: int, volume: int | None = None) -> Stratum | None:
    """The stratum of one element: those who gave it a value."""
    counts: dict[int, int] = {}
    for row, times in vectors.items():
        value = row[place]
        if value is not None:
            counts[value] = counts.get(value, 0) + times
    return counted_stratum(counts, volume)


def counted_stratum(counts: Mapping[int, int], volume: int | None = None) -> Stratum | None:
    """The stratum of an element from how often each value was given."""
    n, total = sum(counts.values()), sum(v * times for v, times in counts.items())
    squares = sum(v * v * times for v, times in counts.items())
    return _of_moments(n, total, squares, 1, volume)


def rolled_stratum(
    rolled: Rolled, mean: Fraction, elements: int, volume: int | None = None
) -> Stratum | None:
    """The stratum of a roll-up, which knows the sums of those who answered everything: they alone
    count as respondents, so that with many blanks the interval is too wide rather than too narrow.
    `mean` is the index of all, on the scale of the elements.
    """
    made = _of_moments(rolled.whole.n, rolled.whole.total, rolled.whole.squares, elements, volume)
    return made and Stratum(made.n, mean, made.variance, volume)


def _of_moments(
    n: int, total: int, squares: int, divisor: int, volume: int | None
) -> Stratum | None:
    """A stratum of the mean of sums over `divisor`, with the exact integers until the last step."""
    if not n:
        return None
    spread = Fraction(squares * n - total * total, n * max(n - 1, 1))
    return Stratum(n, Fraction(total, n * divisor), float(spread / divisor**2), volume)
