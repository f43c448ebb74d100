"""Pictures, painted anew: scaled, upright, and free of all that is not picture."""

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from tilik.core.errors import UserError
from tilik.reading.kinds import JPEG, PNG, WEBP

FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
PIXELS = {JPEG: 50_000_000, PNG: 40_000_000, WEBP: 20_000_000}
"""How many pixels a picture may have: unpacking them stays well below half a gigabyte."""
MOST = max(PIXELS.values())
SIDE = 2400
QUALITY = 85
FAULTS = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, OverflowError, struct.error,
)  # fmt: skip


def repaint(content: bytes, kind: str) -> bytes:
    """The picture in the same format, its longer side at most 2400 pixels.

    Painting it anew drops the place where a photo was taken, and whatever hides behind a picture.
    Raises UserError("picture-bomb" | "file-broken").
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _repaint(content, kind)
    except Image.DecompressionBombError as error:
        raise UserError("picture-bomb", most=PIXELS[kind]) from error
    except FAULTS as error:
        raise UserError("file-broken") from error


def _repaint(content: bytes, kind: str) -> bytes:
    """The picture painted anew. The pixel count is looked at before a pixel is read."""
    with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as image:
        if image.width * image.height > PIXELS[kind]:
            raise UserError("picture-bomb", most=PIXELS[kind])
        image.draft("RGB", (SIDE, SIDE))
        image.thumbnail((SIDE, SIDE))
        upright = ImageOps.exif_transpose(image)
        mode = "RGBA" if kind != JPEG and upright.has_transparency_data else "RGB"
        plain = Image.new(mode, upright.size)
        plain.paste(upright.convert(mode))
    out = io.BytesIO()
    plain.save(out, FORMATS[kind], quality=QUALITY)
    return out.getvalue()


def open_picture(content: bytes, n: int = 1) -> tuple[Image.Image, int]:
    """Page `n` of a picture in grey and upright, and how many pages it has (a TIFF: several).

    Raises UserError("picture-bomb" | "file-broken").
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[*FORMATS.values(), "TIFF"]) as image:
                pages = int(getattr(image, "n_frames", 1))
                image.seek(min(n, pages) - 1)
                if image.width * image.height > MOST:
                    raise UserError("picture-bomb", most=MOST)
                return ImageOps.exif_transpose(image).convert("L"), pages
    except Image.DecompressionBombError as error:
        raise UserError("picture-bomb", most=MOST) from error
    except FAULTS as error:
        raise UserError("file-broken") from error
