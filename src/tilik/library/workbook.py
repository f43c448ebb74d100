"""The texts, weights, scales and categories of an instrument in a workbook, out and in again.

Every cell is a text, so that no digit is lost on the way. Rows may be left out or put in
another order; what is not changed stays as it was written, to the byte.
"""

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from tilik.core.errors import Fault, InvalidInput, UserError
from tilik.core.numbers import fraction
from tilik.library.lint.subject import walk
from tilik.library.report import write_bytes
from tilik.library.source import NUMBER, Number, Path_, spelled

PLACE = "Tempat"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Teks": ("Indonesia", "English"),
    "Bobot": ("Bobot",),
    "Skala": ("Terendah", "Tertinggi"),
    "Kategori": ("Kategori", "Mulai", "Sampai"),
}
WIDTHS = (44, 70, 70, 20)
UNKNOWN, NOTHING = "unknown", "null"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its place in words, and for each column the path of the value (or None)."""

    place: str
    paths: tuple[Path_ | None, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a workbook changes: where, which column, from what to what."""

    place: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The data with the workbook's changes in them, and the list of these."""

    data: Any
    changes: tuple[Change, ...]


def rows_of(data: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The rows of each sheet, in the order of the file."""
    found: dict[str, list[Row]] = {sheet: [] for sheet in COLUMNS}
    for path, raw in walk(data):
        place = spelled(data, path)
        if raw.keys() == {"id", "en"}:
            found["Teks"].append(Row(place, ((*path, "id"), (*path, "en"))))
        if path[:1] == ("index",) and isinstance(raw.get("weight"), str):
            found["Bobot"].append(Row(place, ((*path, "weight"),)))
        if isinstance(raw.get("scale"), list):
            found["Skala"].append(Row(place, ((*path, "scale", 0), (*path, "scale", 1))))
        if "grade" in raw and "from" in raw:
            top = (*path, "to") if "to" in raw else None
            found["Kategori"].append(Row(place, ((*path, "grade"), (*path, "from"), top)))
        if "bands" in raw and "to" in raw:
            found["Kategori"].append(Row(place, (None, None, (*path, "to"))))
    return found


def to_workbook(data: Mapping[str, Any], path: Path) -> None:
    """Writes the workbook of an instrument's data (as read from its file, not the canonical document).

    Raises UserError("folder-missing" | "not-writable").
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        head, body = (
            book.add_format({"bold": True}),
            book.add_format({"num_format": "@", "text_wrap": True}),
        )
        for name, columns in COLUMNS.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            for column, (heading, width) in enumerate(zip((PLACE, *columns), WIDTHS, strict=False)):
                sheet.set_column(column, column, width, body)
                sheet.write_string(0, column, heading, head)
            for number, row in enumerate(rows_of(data)[name], 1):
                sheet.write_string(number, 0, row.place, body)
                for column, value in enumerate(row.paths, 1):
                    if value is not None:
                        sheet.write_string(number, column, _written(get(data, value)), body)
    write_bytes(content.getvalue(), path)


def from_workbook(path: Path, data: Mapping[str, Any]) -> Edited:
    """The data with what the workbook changes.

    Raises InvalidInput with every bad cell; then nothing is changed. UserError("file-unreadable").
    """
    try:
        book = CalamineWorkbook.from_path(str(path))
        tables = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in COLUMNS
                  if name in book.sheet_names}  # fmt: skip
    except (CalamineError, OSError) as error:
        raise UserError("file-unreadable", file=path.name, reason=str(error)) from error
    reading = _Reading(path.name, data)
    for name, rows in rows_of(data).items():
        if name in tables:
            reading.sheet(name, {row.place: row for row in rows}, tables[name])
        else:
            reading.faults.append(Fault("sheet-missing", f"{path.name}:{name}", {"sheet": name}))
    if reading.faults:
        raise InvalidInput(reading.faults)
    return Edited(reading.data, tuple(reading.changes))


class _Reading:
    """What one workbook says, beside what the data say now."""

    def __init__(self, file: str, data: Mapping[str, Any]) -> None:
        self.file = file
        self.data = deepcopy(dict(data))
        self.faults: list[Fault] = []
        self.changes: list[Change] = []

    def refuse(self, code: str, sheet: str, row: int, column: int, **facts: object) -> None:
        """Notes a fault at a cell."""
        cell = xl_rowcol_to_cell(row, column)
        where = f"{self.file}:{sheet}:{cell}"
        self.faults.append(
            Fault(code, where, {"file": self.file, "sheet": sheet, "cell": cell, **facts})
        )

    def sheet(self, name: str, known: Mapping[str, Row], table: Sequence[Sequence[Any]]) -> None:
        """Takes in one sheet."""
        heads = [str(cell).strip() for cell in table[0]] if table else []
        wanted = (PLACE, *COLUMNS[name])
        if missing := [head for head in wanted if head not in heads]:
            self.refuse("column-missing", name, 0, 0, found=missing, allowed=wanted)
            return
        order = [heads.index(head) for head in wanted]
        seen: set[str] = set()
        for number, cells in enumerate(table[1:], 1):
            place, *values = (cells[column] if column < len(cells) else "" for column in order)
            place = str(place).strip()
            if not place and not any(map(_text, values)):
                continue
            if place not in known or place in seen:
                code = "cell-place-twice" if place in seen else "cell-place-unknown"
                self.refuse(code, name, number, order[0], found=place)
                continue
            seen.add(place)
            for head, column, value, path in zip(
                wanted[1:], order[1:], values, known[place].paths, strict=True
            ):
                if path is not None:
                    self.cell((name, number, column), head, known[place].place, path, _text(value))

    def cell(self, at: tuple[str, int, int], head: str, place: str, path: Path_, text: str) -> None:
        """Takes in one cell."""
        before = get(self.data, path)
        if text == _written(before):
            return
        after = _value(path, text)
        if after is None and not (text == NOTHING and path[-2:] and path[-1] == 1):
            self.refuse("cell-value", *at, found=text, allowed=_allowed(path))
        elif not _same(before, after):
            _set(self.data, path, after)
            self.changes.append(Change(place, head, _written(before), _written(after)))


def get(data: Any, path: Path_) -> Any:
    """The value at the path."""
    for step in path:
        data = data[step]
    return data


def _set(data: Any, path: Path_, value: Any) -> None:
    get(data, path[:-1])[path[-1]] = value


def _written(value: Any) -> str:
    return NOTHING if value is None else str(value)


def _text(cell: Any) -> str:
    """A cell as text; a number that Excel made of it, with the digits it shows."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def _is_number(path: Path_) -> bool:
    return path[-1] not in ("id", "en", "grade")


def _value(path: Path_, text: str) -> Any:
    """What the text of a cell stands for; None where it is not allowed (or says null)."""
    if not _is_number(path):
        return text if text.strip() else None
    text = text.strip().replace(",", ".")
    if text == UNKNOWN and path[-1] == "weight":
        return text
    return Number(text) if NUMBER.match(text) else None


def _allowed(path: Path_) -> str:
    if not _is_number(path):
        return "teks / text"
    return f"12,5 | {UNKNOWN}" if path[-1] == "weight" else "12,5"


def _same(before: Any, after: Any) -> bool:
    """Whether both are the same number, however written: 1.00 stays 1.00."""
    if isinstance(before, Number) and isinstance(after, Number):
        return fraction(before) == fraction(after)
    return bool(before == after)
