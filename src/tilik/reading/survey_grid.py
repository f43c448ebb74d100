"""The tables of a layout: their captions, headings and rows, columns told by place or number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tilik.core.audit_lexicon import Lexicon
from tilik.reading.layout import Cell, Layout
from tilik.reading.survey_figures import read_number

Row = tuple[Cell, ...]
CAPTIONS = 3
"""So many lines above a table may say what it is."""


@dataclass
class Grid:
    """A table: the lines above it, its heading rows, and the rows below these."""

    caption: list[Cell] = field(default_factory=list)
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words above it."""
        return " ".join(cell.text for cell in self.caption)

    @property
    def heading(self) -> str:
        """The words of its headings."""
        return " ".join(cell.text for row in self.heads for cell in row)


def is_under(head: Cell, i: int, cell: Cell, j: int) -> bool:
    """Whether the cell (j-th of its row) stands in the column of the heading (i-th of its row)."""
    if head.box and cell.box:
        left, right = max(head.box[0], cell.box[0]), min(head.box[2], cell.box[2])
        narrower = min(head.box[2] - head.box[0], cell.box[2] - cell.box[0])
        return right - left > narrower / 2
    return (i if head.column is None else head.column) == (
        j if cell.column is None else cell.column
    )


def list_grids(layout: Layout, lexicon: Lexicon) -> list[Grid]:
    """The tables, and in `caption` of the next one the lines before it."""
    grids: list[Grid] = []
    lines: list[Cell] = []
    current: Grid | None = None
    for row in layout.rows:
        if len(row) < 2:
            lines += row
            current = None
            continue
        if current is None:
            current = Grid(caption=lines[-CAPTIONS:])
            grids.append(current)
            lines = []
        current.rows.append(row)
    _part_heads(grids, lexicon)
    return grids


def _part_heads(grids: Sequence[Grid], lexicon: Lexicon) -> None:
    """Nothing; first rows without figures are headings, and a table that goes on keeps its own."""
    before: Grid | None = None
    for grid in grids:
        while len(grid.rows) > 1 and _is_head(grid.rows[0], lexicon):
            grid.heads.append(grid.rows.pop(0))
        if grid.rows and _is_numbering(grid):
            grid.heads.append(grid.rows.pop(0))
        if not grid.heads and before is not None and not grid.title.strip():
            grid.heads, grid.caption = before.heads, before.caption
        before = grid


def _is_head(row: Row, lexicon: Lexicon) -> bool:
    """Whether the row holds no figures but the answers 1, 2, 3, 4 among headings."""
    figures = [cell.text.strip() for cell in row if read_number(cell.text) is not None]
    if not figures:
        return True
    named = [cell for cell in row if lexicon.list_roles(cell.text) - {"counts"}]
    return len(named) > 1 and all(f.isdigit() for f in figures) and _is_run(figures)


def _is_numbering(grid: Grid) -> bool:
    """Whether the first row below the headings is 1, 2, 3, 4: answers, or numbers of columns."""
    texts = [cell.text.strip() for cell in grid.rows[0]]
    numbers = [text for text in texts if text.strip("()").isdigit()]
    plain = [text.strip("()") for text in numbers]
    return bool(grid.heads) and len(plain) > 2 and _is_run(plain)


def _is_run(texts: Sequence[str]) -> bool:
    return all(int(b) - int(a) == 1 for a, b in pairwise(texts))


class Columns:
    """Which role each cell of a row has, by the headings above it."""

    def __init__(self, grid: Grid, lexicon: Lexicon) -> None:
        self.heads = [
            (head, i, roles)
            for row in grid.heads
            for i, head in enumerate(row)
            if (roles := lexicon.list_roles(head.text))
        ]

    @property
    def roles(self) -> frozenset[str]:
        """All roles there are."""
        return frozenset().union(*(roles for _head, _i, roles in self.heads))

    def find(self, role: str, row: Row) -> Cell | None:
        """The cell of the row with that role: the last heading row that names it counts."""
        return next(iter(self.list(role, row)), None)

    def list(self, role: str, row: Row) -> list[Cell]:
        """All the cells of the row with that role, from left to right."""
        return [cell for j, cell in enumerate(row) if role in self.get(cell, j)]

    def get(self, cell: Cell, j: int) -> frozenset[str]:
        """The roles of a cell: those of the lowest heading above it."""
        return next((roles for _n, roles in self.locate(cell, j)), frozenset())

    def locate(self, cell: Cell, j: int) -> Iterator[tuple[int, frozenset[str]]]:
        """The headings above a cell, the lowest first: their number and their roles."""
        for n, (head, i, roles) in reversed(list(enumerate(self.heads))):
            if is_under(head, i, cell, j):
                yield n, roles

    def list_heads(self) -> Iterator[Cell]:
        """The headings that have a role."""
        return (head for head, _i, _roles in self.heads)
