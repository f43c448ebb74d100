"""Pocket cards on paper: eight to an A4 page, to cut out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tilik.web.presenters.practice import Card
from tilik.web.reports import typeset


def make_pdf(cards: Sequence[Card], unit: str, language: str) -> bytes:
    """The PDF, tagged for screen readers."""
    inferred = _("inferred")
    data = {
        "language": language[:2],
        "title": _("Pocket cards · %(unit)s") % {"unit": unit},
        "cards": [
            {
                "title": card.title,
                "lines": list(card.lines),
                "is_numbered": card.is_numbered,
                "source": card.source if card.is_sure else f"{card.source} · {inferred}",
            }
            for card in cards
        ],
    }
    return typeset.make_pdf("cards", data)
