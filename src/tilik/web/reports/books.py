"""A workbook before it is written: grids of plain values, one a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tilik.web.reports.blocks import Size

LONGEST = 31
"""Letters Excel takes in the name of a sheet."""
Cell = str | Fraction | None
"""Words, an exact number, or nothing; what is unknown is nothing and never 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: lines above the table, its head and rows, lines beneath; `fixed` columns stay."""

    title: str
    above: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    below: Sequence[str] = ()
    fixed: int = 0
    places: Sequence[int] = ()
    """Decimals of the numbers in each column; a whole one stays whole where they are 0."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook, ready to be written; `dated` is the one day its file bears."""

    title: str
    grids: Sequence[Grid]
    foot: str
    dated: date
    size: Size = "A4"
    band: str = ""
    """Stands above every sheet, and on every printed page, of what is no real paper."""


def name_sheets(grids: Sequence[Grid]) -> list[str]:
    """A name for each sheet that Excel takes: short, without its signs, none twice."""
    names: list[str] = []
    for grid in grids:
        plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in grid.title)
        bare = " ".join(plain.split()) or "Lembar"
        name, n = bare[:LONGEST].strip(), 1
        while name.lower() in {each.lower() for each in names}:
            n += 1
            name = f"{bare[: LONGEST - len(str(n)) - 1].strip()} {n}"
        names.append(name)
    return names
