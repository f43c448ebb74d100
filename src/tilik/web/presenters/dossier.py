"""A unit's documents: what each is, how long it holds, and where it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tilik.records.models import Document, EvidenceLink, Round
from tilik.records.queries.evidence import get_current
from tilik.web.presenters.evidence import (
    Version,
    is_soon_over,
    list_facts,
    make_version,
    say_status,
)


@dataclass(frozen=True, slots=True)
class Stand:
    """One place where a document stands as evidence; `pk` is None in another period."""

    pk: int | None
    words: str
    status: str
    status_word: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the dossier."""

    pk: int
    title: str
    facts: tuple[str, ...]
    newest: Version
    stands: tuple[Stand, ...]
    is_soon_over: bool


def make_entries(documents: Iterable[Document], round: Round, today: date) -> list[Entry]:
    """The documents in order; each has a version."""
    return [
        Entry(
            pk=document.pk,
            title=document.title,
            facts=tuple(list_facts(document, round)),
            newest=make_version(get_current(document)),
            stands=make_stands(document.links.all(), round),
            is_soon_over=is_soon_over(document, today),
        )
        for document in documents
    ]


def make_stands(links: Iterable[EvidenceLink], round: Round) -> tuple[Stand, ...]:
    """Where a document counts; other periods by their name."""
    return tuple(
        Stand(
            pk=link.pk if link.round_id == round.pk else None,
            words=_say_place(link, round),
            status=link.status,
            status_word=say_status(link.status),
        )
        for link in links
    )


def _say_place(link: EvidenceLink, round: Round) -> str:
    """Form and number, and the period where it is another one."""
    place = _("No. %(item)s (%(form)s)") % {"item": link.item, "form": link.form}
    return place if link.round_id == round.pk else f"{place} · {link.round.title}"
