"""A presentation as PPTX: real titles, native charts and tables, so that an office can edit them."""

import io
from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from tilik.web.reports.blocks import clean
from tilik.web.reports.decks import Chart, Deck, Grid, Slide

WIDTH, HEIGHT, EDGE = Inches(13.333), Inches(7.5), Inches(0.6)
INNER = Emu(WIDTH - 2 * EDGE)
FONT, INK, SOFT, ACCENT, ALARM, GROUND = "Arial", "12202B", "4A5B68", "0B6E6E", "A61B2B", "E3EFEE"
TITLE_ONLY = 5
TITLE_SIZES = ((60, 30), (110, 25), (180, 21))
SMALLEST = 18
KINDS = {"bars": XL_CHART_TYPE.BAR_CLUSTERED, "columns": XL_CHART_TYPE.COLUMN_CLUSTERED}
LINE_HEIGHT, ROW_HEIGHT, NEXT_LINE = Inches(0.34), Inches(0.38), Inches(0.2)
LETTERS = 10.5
"""How many letters of a table fit an inch."""


def make_pptx(deck: Deck) -> bytes:
    """The PPTX."""
    file = Presentation()
    file.slide_width, file.slide_height = WIDTH, HEIGHT
    file.core_properties.title = deck.title
    file.core_properties.author = "Tilik"
    file.core_properties.language = "id-ID"
    for n, slide in enumerate(deck.slides, 1):
        _write_slide(file, deck, slide, n)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _write_slide(file: Any, deck: Deck, slide: Slide, n: int) -> None:
    page = file.slides.add_slide(file.slide_layouts[TITLE_ONLY])
    if deck.band:
        _write_band(page, deck.band)
    _draw_stripe(page, slide)
    top = _write_title(page, slide)
    if slide.lines:
        height = LINE_HEIGHT * len(slide.lines)
        _write_lines(page, slide, (EDGE, top, INNER, height))
        top += height + Inches(0.1)
    room = Emu(HEIGHT - top - Inches(0.75))
    if slide.chart:
        _draw_chart(page, slide.chart, (EDGE, top, INNER, room))
    if slide.grid:
        _write_grid(page, slide.grid, (EDGE, top, INNER, room))
    foot = _add_box(page, (EDGE, HEIGHT - Inches(0.55), Inches(11.4), Inches(0.35)))
    _put(foot.paragraphs[0], deck.foot, 10, SOFT)
    number = _add_box(
        page, (WIDTH - EDGE - Inches(1), HEIGHT - Inches(0.55), Inches(1), Inches(0.35))
    )
    _put(number.paragraphs[0], f"{n}/{len(deck.slides)}", 10, SOFT, align=PP_ALIGN.RIGHT)
    if deck.qr and slide.is_cover:
        side = Inches(1.3)
        shape = page.shapes.add_picture(
            io.BytesIO(deck.qr.content), WIDTH - EDGE - side, HEIGHT - Inches(2.1), side, side
        )
        shape._element.nvPicPr.cNvPr.set("descr", deck.qr.alt)


def _write_band(page: Any, words: str) -> None:
    """Nothing; the mark stands above everything."""
    box = page.shapes.add_shape(1, 0, 0, WIDTH, Inches(0.34))
    box.fill.solid()
    box.fill.fore_color.rgb = _paint(ALARM)
    box.line.fill.background()
    box.shadow.inherit = False
    frame = box.text_frame
    frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _put(frame.paragraphs[0], words, 12, "FFFFFF", bold=True, align=PP_ALIGN.CENTER)


def _draw_stripe(page: Any, slide: Slide) -> None:
    """Nothing; a short rule leads to the title."""
    top = Inches(2.0) if slide.is_cover else Inches(0.55)
    rule = page.shapes.add_shape(1, EDGE, top, Inches(0.9), Inches(0.06))
    rule.fill.solid()
    rule.fill.fore_color.rgb = _paint(ACCENT)
    rule.line.fill.background()
    rule.shadow.inherit = False
    rule._element.nvSpPr.cNvPr.set("descr", "")


def _write_title(page: Any, slide: Slide) -> int:
    """Where what follows the title begins."""
    title = page.shapes.title
    top = Inches(2.2) if slide.is_cover else Inches(0.68)
    title.left, title.top, title.width, title.height = EDGE, top, INNER, Inches(1.05)
    frame = title.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    size = next((each for most, each in TITLE_SIZES if len(slide.title) <= most), SMALLEST)
    size = size + 8 if slide.is_cover else size
    if slide.is_cover:
        title.height = Inches(1.7)
    _put(frame.paragraphs[0], slide.title, size, INK, bold=True, align=PP_ALIGN.LEFT)
    return int(top + title.height + Inches(0.1))


def _write_lines(page: Any, slide: Slide, place: tuple[int, int, int, int]) -> None:
    frame = _add_box(page, place)
    for n, words in enumerate(slide.lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        _put(paragraph, words, 18 if slide.is_cover else 15, SOFT if slide.is_cover else INK)
        paragraph.space_after = Pt(4)


def _draw_chart(page: Any, chart: Chart, place: tuple[int, int, int, int]) -> None:
    data: Any = CategoryChartData(number_format="0.00")  # type: ignore[no-untyped-call]
    data.categories = [clean(name) for name in chart.categories]
    for series in chart.series:
        values = [None if value is None else float(value) for value in series.values]
        data.add_series(clean(series.name), values)
    frame = page.shapes.add_chart(KINDS[chart.kind], *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(chart.alt))
    drawn = frame.chart
    drawn.font.name, drawn.font.size = FONT, Pt(13)
    drawn.font.color.rgb = _paint(INK)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    axis = drawn.value_axis
    axis.minimum_scale, axis.maximum_scale = 0, float(chart.top)
    axis.has_major_gridlines = False
    axis.visible = False
    drawn.category_axis.reverse_order = chart.kind == "bars"
    drawn.category_axis.format.line.color.rgb = _paint(SOFT)
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, -5
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.00", False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(12)
    for series, given in zip(plot.series, chart.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _paint(given.colour)


def _write_grid(page: Any, grid: Grid, place: tuple[int, int, int, int]) -> None:
    left, top, width, _room = place
    share = width / sum(grid.widths)
    all_rows = (grid.head, *grid.rows)
    heights = [_guess_height(words, [share * each for each in grid.widths]) for words in all_rows]
    height = Emu(sum(heights))
    frame = page.shapes.add_table(len(grid.rows) + 1, len(grid.head), left, top, width, height)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(", ".join(grid.head)))
    table = frame.table
    for row, each in zip(table.rows, heights, strict=True):
        row.height = Emu(each)
    for column, part in zip(table.columns, grid.widths, strict=True):
        column.width = Emu(int(share * part))
    for n, words in enumerate(all_rows):
        for column, text in enumerate(words):
            _write_cell(table.cell(n, column), text, is_head=n == 0, right=column in grid.right)


def _guess_height(words: Sequence[str], widths: Sequence[float]) -> int:
    """Room for the longest cell of a row: no viewer but PowerPoint itself lets rows grow."""
    lines = [
        ceil(len(text) / max(1, width / Inches(1) * LETTERS - 2))
        for text, width in zip(words, widths, strict=True)
    ]
    return int(ROW_HEIGHT + NEXT_LINE * (max([*lines, 1]) - 1))


def _write_cell(cell: Any, text: str, *, is_head: bool, right: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _paint(ACCENT if is_head else GROUND)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    align = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    _put(
        cell.text_frame.paragraphs[0],
        text,
        13,
        "FFFFFF" if is_head else INK,
        bold=is_head,
        align=align,
    )


def _add_box(page: Any, place: tuple[int, int, int, int]) -> Any:
    """The text frame of a new box that wraps its words."""
    frame = page.shapes.add_textbox(*(Emu(int(each)) for each in place)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    return frame


def _put(
    paragraph: Any, text: str, size: int, colour: str, *, bold: bool = False, align: Any = None
) -> None:
    """Nothing; the words stand in the paragraph."""
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    run.font.color.rgb = _paint(colour)
    if align is not None:
        paragraph.alignment = align


def _paint(colour: str) -> RGBColor:
    """The colour of six hexadecimal digits."""
    made: RGBColor = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
    return made
