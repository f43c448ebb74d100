"""Scans of made-up documents: painted, turned, speckled and packed as a scanner or a phone does."""

import io
import random
from dataclasses import replace

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

from tests.corpus.make import Made

NOISE, QUALITY, DPI = 22, 60, 200


def make_scans(made: Made, seed: int, dpi: int = DPI) -> Made:
    """The document as a PDF of pictures; the same seed makes the same pictures."""
    dice = random.Random(seed)
    with pdfium.PdfDocument(made.content) as document:
        pages = [spoil(paint(page, dpi), dice) for page in document]
    return replace(made, layout=f"{made.layout}, scan", content=join(pages, dpi))


def paint(page: pdfium.PdfPage, dpi: int = DPI) -> Image.Image:
    """The page in grey."""
    image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return image


def paint_first(content: bytes, dpi: int = DPI) -> Image.Image:
    """The first page of a PDF in grey."""
    with pdfium.PdfDocument(content) as document:
        return paint(document[0], dpi)


def spoil(image: Image.Image, dice: random.Random) -> Image.Image:
    """The page as it comes out of a scanner: turned by one or two degrees, blurred, speckled."""
    angle = dice.choice((-1, 1)) * dice.uniform(1, 2)
    image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    noise = make_noise(image.size, dice)
    return ImageChops.add(image.point(lambda p: 25 + p * 215 // 255), noise, offset=-128)


def make_noise(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """Grey around 128, one random tile laid at random places: Pillow's own noise has no seed."""
    side = 256
    tile = Image.frombytes("L", (side, side), dice.randbytes(side * side))
    # A byte is even from 0 to 255; its spread is brought to NOISE.
    tile = tile.point(lambda p: round(128 + (p - 128) * NOISE / 74))
    noise = Image.new("L", size)
    for top in range(0, size[1], side):
        for left in range(0, size[0], side):
            noise.paste(tile.rotate(dice.choice((0, 90, 180, 270))), (left, top))
    return noise


def join(pages: list[Image.Image], dpi: int = DPI) -> bytes:
    """One PDF of the pages, each packed as a JPEG of middling quality."""
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=QUALITY
    )
    return out.getvalue()
