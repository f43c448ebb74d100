"""Documents with something in them: text, pictures, pages; made here."""

import io
import time
from typing import Any

from PIL import Image, ImageDraw

from tests.files import zip_up

PARAGRAPH = (
    "Keputusan kepala dinas tentang penetapan standar pelayanan memuat empat belas komponen yang "
    "terdiri atas persyaratan, prosedur, jangka waktu, biaya, produk, pengaduan, dasar hukum, "
    "sarana, kompetensi pelaksana, pengawasan internal, jumlah pelaksana, jaminan pelayanan, "
    "jaminan keamanan, dan evaluasi kinerja pelaksana bagi setiap jenis layanan di unit ini."
)


def make_text_pdf(*pages: str) -> bytes:
    """A PDF with one line of text a page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for n, text in enumerate(pages):
        stream = f"BT /F1 2 Tf 20 700 Td ({text}) Tj ET"
        objects[4 + 2 * n] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects[5 + 2 * n] = f"<</Length {len(stream)}>>stream\n{stream}\nendstream\n"
    body = "".join(f"{n} 0 obj{content}endobj\n" for n, content in objects.items())
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF\n".encode("latin-1")


def make_scan(picture: Image.Image) -> bytes:
    """A PDF whose only page is a picture."""
    then = time.gmtime(0)  # else the second it is made in stands in the file
    return save(picture, "PDF", creationDate=then, modDate=then)


def make_photo(seed: int = 1, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with something to see; another seed is another picture."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for n in range(40):
        value = (seed * 7919 + n * 104729) % 65521
        left, top = value % (size[0] - 90), value * 31 % (size[1] - 90)
        shade = value * 17 % 256
        draw.rectangle((left, top, left + 90, top + 80), fill=(shade, 255 - shade, shade // 2))
    return image


def save(image: Image.Image, kind: str, **more: Any) -> bytes:
    """The bytes of a picture."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def make_word(*paragraphs: str, picture: Image.Image | None = None) -> bytes:
    """A Word file with these paragraphs, the last of them in a table."""
    import docx

    document = docx.Document()
    for text in paragraphs[:-1]:
        document.add_paragraph(text)
    if paragraphs:
        document.add_table(1, 1).cell(0, 0).text = paragraphs[-1]
    if picture:
        document.add_picture(io.BytesIO(save(picture, "PNG")))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_book(*rows: tuple[object, ...]) -> bytes:
    """An Excel file with these rows."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Rekap")
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    return out.getvalue()


def zip_text(content: bytes) -> bytes:
    """The members of an office file again, stored anew; other bytes, the same words."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zip_up({name: archive.read(name) for name in archive.namelist()}, deflate=False)
