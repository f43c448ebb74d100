"""The leader's brief on paper: one A4 page, in grey where the printer is."""

import json
from datetime import datetime
from pathlib import Path

import typst
from django.utils.translation import gettext as _

import tilik
from tilik.web.numbers import format_moment
from tilik.web.presenters.brief import Brief

HERE = Path(__file__).resolve().parent
FONTS = Path(tilik.__file__).resolve().parent / "library" / "pdf" / "fonts"


def make_pdf(brief: Brief, language: str, at: datetime) -> bytes:
    """The PDF, tagged for screen readers; the texts are those of the page."""
    data = {
        **brief.as_data(),
        "language": language[:2],
        "kicker": _("Leader's brief"),
        "example": _("EXAMPLE DATA – NOT AN OFFICIAL RESULT") if brief.is_example else "",
        "foot": f"Tilik {tilik.__version__} · {format_moment(at)}",
    }
    content: bytes = typst.compile(
        HERE / "brief.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    return content
