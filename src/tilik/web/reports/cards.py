"""Pocket cards on paper: eight to an A4 page, to cut out."""

import json
from collections.abc import Sequence
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from tilik.web.presenters.practice import Card
from tilik.web.reports.brief import FONTS

HERE = Path(__file__).resolve().parent


def make_pdf(cards: Sequence[Card], unit: str, language: str) -> bytes:
    """The PDF, tagged for screen readers."""
    data = {
        "language": language[:2],
        "title": _("Pocket cards · %(unit)s") % {"unit": unit},
        "cards": [
            {
                "title": card.title,
                "lines": list(card.lines),
                "is_numbered": card.is_numbered,
                "source": card.source if card.is_sure else f"{card.source} · {_('inferred')}",
            }
            for card in cards
        ],
    }
    content: bytes = typst.compile(
        HERE / "cards.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    return content
