"""Rows of cells: what every reader of documents makes, and how it is handed on and kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

Box = tuple[float, float, float, float]
SURE = 0.8
"""How sure of its words, from 0 to 1, a reader of pictures must be to be taken at its word."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text with its place; `picture` where an image stands in it.

    `at`: its address where there are no pages. `column`: which one of its table or sheet. `is_sure`:
    False where it was read off a picture and may say something else.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    picture: bool = False
    at: str = ""
    column: int | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a document; a line outside tables is a row of one cell.

    `unread`: pages that are pictures and could not be read. `ruled`: whether any table had ruling
    lines. `sizes`: width and height of the pages read, in points. `scanned`: pages read off a
    picture; `poor`: those of them too coarse or too unsure to call anything missing.
    """

    rows: tuple[tuple[Cell, ...], ...]
    pages: int
    unread: tuple[int, ...] = ()
    ruled: bool = False
    sizes: tuple[tuple[float, float], ...] = ()
    scanned: tuple[int, ...] = ()
    poor: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """All the text, a line for each row."""
        return "\n".join("\n".join(c.text for c in row if c.text) for row in self.rows)


GAP = 14.0
"""Points between words that part two columns of a table without lines."""


def make_lines(words: list[dict[str, Any]], n: int) -> Iterator[tuple[Cell, ...]]:
    """The lines the words stand in; a wide gap parts cells."""
    for line in group_lines(words):
        cells: list[list[dict[str, Any]]] = [[line[0]]]
        for before, word in pairwise(line):
            if word["x0"] - before["x1"] > GAP:
                cells.append([])
            cells[-1].append(word)
        yield tuple(_make_cell(cell, n) for cell in cells)


def group_lines(words: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The words of each line, from left to right."""
    line: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda each: (round(each["bottom"] / 3), each["x0"])):
        if line and abs(word["bottom"] - line[-1]["bottom"]) > 4:
            yield sorted(line, key=lambda each: each["x0"])
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda each: each["x0"])


def _make_cell(words: list[dict[str, Any]], n: int) -> Cell:
    box = (
        min(word["x0"] for word in words),
        min(word["top"] for word in words),
        max(word["x1"] for word in words),
        max(word["bottom"] for word in words),
    )
    text = " ".join(word["text"] for word in words)
    return Cell(text, n, box, is_sure=get_sureness(words) >= SURE)


def get_sureness(words: Sequence[Mapping[str, Any]]) -> float:
    """How sure the words are together, from 0 to 1; what is no scan is sure."""
    length = sum(len(word["text"]) for word in words)
    sure = sum(len(word["text"]) * word.get("sureness", 1.0) for word in words)
    return sure / length if length else 1.0


def join_layouts(parts: Sequence[Layout]) -> Layout:
    """One layout of parts read one after another."""
    return Layout(
        tuple(row for part in parts for row in part.rows),
        max((part.pages for part in parts), default=0),
        tuple(n for part in parts for n in part.unread),
        any(part.ruled for part in parts),
        tuple(size for part in parts for size in part.sizes),
        tuple(n for part in parts for n in part.scanned),
        tuple(n for part in parts for n in part.poor),
    )


def to_data(layout: Layout) -> dict[str, Any]:
    """The layout as plain data, which another process hands over and a database keeps."""
    rows = tuple(
        tuple(replace(cell, text=_clean(cell.text)) for cell in row) for row in layout.rows
    )
    return asdict(replace(layout, rows=rows))


def _clean(text: str) -> str:
    """The text without what no database holds: NUL, and half of a character that takes two."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def from_data(data: Mapping[str, Any]) -> Layout:
    """The layout the data was made of."""
    rows = tuple(tuple(_make_stored(each) for each in row) for row in data["rows"])
    sizes = tuple((float(wide), float(tall)) for wide, tall in data["sizes"])
    scanned, poor = tuple(data.get("scanned", ())), tuple(data.get("poor", ()))
    unread = tuple(data["unread"])
    return Layout(rows, data["pages"], unread, bool(data["ruled"]), sizes, scanned, poor)


def _make_stored(data: Mapping[str, Any]) -> Cell:
    """The cell; what was stored before cells had addresses has none."""
    box, at, column = _make_box(data["box"]), data.get("at", ""), data.get("column")
    is_sure = bool(data.get("is_sure", True))
    return Cell(data["text"], data["page"], box, bool(data["picture"]), at, column, is_sure)


def _make_box(box: Sequence[float] | None) -> Box | None:
    return (box[0], box[1], box[2], box[3]) if box else None
