"""What a scanned page is drawn on: how far it is turned, and the lines that rule its tables.

By Pillow alone: a picture shrunk in one direction holds the mean of every strip, and a strip as dark
as ink from end to end is a piece of a line. Lengths are in pixels of a page at 200 dots an inch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter

DPI = 200
SMALL, TURN = 900, 4.0
"""Pixels across of the page that is turned to and fro, and how many degrees at most."""
SIDEWAYS = 2.0
"""How much more columns must differ than rows; on turned pages they do seven times."""
STRIP, DARK, PALE, SHORTEST, BRIDGED, DRIFT = 16, 120, 85, 7, 2, 2
"""A piece of a line: its length, how dark it is and how pale what lies beside it, pieces in a line,
pieces it may lack, pixels it may drift."""
LINE = 3.0
"""Points erased where a line was."""
JOINED = 9.0
"""Points by which lines that should meet may miss one another."""


@dataclass(frozen=True, slots=True)
class Line:
    """A ruling line, from `start` to `end` along its direction, `at` across it."""

    is_level: bool
    at: float
    start: float
    end: float


def even_out(image: Image.Image) -> Image.Image:
    """The page in grey on white, shades of paper and lamp taken away."""
    grey = image.convert("L")
    small = grey.resize((max(grey.width // 16, 1), max(grey.height // 16, 1)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(2))
    missing = ImageChops.invert(paper.resize(grey.size, Image.Resampling.BILINEAR))
    return ImageChops.add(grey, missing)


def is_sideways(page: Image.Image) -> bool:
    """Whether the page's lines of words run up or down: rows differ less than columns do."""
    level, upright = (
        max(_rate_angle(small, angle) for angle in range(-2, 3)) / small.height
        for small in (_shrink(page), _shrink(page.transpose(Image.Transpose.ROTATE_90)))
    )
    return upright > SIDEWAYS * level


def _shrink(page: Image.Image) -> Image.Image:
    size = (SMALL, max(int(page.height * SMALL / page.width), 1))
    return ImageChops.invert(page).resize(size, Image.Resampling.BOX)


def find_angle(page: Image.Image) -> float:
    """The degrees, counter-clockwise, by which the page must be turned for its lines to lie level."""
    small = _shrink(page)
    best = _find_best(small, [TURN * n / 8 for n in range(-8, 9)])
    best = _find_best(small, [best + n / 10 for n in range(-4, 5)])
    return round(_find_best(small, [best + n / 40 for n in range(-3, 4)]), 3)


def _find_best(image: Image.Image, angles: Sequence[float]) -> float:
    """The angle at which rows differ most from their neighbours; the least turned of equals."""
    return max(angles, key=lambda angle: (_rate_angle(image, angle), -abs(angle)))


def _rate_angle(image: Image.Image, angle: float) -> int:
    turned = image.rotate(angle, Image.Resampling.BILINEAR)
    rows = turned.resize((1, image.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def find_lines(page: Image.Image) -> list[Line]:
    """The level and upright lines of an evened page of 200 dots an inch."""
    # Ink is spread by a pixel: a hair line that lies between two rows is as dark as one on a row.
    inked = ImageChops.invert(page.filter(ImageFilter.MinFilter(3)))
    upright = inked.transpose(Image.Transpose.TRANSPOSE)
    return [*_follow(inked, is_level=True), *_follow(upright, is_level=False)]


def _follow(image: Image.Image, *, is_level: bool) -> Iterator[Line]:
    """The lines that run along the rows of the picture."""
    open_lines: list[list[tuple[int, float]]] = []
    for n, places in enumerate(_list_pieces(image)):
        going_on = []
        for line in open_lines:
            if n - line[-1][0] > BRIDGED:
                yield from _close(line, is_level=is_level)
            else:
                going_on.append(line)
        open_lines = going_on
        for place in places:
            nearest = min(open_lines, key=lambda each: abs(each[-1][1] - place), default=None)
            if nearest is not None and abs(nearest[-1][1] - place) <= DRIFT:
                nearest.append((n, place))
            else:
                open_lines.append([(n, place)])
    for line in open_lines:
        yield from _close(line, is_level=is_level)


def _close(line: list[tuple[int, float]], *, is_level: bool) -> Iterator[Line]:
    first, last = line[0][0], line[-1][0]
    if len({n for n, _place in line}) >= max(SHORTEST, 0.75 * (last - first + 1)):
        at = sum(place for _n, place in line) / len(line)
        yield Line(is_level, at, first * STRIP, (last + 1) * STRIP)


def _list_pieces(image: Image.Image) -> Iterator[list[float]]:
    """For each strip across the picture, the middle of every run of rows that are all ink."""
    count = image.width // STRIP
    cut = image.crop((0, 0, count * STRIP, image.height))
    means = cut.resize((count, image.height), Image.Resampling.BOX)
    shades = means.point(lambda p: 2 if p > DARK else int(p > PALE))
    rows = shades.transpose(Image.Transpose.TRANSPOSE)
    dark = rows.tobytes()
    for n in range(count):
        yield list(_list_runs(dark[n * image.height : (n + 1) * image.height]))


THICKEST, BESIDE = 11, 4
"""Rows of ink above which a run is no line, and rows beside it by which a line stands alone."""


def _list_runs(column: bytes) -> Iterator[float]:
    """The middle of each dark run that is thin and has pale ground on both sides; letters have not."""
    start = column.find(2)
    while start >= 0:
        end = start + 1
        while end < len(column) and column[end] == 2:
            end += 1
        before, after = column[max(start - BESIDE, 0)], column[min(end + BESIDE, len(column)) - 1]
        if end - start <= THICKEST and before == 0 and after == 0:
            yield (start + end - 1) / 2
        start = column.find(2, end)


def find_tables(lines: Sequence[Line], scale: float) -> list[Any]:
    """The tables the lines rule, as pdfplumber has them; `scale`: points a pixel.

    What stands wholly inside a cell of another (the boxes of a flow chart) is no table.
    """
    from pdfplumber import table

    edges = table.merge_edges(
        [_make_edge(line, scale) for line in lines],
        snap_x_tolerance=4, snap_y_tolerance=4, join_x_tolerance=JOINED, join_y_tolerance=JOINED,
    )  # fmt: skip
    crossings = table.edges_to_intersections(edges, JOINED, JOINED)
    cells = table.intersections_to_cells(crossings)
    found = [table.Table(cast(Any, None), group) for group in table.cells_to_tables(cells)]
    wide = [each for each in found if len(each.rows) > 1 or len(each.cells) > 1]
    return [
        each
        for each in wide
        if not any(_is_inside(each.bbox, cell) for other in wide for cell in other.cells)
    ]


def _make_edge(line: Line, scale: float) -> dict[str, Any]:
    at, start, end = line.at * scale, line.start * scale, line.end * scale
    edge: dict[str, Any]
    if line.is_level:
        edge = {"orientation": "h", "x0": start, "x1": end, "top": at, "bottom": at}
    else:
        edge = {"orientation": "v", "x0": at, "x1": at, "top": start, "bottom": end}
    return {**edge, "width": edge["x1"] - edge["x0"], "height": edge["bottom"] - edge["top"]}


def _is_inside(box: Any, cell: Any) -> bool:
    return bool(
        tuple(box) != tuple(cell)
        and cell[0] - 2 < box[0] and cell[1] - 2 < box[1]
        and box[2] < cell[2] + 2 and box[3] < cell[3] + 2
    )  # fmt: skip


def erase_tables(image: Image.Image, tables: Sequence[Any], scale: float) -> Image.Image:
    """The picture without the lines of the tables; `scale`: its pixels a point."""
    plain = image.copy()
    draw = ImageDraw.Draw(plain)
    half = LINE / 2
    for left, top, right, bottom in (cell for each in tables for cell in each.cells):
        edges = (left - half, top - half, right + half, bottom + half)
        draw.rectangle([e * scale for e in edges], outline=255, width=round(LINE * scale))
    return plain
