"""A document as rows in reading order: table rows with their cells, and lines outside tables.

PDF by its text layer and ruling lines, Word by its paragraphs and tables, saved web pages by their
texts. What has no text (a scan, a picture) is said, never taken for empty.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from tilik.core.errors import UserError
from tilik.reading.kinds import DOCX, PDF, tell_kind

Box = tuple[float, float, float, float]
FEWEST = 40
"""Characters below which a page counts as one that has no text layer."""
PAGES = 400
HTML_START = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text with its place; `picture` where an image stands in it.

    `at`: its address where there are no pages. `column`: which one of its table or sheet.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    picture: bool = False
    at: str = ""
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a document; a line outside tables is a row of one cell.

    `unread`: pages without a text layer. `ruled`: whether any table had ruling lines. `sizes`: width
    and height of the pages read, in points.
    """

    rows: tuple[tuple[Cell, ...], ...]
    pages: int
    unread: tuple[int, ...] = ()
    ruled: bool = False
    sizes: tuple[tuple[float, float], ...] = ()

    @property
    def text(self) -> str:
        """All the text, a line for each row."""
        return "\n".join("\n".join(c.text for c in row if c.text) for row in self.rows)


def read_layout(content: bytes, first: int = 1, count: int = PAGES) -> Layout:
    """The rows of a PDF, Word document, saved web page or plain text; of a PDF some pages alone.

    Raises UserError("file-kind" | "file-long" | …, see `tell_kind`).
    """
    if HTML_START.match(content[:200]):
        return read_html(content)
    kind = tell_kind(content)
    if kind == PDF:
        return read_pdf(content, first, count)
    if kind == DOCX:
        return read_docx(content)
    raise UserError("file-kind", found=kind)


def read_pdf(content: bytes, first: int = 1, count: int = PAGES) -> Layout:
    """The rows of a PDF, page by page from `first`. Raises UserError("file-long" | "file-broken")."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    rows: list[tuple[Cell, ...]] = []
    unread: list[int] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > PAGES:
                raise UserError("file-long", most=PAGES, found=len(pdf.pages))
            ruled = False
            sizes = []
            for n, page in enumerate(pdf.pages[first - 1 : first - 1 + count], first):
                sizes.append((float(page.width), float(page.height)))
                if len(page.chars) < FEWEST and page.images:
                    unread.append(n)
                found = list(_read_page(page, n))
                ruled |= any(len(row) > 1 and row[0].box is not None for row in found)
                rows += found
                page.close()
            return Layout(tuple(rows), len(pdf.pages), tuple(unread), ruled, tuple(sizes))
    except (PdfminerException, PDFPasswordIncorrect, ValueError, RecursionError) as error:
        raise UserError("file-broken") from error


def _read_page(page: Any, n: int) -> Iterator[tuple[Cell, ...]]:
    """The rows of one page, from top to bottom."""
    tables = page.find_tables()
    words = page.extract_words(use_text_flow=False, keep_blank_chars=False)
    outside = [word for word in words if not any(_holds(table.bbox, word) for table in tables)]
    found = [(line[0].box[1] if line[0].box else 0, line) for line in _make_lines(outside, n)]
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


GAP = 14.0
"""Points between words that part two columns of a table without lines."""


def _make_lines(words: list[dict[str, Any]], n: int) -> Iterator[tuple[Cell, ...]]:
    """The lines the words stand in; a wide gap parts cells."""
    for line in _group_lines(words):
        cells: list[list[dict[str, Any]]] = [[line[0]]]
        for before, word in pairwise(line):
            if word["x0"] - before["x1"] > GAP:
                cells.append([])
            cells[-1].append(word)
        yield tuple(_make_cell(cell, n) for cell in cells)


def _group_lines(words: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
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
    return Cell(" ".join(word["text"] for word in words), n, box)


def join_layouts(parts: Sequence[Layout]) -> Layout:
    """One layout of parts read one after another."""
    return Layout(
        tuple(row for part in parts for row in part.rows),
        max((part.pages for part in parts), default=0),
        tuple(n for part in parts for n in part.unread),
        any(part.ruled for part in parts),
        tuple(size for part in parts for size in part.sizes),
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
    return Layout(rows, data["pages"], tuple(data["unread"]), bool(data["ruled"]), sizes)


def _make_stored(data: Mapping[str, Any]) -> Cell:
    """The cell; what was stored before cells had addresses has none."""
    box, at, column = _make_box(data["box"]), data.get("at", ""), data.get("column")
    return Cell(data["text"], data["page"], box, bool(data["picture"]), at, column)


def _make_box(box: Sequence[float] | None) -> Box | None:
    return (box[0], box[1], box[2], box[3]) if box else None


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
        self._hidden = self._in_cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell or block begins."""
        if tag in self.HIDDEN:
            self._hidden += 1
        elif tag in self.CELLS:
            self._in_cell += 1
            self._cells.append("")
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
        texts = texts[1:] if len(texts) > 1 and not texts[0] else texts
        if any(texts):
            self.rows.append(tuple(map(Cell, texts)))
        self._cells = [""]
