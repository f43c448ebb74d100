"""Klarifikasi hasil sementara in words: one card an indicator, one row a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tilik.records.models import EvidenceLink, Finding, Objection, Round
from tilik.records.models.finding import Decision
from tilik.records.queries.clarification import AGREED, OBJECTED, OPEN, FindingState, UnitCount
from tilik.web.numbers import format_number
from tilik.web.presenters.conditions import list_rule_rows
from tilik.web.presenters.filling import Choice, list_choices, say_value, show_stored
from tilik.web.presenters.leaves import get_stage_word
from tilik.web.presenters.reminders import LANGUAGE, say_deadline
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]
ICONS = {OPEN: "circle-help", AGREED: "check", OBJECTED: "clock"}


@dataclass(frozen=True, slots=True)
class Found:
    """What one evaluator found."""

    level: str
    remark: str
    stage: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A document the indicator rests on."""

    title: str
    number: str
    page: int | None
    pk: int


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator of a unit or of its service: what was found, by which row, what is said to it."""

    n: int
    form: str
    code: str
    title: str
    service: str
    finding: int
    found: tuple[Found, ...]
    suggested: str
    rule_row: str
    proofs: tuple[Proof, ...]
    state: str
    state_word: str
    icon: str
    reply: Objection | None
    settled: str
    choices: tuple[Choice, ...]
    reason: str = ""
    error: str = ""

    @property
    def is_replied(self) -> bool:
        """Whether the unit has said anything to it."""
        return self.state != OPEN

    @property
    def is_decided(self) -> bool:
        """Whether nothing more can be said to it."""
        return bool(self.reply and self.reply.decision)

    @property
    def waits(self) -> bool:
        """Whether an objection waits for its decision."""
        return self.state == OBJECTED


@dataclass(frozen=True, slots=True)
class Line:
    """One unit on the office's overview."""

    code: str
    name: str
    total: int
    replied: int
    waiting: int
    decided: int
    is_done: bool


def make_card(
    document: Document, n: int, row: FindingState, typed: Mapping[str, str] | None = None
) -> Card:
    """The card of an indicator; `typed` is what was entered and could not be kept."""
    typed, raw, finding = typed or {}, row.item.raw, row.finding
    level = str(row.settled.chosen) if row.settled else ""
    return Card(
        n=n,
        form=row.item.form,
        code=row.item.code,
        title=say(row.item.title),
        service=row.service.name if row.service else "",
        finding=finding.pk,
        found=tuple(_make_found(document, raw, each) for each in row.findings),
        suggested="" if finding.suggested is None else format_number(str(finding.suggested)),
        rule_row=_say_row(document, raw, finding),
        proofs=tuple(_make_proof(link) for link in row.evidence),
        state=row.state,
        state_word=say_state(row.state),
        icon=ICONS.get(row.state, "scale"),
        reply=row.reply,
        settled=say_value(document, raw, level) if row.settled else "",
        choices=tuple(list_choices(document, raw, typed.get("level", ""))),
        reason=typed.get("reason", ""),
        error=typed.get("error", ""),
    )


def say_state(state: str) -> str:
    """Where a finding stands, in words."""
    words: dict[str, str] = {
        OPEN: _("not replied to yet"),
        AGREED: _("agreed"),
        OBJECTED: _("objection waits for a decision"),
        Decision.ACCEPTED: _("objection accepted"),
        Decision.PARTLY: _("objection accepted in part"),
        Decision.REJECTED: _("objection rejected"),
    }
    return words[state]


def list_decisions() -> list[tuple[str, str]]:
    """How an objection may be decided, each with its words."""
    return [
        (Decision.ACCEPTED, _("Accepted")),
        (Decision.PARTLY, _("Accepted in part")),
        (Decision.REJECTED, _("Rejected")),
    ]


def list_acts() -> list[tuple[str, str]]:
    """What the button of each decision does."""
    return [
        (Decision.ACCEPTED, _("Accept the objection")),
        (Decision.PARTLY, _("Accept it in part")),
        (Decision.REJECTED, _("Reject the objection")),
    ]


def make_lines(counts: Sequence[UnitCount]) -> list[Line]:
    """The units, those with undecided objections first, then those that have not replied."""
    lines = [
        Line(
            code=each.row.unit.code,
            name=each.row.name,
            total=each.total,
            replied=each.replied,
            waiting=each.waiting,
            decided=each.decided,
            is_done=bool(each.total) and each.replied == each.total and not each.waiting,
        )
        for each in counts
    ]
    return sorted(lines, key=lambda line: (-line.waiting, line.is_done, line.name))


def write_call(round: Round, name: str, n_open: int, until: datetime | None, address: str) -> str:
    """The message to a unit that has not replied to everything, in Indonesian."""
    with override(LANGUAGE):
        words = ngettext(
            "%(unit)s: %(n)s finding waits for your reply.",
            "%(unit)s: %(n)s findings wait for your reply.",
            n_open,
        )
        heading = _("Clarification of provisional results")
        lines = (
            f"*{heading}: {round.title}*",
            words % {"unit": name, "n": n_open},
            _("Agree, or object with a reason and new evidence."),
            _("Until %(at)s.") % {"at": say_deadline(until)} if until else "",
            address,
        )
        return "\n".join(filter(None, lines))


def _make_found(document: Document, raw: Document, finding: Finding) -> Found:
    revision = finding.revision
    return Found(
        level=say_value(document, raw, show_stored(revision)),
        remark=revision.note if revision else "",
        stage=get_stage_word(finding.sheet.stage),
    )


def _say_row(document: Document, raw: Document, finding: Finding) -> str:
    """The row of the rule that held when the level was chosen."""
    hit = (finding.trace or {}).get("row")
    rows = list_rule_rows(document, raw, hit) if hit is not None else []
    return next((f"{row.when} → {row.decide or row.level}" for row in rows if row.is_hit), "")


def _make_proof(link: EvidenceLink) -> Proof:
    return Proof(link.document.title, link.document.number, link.page, link.pk)
