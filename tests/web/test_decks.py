"""The writer of slides: real titles, native charts and tables, words that fit, nothing left out."""

import io
from decimal import Decimal
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.web.test_blocks import paint
from tilik.web.papers.slides import shorten
from tilik.web.reports.blocks import Picture
from tilik.web.reports.decks import Chart, Deck, Grid, Series, Slide
from tilik.web.reports.pptx import HEIGHT, WIDTH, make_pptx

TWO = (
    Series("Evaluator", [Decimal("4.37"), Decimal("3.67")], "0B7D72"),
    Series("Pengguna layanan", [Decimal("4.12"), None], "C2500A"),
)
CHART = Chart("bars", ["Dinas Satu", "Dinas Dua"], TWO, Decimal(5), "Pengguna lebih rendah")
GRID = Grid(
    ["Unit", "Nilai"],
    [["Dinas Satu", "4,37"], ["Dinas dengan nama yang amat sangat panjang sekali", "3,67"]],
    (1, 6),
    frozenset({1}),
)


def write(*slides: Slide, **facts: Any) -> list[Any]:
    deck = Deck("Paparan", slides, "Kaki · kode AAAA", **facts)
    return list(Presentation(io.BytesIO(make_pptx(deck))).slides)


def find(slide: Any, kind: str) -> Any:
    return next(shape for shape in slide.shapes if getattr(shape, f"has_{kind}"))


def read(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_the_title_is_a_title_and_the_file_names_itself() -> None:
    content = make_pptx(Deck("Paparan", [Slide("Temuan satu")], "Kaki"))
    file = Presentation(io.BytesIO(content))
    assert file.slides[0].shapes.title.text_frame.text == "Temuan satu"
    assert file.core_properties.title == "Paparan"
    assert file.core_properties.author == "Tilik"
    assert (file.slide_width, file.slide_height) == (WIDTH, HEIGHT)


def test_slides_are_numbered_and_carry_the_foot() -> None:
    slides = write(Slide("Satu"), Slide("Dua"))
    assert ["1/2" in read(slides[0]), "2/2" in read(slides[1])] == [True, True]
    assert all("Kaki · kode AAAA" in read(slide) for slide in slides)


def test_lines_stand_one_below_the_other() -> None:
    slide = write(Slide("Satu", ("Baris satu", "Baris dua")))[0]
    assert "Baris satu\nBaris dua" in read(slide)


@pytest.mark.parametrize(
    ("kind", "native"),
    [("bars", XL_CHART_TYPE.BAR_CLUSTERED), ("columns", XL_CHART_TYPE.COLUMN_CLUSTERED)],
)
def test_charts_are_native_with_a_scale_from_nought(kind: Any, native: Any) -> None:
    chart = Chart(kind, CHART.categories, CHART.series, CHART.top, CHART.alt)
    frame = find(write(Slide("Satu", chart=chart))[0], "chart")
    assert frame.chart.chart_type == native
    axis = frame.chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale) == (0, 5)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "Pengguna lebih rendah"


def test_a_value_that_is_not_known_is_a_gap_in_the_chart_and_not_nought() -> None:
    plot = find(write(Slide("Satu", chart=CHART))[0], "chart").chart.plots[0]
    assert list(plot.series[1].values) == [4.12, None]


def test_only_several_series_have_a_legend() -> None:
    one = Chart("bars", CHART.categories, TWO[:1], CHART.top, "Satu")
    assert not find(write(Slide("Satu", chart=one))[0], "chart").chart.has_legend
    assert find(write(Slide("Dua", chart=CHART))[0], "chart").chart.has_legend


def test_a_table_is_a_table_whose_long_rows_are_higher() -> None:
    table = find(write(Slide("Satu", grid=GRID))[0], "table").table
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert cells == [list(GRID.head), *map(list, GRID.rows)]
    heights = [row.height for row in table.rows]
    assert heights[0] == heights[1] < heights[2]
    assert table.first_row


def test_the_widths_of_a_table_fill_the_slide() -> None:
    table = find(write(Slide("Satu", grid=GRID))[0], "table").table
    first, second = (column.width for column in table.columns)
    assert round(second / first, 1) == 6
    assert abs(first + second - (WIDTH - Inches(1.2))) < Inches(0.01)


def test_nothing_stands_outside_the_slide() -> None:
    slide = write(Slide("T" * 170, ("Baris",) * 2, chart=CHART), band="TANDA")[0]
    for shape in slide.shapes:
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= WIDTH
        assert shape.top + shape.height <= HEIGHT


@pytest.mark.parametrize(("length", "size"), [(10, 30), (100, 25), (170, 21), (400, 18)])
def test_longer_titles_are_smaller(length: int, size: int) -> None:
    title = write(Slide("x" * length))[0].shapes.title
    assert title.text_frame.paragraphs[0].runs[0].font.size.pt == size


def test_the_mark_stands_on_every_slide_and_only_where_there_is_one() -> None:
    assert all("TANDA" in read(slide) for slide in write(Slide("a"), Slide("b"), band="TANDA"))
    assert not any("TANDA" in read(slide) for slide in write(Slide("a"), Slide("b")))


def test_the_code_to_scan_stands_on_the_cover_alone() -> None:
    qr = Picture(paint(), "QR cek data")
    cover, other = write(Slide("a", is_cover=True), Slide("b"), qr=qr)
    pictures = [[s for s in slide.shapes if s.shape_type == 13] for slide in (cover, other)]
    assert [len(each) for each in pictures] == [1, 0]
    assert pictures[0][0]._element.nvPicPr.cNvPr.get("descr") == "QR cek data"


def test_signs_no_file_can_hold_are_left_out() -> None:
    slide = write(Slide("Satu\x00\x07 dua", ("a\x01b",)))[0]
    assert slide.shapes.title.text_frame.text == "Satu dua"
    assert "ab" in read(slide)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("pendek", 10, "pendek"), ("dua kata", 5, "dua…"), ("a" * 12, 5, "aaaaa…")],
)
def test_long_names_are_cut_at_a_word(text: str, most: int, short: str) -> None:
    assert shorten(text, most) == short
