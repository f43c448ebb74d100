"""Pages that are pictures: straightened, their tables found, their words read where an engine is."""

import ctypes
import io
import random
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
import typst
from PIL import Image

from tests.corpus.make import Made, Service, make_lettered, make_plain_table
from tests.corpus.measure import TODAY
from tests.corpus.scans import join, make_scans, paint_first, spoil
from tests.reading.examples import NAMES, make_rows
from tilik.core.errors import UserError
from tilik.core.standards import Found, judge
from tilik.library.standards import load_checks
from tilik.reading import engines, rulings, scans
from tilik.reading.engines import Word, find_engine
from tilik.reading.isolated import read_all_rows, read_rows
from tilik.reading.layout import Cell, Layout, from_data, read_layout, to_data
from tilik.reading.standards import find_services

UPSIDE_DOWN = Image.Transpose.ROTATE_180
TESSERACT = shutil.which("tesseract")
needs_light = pytest.mark.skipif(not TESSERACT, reason="tesseract is not installed")
ROWS = tuple((n, label, text) for n, (label, text) in enumerate(make_rows(), 1))
ONE = Service("Legalisir Ijazah", ROWS, {})


@cache
def scan(seed: int = 1, dpi: int = 200) -> bytes:
    """A decree of one service as a scanner gives it."""
    return make_scans(Made("plain-table", make_plain_table((ONE,)), (ONE,)), seed, dpi).content


@cache
def read(seed: int = 1, dpi: int = 200) -> Layout:
    return read_rows(scan(seed, dpi), 1, 5, "light")


def judge_all(layout: Layout) -> list[str]:
    """What was found of the fourteen components of the only service."""
    checks = load_checks()
    services = find_services(layout, checks.components)
    report = judge(checks, services, layout.text, today=TODAY)
    (service,) = report.services
    return [str(each.found) for each in service.components]


@needs_light
def test_a_skewed_speckled_scan_is_read_row_by_row() -> None:
    layout = read()
    assert (layout.scanned, layout.unread, layout.poor, layout.ruled) == ((1,), (), (), True)
    labels = [" ".join(row[1].text.split()) for row in layout.rows if len(row) == 3][1:]
    assert sum(one == other for one, other in zip(labels, NAMES, strict=True)) >= 12
    assert judge_all(layout).count(Found.PRESENT) >= 13
    assert Found.NOT_FOUND not in judge_all(layout)


@needs_light
def test_a_box_lies_on_the_page_as_it_was_scanned() -> None:
    plain = read_layout(make_plain_table((ONE,)))
    row = next(row for row in plain.rows if len(row) == 3 and row[0].text == "3")
    seen = next(row for row in read().rows if "Jangka Waktu" in row[1 % len(row)].text)
    for one, other in zip(row, seen, strict=True):
        assert one.box and other.box
        middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in (one.box, other.box)]
        # Turned by less than two degrees around the middle, nothing moves by more than 15 points.
        assert abs(middles[0][0] - middles[1][0]) < 15
        assert abs(middles[0][1] - middles[1][1]) < 15


@needs_light
def test_a_photo_is_a_page_and_a_tiff_may_be_several() -> None:
    image = spoil(paint_first(make_plain_table((ONE,))), random.Random(2))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    layout = read_rows(out.getvalue(), 1, 5, "light")
    assert (layout.pages, layout.scanned, layout.poor) == (1, (1,), ())
    assert judge_all(layout).count(Found.PRESENT) >= 12
    tiff = io.BytesIO()
    image.save(tiff, "TIFF", save_all=True, append_images=[image])
    layout = read_layout(tiff.getvalue())
    assert (layout.pages, layout.unread) == (2, (1,))


@needs_light
def test_nothing_is_called_missing_on_a_poor_scan() -> None:
    part = Service("Legalisir Ijazah", ROWS[:5], {})
    made = make_scans(Made("", make_plain_table((part,)), (part,)), 3, 110)
    layout = read_rows(made.content, 1, 5, "light")
    assert layout.poor == (1,)
    assert Found.NOT_FOUND not in judge_all(layout)


@needs_light
def test_a_digital_cover_with_a_scanned_annex_is_read_as_each_is() -> None:
    import pypdfium2 as pdfium

    joined, out = pdfium.PdfDocument.new(), io.BytesIO()
    cover = typst.compile(b"NOMOR : 12/2026 \\ " + b"Standar ini ditetapkan oleh kepala. " * 9)
    for content in (cover, scan()):
        joined.import_pages(pdfium.PdfDocument(content))
    joined.save(out)
    layout = read_all_rows(out.getvalue(), "light")
    assert (layout.pages, layout.scanned, len(layout.sizes)) == (2, (2,), 2)
    assert judge_all(layout).count(Found.PRESENT) >= 13
    assert "12/2026" in layout.text


@needs_light
def test_pages_that_lie_sideways_or_upside_down_are_turned_and_their_boxes_turned_back() -> None:
    image = paint_first(scan())
    turned = [image.transpose(turn) for turn in (Image.Transpose.ROTATE_270, UPSIDE_DOWN)]
    layout = read_rows(join(turned), 1, 5, "light")
    assert (layout.scanned, layout.poor, layout.unread) == ((1, 2), (), ())
    straight = get_middle(find_row(read().rows, "Jangka Waktu"))
    wide, tall = layout.sizes[1]
    for n, (x, y) in (
        (1, (tall - straight[1], straight[0])),
        (2, (wide - straight[0], tall - straight[1])),
    ):
        rows = [row for row in layout.rows if row[0].page == n]
        assert sum(len(row) == 3 for row in rows) >= 13
        seen = get_middle(find_row(rows, "Jangka Waktu"))
        assert abs(seen[0] - x) < 15
        assert abs(seen[1] - y) < 15


def find_row(rows: Iterable[tuple[Cell, ...]], label: str) -> tuple[Cell, ...]:
    return next(row for row in rows if label in row[1 % len(row)].text)


def get_middle(row: tuple[Cell, ...]) -> tuple[float, float]:
    """Where the label of a row stands."""
    box = row[1 % len(row)].box
    assert box
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def hide_text(content: bytes, text: str) -> bytes:
    """The PDF with words that are not painted, as scanners write what they took the picture for."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    document, out = pdfium.PdfDocument(content), io.BytesIO()
    page = document[0]
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    for n, line in enumerate(text.splitlines()):
        written = raw.FPDFPageObj_CreateTextObj(document, font, 10)
        letters = (line + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(written, ctypes.cast(letters, raw.FPDF_WIDESTRING))
        raw.FPDFTextObj_SetTextRenderMode(written, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, 60, 780 - 14 * n)
        raw.FPDFPage_InsertObject(page, written)
    page.gen_content()
    document.save(out)
    return out.getvalue()


GUESSED = "\n".join(f"{n}. {name} : sesuai yg berlaku" for n, name in enumerate(NAMES, 1))


def test_what_a_scanner_guessed_beneath_its_picture_is_not_taken_for_what_stands_there() -> None:
    layout = read_layout(hide_text(scan(), GUESSED))
    assert layout.unread == (1,)
    assert "sesuai yg berlaku" in layout.text
    assert set(judge_all(layout)) == {Found.TO_CHECK}


@needs_light
def test_a_scan_with_hidden_text_is_read_off_its_picture() -> None:
    layout = read_rows(hide_text(scan(), GUESSED), 1, 5, "light")
    assert (layout.scanned, layout.unread) == ((1,), ())
    assert "sesuai yg" not in layout.text
    assert judge_all(layout).count(Found.PRESENT) >= 13


def test_a_page_with_a_picture_behind_its_text_is_read_as_text() -> None:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "#eef").save(out, "PNG")
    body = b'#set page(background: image("p.png", width: 100%, height: 100%))\n#lorem(90)'
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "p.png").write_bytes(out.getvalue())
        Path(folder, "a.typ").write_bytes(body)
        layout = read_layout(typst.compile(Path(folder, "a.typ")))
    assert (layout.unread, layout.scanned) == ((), ())
    assert all(cell.is_sure for row in layout.rows for cell in row)


def test_without_an_engine_a_scan_is_said_to_be_unread_and_nothing_is_missing() -> None:
    layout = read_all_rows(scan())
    assert (layout.unread, layout.scanned, layout.rows) == ((1,), (), ())
    assert len(layout.sizes) == 1


def test_an_engine_that_gives_up_leaves_the_page_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = read_layout(scan(), engine="/bin/false")
    assert (layout.unread, layout.scanned) == ((1,), ())
    layout = read_layout(scan(), engine="/there/is/none")
    assert layout.unread == (1,)


def give(*words: Word):
    """An engine that reads these words off any picture."""
    return lambda image, engine: list(words)


def test_a_line_read_across_a_column_is_parted_and_an_unsure_cell_is_to_be_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = b"#set page(width: 12cm, height: 6cm)\n#table(columns: (4cm, 4cm), [x], [y], [z], [w])"
    image = paint_first(typst.compile(body), 200)
    left, right = Word("Biaya", 80, 70, 150, 90, 0.99), Word("Gratis", 400, 70, 470, 90, 0.3)
    line = Word("Biaya Gratis", 80, 70, 470, 90, 0.6, (left, right))
    monkeypatch.setattr(scans, "read_words", give(line))
    found = scans.read_scan(image, 1, "best", wide=image.width * 72 / 200, dpi=200)
    assert found and found.is_ruled and found.is_poor
    (row,) = [row for row in found.rows if any(cell.text for cell in row)]
    assert [(cell.text, cell.is_sure) for cell in row] == [("Biaya", True), ("Gratis", False)]


def test_what_was_read_unsurely_is_to_be_checked_and_never_there() -> None:
    layout = read_layout(make_plain_table((ONE,)))
    data = to_data(layout)
    for row in data["rows"]:
        row[-1]["is_sure"] = row[-1]["text"] != "Tidak dipungut biaya"
    found = judge_all(from_data(data))
    assert found[3] == Found.TO_CHECK
    assert found.count(Found.PRESENT) == 13


def test_a_flow_chart_that_is_a_picture_is_a_picture_and_not_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chart = "#stack(dir: ltr, spacing: 4mm, ..range(3).map(n => rect(width: 2cm, height: 1.2cm, fill: gray)))"
    body = f"#set page(width: 16cm, height: 8cm)\n#table(columns: (4cm, 9cm), [a], [#{chart[1:]}], [b], [])"
    image = paint_first(typst.compile(body.encode()))
    monkeypatch.setattr(scans, "read_words", give(Word("Prosedur", 70, 75, 165, 100, 1.0)))
    found = scans.read_scan(image, 1, "best", wide=image.width * 72 / 200, dpi=200)
    assert found
    row = next(row for row in found.rows if row[0].text == "Prosedur")
    assert row[1].picture
    assert not row[1].text


@pytest.mark.parametrize("angle", [-3.0, -1.3, 0.0, 0.4, 2.2])
def test_the_turn_of_a_page_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    page = paint_first(make_lettered((ONE,)))
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert rulings.find_angle(rulings.even_out(turned)) == pytest.approx(-angle, abs=0.1)


def test_a_blank_page_has_no_lines_and_is_not_turned() -> None:
    page = Image.new("L", (1654, 2339), 255)
    assert rulings.find_angle(page) == 0
    assert rulings.find_lines(page) == []
    assert rulings.find_tables([], 72 / 200) == []


def test_the_best_engine_there_is_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"rapidocr", "onnxruntime"}
    monkeypatch.setattr(engines, "find_spec", lambda name: name in there)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert find_engine("best") == "best"
    assert find_engine("light") == "/usr/bin/tesseract"
    assert find_engine("off") == ""
    there.clear()
    assert find_engine("best") == "/usr/bin/tesseract"
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert find_engine("best") == find_engine("light") == ""


def test_a_picture_that_is_a_bomb_or_broken_is_refused_by_name() -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(UserError, match="picture-bomb"):
        read_layout(out.getvalue())
    with pytest.raises(UserError, match="file-broken"):
        read_layout(b"II*\0" + b"\0" * 40)
