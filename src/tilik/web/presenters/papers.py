"""The papers of a round on its page: what each is for, what it lacks, and the register."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tilik.actions.permissions import ROLES
from tilik.records.models import Freeze, IssuedPaper, RoundUnit
from tilik.records.queries.evidence import get_current
from tilik.records.queries.survey_results import is_survey
from tilik.web.papers.certificate import list_worthy
from tilik.web.papers.kinds import KINDS, KNOWN, Kind
from tilik.web.papers.work import Work
from tilik.web.presenters.managing import get_role_word
from tilik.web.presenters.scans import say_freeze, say_scan

May = Callable[..., bool]
ICONS = {
    "pdf": "download",
    "docx": "pencil",
    "xlsx": "download",
    "pptx": "download",
    "zip": "download",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One kind of paper: of which units or people it may be made, and what is still missing."""

    kind: Kind
    units: tuple[RoundUnit, ...]
    people: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]
    makers: str
    why_not: str
    """Why it cannot be made yet; empty where it can."""

    @property
    def formats(self) -> tuple[tuple[str, str], ...]:
        """Each format with its icon, the one to begin with first."""
        return tuple((name, ICONS[name]) for name in self.kind.formats)


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper of the register."""

    title: Any
    about: str
    code: str
    shown: str
    by: str
    at: datetime
    number: str
    signed_on: date | None
    is_signed: bool
    may_be_signed: bool
    sha: str
    matches: tuple[str, ...]
    """What the signed scan was compared with, in words."""


def list_cards(work: Work, may: May) -> list[Card]:
    """The kinds the person may make at all, in the order of the year."""
    cards = []
    for kind in KINDS:
        if kind.of_survey and not is_survey(work.round):
            continue
        is_whole = may(kind.verb)
        units = [row for row in work.members if is_whole or may(kind.verb, row.unit)]
        if not units if kind.per == "unit" else not is_whole:
            continue
        why_not = say_why_not(work, kind)
        if kind.is_frozen and not why_not:
            units = list_worthy(work)
            why_not = "" if units else _("no unit has one category yet")
        people = {str(seat.user_id): str(seat.user) for seat in work.evaluators}
        cards.append(
            Card(
                kind=kind,
                units=tuple(units) if kind.per == "unit" else (),
                people=tuple(people.items()) if kind.per == "evaluator" else (),
                lacks=list_lacks(work, kind),
                makers=", ".join(get_role_word(r) for r, verbs in ROLES.items() if kind.verb in verbs),
                why_not=why_not,
            )
        )  # fmt: skip
    return cards


def say_why_not(work: Work, kind: Kind) -> str:
    """Why the paper cannot be made yet, in words; empty where it can."""
    return _("the period is not frozen yet") if kind.is_frozen and work.freeze is None else ""


def list_lacks(work: Work, kind: Kind) -> tuple[str, ...]:
    """What nobody has set that the paper is signed with, in words."""
    office = work.office
    words = {
        "kepala-daerah": _("who signs as %(office)s") % {"office": office.head.title},
        "sekda": _("who signs as %(office)s") % {"office": office.secretary.title},
        "kepala-bagian": _("who signs as %(office)s") % {"office": office.bureau.title},
        "letterhead": _("the letterhead"),
        "city": _("the city"),
    }
    return tuple(text for code, text in words.items() if code in kind.needs & office.lacks)


def list_register(papers: Iterable[IssuedPaper], freezes: Sequence[Freeze] = ()) -> list[Entry]:
    """The papers made, as the register shows them."""
    return [_make_entry(paper, freezes) for paper in papers]


def _make_entry(paper: IssuedPaper, freezes: Sequence[Freeze]) -> Entry:
    signed = paper.signed
    return Entry(
        title=KNOWN[paper.kind].title,
        about=paper.unit.name if paper.unit else "",
        code=paper.code,
        shown=str(paper),
        by=str(paper.by),
        at=paper.at,
        number=signed.number if signed else "",
        signed_on=signed.signed_on if signed else None,
        is_signed=signed is not None,
        may_be_signed=KNOWN[paper.kind].is_signed,
        sha=get_current(signed).sha256 if signed else "",
        matches=tuple(
            filter(None, (say_scan(paper), say_freeze(paper, freezes)) if signed else ())
        ),
    )
