"""What a file is, told by its content and never by its name."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from tilik.core.errors import UserError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PICTURES = frozenset({JPEG, PNG, WEBP})
ENDINGS: Mapping[str, str] = {
    PDF: "pdf", DOCX: "docx", XLSX: "xlsx", JPEG: "jpg", PNG: "png", WEBP: "webp",
}  # fmt: skip

END_OF_ZIP = b"PK\x05\x06"
TAIL = 65_557
"""How far from its end a zip file's directory may end: its record and the longest comment."""
ZIP_FAULTS = (
    zipfile.BadZipFile, EOFError, ValueError, OverflowError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip
"""What the library raises on damaged files; RuntimeError for a version or a packing it knows not."""
TYPES = "[Content_Types].xml"
MAIN: Mapping[str, tuple[str, bytes]] = {
    DOCX: ("word/document.xml", b"wordprocessingml.document.main+xml"),
    XLSX: ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
ACTIVE = ("vbaproject", "vbadata", "/activex/", "/macrosheets/", "oleobject")
PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b|/Rendition\b(?s:.{0,400}?)/JS\b")
PDF_ESCAPED = re.compile(rb"/[A-Za-z0-9]{0,16}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,48}")
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PDF_HIDDEN = {b"/JavaScript", b"/JS", b"/Launch", b"/RichMedia", b"/Rendition"}
PDF_HEAD, PDF_CHUNK = 1000, 64 * 1024
PDF_UNPACKED = 64 * 1024 * 1024
"""How much the packed objects of one PDF may unpack to before it counts as a bomb."""
MARKUP = (b"<script", b"<svg", b"<html", b"<!doctype html")


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much a zip file may unpack to before it counts as a bomb.

    What unpacks to no more than `small` bytes may be packed as tightly as it likes.
    """

    members: int = 3000
    unpacked: int = 300 * 1024 * 1024
    ratio: int = 200
    small: int = 2 * 1024 * 1024


LIMITS = ZipLimits()


def tell_kind(content: bytes) -> str:
    """The media type of a PDF, DOCX, XLSX, JPEG, PNG or WebP.

    Raises UserError("file-empty" | "file-kind" | "file-broken" | "file-mixed" | "file-active" |
    "file-locked" | "file-bomb" | "file-paths").
    """
    if not content:
        raise UserError("file-empty")
    if content.startswith(b"%PDF-"):
        return _check_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _check_office(content)
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    raise UserError("file-kind")


def _check_pdf(content: bytes) -> str:
    """The media type of a PDF that ends as one, is nothing else besides and runs nothing."""
    if b"%%EOF" not in content[-2 * 1024 :]:
        raise UserError("file-broken")
    head = content[:1024].lower()
    if END_OF_ZIP in content[-TAIL:] or any(mark in head for mark in MARKUP):
        raise UserError("file-mixed")
    if _is_active(content):
        raise UserError("file-active")
    _check_packed(content)
    return PDF


def _is_active(objects: bytes) -> bool:
    """Whether a script or a program is named, its letters written plainly or as numbers."""
    if PDF_ACTIVE.search(objects):
        return True
    escaped = (
        PDF_ESCAPE.sub(lambda sign: bytes([int(sign[1], 16)]), found[0])
        for found in PDF_ESCAPED.finditer(objects)
    )
    return any(name in PDF_HIDDEN for name in escaped)


def _check_packed(content: bytes) -> None:
    """Nothing. Raises UserError where packed objects hold a script, or cannot be looked into."""
    left = PDF_UNPACKED
    for found in re.finditer(rb"/ObjStm\b", content):
        start = content.rfind(b"obj", max(0, found.start() - PDF_HEAD), found.start())
        end = content.find(b"stream", found.end(), found.end() + PDF_HEAD)
        head = content[start:end]
        if end < 0 or b"/Filter" not in head:
            continue  # not packed: looked through with the rest
        if head.count(b"Decode") - head.count(b"DecodeParms") != head.count(b"/FlateDecode"):
            raise UserError("file-locked")
        if b"/Predictor" in head:
            raise UserError("file-locked")
        objects = _unpack(content, end + len(b"stream"), left)
        left -= len(objects)
        if _is_active(objects):
            raise UserError("file-active")


def _unpack(content: bytes, place: int, most: int) -> bytes:
    """The packed bytes that begin there. Raises UserError for too many, or where they are not."""
    place += len(content[place : place + 2]) - len(content[place : place + 2].lstrip(b"\r\n"))
    unpacker, pieces = zlib.decompressobj(), bytearray()
    try:
        while not unpacker.eof and place < len(content):
            pieces += unpacker.decompress(content[place : place + PDF_CHUNK], PDF_CHUNK * 64)
            if unpacker.unconsumed_tail or len(pieces) >= most:
                raise UserError("file-bomb")
            place += PDF_CHUNK
    except zlib.error as error:
        raise UserError("file-locked" if b"/Encrypt" in content else "file-broken") from error
    return bytes(pieces)


def _check_office(content: bytes) -> str:
    """The media type of a Word or Excel file without macros, from its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_members(members, len(content))
            types = _read_types(archive, {member.filename: member for member in members})
    except ZIP_FAULTS as error:
        raise UserError("file-broken") from error
    if b"macroEnabled" in types:
        raise UserError("file-active")
    names = {member.filename for member in members}
    for kind, (main, word) in MAIN.items():
        if main in names and word in types:
            return kind
    raise UserError("file-kind")


def refuse_bomb(members: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    """Nothing. Raises UserError("file-bomb" | "file-locked")."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members or unpacked > limits.unpacked:
        raise UserError("file-bomb")
    if unpacked > limits.small and unpacked > limits.ratio * max(packed, 1):
        raise UserError("file-bomb")
    if any(member.flag_bits & 1 for member in members):
        raise UserError("file-locked")


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    """Nothing. Raises UserError for what no office program writes."""
    names = [member.filename for member in members]
    if sum(member.compress_size for member in members) > size:
        raise UserError("file-bomb")
    refuse_bomb(members, LIMITS)
    if len(set(names)) != len(names) or any(_is_path(name) for name in names):
        raise UserError("file-paths")
    if any(word in f"/{name.lower()}" for name in names for word in ACTIVE):
        raise UserError("file-active")
    # What stands before the first member is another file with a zip behind it.
    if members and min(member.header_offset for member in members) != 0:
        raise UserError("file-mixed")


def _is_path(name: str) -> bool:
    """Whether a member would leave the folder it is unpacked in."""
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/")


def _read_types(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> bytes:
    """The list of content types; empty where there is none or it is too long to be one."""
    found = members.get(TYPES)
    if found is None or found.file_size > LIMITS.small:
        return b""
    with archive.open(found) as file:
        return file.read(LIMITS.small)
