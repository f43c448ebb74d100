"""Where a table starts in a sheet and what its columns are called."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tilik.library.cells import Cell, is_blank, text
from tilik.library.tables import Sheet

FURTHEST, DEEPEST = 40, 4
_FOOT = re.compile(
    r"(sub[ -]?total|grand total|total|jumlah|jml|rata[ -]?rata|rerata|nilai rata|average|mean|nrr|"
    r"ikm|indeks|mutu)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A table's heading: its first and last row, and each column's labels from top to bottom."""

    first: int
    last: int
    labels: tuple[tuple[str, ...], ...]


def find_heading(
    sheet: Sheet,
    is_key: Callable[[str], bool],
    is_item: Callable[[str], bool],
    is_group: Callable[[str], bool],
) -> Heading | None:
    """The first row that names columns we know, with the rows below that belong to it, or None.

    `is_key` knows the columns that say whose row it is, `is_item` those that hold answers,
    `is_group` headings that stand over several of them.
    """
    for top, row in enumerate(sheet.rows[:FURTHEST]):
        labels = [text(c) for c in row]
        keys = [c for c, label in enumerate(labels) if is_key(label)]
        titled = {label for label in labels if is_item(label)}
        known = {label for label in labels if is_key(label) or is_group(label)} | titled
        last = _last_row(sheet, top, keys, is_item, bool(titled))
        bare = {k for k in known if not k.replace(".", "").isdigit()}
        if (keys and (len(known) > 1 or last > top)) or len(bare) > 1:
            return Heading(top, last, _labels(sheet, top, last, keys))
    return None


def _last_row(
    sheet: Sheet, top: int, keys: list[int], is_item: Callable[[str], bool], is_titled: bool
) -> int:
    """The lowest row down to which key columns repeat or stay empty and others name columns."""
    last = top
    for row in range(top + 1, min(top + DEEPEST, len(sheet.rows))):
        fixed = [k for k in keys if not _spans(sheet, top, row, k)]
        if not fixed or any(sheet.cell(row, k) not in ("", sheet.cell(top, k)) for k in fixed):
            break
        cells = enumerate(sheet.rows[row])
        if any(c not in fixed and is_item(text(cell)) for c, cell in cells):
            last = row
    # A number below an item is an answer of the government, not a second heading.
    return top if is_titled and _is_all_numbers(sheet, last) else last


def _spans(sheet: Sheet, top: int, row: int, column: int) -> bool:
    """Whether a heading stands over several columns that have headings of their own."""
    follows = sheet.cell(top, column + 1) in ("", sheet.cell(top, column))
    return follows and not is_blank(sheet.cell(row, column + 1))


def _is_all_numbers(sheet: Sheet, row: int) -> bool:
    return all(
        text(c).replace(",", "").replace(".", "").isdigit()
        for c in sheet.rows[row]
        if not is_blank(c)
    )


def _labels(sheet: Sheet, top: int, last: int, keys: list[int]) -> tuple[tuple[str, ...], ...]:
    rows = [[text(c) for c in sheet.rows[r]] for r in range(top, last + 1)]
    width = max(len(row) for row in rows)
    for row in rows:
        row.extend([""] * (width - len(row)))
    for upper in rows[:-1]:
        for c in range(1, width):
            # A CSV knows no merged cells: a heading holds until the next one.
            if not upper[c] and c not in keys and c - 1 not in keys:
                upper[c] = upper[c - 1]
    return tuple(tuple(dict.fromkeys(r[c] for r in rows if r[c])) for c in range(width))


def is_column_numbers(row: tuple[Cell, ...]) -> bool:
    """Whether the row only numbers the columns, as Indonesian tables do under their heading."""
    found = [text(c).strip("()") for c in row if not is_blank(c)]
    return len(found) > 2 and found == [str(n) for n in range(1, len(found) + 1)]


def is_foot(row: tuple[Cell, ...]) -> bool:
    """Whether the row sums up the rows above it (Jumlah, Total, Rata-rata, NRR …)."""
    first = next((text(c) for c in row if not is_blank(c)), "")
    return _FOOT.match(first) is not None
