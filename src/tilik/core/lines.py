"""What the numbers of a tree are made of: each a constant plus a weighted sum of the answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tilik.core.instrument import Combine, Key, Node, Scale
from tilik.core.score import ONE, ZERO, Score


@dataclass(frozen=True, slots=True)
class Line:
    """A constant, and the slope of each answer that matters, by the answer's place."""

    constant: Fraction
    slopes: Mapping[int, Fraction] = field(default_factory=dict)


class Lines(NamedTuple):
    """A node's numbers; `contribution` is on its parent's scale."""

    value: Line | None
    low: Line
    high: Line
    contribution: Line | None


def is_linear(node: Node) -> bool:
    """Whether every number below is linear in the answers: no unknown weight, no best of several."""
    if node.combine in (Combine.POOL, Combine.RESPONDENT_MEANS):
        return True
    known = node.plain or all(child.share is not None for child in node.children if child.scored)
    mean = node.combine is not Combine.MEAN or known
    itself = mean and node.combine is not Combine.BEST and node.of is None
    return itself and all(map(is_linear, node.children))


def lines_of(score: Score, places: Mapping[Key, int]) -> list[Lines]:
    """The lines of every node of a tree, parents first."""
    return list(_lines(score, score.scale, places))


def _lines(score: Score, above: Scale, places: Mapping[Key, int]) -> Iterator[Lines]:
    below = [list(_lines(child, score.scale, places)) for child in score.children]
    parts = [
        (child.weight, child.scale, lines[0])
        for child, lines in zip(score.children, below, strict=True)
        if child.weight is not None
    ]
    value, low, high = _own(score, parts, places)
    weight = score.weight
    contribution = (
        None if value is None or weight is None else _sum([(weight, score.scale, value)], above)
    )
    yield Lines(value, low, high, contribution)
    for lines in below:
        yield from lines


def _own(
    score: Score, parts: Sequence[tuple[Fraction, Scale, Lines]], places: Mapping[Key, int]
) -> tuple[Line | None, Line, Line]:
    value = None
    if score.item and score.n:
        value = Line(ZERO, {places[score.item]: ONE})
    elif score.value is not None:
        value = _sum([(w, s, ls.value) for w, s, ls in parts if ls.value], score.scale)
    if value is not None and score.low == score.high:
        return value, value, value
    if not parts or score.reason.code == "items-unknown":
        return value, Line(score.low), Line(score.high)
    return (
        value,
        _sum([(w, s, ls.low) for w, s, ls in parts], score.scale),
        _sum([(w, s, ls.high) for w, s, ls in parts], score.scale),
    )


def _sum(parts: Sequence[tuple[Fraction, Scale, Line]], to: Scale) -> Line:
    """The weighted sum of lines, each carried from its scale to another."""
    constant, slopes = ZERO, dict[int, Fraction]()
    for weight, scale, line in parts:
        factor = weight * (to.high - to.low) / (scale.high - scale.low)
        constant += weight * to.low + factor * (line.constant - scale.low)
        for place, slope in line.slopes.items():
            slopes[place] = slopes.get(place, ZERO) + factor * slope
    return Line(constant, slopes)
