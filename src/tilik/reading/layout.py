"""A document as rows in reading order: table rows with their cells, and lines outside tables.

PDF by its text layer and ruling lines, scans and photos by what an engine reads off them, Word by its
paragraphs and tables, saved web pages by their texts. What could not be read is said, never taken for
empty.
"""

import io
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import accumulate
from typing import Any

from PIL import Image

from tilik.core.errors import UserError
from tilik.reading.cells import Box, Cell, Layout, from_data, join_layouts, make_lines, to_data
from tilik.reading.kinds import DOCX, PDF, PICTURES, tell_kind
from tilik.reading.pictures import open_picture
from tilik.reading.scans import Scan, get_scale, read_scan

__all__ = ["Cell", "Layout", "from_data", "join_layouts", "read_layout", "to_data"]

FEWEST = 40
"""Characters below which a page counts as one that has no text layer."""
PAGES = 400
STAMPED = 300
"""Characters below which what is printed over a scan is a stamp or a foot, not its text."""
COVERED = 0.8
"""The share of a page from which on a picture is the page itself."""
UNSEEN = 3
"""The way of painting text in a PDF that paints nothing."""
OUTLINES = 100
"""Curves on a page without text from which on it counts as one whose letters are drawn."""
SCANS_AT_ONCE = 4
"""Scanned pages read at once: each takes seconds, and what is read is kept before the next."""
A4 = 842.0
TIFF = (b"II*\0", b"MM\0*")
HTML_START = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)


def read_layout(content: bytes, first: int = 1, count: int = PAGES, engine: str = "") -> Layout:
    """The rows of a document or picture; of a PDF some pages alone.

    `engine`: what reads pictures (see `engines.find_engine`); nothing leaves them unread.
    Raises UserError("file-kind" | "file-long" | …, see `tell_kind`).
    """
    if HTML_START.match(content[:200]):
        return read_html(content)
    if content.startswith(TIFF):
        return read_picture(content, engine, first)
    kind = tell_kind(content)
    if kind == PDF:
        return read_pdf(content, first, count, engine)
    if kind == DOCX:
        return read_docx(content)
    if kind in PICTURES:
        return read_picture(content, engine, first)
    raise UserError("file-kind", found=kind)


def read_pdf(content: bytes, first: int = 1, count: int = PAGES, engine: str = "") -> Layout:
    """The rows of a PDF, page by page from `first`; fewer than `count` where many are scans.

    Raises UserError("file-long" | "file-broken").
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    parts: list[Layout] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > PAGES:
                raise UserError("file-long", most=PAGES, found=len(pdf.pages))
            for n, page in enumerate(pdf.pages[first - 1 : first - 1 + count], first):
                parts.append(_read_any_page(page, n, engine))
                page.close()
                if sum(len(part.scanned) for part in parts) >= SCANS_AT_ONCE:
                    break
            return replace(join_layouts(parts), pages=len(pdf.pages))
    except (PdfminerException, PDFPasswordIncorrect, ValueError, RecursionError) as error:
        raise UserError("file-broken") from error


def _read_any_page(page: Any, n: int, engine: str) -> Layout:
    """One page by its text layer, or as the picture it is."""
    wide, tall = float(page.width), float(page.height)
    if not _is_picture(page):
        rows = tuple(_read_page(page, n))
        ruled = any(len(row) > 1 and row[0].box is not None for row in rows)
        return Layout(rows, n, (), ruled, ((wide, tall),))
    scan = None
    if engine:
        image = page.to_image(resolution=72 * get_scale(wide, tall, engine), antialias=True)
        scan = read_scan(image.original, n, engine, wide=wide, dpi=_tell_dpi(page))
    rows = () if scan else tuple(_doubt(row) for row in _read_page(page, n))
    return _make_layout(scan, n, (wide, tall), rows)


def _make_layout(
    scan: Scan | None, n: int, size: tuple[float, float], rows: tuple[tuple[Cell, ...], ...] = ()
) -> Layout:
    """The layout of a page that is a picture; unread where there is no scan of it."""
    if scan is None:
        return Layout(rows, n, (n,), sizes=(size,))
    poor = (n,) if scan.is_poor else ()
    return Layout(scan.rows, n, (), scan.is_ruled, (size,), (n,), poor)


def _doubt(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(replace(cell, is_sure=False) for cell in row)


def _is_picture(page: Any) -> bool:
    """Whether there is something to see on the page and next to nothing to read.

    What a scanner wrote beneath its picture is its guess at the words, in no order of a table.
    """
    area = float(page.width * page.height) * COVERED
    if any(image["width"] * image["height"] >= area for image in page.images):
        return len(page.chars) < STAMPED or _is_guessed(page, area)
    return len(page.chars) < FEWEST and bool(page.images or len(page.curves) >= OUTLINES)


def _is_guessed(page: Any, area: float) -> bool:
    """Whether the text of the page is hidden: not painted, or painted over by a picture."""
    import pypdfium2 as pdfium
    from pypdfium2.raw import (
        FPDF_PAGEOBJ_IMAGE,
        FPDF_PAGEOBJ_TEXT,
        FPDFTextObj_GetTextRenderMode,
    )

    n_shown = n_hidden = 0
    with pdfium.PdfDocument(page.pdf.stream) as document:
        for each in document[page.page_number - 1].get_objects(max_depth=3):
            if each.type == FPDF_PAGEOBJ_TEXT:
                is_hidden = FPDFTextObj_GetTextRenderMode(each) == UNSEEN
                n_shown, n_hidden = n_shown + (not is_hidden), n_hidden + is_hidden
                continue
            left, bottom, right, top = each.get_bounds()
            if (right - left) * (top - bottom) >= area and each.type == FPDF_PAGEOBJ_IMAGE:
                n_shown, n_hidden = 0, n_hidden + n_shown
    return n_hidden > n_shown


def _tell_dpi(page: Any) -> float:
    """How finely the largest picture of the page was scanned; outlines are as fine as wished."""
    largest = max(page.images, key=lambda each: each["width"] * each["height"], default=None)
    if largest is None or not largest["width"]:
        return math.inf
    return float(max(largest["srcsize"]) / max(largest["width"], largest["height"]) * 72)


def read_picture(content: bytes, engine: str, n: int = 1) -> Layout:
    """The rows of a photo or scan, which is a page (a TIFF: several); its longer side is that of A4.

    Raises UserError("file-broken" | "picture-bomb").
    """
    image, pages = open_picture(content, n)
    scale = A4 / max(image.size)
    wide, tall = image.width * scale, image.height * scale
    if not engine:
        return replace(_make_layout(None, n, (wide, tall)), pages=pages)
    dpi = 72 / scale
    pixels = get_scale(wide, tall, engine) * wide
    size = (round(pixels), round(pixels * tall / wide))
    scan = read_scan(image.resize(size, Image.Resampling.LANCZOS), n, engine, wide=wide, dpi=dpi)
    return replace(_make_layout(scan, n, (wide, tall)), pages=pages)


def _read_page(page: Any, n: int) -> Iterator[tuple[Cell, ...]]:
    """The rows of one page, from top to bottom."""
    tables = page.find_tables()
    words = page.extract_words(use_text_flow=False, keep_blank_chars=False)
    outside = [word for word in words if not any(_holds(table.bbox, word) for table in tables)]
    found = [(line[0].box[1] if line[0].box else 0, line) for line in make_lines(outside, n)]
    for table in tables:
        texts = table.extract()
        for row, cells in zip(table.rows, texts, strict=True):
            yielded = _make_cells(row, cells, n, page.images)
            if yielded:
                found.append((row.bbox[1], yielded))
    yield from (row for _top, row in sorted(found, key=lambda each: each[0]))


def _holds(box: Box, word: dict[str, Any]) -> bool:
    middle_x, middle_y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


def _make_cells(row: Any, texts: list[str | None], n: int, images: Any) -> tuple[Cell, ...]:
    """The cells of a table row that are there; what a merged cell covers is left out."""
    cells = []
    for box, text in zip(row.cells, texts, strict=True):
        if box is None:
            continue
        shown = any(_overlaps(box, image) for image in images)
        cells.append(Cell((text or "").strip(), n, tuple(box), shown))
    return tuple(cells) if any(cell.text or cell.picture for cell in cells) else ()


def _overlaps(box: Box, image: dict[str, Any]) -> bool:
    """Whether an image larger than a bullet stands in the box."""
    middle_x = (image["x0"] + image["x1"]) / 2
    middle_y = (image["top"] + image["bottom"]) / 2
    is_inside = box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3]
    return bool(is_inside and image["width"] > 30 and image["height"] > 30)


def read_docx(content: bytes) -> Layout:
    """The rows of a Word document; it has no pages until it is printed."""
    import docx
    from docx.table import Table

    document = docx.Document(io.BytesIO(content))
    rows: list[tuple[Cell, ...]] = []
    n_tables = 0
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            n_tables += 1
            for n, row in enumerate(part.rows, 1):
                if cells := tuple(_read_row(row, f"T{n_tables}", n)):
                    rows.append(cells)
        elif part.text.strip() or _has_drawing(part):
            rows.append((Cell(part.text.strip(), picture=_has_drawing(part)),))
    ruled = any(len(row) > 1 for row in rows)
    return Layout(tuple(rows), 0, (), ruled)


def _read_row(row: Any, table: str, n: int) -> Iterator[Cell]:
    """The cells of a row, a merged one once."""
    before = None
    for column, cell in enumerate(row.cells):
        if cell._tc is before:
            continue
        before = cell._tc
        has_picture = any(_has_drawing(p) for p in cell.paragraphs)
        at = f"{table}!{chr(ord('A') + column % 26)}{n}"
        yield Cell(_number_items(cell), picture=has_picture, at=at, column=column)


def _number_items(cell: Any) -> str:
    """The text of a cell; Word's own numbers, which no text holds, stand as bullets."""
    lines = []
    for paragraph in cell.paragraphs:
        is_item = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
        text = paragraph.text.strip()
        if text:
            lines.append(f"• {text}" if is_item else text)
    return "\n".join(lines)


def _has_drawing(paragraph: Any) -> bool:
    return bool(paragraph._p.xpath(".//w:drawing | .//w:pict"))


def read_html(content: bytes) -> Layout:
    """The texts of a saved web page, a row for each table row or block."""
    parser = _Page()
    parser.feed(content.decode("utf-8", errors="replace"))
    parser.end_row()
    return Layout(tuple(parser.rows), 0, (), any(len(row) > 1 for row in parser.rows))


class _Page(HTMLParser):
    """Collects rows: cells of table rows, and blocks."""

    HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
    BLOCKS = HEADINGS | {"p", "div", "li", "br", "tr", "section", "article", "dt", "dd"}
    CELLS = frozenset(("td", "th"))
    HIDDEN = frozenset(("script", "style", "template", "noscript"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[Cell, ...]] = []
        self._cells: list[str] = [""]
        self._spans: list[int] = [0]
        self._hidden = self._in_cell = self._tables = self._lines = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell or block begins."""
        if tag in self.HIDDEN:
            self._hidden += 1
        elif tag == "table":
            self._tables, self._lines = self._tables + 1, 0
        elif tag in self.CELLS:
            self._in_cell += 1
            self._cells.append("")
            self._spans.append(_read_span(dict(attrs).get("colspan")))
        elif tag in self.BLOCKS and self._in_cell and tag != "tr":
            self._cells[-1] += "\n"
        elif tag in self.BLOCKS:
            self.end_row()

    def handle_endtag(self, tag: str) -> None:
        """A cell or block ends."""
        if tag in self.HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in self.CELLS:
            self._in_cell = max(0, self._in_cell - 1)
        elif tag == "tr" or (tag in self.BLOCKS and not self._in_cell):
            self.end_row()

    def handle_data(self, data: str) -> None:
        """A piece of text."""
        if not self._hidden:
            self._cells[-1] += data

    def end_row(self) -> None:
        """Nothing; what was collected is a row."""
        texts = [
            "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
            for text in self._cells
        ]
        # What stands before the first cell is no cell, unless something is written there.
        first = 1 if len(texts) > 1 and not texts[0] else 0
        columns = accumulate([0, *self._spans[first:-1]])
        self._lines += len(texts) > 1
        at = f"T{self._tables}!{{}}{self._lines}" if len(texts) > 1 else ""
        if any(texts):
            self.rows.append(
                tuple(
                    Cell(text, at=at.format(chr(ord("A") + column % 26)), column=column)
                    for text, column in zip(texts[first:], columns, strict=True)
                )
            )
        self._cells, self._spans = [""], [0]


def _read_span(written: str | None) -> int:
    """Over how many columns a cell of a page reaches."""
    return (
        int(written)
        if written and written.isascii() and written.isdigit() and len(written) < 3
        else 1
    )
