"""Single cells of Indonesian spreadsheets: text, numbers, dates and the words for "no value"."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tilik.core.errors import UserError
from tilik.core.numbers import fraction

Cell = str | Decimal

BLANK = frozenset({"", "-", "–", "—"})
NOT_APPLICABLE = frozenset(
    {"tb", "t.b", "t.b.", "na", "n/a", "n.a", "n.a.", "#n/a", "tidak berlaku", "not applicable"}
)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(\{mark}\d{{3}})+") for mark in ".,"}
_PERHAPS_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def clean(text: str) -> str:
    """`text` with odd spaces made plain, runs of them joined and the ends bare."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split())


def from_native(value: object) -> Cell:
    """A spreadsheet's own value as a cell: numbers exact as shown, dates yyyy-mm-dd, else text."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        is_whole = number.is_finite() and number == number.to_integral_value()
        return Decimal(int(number)) if is_whole else number
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else clean(str(value))


def text(cell: Cell) -> str:
    """The cell as text: a whole number without its ".0"."""
    return cell if isinstance(cell, str) else format(cell, "f")


def is_blank(cell: Cell) -> bool:
    """Whether nothing was entered (a lone dash is nothing)."""
    return cell in BLANK


def is_not_applicable(cell: Cell) -> bool:
    """Whether the cell says that the question does not apply (TB, NA, tidak berlaku)."""
    return isinstance(cell, str) and cell.lower() in NOT_APPLICABLE


def number(cell: Cell) -> Fraction | None:
    """The exact number in the cell, or None: reads 3,53 · 3.53 · 1.234,5 · 1,234.5 · 94,45 %.

    A percentage gives the figure before the sign. One lone mark is the decimal mark.
    """
    if isinstance(cell, Decimal):
        return _exact(cell)
    found = cell.replace("−", "-").removesuffix("%").replace(" ", "")
    if not _NUMBER.fullmatch(found):
        return None
    marks = [c for c in found if c in ".,"]
    decimal = marks[-1] if len(set(marks)) == 2 or len(marks) == 1 else ""
    whole, _, rest = found.rpartition(decimal) if decimal else (found, "", "")
    grouping = (set(marks) - {decimal}) if marks else set()
    for mark in grouping:
        if not _GROUPED[mark].fullmatch(whole.lstrip("+-")):
            return None
        whole = whole.replace(mark, "")
    if decimal and (not rest or decimal in whole):
        return None
    return _exact(f"{whole}.{rest}" if rest else whole)


def _exact(found: Decimal | str) -> Fraction | None:
    try:
        return fraction(found)
    except UserError:
        return None


def may_be_thousands(cell: Cell) -> bool:
    """Whether a typed number such as 1.234 could mean 1234 as well as 1,234."""
    return isinstance(cell, str) and _PERHAPS_THOUSANDS.fullmatch(cell) is not None


def day(cell: Cell) -> str | None:
    """The date in the cell as yyyy-mm-dd, or None: reads 31/05/2024, 31-5-2024, 2024-05-31."""
    found = text(cell)
    if match := _DAY_FIRST.fullmatch(found):
        found = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        return None
