"""What stands at the edge of every page is no part of a report: numbers, running titles."""

import re
from collections import defaultdict
from dataclasses import replace

from tilik.reading.layout import Cell, Layout

EDGE = 0.1
"""The share of a page's height that is its edge."""
OFTEN = 2
"""On so many pages the same words at the same height make a line a running one."""
NEAR = 4
"""Points within which two heights are the same."""
WIDEST = 3
"""So many cells a running line may fall into; a table's row has more."""
NUMBER = re.compile(
    r"[-–|\s]*(?:hal(?:aman)?\.?|page)?\s*\d{1,3}(?:\s*(?:dari|of|/)\s*\d{1,3})?[-–|\s]*", re.I
)


def drop_margins(layout: Layout) -> Layout:
    """The layout without page numbers and running titles, so that tables go on over pages."""
    edges = [_find_edge(row, layout) for row in layout.rows]
    pages: dict[str, set[int]] = defaultdict(set)
    for row, at_edge in zip(layout.rows, edges, strict=True):
        if at_edge and row[0].page:
            pages[_fold(row)].add(row[0].page)
    running = {text: min(on) for text, on in pages.items() if len(on) >= OFTEN}
    rows = [
        row
        for row, at_edge in zip(layout.rows, edges, strict=True)
        # The first time it may be the title itself.
        if not at_edge
        or not (_is_number(row) or running.get(_fold(row), row[0].page) != row[0].page)
    ]
    return replace(layout, rows=tuple(rows))


def _find_edge(row: tuple[Cell, ...], layout: Layout) -> bool:
    """Whether the row stands at the upper or lower edge of its page."""
    box, page = (row[0].box, row[0].page) if row else (None, None)
    if box is None or page is None or len(row) > WIDEST or page > len(layout.sizes):
        return False
    tall = layout.sizes[page - 1][1]
    return box[3] < EDGE * tall or box[1] > (1 - EDGE) * tall


def _is_number(row: tuple[Cell, ...]) -> bool:
    return len(row) == 1 and NUMBER.fullmatch(row[0].text) is not None


def _fold(row: tuple[Cell, ...]) -> str:
    """The words of the row, whatever number stands in it, and how high it stands."""
    words = re.sub(r"\d+", "#", " ".join(cell.text for cell in row).lower())
    return f"{round(row[0].box[1] / NEAR)} {words}" if row[0].box else words
