"""Every paper of a round: what it is called, who may make it, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from tilik.actions.papers import VERBS
from tilik.records.models import IssuedPaper, RoundUnit
from tilik.web.papers.visit import make_minutes
from tilik.web.papers.work import Draft, Work

Per = Literal["round", "unit", "evaluator"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper; `needs` are the settings it cannot be signed without."""

    code: str
    title: Any
    purpose: Any
    per: Per
    make: Callable[..., Draft]
    needs: frozenset[str] = frozenset()

    @property
    def verb(self) -> str:
        """The right it takes, asked of the unit where it is of one."""
        return VERBS[self.code]


KINDS: tuple[Kind, ...] = (
    Kind(
        "berita-acara",
        _("Minutes of a unit (Berita Acara)"),
        _("Who evaluated, the index, and level, remark and advice for each indicator."),
        "unit",
        make_minutes,
        frozenset({"kepala-bagian", "letterhead"}),
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}


def draft(work: Work, kind: Kind, member: RoundUnit | None, subject: str) -> Draft:
    """The paper of the round, of the unit or of the evaluator."""
    if kind.per == "unit":
        return kind.make(work, member)
    return kind.make(work, subject) if kind.per == "evaluator" else kind.make(work)


def draft_again(paper: IssuedPaper) -> Draft | None:
    """The paper as it would be made now; None where its unit left the round."""
    kind = BY_CODE[paper.kind]
    rows = paper.round.round_units.select_related("unit", "round__instrument_version")
    member = rows.filter(unit=paper.unit).first() if paper.unit else None
    if kind.per == "unit" and member is None:
        return None
    return draft(Work(paper.round, member), kind, member, paper.subject)
