"""Rows that belong to the paper and not to what stands on it: running heads, feet, page numbers."""

import re
from collections import defaultdict

from tilik.reading.cells import Cell, Layout

Line = tuple[Cell, ...]
MARGIN = 0.1
"""The share of a page, at its top and at its bottom, in which heads and feet stand."""
LONGEST = 200
PAGE_NUMBER = re.compile(
    r"\W*(hal(aman)?|page|lembar)?\W*\d{1,3}(\s*(/|dari|of|-)\s*\d{1,3})?\W*", re.IGNORECASE
)
SIGNED = re.compile(r"ditandatangani\s+secara\s+elektronik|sertifikat\s+elektronik|\bBSrE\b", re.I)
"""What the balai that certifies signatures puts at the foot of every page."""


def find_running(layout: Layout) -> dict[Line, bool]:
    """Rows at the edge of pages that several pages share, or that only number a page.

    True: such a row stood on a page before. Of what names something the first still counts.
    """
    shared: dict[str, list[Line]] = defaultdict(list)
    found: dict[Line, bool] = {}
    for row in layout.rows:
        text = " ".join(cell.text for cell in row if cell.text)
        if not text or len(text) > LONGEST or not _is_at_edge(row, layout):
            continue
        if PAGE_NUMBER.fullmatch(text) or SIGNED.search(text):
            found[row] = True
        shared[re.sub(r"\d+", "#", " ".join(text.lower().split()))].append(row)
    for rows in shared.values():
        if len({row[0].page for row in rows}) > 1:
            found |= {row: n > 0 or row in found for n, row in enumerate(rows)}
    return found


def _is_at_edge(row: Line, layout: Layout) -> bool:
    """Whether the row stands in the upper or lower margin of its page."""
    boxes = [cell.box for cell in row if cell.box]
    page = row[0].page
    if not boxes or page is None or not 0 < page <= len(layout.sizes):
        return False
    tall = layout.sizes[page - 1][1]
    is_high = max(box[3] for box in boxes) < tall * MARGIN
    return is_high or min(box[1] for box in boxes) > tall * (1 - MARGIN)
