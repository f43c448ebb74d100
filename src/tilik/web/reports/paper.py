"""What every paper made by typst shares: the fonts, the data passed in, PDF or picture."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

import tilik
from tilik.web.numbers import format_moment

HERE = Path(__file__).resolve().parent
FONTS = Path(tilik.__file__).resolve().parent / "library" / "pdf" / "fonts"
DOTS_PER_INCH = 144.0


def make_pdf(name: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template beside this file, tagged for screen readers."""
    content: bytes = typst.compile(
        HERE / f"{name}.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    return content


def make_png(name: str, data: Mapping[str, Any]) -> bytes:
    """The picture of a template of one page."""
    content: bytes = typst.compile(
        HERE / f"{name}.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="png",
        ppi=DOTS_PER_INCH,
    )
    return content


def mark_example(is_example: bool) -> str:
    """The mark of example data; empty for real ones."""
    return _("EXAMPLE DATA – NOT AN OFFICIAL RESULT") if is_example else ""


def make_foot(at: datetime) -> str:
    """Which program printed it, and when."""
    return f"Tilik {tilik.__version__} · {format_moment(at)}"
