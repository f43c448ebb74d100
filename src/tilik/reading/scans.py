"""A page that is a picture as rows: upright, level, its tables found by their lines, its words read."""

import math
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image, ImageChops

from tilik.reading import rulings
from tilik.reading.cells import SURE, Box, Cell, get_sureness, group_lines, make_lines
from tilik.reading.engines import Word, get_dpi, read_words

POOREST = 150
"""Dots an inch below which nothing may be called missing."""
LONGEST = 5000
"""The longer side of a page in pixels, whatever size it claims to be."""
BAND, SURER = (0.3, 0.6), 0.1
"""The part of a page looked at upside down, and by how much surer its words must then be."""
INKED = 0.02
"""The share of a cell without words that is ink where something is drawn in it."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read off one page; `is_poor` where it is too coarse or too unsure to trust."""

    rows: tuple[tuple[Cell, ...], ...]
    is_ruled: bool
    is_poor: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The page turned level: the picture, its tables in points, and points a pixel.

    `turn`: the quarters, in degrees counter-clockwise, by which it was turned before `angle`.
    """

    image: Image.Image
    tables: Sequence[Any]
    angle: float
    scale: float
    turn: int


def read_scan(image: Image.Image, n: int, engine: str, *, wide: float, dpi: float) -> Scan | None:
    """The rows of page `n`; None where the engine gave up on it.

    `wide`: its width in points. `dpi`: how finely it was scanned, as far as one can tell.
    """
    page = rulings.even_out(image)
    turns = (90, 270) if rulings.is_sideways(page) else (0, 180)
    try:
        sheet, placed = _read_turned(page, wide, engine, turns[0])
        if get_sureness(placed) < SURE and _is_surer(page, engine, turns, get_sureness(placed)):
            sheet, placed = _read_turned(page, wide, engine, turns[1])
    except (subprocess.SubprocessError, OSError):
        return None
    rows = list(_list_rows(sheet, placed, n))
    back = _turn_back(sheet)
    rows = [tuple(replace(c, box=back(c.box) if c.box else None) for c in row) for row in rows]
    is_poor = dpi < POOREST or get_sureness(placed) < SURE
    return Scan(tuple(rows), bool(sheet.tables), is_poor)


def get_scale(wide: float, tall: float, engine: str) -> float:
    """Pixels a point at which a page of that size is painted to be read."""
    return min(get_dpi(engine) / 72, LONGEST / max(wide, tall, 1))


def _read_turned(
    page: Image.Image, wide: float, engine: str, turn: int
) -> tuple[_Sheet, list[dict[str, Any]]]:
    """The page turned by some quarters and then level, and its words in points."""
    sheet = _straighten(page, wide, turn)
    plain = rulings.erase_tables(sheet.image, sheet.tables, 1 / sheet.scale)
    return sheet, [_scale(word, sheet.scale) for word in read_words(plain, engine)]


def _is_surer(page: Image.Image, engine: str, turns: tuple[int, int], sure: float) -> bool:
    """Whether a band of the page can be read far better the other way up."""
    turned = page.rotate(turns[1], expand=True)
    edges = [round(turned.height * share) for share in BAND]
    words = read_words(turned.crop((0, edges[0], turned.width, edges[1])), engine)
    plain = [{"text": word.text, "sureness": word.sureness} for word in words]
    return bool(words) and get_sureness(plain) > sure + SURER


def _straighten(page: Image.Image, wide: float, turn: int) -> _Sheet:
    if turn in (90, 270):
        wide = wide * page.height / page.width
    page = page.rotate(turn, expand=True)
    angle = rulings.find_angle(page)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    ruled = page
    if page.width * 72 / wide > rulings.DPI * 1.1:
        width = round(wide * rulings.DPI / 72)
        ruled = page.resize((width, round(page.height * width / page.width)), Image.Resampling.BOX)
    tables = rulings.find_tables(rulings.find_lines(ruled), wide / ruled.width)
    return _Sheet(page, tables, angle, wide / page.width, turn)


def _scale(word: Word, scale: float) -> dict[str, Any]:
    """The word as pdfplumber has one, in points."""
    return {
        "text": word.text, "sureness": word.sureness, "parts": word.parts,
        "x0": word.x0 * scale, "x1": word.x1 * scale,
        "top": word.top * scale, "bottom": word.bottom * scale,
    }  # fmt: skip


def _list_rows(
    sheet: _Sheet, words: Sequence[dict[str, Any]], n: int
) -> Iterator[tuple[Cell, ...]]:
    """The rows of tables and the lines outside them, from top to bottom."""
    cells = [cell for table in sheet.tables for cell in table.cells]
    inside: dict[Box, list[dict[str, Any]]] = {tuple(cell): [] for cell in cells}
    outside: list[dict[str, Any]] = []
    for piece in (piece for word in words for piece in _split(word, cells, sheet.scale)):
        cell = _find_cell(piece, cells)
        (inside[cell] if cell else outside).append(piece)
    found = [(line[0].box[1] if line[0].box else 0, line) for line in make_lines(outside, n)]
    for table in sheet.tables:
        for row in table.rows:
            made = tuple(_fill(sheet, box, inside[box], n) for box in row.cells if box)
            if any(cell.text or cell.picture for cell in made):
                found.append((row.bbox[1], made))
    yield from (row for _top, row in sorted(found, key=lambda each: each[0]))


def _split(word: dict[str, Any], cells: Sequence[Box], scale: float) -> Iterator[dict[str, Any]]:
    """The line, or its words where it runs over from one cell to another."""
    parts = [_scale(part, scale) for part in word["parts"]]
    places = {_find_cell(part, cells) for part in parts}
    yield from parts if len(places) > 1 else [word]


def _find_cell(word: dict[str, Any], cells: Sequence[Box]) -> Box | None:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)


def _fill(sheet: _Sheet, box: Box, words: list[dict[str, Any]], n: int) -> Cell:
    lines = [" ".join(word["text"] for word in line) for line in group_lines(words)]
    drawn = not words and _is_drawn(sheet, box)
    return Cell("\n".join(lines), n, box, drawn, is_sure=get_sureness(words) >= SURE)


def _is_drawn(sheet: _Sheet, box: Box) -> bool:
    """Whether something other than words stands in the cell: a picture, a flow chart, a stamp."""
    margin = 5.0
    edges = (box[0] + margin, box[1] + margin, box[2] - margin, box[3] - margin)
    if edges[2] - edges[0] < 30 or edges[3] - edges[1] < 30:
        return False
    left, top, right, bottom = (round(edge / sheet.scale) for edge in edges)
    inner = sheet.image.crop((left, top, right, bottom))
    grey = ImageChops.invert(inner).resize((1, 1), Image.Resampling.BOX).tobytes()[0]
    return grey > 255 * INKED + 12


def _turn_back(sheet: _Sheet) -> Callable[[Box], Box]:
    """The way from a box on the level page to the box around it on the page as it was."""
    angle = math.radians(sheet.angle)
    cos, sin = math.cos(angle), math.sin(angle)
    wide, tall = sheet.image.width * sheet.scale, sheet.image.height * sheet.scale
    middle_x, middle_y = wide / 2, tall / 2
    quarters = {
        0: lambda x, y: (x, y), 90: lambda x, y: (tall - y, x),
        180: lambda x, y: (wide - x, tall - y), 270: lambda x, y: (y, wide - x),
    }  # fmt: skip

    def turn(box: Box) -> Box:
        corners = [
            (
                middle_x + (x - middle_x) * cos - (y - middle_y) * sin,
                middle_y + (x - middle_x) * sin + (y - middle_y) * cos,
            )
            for x in (box[0], box[2])
            for y in (box[1], box[3])
        ]
        across, down = zip(*(quarters[sheet.turn](*corner) for corner in corners), strict=True)
        return min(across), min(down), max(across), max(down)

    return turn
