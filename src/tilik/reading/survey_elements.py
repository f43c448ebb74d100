"""Tables whose rows, or whose columns, are the elements of the survey."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tilik.core.audit import ElementRow, ElementTable, Figure, Mark, Meaning, Place
from tilik.core.audit_lexicon import Lexicon
from tilik.reading.layout import Cell
from tilik.reading.survey_figures import Elements, get_place, read_count, read_figure, read_mark
from tilik.reading.survey_grid import Columns, Grid, Row, is_under

FEWEST = 5
"""So many elements make a table one of elements."""
TOP, HIGHEST = 25, 4
LEVELS = ("1", "2", "3", "4")
UNKNOWN = "?"
"""Stands before a code whose meaning is not known yet."""


@dataclass
class Draft:
    """A table being read; a row is known by its code until all meanings are known."""

    rows: dict[str, ElementRow] = field(default_factory=dict)
    scope: str = ""
    lines: dict[str, Figure] = field(default_factory=dict)
    mark: Mark | None = None

    def finish(self, codes: Mapping[str, str]) -> ElementTable | None:
        """The table with its elements by meaning; None where it holds too few figures."""
        rows = [
            replace(row, element=_resolve(row.element, codes))
            for row in self.rows.values()
            if row.mean or sum(row.counts)
        ]
        if len(rows) < FEWEST:
            return None
        steps = [row.mean.step for row in rows if row.mean]
        rows = [
            replace(row, mean=replace(row.mean, step=min(steps))) if row.mean else row
            for row in rows
        ]
        lines: dict[str, Figure] = self.lines
        return ElementTable(
            tuple(rows), self.scope, lines.get("sum"), lines.get("average"),
            lines.get("share"), lines.get("index"), self.mark,
        )  # fmt: skip


class ElementReader:
    """Reads tables of elements, and what their codes mean."""

    def __init__(self, lexicon: Lexicon, elements: Elements) -> None:
        self.lexicon, self.elements = lexicon, elements
        self.meanings: list[Meaning] = []
        self.bare: Place | None = None

    def read(self, grid: Grid) -> list[Draft]:
        """The tables in the grid; none where its rows and columns are no elements."""
        labels = [self._find_label(row) for row in grid.rows]
        if len({element for element, _at in labels if element}) >= FEWEST:
            return [self._read_rows(grid, labels)]
        for n, row in enumerate([*grid.heads, *grid.rows]):
            heads = self._list_heads(row)
            if len({element for _cell, _i, element in heads}) >= FEWEST:
                below = [*grid.heads, *grid.rows][n + 1 :]
                return list(self._read_columns(heads, below))
        return []

    def note(self, cell: Cell, code: str, element: str) -> str:
        """The element, or its code; what it is said to mean is kept."""
        if code and element:
            self.meanings.append(Meaning(code, element, get_place(cell)))
        elif code in ("U8", "U9"):
            self.bare = self.bare or get_place(cell)
        return element or UNKNOWN + code

    # ---- elements in rows ----------------------------------------------------

    def _find_label(self, row: Row) -> tuple[str, int]:
        """The element a row is of, and the cell that says so."""
        code = element = ""
        at = 0
        for i, cell in enumerate(row[:3]):
            found_code, found = self.elements.read_label(cell.text)
            if found_code or found:
                code, element, at = code or found_code, element or found, i
            if element:
                break
        return (self.note(row[at], code, element) if code or element else ""), at

    def _read_rows(self, grid: Grid, labels: list[tuple[str, int]]) -> Draft:
        columns = Columns(grid, self.lexicon)
        draft = Draft(scope=self._find_scope(grid))
        for row, (element, at) in zip(grid.rows, labels, strict=True):
            if element and element not in draft.rows:
                draft.rows[element] = self._read_row(row, element, at, columns)
            elif draft.rows:
                self._read_line(row, draft, columns)
        return draft

    def _find_scope(self, grid: Grid) -> str:
        """The service a table is of, from the words above it."""
        for cell in grid.caption:
            head, colon, name = cell.text.partition(":")
            if colon and self.lexicon.columns["unit"] and "layanan" in head.lower():
                return name.strip()
        return ""

    def _read_row(self, row: Row, element: str, at: int, columns: Columns) -> ElementRow:
        cells = row[at + 1 :]
        counts = columns.list("counts", cells)
        numbers = [read_count(cell.text, get_place(cell)) for cell in counts]
        total = columns.find("total", cells)
        mean = _read_mean(columns.find("mean", cells))
        if mean is None:
            mean = self._guess_mean(cells, columns)
        share = columns.find("share", cells)
        return ElementRow(
            element,
            get_place(row[at]),
            tuple(int(n.value) for n in numbers if n) if len(numbers) == len(LEVELS) else (),
            read_figure(total) if total else None,
            mean,
            read_figure(share) if share else None,
            self._read_mark(columns.find("mark", cells)),
        )

    def _guess_mean(self, cells: Row, columns: Columns) -> Figure | None:
        """The only figure of a table without headings that could be a mean."""
        if columns.heads:
            return None
        figures = [f for f in map(_read_mean, cells) if f and f.step < 1]
        return figures[0] if len(figures) == 1 else None

    def _read_mark(self, cell: Cell | None) -> Mark | None:
        names = self.lexicon.grade_names
        return read_mark(cell.text, get_place(cell), names) if cell else None

    def _read_line(self, row: Row, draft: Draft, columns: Columns) -> None:
        """Nothing; a line below the elements is kept in the draft."""
        label = next((c.text for c in row if c.text and not read_figure(c)), "")
        figures = [(c, f) for c in row if (f := read_figure(c))]
        if not figures:
            if self.lexicon.is_line("mark", label):
                draft.mark = self._read_mark(_get_last(row))
            return
        large = [f for _c, f in figures if TOP <= f.value <= 100]
        if self.lexicon.is_line("index", label) and large:
            draft.lines["index"] = large[-1]
            draft.mark = draft.mark or self._read_mark(columns.find("mark", row))
            return
        kind = next((k for k in ("average", "sum") if self.lexicon.is_line(k, label)), "")
        mean, share = columns.find("mean", row), columns.find("share", row)
        if kind and mean and (figure := read_figure(mean)):
            draft.lines[kind] = figure
        if kind == "sum" and share and (figure := read_figure(share)):
            draft.lines["share"] = figure

    # ---- elements in columns -------------------------------------------------

    def _list_heads(self, row: Row) -> list[tuple[Cell, int, str]]:
        found = []
        for i, cell in enumerate(row):
            code, element = self.elements.read_label(cell.text)
            if code or element:
                found.append((cell, i, self.note(cell, code, element)))
        return found

    def _read_columns(
        self, heads: list[tuple[Cell, int, str]], below: list[Row]
    ) -> Iterator[Draft]:
        draft = Draft()
        answers: dict[str, list[int]] = {}
        for row in below:
            cells = _spread(heads, row)
            first = row[0]
            is_plain = first in [cell for cell, _element in cells]
            label = "" if is_plain else first.text
            if self._is_index(label, row, cells):
                draft.lines["index"] = next(
                    f for c in row[1:] if (f := read_figure(c)) and TOP <= f.value <= 100
                )  # fmt: skip
            elif len(cells) < FEWEST:
                self._read_short(label, row, draft)
            elif not label or self.lexicon.is_line("mean", label):
                _put_means(draft, cells)
            elif self.lexicon.is_line("mark", label):
                for cell, element in cells:
                    _put(draft, element, cell, mark=self._read_mark(cell))
            elif self.lexicon.is_line("share", label):
                for cell, element in cells:
                    _put(draft, element, cell, share=read_figure(cell))
            elif self.lexicon.is_line("total", label):
                for cell, element in cells:
                    _put(draft, element, cell, total=read_figure(cell))
            elif all(cell.text.strip() in LEVELS for cell, _element in cells):
                for cell, element in cells:
                    answers.setdefault(element, [0] * 4)[int(cell.text) - 1] += 1
            else:
                yield from self._read_service(label, row, cells)
        for element, counts in answers.items():
            before = draft.rows.get(element) or ElementRow(element, get_place(heads[0][0]))
            draft.rows[element] = replace(before, counts=tuple(counts))
        yield draft

    def _is_index(self, label: str, row: Row, cells: list[tuple[Cell, str]]) -> bool:
        large = [f for c in row[1:] if (f := read_figure(c)) and TOP <= f.value <= 100]
        return len(large) == 1 and len(cells) < FEWEST and self.lexicon.is_line("index", label)

    def _read_short(self, label: str, row: Row, draft: Draft) -> None:
        if label and self.lexicon.is_line("mark", label):
            draft.mark = self._read_mark(_get_last(row))

    def _read_service(self, label: str, row: Row, cells: list[tuple[Cell, str]]) -> Iterator[Draft]:
        """A row of means of one service, with its index behind."""
        draft = Draft(scope=label)
        _put_means(draft, cells)
        taken = [cell for cell, _element in cells]
        rest = [f for c in row[1:] if c not in taken and (f := read_figure(c))]
        index = [f for f in rest if TOP <= f.value <= 100 and f.step < 1]
        if index:
            draft.lines["index"] = index[-1]
            draft.mark = self._read_mark(row[-1]) if not read_figure(row[-1]) else None
        if len(draft.rows) >= FEWEST:
            yield draft


def _resolve(element: str, codes: Mapping[str, str]) -> str:
    """The element a code stands for in this report; in the order of the regulation where it says none."""
    code = element.removeprefix(UNKNOWN)
    return codes.get(code, code) if element.startswith(UNKNOWN) else element


def _get_last(row: Row) -> Cell:
    """The last cell that says anything."""
    return next((cell for cell in reversed(row) if cell.text.strip()), row[-1])


def _spread(heads: list[tuple[Cell, int, str]], row: Row) -> list[tuple[Cell, str]]:
    """The cells of a row under the elements' headings, each with its element."""
    return [
        (cell, element)
        for head, i, element in heads
        for j, cell in enumerate(row)
        if is_under(head, i, cell, j) and cell.text.strip()
    ]


def _put_means(draft: Draft, cells: list[tuple[Cell, str]]) -> None:
    for cell, element in cells:
        if figure := _read_mean(cell):
            _put(draft, element, cell, mean=figure)


def _put(draft: Draft, element: str, cell: Cell, **values: object) -> None:
    before = draft.rows.get(element) or ElementRow(element, get_place(cell))
    draft.rows[element] = replace(before, **values)  # type: ignore[arg-type]


def _read_mean(cell: Cell | None) -> Figure | None:
    """A mean 1 to 4, or one printed as 25 to 100; None for any other figure."""
    figure = read_figure(cell) if cell else None
    if figure is None:
        return None
    if 1 <= figure.value <= HIGHEST:
        return figure
    if TOP <= figure.value <= 100:
        step = Fraction(figure.step, TOP)
        return replace(figure, value=figure.value / TOP, step=step, times=TOP)
    return None
