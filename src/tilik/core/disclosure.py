"""Which counts of people may be shown: none so small that somebody can be recognised."""

from collections.abc import Mapping

LEAST = 5
"""Fewer than so many people in a cell are not shown."""


def hide(cells: Mapping[str, int], least: int = LEAST) -> dict[str, int | None]:
    """The counts of one table with its total; None where a count may not be shown.

    Cells with 1 to `least` - 1 people are hidden. One hidden cell could be had from the total, so
    the smallest other one is hidden with it; so are more while those hidden are still too few.
    """
    small = {name for name, n in cells.items() if 0 < n < least}
    if not small:
        return dict(cells)
    rest = sorted((n, name) for name, n in cells.items() if n >= least)
    while rest and (len(small) < 2 or sum(cells[name] for name in small) < least):
        small.add(rest.pop(0)[1])
    return {name: None if name in small else n for name, n in cells.items()}


def may_show(people: int, least: int = LEAST) -> bool:
    """Whether a result of so many people may be shown outside the unit."""
    return people >= least
