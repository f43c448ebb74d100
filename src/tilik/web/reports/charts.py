"""A chart of ours as a picture of papers: SVG where it can be drawn, PNG where it cannot."""

import tempfile
from pathlib import Path

import typst

from tilik.web.reports.blocks import Figure, Picture
from tilik.web.reports.typeset import FONTS, MORE_FONTS

WIDTH = 620
"""Of a chart across the line, in pixels: its letters come out as those of the text around it."""
DOTS_PER_INCH = 200.0
PAGE = '#set page(width: auto, height: auto, margin: 2pt)\n#image("chart.svg")\n'


def make_figure(svg: str, alt: str, caption: str) -> Figure:
    """The chart across the line; `svg` stands alone and has a width."""
    return Figure(Picture(paint(svg), alt, caption, svg.encode()))


def paint(svg: str) -> bytes:
    """The PNG of a chart, by the same typesetter and with the same fonts as the PDF."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "chart.svg").write_text(svg, encoding="utf-8")
        (root / "page.typ").write_text(PAGE, encoding="utf-8")
        content: bytes = typst.compile(
            root / "page.typ",
            root=root,
            font_paths=[FONTS, MORE_FONTS],
            ignore_system_fonts=True,
            format="png",
            ppi=DOTS_PER_INCH,
        )
    return content
