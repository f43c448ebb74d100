"""The receipt of an approved form on paper."""

from datetime import datetime

from django.utils.translation import gettext as _

from tilik.web.presenters.receipts import Paper
from tilik.web.reports import typeset


def make_pdf(paper: Paper, language: str, at: datetime) -> bytes:
    """The PDF, one page or more with the list of files."""
    data = {
        **paper.as_data(),
        "language": language[:2],
        "example": typeset.mark_example(paper.is_example),
        "foot": typeset.make_foot(at),
        "words": {
            "fillers": _("Filled in by"),
            "files": _("Evidence"),
            "no_files": _("No file stood as evidence when the form was approved."),
            "item": _("Indicator"),
            "file": _("File"),
            "sha": _("Fingerprint of the file (SHA-256)"),
            "fingerprint": _("Fingerprint of answers and list (SHA-256)"),
            "how": _(
                "Computed over answers, notes and list of files; the bytes can be downloaded"
                " from Tilik and the fingerprint computed again. It covers the data; it is no"
                " signature."
            ),
            "replaced": ""
            if paper.is_standing
            else _("This receipt was followed by a newer one or the form was opened again."),
        },
    }
    return typeset.make_pdf("receipt", data)
