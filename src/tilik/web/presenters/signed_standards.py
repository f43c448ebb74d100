"""The signed papers of a service as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilik.actions.signed_standards import DECREE, FORUM, PROMISE
from tilik.records.models import Document, DocumentVersion, Service, StandardVersion
from tilik.records.queries.standards import pick_adopted


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """One paper: its newest scan, or what is missing."""

    of: str
    title: str
    file: DocumentVersion | None
    missing: str
    may_file: bool = True


def list_signed(service: Service, versions: Sequence[StandardVersion]) -> list[SignedPaper]:
    """Decree, maklumat and FKP minutes; a decree is there once it put a version in force."""
    standing = pick_adopted(versions)
    missing = _("no scan is filed yet")
    unnamed = _("no version is in force yet, so there is no decree")
    decree = _find_newest(standing.decree if standing else None)
    return [
        SignedPaper(
            DECREE, _("Decree"), decree, missing if standing else unnamed, bool(standing)
        ),
        SignedPaper(PROMISE, _("Maklumat"), _find_newest(service.promise_document), missing),
        SignedPaper(FORUM, _("FKP minutes"), _find_newest(service.forum_document), missing),
    ]  # fmt: skip


def _find_newest(document: Document | None) -> DocumentVersion | None:
    rows = document.versions.all() if document else ()
    return max(rows, key=lambda version: version.n, default=None)
