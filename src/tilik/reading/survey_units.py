"""Tables of units, services or years with their values: sheets of evaluations, recaps, press tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tilik.core.audit import Figure, Label, Tally, UnitLine, UnitRow, UnitTable
from tilik.core.audit_lexicon import Lexicon, find, is_any
from tilik.reading.layout import Cell
from tilik.reading.survey_figures import get_place, read_count, read_figure
from tilik.reading.survey_grid import Columns, Grid, Row

LINES = ("average", "sum", "highest", "lowest")
MOSTLY = Fraction(2, 3)
LONGEST = 60
TYPED = Fraction(1, 100)


@dataclass(frozen=True)
class Slot:
    """One column of values with what stands beside it, by the numbers of their headings."""

    values: tuple[int, ...]
    mark: int | None = None
    rank: int | None = None


@dataclass
class Draft:
    """The rows of one value column and one part of the table, as they are read."""

    rows: list[UnitRow] = field(default_factory=list)
    lines: list[UnitLine] = field(default_factory=list)


def read_tally(grid: Grid, columns: Columns) -> Tally | None:
    """How many units have each category; None for another table."""
    if not {"mark", "count"} <= columns.roles or columns.roles & {"unit", "value", "mean"}:
        return None
    counts = []
    for row in grid.rows:
        mark, cell = columns.find("mark", row), columns.find("count", row)
        figure = read_count(cell.text, get_place(cell)) if cell else None
        if mark and mark is not cell and figure and 0 < len(mark.text.strip()) < LONGEST:
            counts.append((Label(mark.text.strip(), get_place(mark)), figure))
    return Tally(tuple(counts)) if len(counts) > 1 else None


def read_units(grid: Grid, columns: Columns, lexicon: Lexicon) -> list[UnitTable]:
    """The tables in the grid, one for each column of values and each part; none for another grid."""
    if not {"unit", "value"} <= columns.roles:
        return []
    reader = _UnitReader(columns, lexicon)
    found = []
    for slot in reader.list_slots():
        drafts: dict[str, Draft] = {}
        for row in grid.rows:
            reader.read(row, slot, drafts)
        for part, draft in drafts.items():
            if len(draft.rows) > 1:
                lines = draft.lines if len(drafts) == 1 else []
                words = f"{grid.title} {grid.heading} {part}"
                found.append(_finish(draft.rows, lines, words, lexicon))
    return found


class _UnitReader:
    """Reads the rows of a grid by the roles of its headings."""

    def __init__(self, columns: Columns, lexicon: Lexicon) -> None:
        self.columns, self.lexicon = columns, lexicon
        heads = [(n, head, roles) for n, (head, _i, roles) in enumerate(columns.heads)]
        self.heads = sorted(heads, key=lambda each: _get_x(each[1], each[0]))
        self.is_dated = not any("unit" in r and "part" not in r for _n, _h, r in self.heads)

    def list_slots(self) -> list[Slot]:
        """The columns of values, each with the category and the place printed behind it."""
        values = [(n, r) for n, _h, r in self.heads if "value" in r and not r & self._parts]
        best = [n for n, roles in values if "index" in roles] or [n for n, _r in values]
        marks = [n for n, _h, roles in self.heads if "mark" in roles]
        ranks = [n for n, _h, roles in self.heads if "rank" in roles]
        if not best:
            return []
        if not marks:
            return [Slot((n,), None, _pair(ranks, k, best)) for k, n in enumerate(best)]
        order = [n for n, _h, _r in self.heads]
        slots, start = [], -1
        for k, mark in enumerate(marks):
            at = order.index(mark)
            before = tuple(n for n in best if start < order.index(n) < at)
            slots.append(Slot(before or tuple(best), mark, _pair(ranks, k, marks)))
            start = at
        return slots

    @property
    def _parts(self) -> frozenset[str]:
        return frozenset(self.lexicon.parts)

    def read(self, row: Row, slot: Slot, drafts: dict[str, Draft]) -> None:
        """Nothing; the unit of the row, or the line it is, is kept in the draft of its part."""
        at = {
            n: cell for j, cell in enumerate(row) for n, _r in [*self.columns.locate(cell, j)][:1]
        }
        cell = next((at[n] for n in reversed(slot.values) if n in at), None)
        figure = _read(cell) if cell else None
        if cell is None or figure is None:
            return
        before = row[: row.index(cell)]
        kind = self._find_line(before)
        part = " ".join(self._list_parts(row))
        mark, n = self._read_mark(at, slot), self._count(row)
        if kind:
            draft = next(reversed(drafts.values()), Draft())
            draft.lines.append(UnitLine(kind, figure, len(draft.rows), mark, n))
            return
        name = self._find_name(row, cell)
        if name:
            draft = drafts.setdefault(part, Draft())
            rank = _count_cell(at.get(slot.rank)) if slot.rank is not None else None
            draft.rows.append(UnitRow(name, figure, mark, n, rank, self._read_parts(row)))

    def _find_line(self, before: Sequence[Cell]) -> str:
        """Which line over units the words before the value make it; "" for none."""
        return next(
            (
                k
                for k in LINES
                for c in before
                if is_any(self.lexicon.unit_lines[k], c.text.strip())
            ),
            "",
        )

    def _find_name(self, row: Row, value: Cell) -> str:
        """The name of the unit: the words under its heading that are no figure."""
        named = [c for c in self.columns.list("unit", row) if c is not value]
        if not self.is_dated:
            named = [c for c in named if "part" not in self.columns.get(c, row.index(c))]
        cell = next((c for c in named if self.is_dated or not read_figure(c)), None)
        return " ".join(cell.text.split()) if cell else ""

    def _list_parts(self, row: Row) -> Iterator[str]:
        """Year, measure and the like: what parts a long table into several."""
        for cell in () if self.is_dated else self.columns.list("part", row):
            if len(cell.text) < LONGEST:
                yield " ".join(cell.text.split())

    def _read_mark(self, at: dict[int, Cell], slot: Slot) -> Label | None:
        cell = at.get(slot.mark) if slot.mark is not None else None
        text = cell.text.strip() if cell else ""
        is_word = any(sign.isalpha() for sign in text) and len(text) < LONGEST
        return Label(text, get_place(cell)) if cell and is_word else None

    def _count(self, row: Row) -> Figure | None:
        return _count_cell(self.columns.find("n", row))

    def _read_parts(self, row: Row) -> dict[str, Figure]:
        found = {role: self.columns.find(role, row) for role in self.lexicon.parts}
        return {r: figure for r, cell in found.items() if cell and (figure := _read(cell))}


def _read(cell: Cell) -> Figure | None:
    """The figure; a number typed into a workbook is exact, however few places are shown."""
    figure = read_figure(cell)
    is_typed = figure is not None and "!" in cell.at and "," not in figure.printed
    if figure is None or not is_typed:
        return figure
    return replace(figure, step=min(figure.step, TYPED))


def _get_x(head: Cell, n: int) -> float:
    if head.box:
        return head.box[0]
    return n if head.column is None else head.column


def _pair(ranks: list[int], k: int, others: Sequence[int]) -> int | None:
    """The place column that goes with the k-th of others; None where that is not clear."""
    if len(ranks) == len(others):
        return ranks[k]
    return ranks[0] if ranks and len(others) == 1 else None


def _count_cell(cell: Cell | None) -> Figure | None:
    return read_count(cell.text, get_place(cell)) if cell else None


def _finish(rows: list[UnitRow], lines: list[UnitLine], words: str, lexicon: Lexicon) -> UnitTable:
    """The table with the scales it names, and those that hold all its values."""
    # A workbook drops the last nought: 3.9 beside 3.62 is 3.90.
    finest = min(row.value.step for row in rows)
    rows = [replace(row, value=replace(row.value, step=finest)) for row in rows]
    lines = [
        replace(line, figure=replace(line.figure, step=min(line.figure.step, finest)))
        for line in lines
    ]
    named, possible = [], []
    for scale in lexicon.scales:
        within = sum(scale.lowest <= row.value.value <= scale.highest for row in rows)
        if within >= MOSTLY * len(rows) and find(scale.words).search(words):
            named.append(scale.code)
        if within == len(rows):
            possible.append(scale.code)
    return UnitTable(tuple(rows), tuple(named), tuple(possible), tuple(lines))
