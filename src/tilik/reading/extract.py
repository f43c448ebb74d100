"""What a document holds: its text, its pages as pictures, and whether there is anything to see.

Runs in a process of its own (see `isolated`): the bytes come from anybody.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tilik.reading.kinds import DOCX, PDF, PICTURES
from tilik.reading.likeness import hash_picture, is_flat

CHARACTERS = 200_000
PAGES = 200
LOOKED_AT = 5
WIDTH, HEIGHT, THUMB = 1100, 2400, 160
MARK = "#A8321F"
"""The widest and tallest page in pixels, and the width of one that is only looked through."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a file; `picture` is the fingerprint of what it looks like, if any."""

    text: str = ""
    n_pages: int | None = None
    is_empty: bool = False
    picture: str = ""


def extract(content: bytes, kind: str) -> dict[str, Any]:
    """The content as plain data. Raises whatever the library for that kind raises."""
    if kind == PDF:
        return asdict(_read_pdf(content))
    if kind in PICTURES:
        with Image.open(io.BytesIO(content)) as image:
            return asdict(Content(is_empty=is_flat(image), picture=hash_picture(image)))
    text = _limit(_list_words(content) if kind == DOCX else _list_cells(content))
    return asdict(Content(text=text, is_empty=not text and not _has_media(content)))


def find_marks(content: bytes, kind: str) -> dict[str, Any]:
    """The text of a scan, what its QR codes say, and whether anything of it could be read.

    QR codes are read where the extra `ocr` is installed, on the first pages and the last.
    `signatures`: how many a PDF holds as data, whoever made them; they are not verified.
    """
    found = {"signatures": _count_signatures(content) if kind == PDF else 0}
    text = _read_pdf(content).text if kind == PDF else ""
    try:
        from zxingcpp import read_barcodes
    except ImportError:
        return found | {"text": text, "marks": [], "is_read": bool(text), "is_looked": False}
    marks = [mark.text for image in _list_images(content, kind) for mark in read_barcodes(image)]
    return found | {"text": text, "marks": marks, "is_read": True, "is_looked": True}


def _count_signatures(content: bytes) -> int:
    """How many signatures are embedded in a PDF."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content) as document:
        return max(0, int(pdfium.raw.FPDF_GetSignatureCount(document)))


def _list_images(content: bytes, kind: str) -> Iterator[Image.Image]:
    """The picture itself, or the first pages of a PDF and its last as pictures."""
    import pypdfium2 as pdfium

    if kind != PDF:
        with Image.open(io.BytesIO(content)) as image:
            yield image.convert("RGB")
        return
    with pdfium.PdfDocument(content) as document:
        last = len(document) - 1
        for n in sorted({*range(min(last, LOOKED_AT)), last}):
            yield _paint(document[n], WIDTH)


def paint_page(content: bytes, n: int, boxes: Sequence[Sequence[float]] = ()) -> bytes:
    """Page `n` of a PDF (counted from 1; the last where there are fewer) as a WebP picture.

    `boxes`: a number and four edges in points each, drawn on it.
    """
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content) as document:
        page = document[min(n, len(document)) - 1]
        image = _paint(page, WIDTH)
        _draw(image, boxes, image.width / page.get_width())
    out = io.BytesIO()
    image.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()


def _draw(image: Image.Image, boxes: Sequence[Sequence[float]], scale: float) -> None:
    """Nothing; each box stands on the picture with its number at its corner."""
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=22)
    for n, left, top, right, bottom in boxes:
        edges = (left * scale - 5, top * scale - 4, right * scale + 5, bottom * scale + 4)
        draw.rectangle(edges, outline=MARK, width=4)
        corner = (edges[0] - 34, edges[1] - 2, edges[0], edges[1] + 28)
        draw.rectangle(corner, fill=MARK)
        middle = ((corner[0] + corner[2]) / 2, (corner[1] + corner[3]) / 2)
        draw.text(middle, str(int(n)), fill="white", font=font, anchor="mm")


def _read_pdf(content: bytes) -> Content:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(content) as document:
        pages = range(min(len(document), PAGES))
        text = _limit(document[n].get_textpage().get_text_bounded() for n in pages)
        if text:
            return Content(text=text, n_pages=len(document))
        thumbs = [_paint(document[n], THUMB) for n in pages[:LOOKED_AT]]
        empty = all(is_flat(thumb) for thumb in thumbs)
        picture = hash_picture(thumbs[0]) if thumbs else ""
        return Content(n_pages=len(document), is_empty=empty, picture=picture)


def _paint(page: Any, width: int) -> Image.Image:
    """The page as a picture, whatever size it claims to be."""
    wide, tall = page.get_size()
    scale = min(width / max(wide, 1), HEIGHT / max(tall, 1))
    image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return image


def _list_words(content: bytes) -> Iterator[str]:
    """The paragraphs of a Word file, those in tables too, in order."""
    import docx

    for paragraph in docx.Document(io.BytesIO(content)).element.body.iter("{*}p"):
        yield "".join(piece.text or "" for piece in paragraph.iter("{*}t"))


def _list_cells(content: bytes) -> Iterator[str]:
    """The rows of an Excel file, sheet by sheet."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).iter_rows():
            yield " ".join(str(cell) for cell in row if cell not in ("", None))


def _has_media(content: bytes) -> bool:
    """Whether a Word or Excel file carries a picture."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any("/media/" in name for name in archive.namelist())


def _limit(pieces: Iterator[str]) -> str:
    """The pieces as lines, up to as many characters as are looked at."""
    lines: list[str] = []
    left = CHARACTERS
    for piece in pieces:
        # A database holds no NUL, and no half of a character that takes two.
        line = piece.replace("\0", "").encode("utf-8", "ignore").decode().strip()[:left]
        if line:
            lines.append(line)
            left -= len(line)
        if left <= 0:
            break
    return "\n".join(lines)
