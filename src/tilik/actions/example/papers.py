"""Papers and pictures of the example, drawn here so that they are the same bytes at every load."""

import io
import textwrap
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw, ImageFont

PAGE = (595, 842)
MARGIN = 70
SIZE = 11
LEADING = 17
WIDTH = 78
TITLE_WIDTH = 54
"""Points of an A4 page, and how many letters stand on a line of it."""
BREAK = "==="
"""A paragraph that begins a new page."""
PICTURE = (1200, 800)
BACK = (232, 236, 233)


def make_paper(unit: str, facts: Sequence[str], text: Iterable[str], mark: str) -> bytes:
    """A PDF with a text layer: letterhead, facts, paragraphs, and the mark across every page."""
    pages: list[list[str]] = [[]]
    for paragraph in text:
        if paragraph == BREAK:
            pages.append([])
        else:
            pages[-1].append(paragraph)
    return _bind([_draw_page(unit, facts, page, mark) for page in pages])


def _draw_page(unit: str, facts: Sequence[str], paragraphs: Sequence[str], mark: str) -> str:
    """The marks of a page as a PDF draws them."""
    top = PAGE[1] - MARGIN
    drawn = [
        "0.86 g",
        _say("F2", 30, (0.72, 0.69, -0.69, 0.72, 120, 180), mark),
        "0 g",
        _say("F2", 14, (1, 0, 0, 1, MARGIN, top), unit.upper()),
        f"{MARGIN} {top - 10} m {PAGE[0] - MARGIN} {top - 10} l S",
    ]
    y = top - 40
    for fact in facts:
        drawn.append(_say("F1", SIZE, (1, 0, 0, 1, MARGIN, y), fact))
        y -= LEADING
    for n, paragraph in enumerate(paragraphs):
        y -= LEADING
        is_title = not n and paragraph.isupper()
        for line in textwrap.wrap(paragraph, TITLE_WIDTH if is_title else WIDTH):
            font = "F2" if is_title else "F1"
            drawn.append(_say(font, SIZE, (1, 0, 0, 1, MARGIN, y), line))
            y -= LEADING
    drawn.append(_say("F1", 8, (1, 0, 0, 1, MARGIN, 40), mark))
    return "\n".join(drawn)


def _say(font: str, size: int, matrix: Sequence[float], text: str) -> str:
    """A line of text at a place."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {' '.join(map(str, matrix))} Tm ({escaped}) Tj ET"


def _bind(pages: Sequence[str]) -> bytes:
    """The PDF of these pages."""
    fonts = {"F1": "Helvetica", "F2": "Helvetica-Bold"}
    listed = "".join(
        f"/{name}<</Type/Font/Subtype/Type1/BaseFont/{base}/Encoding/WinAnsiEncoding>>"
        for name, base in fonts.items()
    )
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
    ]
    for n, page in enumerate(pages):
        content = page.encode("cp1252")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE[0]} {PAGE[1]}]/Contents {4 + 2 * n} 0 R"
            f"/Resources<</Font<<{listed}>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for n, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%b\nendobj\n" % (n, each))
    start = out.tell()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n" % (len(objects) + 1))
    out.write(b"%d\n%%%%EOF\n" % start)
    return out.getvalue()


def make_picture(caption: str, mark: str) -> bytes:
    """A drawn room as JPEG with its caption and the mark; another caption is another room."""
    image = Image.new("RGB", PICTURE, BACK)
    draw = ImageDraw.Draw(image)
    seed = sum(ord(sign) * (n + 1) for n, sign in enumerate(caption))
    tint = (70 + seed % 90, 110 + seed // 7 % 60, 120 + seed // 11 % 60)
    draw.rectangle((0, 540, 1200, 800), fill=(196, 188, 172))  # floor
    draw.rectangle((80, 90, 480, 380), fill="white", outline=tint, width=8)  # board
    for n in range(7):
        draw.line((120, 150 + 30 * n, 440 - seed * (n + 1) % 120, 150 + 30 * n), tint, 8)
    for n in range(3 + seed % 3):  # chairs
        left = 120 + 190 * n
        draw.rounded_rectangle((left, 470, left + 140, 560), 16, fill=tint)
        draw.rectangle((left + 10, 560, left + 130, 640), fill=tuple(part - 40 for part in tint))
    left = 640 + seed % 160
    draw.rectangle((left, 360, left + 330, 600), fill=(128, 96, 70))  # desk
    draw.rectangle((left + 90, 260, left + 240, 360), fill=(40, 52, 60))  # screen
    draw.ellipse((980, 70, 1100, 190), fill="white", outline=(40, 52, 60), width=6)  # clock
    draw.line((1040, 130, 1040, 86), (40, 52, 60), 6)
    draw.line((1040, 130, 1074, 130 + seed % 30), (40, 52, 60), 6)
    draw.rectangle((0, 700, 1200, 800), fill=(18, 32, 43))
    draw.text((40, 712), caption, fill="white", font=ImageFont.load_default(34))
    draw.text((40, 756), mark, fill=(255, 209, 102), font=ImageFont.load_default(26))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()
