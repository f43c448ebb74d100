"""The leader's brief on paper: one A4 page, in grey where the printer is."""

from datetime import datetime

from django.utils.translation import gettext as _

from tilik.web.presenters.brief import Brief
from tilik.web.reports import typeset


def make_pdf(brief: Brief, language: str, at: datetime) -> bytes:
    """The PDF, tagged for screen readers; the texts are those of the page."""
    data = {
        **brief.as_data(),
        "language": language[:2],
        "kicker": _("Leader's brief"),
        "example": typeset.mark_example(brief.is_example),
        "foot": typeset.make_foot(at),
    }
    return typeset.make_pdf("brief", data)
