"""A workbook or CSV as rows of cells with addresses; a blank row or a new sheet parts tables."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from tilik.core.errors import UserError
from tilik.reading.layout import Cell, Layout

ROWS, COLUMNS = 20_000, 200
MARKS = (";", "\t", ",", "|")
HEAD = 4096


def is_csv(content: bytes) -> bool:
    """Whether it is plain text whose first lines are parted into as many cells by the same mark."""
    head = content[:HEAD].lstrip()
    if not head or head[:1] in (b"<", b"%", b"{") or b"\0" in head or head[:2] == b"PK":
        return False
    return _find_mark(_decode(content)[:HEAD]) is not None


def _decode(content: bytes) -> str:
    """The text, in the encoding of this century or of the last."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _find_mark(text: str) -> str | None:
    """The mark that parts cells: what parts the most of the first lines, a comma last of all."""
    lines = [line for line in text.splitlines() if line.strip()][:8]
    counts = {mark: sum(mark in line for line in lines) for mark in MARKS}
    best = max(MARKS, key=lambda mark: counts[mark])
    return best if len(lines) > 1 and counts[best] > len(lines) / 2 else None


def read_csv(content: bytes) -> Layout:
    """The filled cells of a CSV; its cells have the addresses a workbook would give them.

    Raises UserError("file-broken" | "file-long").
    """
    text = _decode(content)
    rows: list[tuple[Cell, ...]] = []
    try:
        mark = _find_mark(text[:HEAD]) or ","
        for n, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1):
            if n > ROWS:
                raise UserError("file-long", most=ROWS, found=n)
            texts = ((i, " ".join(value.split())) for i, value in enumerate(values[:COLUMNS]))
            rows.append(
                tuple(Cell(t, at=f"{_letters(i)}{n}", column=i) for i, t in texts if t)
            )  # fmt: skip
    except csv.Error as error:
        raise UserError("file-broken") from error
    return Layout(tuple(rows), 0, (), ruled=True)


def read_sheets(content: bytes) -> Layout:
    """The filled cells of a workbook or CSV. Raises UserError("file-broken" | "file-long")."""
    return read_csv(content) if is_csv(content) else read_xlsx(content)


def read_xlsx(content: bytes) -> Layout:
    """The filled cells of every sheet. Raises UserError("file-broken" | "file-long")."""
    from python_calamine import CalamineError, CalamineWorkbook

    rows: list[tuple[Cell, ...]] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height + len(rows) > ROWS:
                raise UserError("file-long", most=ROWS, found=sheet.height)
            rows += [(Cell(name, at=name),), *_read_rows(sheet, name), ()]
    except (CalamineError, ValueError, OSError) as error:
        raise UserError("file-broken") from error
    return Layout(tuple(rows), 0, (), ruled=True)


def _read_rows(sheet: Any, name: str) -> Iterator[tuple[Cell, ...]]:
    for n, values in enumerate(sheet.iter_rows(), 1):
        texts = ((column, _write(value)) for column, value in enumerate(values[:COLUMNS]))
        yield tuple(
            Cell(text, at=f"{name}!{_letters(column)}{n}", column=column)
            for column, text in texts
            if text
        )


def _write(value: object) -> str:
    """A value as text: whole numbers without a point, days as they are written here."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return " ".join(str(value).split()) if value is not None else ""


def _letters(column: int) -> str:
    first, last = divmod(column, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)
