"""Pictures for papers: QR codes, emblems and photos at the size a paper needs."""

import io
from typing import BinaryIO

import segno
from PIL import Image, ImageOps

EMBLEM = 600
"""No emblem is printed larger than so many dots."""


def draw_qr(text: str) -> bytes:
    """The QR code as PNG."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=1)
    return out.getvalue()


def outline_qr(text: str) -> str:
    """The QR code as SVG: sharp at any size."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=8, border=2)
    return out.getvalue().decode()


def make_png(file: BinaryIO, most: int = EMBLEM) -> bytes:
    """The picture as a PNG no side of which is longer than `most`."""
    out = io.BytesIO()
    with Image.open(file) as image:
        image.thumbnail((most, most))
        image.save(out, "PNG")
    return out.getvalue()


def fit_width(content: bytes, widest: int, highest: int) -> float:
    """The width at which a picture is neither wider nor higher than that, in the same measure."""
    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
    return min(float(widest), highest * width / height)


def make_jpeg(file: BinaryIO, most: int, largest: int) -> bytes:
    """The photo upright, as a JPEG of at most `largest` bytes and `most` dots a side."""
    with Image.open(file) as image:
        photo = ImageOps.exif_transpose(image).convert("RGB")
    photo.thumbnail((most, most))
    for quality in (85, 70, 55, 40):
        out = io.BytesIO()
        photo.save(out, "JPEG", quality=quality)
        if out.tell() <= largest:
            break
    return out.getvalue()
