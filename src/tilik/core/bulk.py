"""Many units at once: the same trees, computed in columns.

Where units answered the same items, each with one whole number, their trees differ only in
numbers, and every one of those is linear in the answers. The general path computes one tree of
such a layout; its weights and scales say what each number is made of, and a second tree proves
it. The sums of all units are then made together, as integers, and kept; they are exact, and a
tree is built of them when it is looked at. Units of any other kind take the general path.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, repeat
from math import gcd, lcm
from operator import attrgetter, mul, ne
from typing import NamedTuple, cast

from tilik.core.answers import Answer
from tilik.core.instrument import Instrument, Key, Role
from tilik.core.lines import Line, is_linear, lines_of
from tilik.core.score import Score
from tilik.core.scoring import score_tree

Layout = tuple[Key, ...]
Vector = tuple[int, ...]

FEWEST = 8
"""Units of one layout from which a table pays."""
LARGEST = 2**64


class Sum(NamedTuple):
    """A number of a tree: constant + factor × the unit's sum in a column."""

    constant: Fraction
    factor: Fraction
    column: int

    def at(self, columns: Sequence[Sequence[int]], row: int) -> Fraction:
        """The number for the unit of that row."""
        sums, factor = columns[self.column][row], self.factor
        made = Fraction(factor.numerator * sums, factor.denominator)
        return made + self.constant if self.constant else made


class Sums(NamedTuple):
    """The numbers of a node."""

    value: Sum | None
    low: Sum
    high: Sum
    contribution: Sum | None


@dataclass(frozen=True, slots=True)
class Table:
    """The trees of all units of one layout: what they share, and their exact sums by column."""

    pattern: Score
    sums: tuple[Sums, ...]
    columns: tuple[Sequence[int], ...]


class Place(NamedTuple):
    """One unit's row in a table."""

    table: Table
    row: int

    def head(self) -> Score:
        """The index alone, without what it is made of."""
        return self._made(self.table.pattern, self.table.sums[0], ())

    def tree(self) -> Score:
        """The whole tree."""
        return self._below(self.table.pattern, iter(self.table.sums))

    def _below(self, pattern: Score, sums: Iterator[Sums]) -> Score:
        own = next(sums)
        return self._made(pattern, own, tuple(self._below(c, sums) for c in pattern.children))

    def _made(self, pattern: Score, own: Sums, children: tuple[Score, ...]) -> Score:
        columns, row = self.table.columns, self.row
        low = own.low.at(columns, row)
        value = low if own.value is own.low else own.value and own.value.at(columns, row)
        return Score(
            pattern.code,
            pattern.scale,
            value,
            low,
            low if own.high is own.low else own.high.at(columns, row),
            pattern.status,
            pattern.reason,
            pattern.gap,
            pattern.weight,
            own.contribution and own.contribution.at(columns, row),
            pattern.n,
            pattern.item,
            children,
        )


# ---- which units go together -----------------------------------------------


@dataclass(frozen=True, slots=True)
class Batch:
    """Answers with those of a unit in a row: unit n has rows[bounds[n] : bounds[n + 1]]."""

    rows: Sequence[Answer]
    units: Sequence[str]
    bounds: Sequence[int]

    def of(self, number: int) -> Sequence[Answer]:
        """The answers of one unit."""
        return self.rows[self.bounds[number] : self.bounds[number + 1]]


def batch_of(answers: Iterable[Answer]) -> Batch:
    """The answers by unit, in order of first appearance."""
    made = _in_a_row(list(answers))
    if len(set(made.units)) == len(made.units):
        return made
    groups: dict[str, list[Answer]] = {}
    for row in made.rows:
        groups.setdefault(row.unit, []).append(row)
    return _in_a_row([row for group in groups.values() for row in group])


def _in_a_row(rows: Sequence[Answer]) -> Batch:
    units = list(map(attrgetter("unit"), rows))
    changes = [*map(ne, units, units[1:]), True] if rows else []
    bounds = [0]
    while bounds[-1] < len(rows):
        bounds.append(changes.index(True, bounds[-1]) + 1)
    return Batch(rows, [units[start] for start in bounds[:-1]], bounds)


def placed(instrument: Instrument, batch: Batch) -> list[Place | None]:
    """For each unit its place in a table, or None where it has to be computed by itself."""
    found: list[Place | None] = [None] * len(batch.units)
    if len(found) < FEWEST or not is_linear(instrument.index):
        return found
    wholes: list[int | None] = list(map(attrgetter("whole"), batch.rows))
    for layout, members in _layouts(batch, wholes).items():
        if len(members) < FEWEST or not _may_share(instrument, layout):
            continue
        starts = [batch.bounds[n] for n in members]
        if len(starts) * len(layout) < len(wholes):
            block = [whole for s in starts for whole in wholes[s : s + len(layout)]]
        else:
            block = wholes
        if table := _tabulated(instrument, layout, cast(list[int], block)):
            for row, number in enumerate(members):
                found[number] = Place(table, row)
    return found


def _may_share(instrument: Instrument, layout: Layout) -> bool:
    """One row an item, and none of respondents: there it matters which rows are one person's."""
    items = [instrument.items.get(key) for key in layout]
    people = any(item is not None and item.role is Role.RESPONDENTS for item in items)
    return not people and len(set(layout)) == len(layout)


def _layouts(batch: Batch, wholes: Sequence[int | None]) -> dict[Layout, list[int]]:
    """Units by what they answered, in what order; those with anything but whole numbers left out."""
    keys = list(map(attrgetter("key"), batch.rows))
    has_gaps = None in wholes
    groups: dict[Layout, list[int]] = {}
    last: Sequence[Key] = ()
    group: list[int] = []
    for number, (start, end) in enumerate(pairwise(batch.bounds)):
        if has_gaps and None in wholes[start:end]:
            continue
        layout = keys[start:end]
        if layout != last:
            group = groups.setdefault(tuple(layout), [])
            last = layout
        group.append(number)
    return groups


# ---- computing them --------------------------------------------------------


def _tabulated(instrument: Instrument, layout: Layout, block: Sequence[int]) -> Table | None:
    """The table of a layout; None where it is not linear or its sums would not fit."""
    pattern = _sample(instrument, layout, repeat(1))
    vectors: dict[Vector, int] = {}
    sums = _planned(pattern, layout, vectors)
    if not _is_proven(instrument, layout, Table(pattern, sums, tuple(vectors))):
        return None
    try:
        answers = [array("Q", block[i :: len(layout)]) for i in range(len(layout))]
    except OverflowError:
        return None
    largest = max(map(max, answers))
    if any(min(v) < 0 or sum(v) * largest >= LARGEST for v in vectors):
        return None
    return Table(pattern, sums, tuple(_summed(vectors, answers)))


def _planned(pattern: Score, layout: Layout, vectors: dict[Vector, int]) -> tuple[Sums, ...]:
    """How every number of the tree is made; `vectors` gathers the integer weights of the columns."""
    made: dict[int, Sum] = {}

    def plan(line: Line) -> Sum:
        if id(line) not in made:
            made[id(line)] = _sum_of(line, len(layout), vectors)
        return made[id(line)]

    lines = lines_of(pattern, {key: n for n, key in enumerate(layout)})
    return tuple(
        Sums(
            value=None if ls.value is None else plan(ls.value),
            low=plan(ls.low),
            high=plan(ls.high),
            contribution=None if ls.contribution is None else plan(ls.contribution),
        )
        for ls in lines
    )


def _sum_of(line: Line, length: int, vectors: dict[Vector, int]) -> Sum:
    bottom = lcm(*(slope.denominator for slope in line.slopes.values()))
    whole = {place: int(slope * bottom) for place, slope in line.slopes.items()}
    common = gcd(*whole.values()) or 1
    vector = tuple(whole.get(place, 0) // common for place in range(length))
    column = vectors.setdefault(vector, len(vectors))
    return Sum(line.constant, Fraction(common, bottom), column)


def _is_proven(instrument: Instrument, layout: Layout, plan: Table) -> bool:
    """Whether the plan and the general path make the same tree of answers all unlike."""
    answers = [n * n + 2 for n in range(len(layout))]
    columns = tuple([sum(map(mul, vector, answers))] for vector in plan.columns)
    made = Place(Table(plan.pattern, plan.sums, columns), 0).tree()
    return made == _sample(instrument, layout, answers)


def _summed(vectors: Iterable[Vector], answers: Sequence["array[int]"]) -> Iterator["array[int]"]:
    """The weighted sums of all units: one long integer holds a column, eight bytes a unit."""
    packed = [int.from_bytes(column.tobytes(), sys.byteorder) for column in answers]
    for vector in vectors:
        total = sum(w * column for w, column in zip(vector, packed, strict=True) if w)
        sums = array("Q")
        sums.frombytes(total.to_bytes(8 * len(answers[0]), sys.byteorder))
        yield sums


def _sample(instrument: Instrument, layout: Layout, answers: Iterable[int]) -> Score:
    rows = [Answer("", *key, Fraction(n)) for key, n in zip(layout, answers, strict=False)]
    return score_tree(instrument, {row.key: (row,) for row in rows})
