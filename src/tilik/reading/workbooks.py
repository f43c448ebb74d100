"""A workbook as rows of cells with their addresses; a blank row or a new sheet parts tables."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from tilik.core.errors import UserError
from tilik.reading.layout import Cell, Layout

ROWS, COLUMNS = 20_000, 200


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
