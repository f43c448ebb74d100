"""Plain tables (units and scores, names and values): rows by column name, all faults at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tilik.core.errors import Fault, InvalidInput
from tilik.library.cells import Cell, is_blank, is_not_applicable, number, text
from tilik.library.headings import Heading, find_heading, is_column_numbers, is_foot
from tilik.library.tables import Sheet, read_sheets

Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells by column name, and where they stand."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def cell(self, name: str) -> Cell:
        """The cell of that column; blank where the table has no such column."""
        return self.sheet.cell(self.row, self.columns[name]) if name in self.columns else ""

    def text(self, name: str) -> str:
        """The cell as text."""
        return text(self.cell(name))

    def fault(self, code: str, name: str, **facts: object) -> Fault:
        """A fault at this row's cell."""
        place = self.sheet.place(self.row, self.columns.get(name))
        return Fault(code, ":".join(filter(None, place.values())), {**place, **facts})


def read_records(path: Path, names: Names, required: Sequence[str]) -> list[Record]:
    """The rows of every table in the file that has all `required` columns, without sums.

    `names` maps a column's name to the headings it goes by, in small letters.
    Raises InvalidInput where no sheet has the columns.
    """
    found: list[Record] = []
    for sheet in read_sheets(path):
        found += _records(sheet, names, required)
    if not found:
        facts = {"file": path.name, "allowed": ", ".join(required)}
        raise InvalidInput([Fault("no-columns", path.name, facts)])
    return found


def _records(sheet: Sheet, names: Names, required: Sequence[str]) -> Iterator[Record]:
    known = {label: name for name, labels in names.items() for label in (name, *labels)}
    heading = find_heading(sheet, lambda label: label.lower() in known, _never, _never)
    columns = _columns(heading, known) if heading else {}
    if heading is None or not set(required) <= set(columns):
        return
    for index, row in sheet.filled():
        is_numbering = index == heading.last + 1 and is_column_numbers(row)
        if index > heading.last and not is_foot(row) and not is_numbering:
            yield Record(sheet, index, columns)


def _never(_label: str) -> bool:
    return False


def _columns(heading: Heading, known: Mapping[str, str]) -> dict[str, int]:
    """The column of each name: the one called exactly so, else the first that goes by it."""
    columns: dict[str, int] = {}
    exact: dict[str, int] = {}
    for index, labels in enumerate(heading.labels):
        for label in map(str.lower, labels):
            if name := known.get(label):
                columns.setdefault(name, index)
                if label == name:
                    exact.setdefault(name, index)
    return columns | exact


def _fault(record: Record, name: str, low: Fraction | None, high: Fraction | None) -> Fault:
    found = record.text(name)
    if low is None:
        return record.fault("not-a-number", name, found=found)
    span = f"≥ {float(low):g}" if high is None else f"{float(low):g}–{float(high):g}"
    return record.fault("bad-value", name, found=found, allowed=span)


def numbers(
    records: Sequence[Record], name: str, low: Fraction | None = None, high: Fraction | None = None
) -> list[Fraction | None]:
    """The numbers of a column, None where blank or not applicable.

    Raises InvalidInput naming every cell that holds none, or one outside [low, high].
    """
    faults, values = [], []
    for record in records:
        cell = record.cell(name)
        value = None if is_blank(cell) or is_not_applicable(cell) else number(cell)
        is_off = value is not None and (
            (low is not None and value < low) or (high is not None and value > high)
        )
        if is_off or (value is None and not is_blank(cell) and not is_not_applicable(cell)):
            faults.append(_fault(record, name, low, high))
        values.append(value)
    if faults:
        raise InvalidInput(faults)
    return values
