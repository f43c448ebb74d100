"""A workbook as XLSX: numbers are numbers, words never become formulas, every sheet prints well."""

import io
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

import xlsxwriter

from tilik.web.numbers import to_decimal
from tilik.web.reports.blocks import clean
from tilik.web.reports.books import Book, Cell, Grid, name_sheets

PAPERS = {"A4": 9, "F4": 14}
DEFAULT = 2
SIGNS = ("=", "+", "-", "@", "\t", "\r")
INK, GROUND, LINE, ALARM, UNKNOWN = "#12202B", "#E3EFEE", "#6F7F8A", "#A61B2B", "#D5DCE1"
HEAD_LINE, ROW_LINE, FEW_LETTERS = 12.5, 14.5, 4
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def make_xlsx(book: Book) -> bytes:
    """The XLSX; the same book is the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as file:
        made = datetime.combine(book.dated, datetime.min.time())
        file.set_properties({"title": book.title, "author": "Tilik", "created": made})
        writer = _Writer(file, book)
        for name, grid in zip(name_sheets(book.grids), book.grids, strict=True):
            writer.write(name, grid)
    return out.getvalue()


class _Writer:
    """Writes grids with the few formats they share."""

    def __init__(self, file: Any, book: Book) -> None:
        self.file, self.book = file, book
        plain = {"font_name": "Arial", "font_size": 10, "font_color": INK}
        cell = plain | {"border": 1, "border_color": LINE, "valign": "top", "text_wrap": True}
        add = file.add_format
        self.band = add(plain | {"bold": True, "font_color": ALARM, "font_size": 11})
        self.title = add(plain | {"bold": True, "font_size": 13})
        self.line = add(plain)
        self.head = add(cell | {"bold": True, "bg_color": GROUND, "font_size": 9})
        self.text = add(cell | {"indent": 1, "align": "left"})
        self.guarded = add(cell | {"quote_prefix": True, "indent": 1, "align": "left"})
        self.empty = add(cell | {"bg_color": UNKNOWN})
        self.whole = add(cell | {"num_format": "0", "align": "right"})
        self.numbers = {
            n: add(cell | {"num_format": f"0.{'0' * n}", "align": "right"}) for n in range(1, 7)
        }

    def write(self, name: str, grid: Grid) -> None:
        """Nothing; the grid is a sheet of the file."""
        sheet = self.file.add_worksheet(name)
        for n, width in enumerate(grid.widths):
            sheet.set_column(n, n, width)
        lines = [(self.band, self.book.band)] if self.book.band else []
        lines += [(self.title, grid.title), *((self.line, words) for words in grid.above)]
        for n, (look, words) in enumerate(lines):
            sheet.write_string(n, 0, clean(words), look)
        top = len(lines) + 1
        sheet.set_row(top, HEAD_LINE * _count_lines(grid.head, grid.widths) + 4)
        for column, words in enumerate(grid.head):
            sheet.write_string(top, column, clean(words), self.head)
        for n, row in enumerate(grid.rows, top + 1):
            sheet.set_row(n, ROW_LINE * _count_lines(row, grid.widths) + 2)
            for column, value in enumerate(row):
                places = grid.places[column] if grid.places else DEFAULT
                self._write_cell(sheet, (n, column), value, places)
        end = top + len(grid.rows) + 2
        for n, words in enumerate(grid.below, end):
            sheet.write_string(n, 0, clean(words), self.line)
        sheet.freeze_panes(top + 1, grid.fixed)
        self._set_print(sheet, grid, top)

    def _write_cell(self, sheet: Any, at: tuple[int, int], value: Cell, places: int) -> None:
        if value is None:
            sheet.write_blank(*at, None, self.empty)
        elif isinstance(value, Fraction):
            is_whole = value.denominator == 1 and places == 0
            shown = places or DEFAULT
            look = self.whole if is_whole else self.numbers[shown]
            sheet.write_number(*at, float(to_decimal(value, shown)), look)
        else:
            guarded = value.lstrip().startswith(SIGNS)
            sheet.write_string(*at, clean(value), self.guarded if guarded else self.text)

    def _set_print(self, sheet: Any, grid: Grid, top: int) -> None:
        sheet.set_paper(PAPERS[self.book.size])
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        if self.book.band:
            sheet.set_header(f"&C&B{_escape(self.book.band)}")
        sheet.set_footer(f"&L&8{_escape(self.book.foot)}&R&8halaman &P dari &N")


def _count_lines(row: Sequence[Cell], widths: Sequence[float]) -> int:
    """How many lines the fullest cell of a row takes, word by word; not every program measures it."""
    longest = 1
    for value, width in zip(row, widths, strict=True):
        room, lines, used = max(width * 1.08, FEW_LETTERS), 1, 0
        for word in value.split() if isinstance(value, str) else ():
            if used and used + 1 + len(word) > room:
                lines, used = lines + 1, 0
            used += len(word) + bool(used)
            lines, used = lines + int(used // room), int(used % room)
        longest = max(longest, lines)
    return longest


def _escape(text: str) -> str:
    """The text as heads and feet of sheets take it, where & is a sign of theirs."""
    return clean(text).replace("&", "&&")
