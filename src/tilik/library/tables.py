"""Spreadsheets as sheets of cells with addresses: CSV of any usual make, xlsx, xls, ods."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tilik.core.errors import UserError
from tilik.library.cells import Cell, clean, from_native, is_blank

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
DELIMITERS = ";\t,|"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by row; merged cells repeat what their first cell says."""

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """The cell at zero-based `row`, `column`; blank outside the sheet."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else ""

    def place(self, row: int, column: int | None = None) -> dict[str, str]:
        """Where a cell (or a whole row) stands, as a person finds it."""
        cell = f"{letters(column)}{row + 1}" if column is not None else str(row + 1)
        return {"file": self.file, "sheet": self.name, "cell": cell}

    def filled(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Rows that hold anything, with their index."""
        return ((i, row) for i, row in enumerate(self.rows) if not all(map(is_blank, row)))


def letters(column: int) -> str:
    """The spreadsheet's name of a zero-based column: 0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_sheets(path: Path) -> list[Sheet]:
    """Every visible sheet of the file, in order; a CSV is one sheet without a name.

    Raises UserError("file-missing" | "file-unreadable").
    """
    if not path.is_file():
        raise UserError("file-missing", file=str(path))
    if path.suffix.lower() in WORKBOOKS:
        return _read_workbook(path)
    return [Sheet(path.name, "", tuple(_read_delimited(_decode(path))))]


def _read_workbook(path: Path) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        return [
            _read_sheet(book, path.name, meta.name)
            for meta in book.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise UserError("file-unreadable", file=path.name, reason=str(error)) from error


def _read_sheet(book: CalamineWorkbook, file: str, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows = [[from_native(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in rows[top : bottom + 1]:
            row.extend([""] * (right + 1 - len(row)))
            row[left : right + 1] = [rows[top][left]] * (right + 1 - left)
    return Sheet(file, name, tuple(map(tuple, rows)))


def _decode(path: Path) -> str:
    """The file's text: a byte-order mark decides, then UTF-8, then what old Excel writes."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif raw[1:2] == b"\0":
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("file-unreadable", file=path.name, reason=", ".join(encodings))


def _read_delimited(content: str) -> Iterator[tuple[Cell, ...]]:
    declared, _, rest = content.partition("\n")
    if declared.lower().startswith("sep=") and len(declared.strip()) == 5:
        # Excel's own hint. The row is kept, blank, so that addresses stay true.
        yield ()
        content, delimiter = rest, declared.strip()[-1]
    else:
        delimiter = _guess_delimiter(content)
    for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
        yield tuple(map(clean, row))


def _guess_delimiter(content: str) -> str:
    """The mark that cuts most rows into the same, largest number of fields."""
    sample = content.splitlines()[:50]

    def width(delimiter: str) -> int:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if row)
        return max(widths, key=lambda w: (widths[w], w), default=0)

    return max(DELIMITERS, key=lambda d: (width(d), -DELIMITERS.index(d)))
