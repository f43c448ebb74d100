"""Evidence as pages show it: the proofs asked for, the papers offered, and where each stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from tilik.reading.kinds import ENDINGS, PDF, PICTURES
from tilik.records.models import Document, DocumentVersion, EvidenceLink, Round
from tilik.records.models.document import EvidenceStatus
from tilik.records.queries.evidence import get_current, list_versions
from tilik.web.numbers import format_day
from tilik.web.presenters.pins import Pin
from tilik.web.presenters.texts import say

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Version:
    """The bytes of a document at one time; `look` says how: picture, pages or words."""

    pk: int
    n: int
    name: str
    kind: str
    look: str
    who: str
    at: datetime
    sha256: str
    source: str
    fetched_at: datetime | None
    n_pages: int | None


@dataclass(frozen=True, slots=True)
class View:
    """A version as it is looked at: which page, and which are beside it (None: there is none)."""

    version: Version
    page: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document offered at one place."""

    pk: int
    title: str
    facts: tuple[str, ...]
    status: str
    status_word: str
    reason: str
    decided: str
    newest: Version
    view: View
    n_versions: int
    is_changed: bool
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One proof asked for; the nameless one of an indicator that asks for none in particular."""

    n: int
    code: str
    title: str
    good: str
    bad: str
    papers: tuple[Paper, ...]
    may_add: bool = False
    pins: tuple[Pin, ...] = ()

    @property
    def is_fetching(self) -> bool:
        """Whether a link is still on its way."""
        return any(not pin.refusal for pin in self.pins)

    @property
    def is_filled(self) -> bool:
        """Whether something stands here that was not returned."""
        return any(paper.status != EvidenceStatus.RETURNED for paper in self.papers)


def make_slots(
    raw: Mapping[str, Any],
    links: Iterable[EvidenceLink],
    round: Round,
    *,
    may_fill: bool = False,
    doubts: Mapping[int, Sequence[str]] | None = None,
    pins: Sequence[Pin] = (),
) -> list[Slot]:
    """The proofs an item asks for, each with what is offered; `links` are those of the item."""
    offered: dict[str, list[Paper]] = {}
    for link in links:
        paper = make_paper(link, round, tuple((doubts or {}).get(link.pk, ())))
        offered.setdefault(link.slot, []).append(paper)
    asked = raw.get("evidence") or ({"code": "", "title": None},)
    return [
        Slot(
            n=n,
            code=str(slot["code"]),
            title=say(slot["title"]) if slot["title"] else _("Anything that proves the answer"),
            good=say(slot.get("good")),
            bad=say(slot.get("bad")),
            papers=tuple(offered.get(str(slot["code"]), ())),
            may_add=may_fill,
            pins=tuple(pin for pin in pins if pin.slot == str(slot["code"])),
        )
        for n, slot in enumerate(asked, 1)
    ]


def make_paper(link: EvidenceLink, round: Round, doubts: tuple[str, ...] = ()) -> Paper:
    """The paper as it stands."""
    newest = get_current(link.document)
    version = make_version(newest)
    who = link.decided_by.get_role_line() if link.decided_by else ""
    return Paper(
        pk=link.pk,
        title=link.document.title,
        facts=tuple(list_facts(link.document, round, link.page)),
        status=link.status,
        status_word=say_status(link.status),
        reason=link.reason if link.status != EvidenceStatus.ACCEPTED else "",
        decided=f"{who}, {format_day(link.decided_at)}" if link.decided_at else "",
        newest=version,
        view=make_view(version, link.page or 1),
        n_versions=newest.n,
        is_changed=bool(link.decided_at and newest.at > link.decided_at),
        doubts=doubts,
    )


def make_version(version: DocumentVersion) -> Version:
    """The version with who sent it; ask for it with `by__person`."""
    reading = getattr(version, "reading", None)
    ending = ENDINGS.get(version.media_type, "").upper()
    return Version(
        pk=version.pk,
        n=version.n,
        name=version.file_name,
        kind=f"{ending}, {filesizeformat(version.size)}",
        look=_find_look(version.media_type),
        who=version.by.get_role_line(),
        at=version.at,
        sha256=version.sha256,
        source=version.source_address,
        fetched_at=version.fetched_at,
        n_pages=reading.n_pages if reading else None,
    )


def make_view(version: Version, page: int) -> View:
    """The version at a page; the last one where it has fewer."""
    last = version.n_pages or page + 1
    page = max(1, min(page, last))
    return View(version, page, page - 1 or None, page + 1 if page < last else None)


def list_history(document: Document) -> list[Version]:
    """The versions of a document, newest first."""
    return [make_version(version) for version in reversed(list_versions(document))]


def list_facts(document: Document, round: Round, page: int | None = None) -> Iterable[str]:
    """Number, day, validity and page in words."""
    if document.number:
        yield _("No. %(number)s") % {"number": document.number}
    if document.signed_on:
        yield _("dated %(day)s") % {"day": format_day(document.signed_on)}
    if validity := say_validity(document, round, timezone.localdate()):
        yield validity
    if page:
        yield _("look at page %(page)s") % {"page": page}


def say_validity(document: Document, round: Round, today: date) -> str:
    """How long a document holds, seen from the period and from today; empty where nobody said."""
    end = document.valid_to
    if end is None:
        return ""
    day = {"day": format_day(end)}
    if end < round.period_start:
        return _("ended before the period, on %(day)s") % day
    if end < today:
        return _("no longer valid since %(day)s") % day
    if end - today <= SOON:
        return _("valid only until %(day)s") % day
    return _("valid until %(day)s") % day


def is_soon_over(document: Document, today: date) -> bool:
    """Whether a document ends within two months, or has ended."""
    return document.valid_to is not None and document.valid_to - today <= SOON


def say_status(status: str) -> str:
    """Where a piece of evidence stands, in words."""
    return {
        EvidenceStatus.WAITING: _("not checked yet"),
        EvidenceStatus.ACCEPTED: _("accepted"),
        EvidenceStatus.RETURNED: _("returned"),
    }[EvidenceStatus(status)]


def _find_look(kind: str) -> str:
    """How a file is shown in a page."""
    if kind == PDF:
        return "pages"
    return "picture" if kind in PICTURES else "words"
