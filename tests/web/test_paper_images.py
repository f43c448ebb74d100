"""Pictures of papers: the QR can be made of any address, emblems and photos fit their place."""

import io
import os

import pytest
from PIL import Image

from tilik.web.reports.images import EMBLEM, draw_qr, fit_width, make_jpeg, make_png

ADDRESSES = (
    "http://127.0.0.1:8000/cek/ABCDEFGHIJKL/",
    "https://tilik.contoh.go.id/cek/ABCDEFGHIJKL/",
    f"https://{'panjang-' * 12}contoh.go.id/cek/ABCDEFGHIJKL/",
)
ORIENTATION = 0x0112
TURNED = 6


def draw(size: tuple[int, int], mode: str = "RGB", form: str = "PNG") -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, form)
    out.seek(0)
    return out


def draw_noise(side: int) -> io.BytesIO:
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(out, "PNG")
    out.seek(0)
    return out


def measure(content: bytes) -> tuple[str | None, tuple[int, int]]:
    with Image.open(io.BytesIO(content)) as image:
        return image.format, image.size


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_qr_is_a_square_with_a_margin_to_be_found_by(address: str) -> None:
    kind, (width, height) = measure(draw_qr(address))
    assert kind == "PNG"
    assert width == height
    with Image.open(io.BytesIO(draw_qr(address))) as image:
        corners = {image.convert("L").getpixel((x, y)) for x in (0, width - 1) for y in (0, 3)}
    assert corners == {255}


def test_the_same_address_is_always_the_same_qr() -> None:
    assert draw_qr(ADDRESSES[0]) == draw_qr(ADDRESSES[0])
    assert draw_qr(ADDRESSES[0]) != draw_qr(ADDRESSES[1])


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_an_emblem_of_any_mode_is_a_png_no_larger_than_printed(mode: str) -> None:
    kind, size = measure(make_png(draw((1800, 900), mode)))
    assert kind == "PNG"
    assert size == (EMBLEM, EMBLEM // 2)


def test_a_small_emblem_is_not_made_larger() -> None:
    assert measure(make_png(draw((60, 40))))[1] == (60, 40)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_photo_of_any_kind_is_a_jpeg_within_its_bounds(form: str) -> None:
    content = make_jpeg(draw((3000, 2000), form=form), 1600, 1_000_000)
    assert measure(content) == ("JPEG", (1600, 1067))
    assert len(content) <= 1_000_000


def test_a_photo_that_will_not_shrink_is_made_coarser() -> None:
    fine = make_jpeg(draw_noise(700), 1600, 10_000_000)
    coarse = make_jpeg(draw_noise(700), 1600, len(fine) // 2)
    assert len(coarse) < len(fine) * 0.7


def test_a_photo_taken_upright_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "JPEG", exif=exif)
    out.seek(0)
    assert measure(make_jpeg(out, 1600, 1_000_000))[1] == (20, 40)


@pytest.mark.parametrize(
    ("size", "width"), [((40, 30), 70.0), ((30, 40), 39.75), ((400, 10), 70.0), ((10, 400), 1.325)]
)
def test_a_picture_fits_its_frame_in_both_directions(size: tuple[int, int], width: float) -> None:
    assert fit_width(draw(size).read(), 70, 53) == pytest.approx(width)
