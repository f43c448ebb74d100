"""What papers and pictures with a typst template of their own share."""

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
MORE_FONTS = HERE / "fonts"
DOTS_PER_INCH = 144.0


def make_pdf(name: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template beside this file, tagged for screen readers."""
    try:
        return _compile(name, data, pdf_standards="ua-1")
    except typst.TypstError:  # a sign no font of ours has, e.g. an emoji in a title
        return _compile(name, data, pdf_standards="1.7")


def make_png(name: str, data: Mapping[str, Any]) -> bytes:
    """The picture of a template of one page."""
    return _compile(name, data, format="png", ppi=DOTS_PER_INCH)


def mark_example(is_example: bool) -> str:
    """The mark of example data; empty for real ones."""
    return _("EXAMPLE DATA – NOT AN OFFICIAL RESULT") if is_example else ""


def make_foot(at: datetime) -> str:
    """Which program printed it, and when."""
    return f"Tilik {tilik.__version__} · {format_moment(at)}"


def _compile(name: str, data: Mapping[str, Any], **how: Any) -> bytes:
    """The bytes of the template with the data in it."""
    content: bytes = typst.compile(
        HERE / f"{name}.typ",
        font_paths=[FONTS, MORE_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **how,
    )
    return content
