"""Files as people send them: whole ones, broken ones and hostile ones, all made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/{part}" ContentType="application/vnd.{kind}"/></Types>'
)
WORD = "openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "ms-word.document.macroEnabled.main+xml"


class Sent(io.BytesIO):
    """A file as a form hands it over."""

    def __init__(self, content: bytes, name: str = "sk.pdf", size: int | None = None) -> None:
        super().__init__(content)
        self.name: str | None = name
        self.size: int | None = len(content) if size is None else size


def make_pdf(text: str = "SK") -> bytes:
    """A PDF of one empty page; different texts are different bytes."""
    return (
        f"%PDF-1.4\n%{text}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def make_signed_pdf() -> bytes:
    """A PDF of one empty page that holds one signature as data."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>endobj\n"
        b"4 0 obj<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/P 3 0 R/V 5 0 R>>endobj\n"
        b"5 0 obj<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<00>"
        b"/ByteRange[0 0 0 0]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def zip_up(members: Mapping[str, bytes], deflate: bool = True) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_docx(types: str = WORD, **more: bytes) -> bytes:
    """A Word file, with more members (`__` stands for a slash, `_` for a dot)."""
    return _make_office("word/document.xml", types, more)


def make_xlsx(types: str = SHEET, **more: bytes) -> bytes:
    """An Excel file, with more members."""
    return _make_office("xl/workbook.xml", types, more)


def _make_office(main: str, types: str, more: Mapping[str, bytes]) -> bytes:
    names = {name.replace("__", "/").replace("_", "."): each for name, each in more.items()}
    listed = TYPES.format(part=main, kind=types).encode()
    return zip_up({"[Content_Types].xml": listed, main: b"<x/>", **names})


def make_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def make_huge_png(side: int) -> bytes:
    """A few bytes that claim to be a picture of that many pixels a side."""

    def chunk(name: bytes, body: bytes) -> bytes:
        seal = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + seal

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def lock(content: bytes) -> bytes:
    """The zip file with every member marked as encrypted."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(changed)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file-empty"),
    "a text": (b"halo", "file-kind"),
    "a web page": (b"<html><script>alert(1)</script></html>", "file-kind"),
    "a drawing with a script": (b"<svg xmlns='x'><script>1</script></svg>", "file-kind"),
    "a drawing behind a declaration": (b"<?xml version='1.0'?><svg/>", "file-kind"),
    "a program of Windows": (b"MZ" + b"\0" * 100, "file-kind"),
    "a program of Linux": (b"\x7fELF" + b"\0" * 100, "file-kind"),
    "a moving picture": (b"GIF89a" + b"\0" * 20, "file-kind"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-kind"),
    "a rich text": (b"{\\rtf1 halo}", "file-kind"),
    "zeros": (b"\0" * 5000, "file-kind"),
    "a PDF behind a web page": (b"<html>" + make_pdf(), "file-kind"),
    "a cut PDF": (make_pdf()[:40], "file-broken"),
    "a PDF with a web page in its head": (make_pdf("<script>alert(1)</script>"), "file-mixed"),
    "a PDF with a drawing in its head": (make_pdf("<SVG onload=x>"), "file-mixed"),
    "a PDF and a zip at once": (make_pdf() + zip_up({"a": b"b"}) + b"%%EOF", "file-mixed"),
    "a PDF with a script": (make_pdf("/S /JavaScript /JS (app.alert(1))"), "file-active"),
    "a PDF that starts a program": (make_pdf("/S /Launch"), "file-active"),
    "any zip": (zip_up({"a.txt": b"a"}), "file-kind"),
    "a zip in name only": (b"PK\x03\x04" + b"\0" * 50, "file-broken"),
    "a cut Word file": (make_docx()[:-30], "file-broken"),
    "a Word file without its types": (zip_up({"word/document.xml": b""}), "file-kind"),
    "a Word file without its text": (
        zip_up({"[Content_Types].xml": TYPES.format(part="x", kind=WORD).encode()}), "file-kind",
    ),
    "a Word file with macros": (make_docx(word__vbaProject_bin=b"\1"), "file-active"),
    "a Word file that says macros": (make_docx(MACRO), "file-active"),
    "an Excel file with macros": (make_xlsx(xl__vbaProject_bin=b"\1"), "file-active"),
    "an Excel file with old macros": (make_xlsx(xl__macrosheets__a_xml=b"\1"), "file-active"),
    "a Word file with a control": (make_docx(word__activeX__a_xml=b"\1"), "file-active"),
    "a Word file with a packed program": (
        make_docx(word__embeddings__oleObject1_bin=b"\1"), "file-active",
    ),
    "a bomb": (make_docx(word__bomb_xml=b"\0" * 20_000_000), "file-bomb"),
    "a file of many members": (
        zip_up({f"{n}": b"" for n in range(3100)}), "file-bomb",
    ),
    "a way out of the folder": (make_xlsx(**{"..__..__etc__passwd": b""}), "file-paths"),
    "a file at the root": (make_xlsx(**{"__etc__passwd": b""}), "file-paths"),
    "a file on a drive": (make_xlsx(**{"C:\\x": b""}), "file-paths"),
    "a locked Word file": (lock(make_docx()), "file-locked"),
    "a Word file behind a web page's picture": (
        b"PK\x03\x04<script>" + make_docx(), "file-mixed",
    ),
    "a cut photo": (make_picture(size=(900, 900), quality=100)[:700], "file-broken"),
    "a photo in name only": (b"\xff\xd8\xff<script>alert(1)</script>", "file-broken"),
    "a picture in name only": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "file-broken"),
    "a cut picture": (make_picture("PNG")[:60], "file-broken"),
    "a web picture in name only": (b"RIFF\0\0\0\0WEBP<svg>", "file-broken"),
    "a picture bomb": (make_huge_png(30_000), "picture-bomb"),
    "a larger picture bomb": (make_huge_png(2_000_000), "picture-bomb"),
}  # fmt: skip
