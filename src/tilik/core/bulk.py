"""Many units at once: the same trees, computed in columns.

Where a set of units answered the same items, each with one whole number, their trees differ
only in numbers, and every one of those is a constant plus a weighted sum of the answers. The
general path computes the tree of such a layout once with every answer zero and once more for
each answer set to one; that yields the constants and weights, exactly. The sums of all units
are then made together, as integers, and kept; a tree is built of them when it is looked at.

Units of any other kind take the general path. So do instruments in which a mean is not linear:
unknown weights, shares of an ancestor, the best of several alternatives.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import gcd, lcm
from operator import attrgetter
from typing import NamedTuple

from tilik.core.answers import Answer
from tilik.core.instrument import Combine, Instrument, Key, Node, Role
from tilik.core.score import DISPUTED, ZERO, Score
from tilik.core.scoring import score_tree

Run = tuple[int, int]
Vector = tuple[int, ...]
WORTH = 2
"""A layout takes one general computation per item: it pays for twice as many units as items."""
LARGEST = 2**64


@dataclass(frozen=True, slots=True)
class Linear:
    """A number of a tree: constant + factor × the unit's sum in a column of sums."""

    constant: Fraction
    factor: Fraction
    column: int

    def at(self, columns: Sequence[Sequence[int]], place: int) -> Fraction:
        """The number for the unit at `place`."""
        made = Fraction(
            self.factor.numerator * columns[self.column][place], self.factor.denominator
        )
        return made + self.constant if self.constant else made


class Numbers(NamedTuple):
    """The numbers of a node."""

    value: Linear | None
    low: Linear
    high: Linear
    contribution: Linear | None


@dataclass(frozen=True, slots=True)
class Table:
    """The trees of all units of one layout: what they share, and their exact sums by column."""

    pattern: Score
    numbers: tuple[Numbers, ...]
    columns: tuple[Sequence[int], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One unit's row in a table."""

    table: Table
    row: int

    def head(self) -> Score:
        """The index alone, without what it is made of."""
        return self._made(self.table.pattern, self.table.numbers[0], ())

    def tree(self) -> Score:
        """The whole tree."""
        return self._below(self.table.pattern, iter(self.table.numbers))

    def _below(self, pattern: Score, numbers: Iterator[Numbers]) -> Score:
        own = next(numbers)
        children = tuple(self._below(child, numbers) for child in pattern.children)
        return self._made(pattern, own, children)

    def _made(self, pattern: Score, own: Numbers, children: tuple[Score, ...]) -> Score:
        columns, row = self.table.columns, self.row
        parts = own.contribution
        return Score(
            pattern.code,
            pattern.scale,
            None if own.value is None else own.value.at(columns, row),
            own.low.at(columns, row),
            own.high.at(columns, row),
            pattern.status,
            pattern.reason,
            pattern.gap,
            pattern.weight,
            None if parts is None else parts.at(columns, row),
            pattern.n,
            pattern.item,
            children,
        )


# ---- which units go together -----------------------------------------------


def runs_of(rows: Sequence[Answer]) -> dict[str, list[Run]]:
    """Where each unit's answers stand, in order of first appearance."""
    units = list(map(attrgetter("unit"), rows))
    found: dict[str, list[Run]] = {}
    start, length = 0, 1
    while start < len(units):
        unit, end = units[start], start + length
        if units[start:end].count(unit) < length or units[end : end + 1] == [unit]:
            end = next((i for i in range(start, len(units)) if units[i] != unit), len(units))
            length = end - start
        found.setdefault(unit, []).append((start, end))
        start = end
    return found


def placed(
    instrument: Instrument, rows: Sequence[Answer], runs: Mapping[str, Sequence[Run]]
) -> dict[str, Place]:
    """The units that could be computed together, with their places in the tables."""
    if not _is_linear(instrument.index):
        return {}
    keys = list(map(attrgetter("key"), rows))
    wholes: list[int | None] = list(map(attrgetter("whole"), rows))
    found: dict[str, Place] = {}
    for layout, members in _layouts(keys, wholes, runs).items():
        if len(members) < WORTH * len(layout) or not _may_share(instrument, layout):
            continue
        block = [w for s in members.values() for w in wholes[s : s + len(layout)] if w is not None]
        if table := _tabulated(instrument, layout, block):
            found |= zip(members, map(Place, [table] * len(members), count()), strict=False)
    return found


def _is_linear(node: Node) -> bool:
    if node.combine in (Combine.POOL, Combine.RESPONDENT_MEANS):
        return True
    known = node.plain or all(child.share is not None for child in node.children if child.scored)
    mean = node.combine is not Combine.MEAN or known
    itself = mean and node.combine is not Combine.BEST and node.of is None
    return itself and all(map(_is_linear, node.children))


def _may_share(instrument: Instrument, layout: Sequence[Key]) -> bool:
    """One row an item, and none of respondents: it matters which of their rows are one person's."""
    items = [instrument.items.get(key) for key in layout]
    people = any(item is not None and item.role is Role.RESPONDENTS for item in items)
    return not people and len(set(layout)) == len(layout)


def _layouts(
    keys: Sequence[Key], wholes: Sequence[int | None], runs: Mapping[str, Sequence[Run]]
) -> dict[tuple[Key, ...], dict[str, int]]:
    """Units by what they answered, in what order: where the answers of each begin."""
    gaps = None in wholes
    groups: dict[tuple[Key, ...], dict[str, int]] = {}
    last: Sequence[Key] = ()
    group: dict[str, int] = {}
    for unit, spans in runs.items():
        start, end = spans[0]
        if len(spans) > 1 or (gaps and None in wholes[start:end]):
            continue
        layout = keys[start:end]
        if layout != last:
            group = groups.setdefault(tuple(layout), {})
            last = layout
        group[unit] = start
    return groups


# ---- computing them --------------------------------------------------------


def _tabulated(instrument: Instrument, layout: Sequence[Key], block: Sequence[int]) -> Table | None:
    """The table of a layout; None where it is not linear or its sums would not fit."""
    pattern, numbers, vectors = _plan(instrument, layout)
    if DISPUTED in pattern.status:
        return None
    try:
        answers = [array("Q", block[i :: len(layout)]) for i in range(len(layout))]
    except OverflowError:
        return None
    largest = max(max(column) for column in answers)
    if any(min(v) < 0 or sum(v) * largest >= LARGEST for v in vectors):
        return None
    packed = [int.from_bytes(column.tobytes(), sys.byteorder) for column in answers]
    columns = tuple(_summed(vector, packed, len(answers[0])) for vector in vectors)
    return Table(pattern, numbers, columns)


def _summed(weights: Sequence[int], packed: Sequence[int], length: int) -> "array[int]":
    """The weighted sums of all units: one long integer holds a column, eight bytes a unit."""
    total = sum(w * column for w, column in zip(weights, packed, strict=True) if w)
    sums = array("Q")
    sums.frombytes(total.to_bytes(8 * length, sys.byteorder))
    return sums


def _plan(
    instrument: Instrument, layout: Sequence[Key]
) -> tuple[Score, tuple[Numbers, ...], list[Vector]]:
    """The layout's tree, how each of its numbers is made, and the integer weights of the sums."""
    pattern = _probe(instrument, layout, None)
    trees = [list(_walk(pattern)), *(list(_walk(_probe(instrument, layout, k))) for k in layout)]
    vectors: dict[Vector, int] = {}
    numbers = [
        Numbers(
            value=None if node[0].value is None else _linear([s.value for s in node], vectors),
            low=_linear([s.low for s in node], vectors),
            high=_linear([s.high for s in node], vectors),
            contribution=None
            if node[0].contribution is None
            else _linear([s.contribution for s in node], vectors),
        )
        for node in zip(*trees, strict=True)
    ]
    return pattern, tuple(numbers), list(vectors)


def _linear(found: Sequence[Fraction | None], vectors: dict[Vector, int]) -> Linear:
    """What makes the number: found with every answer zero, then with one answer after another one."""
    constant, *ones = (f or ZERO for f in found)
    slopes = [one - constant for one in ones]
    bottom = lcm(*(s.denominator for s in slopes))
    whole = [int(s * bottom) for s in slopes]
    common = gcd(*whole) or 1
    vector = tuple(w // common for w in whole)
    return Linear(constant, Fraction(common, bottom), vectors.setdefault(vector, len(vectors)))


def _probe(instrument: Instrument, layout: Sequence[Key], one: Key | None) -> Score:
    return score_tree(
        instrument,
        {key: (Answer("", key.form, key.item, Fraction(key == one)),) for key in layout},
    )


def _walk(score: Score) -> Iterable[Score]:
    yield score
    for child in score.children:
        yield from _walk(child)
