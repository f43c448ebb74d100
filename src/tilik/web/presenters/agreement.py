"""How far evaluators agree, in words; an indicator on which they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.models import Adjudication
from tilik.records.queries.agreement import Word
from tilik.web.numbers import format_number
from tilik.web.presenters.filling import say_value, show_stored
from tilik.web.presenters.leaves import get_stage_word

FEW = 10
"""Below so many indicators rated twice, nothing is said of agreement."""
STRONG, FAIR, WEAK = 0.8, 0.667, 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Agreement over some indicators in figures and plain words."""

    items: int
    same: int
    kappa: str
    alpha: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one unit on which evaluators are apart; `service` names the one it is of."""

    url: str
    service: str
    name: str
    form: str
    code: str
    title: str
    levels: str
    span: int
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What one evaluator found, as it is set beside another's."""

    who: str
    level: str
    remark: str
    stage: str
    suggested: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """How a level was settled."""

    level: str
    reason: str
    who: str
    at: datetime


def make_measured(found: Any) -> Measured:
    """The measure in words: what is too little to judge by is said to be so."""
    words, tone = _judge(found)
    return Measured(
        items=found.items,
        same=found.same,
        kappa=_say(found.kappa, found.items),
        alpha=_say(found.alpha, found.items),
        words=words,
        tone=tone,
    )


def _say(figure: float | None, n: int) -> str:
    """The figure with two decimals; empty where it is not known or rests on too little."""
    return "" if figure is None or n < FEW else format_number(round(figure, 2), 2)


def _judge(found: Any) -> tuple[str, str]:
    """What the figures amount to, by Krippendorff's own bounds, and whether it is well."""
    if not found.items:
        return _("nothing was checked by two evaluators"), ""
    if found.items < FEW:
        return _("too few to say"), ""
    if found.alpha is None:
        return _("all levels are the same, so agreement cannot be told from chance"), ""
    if found.alpha >= STRONG:
        return _("they judge alike"), "safe"
    if found.alpha >= FAIR:
        return _("they judge alike in most, not in all"), "shaky"
    if found.alpha > WEAK:
        return _("they judge too differently to rely on: agree on the rubric first"), "unsafe"
    return _("no better than chance: agree on the rubric first"), "unsafe"


def make_side(document: Mapping[str, Any], raw: Mapping[str, Any], word: Word) -> Side:
    """What one evaluator found, in words."""
    revision, finding = word.answer.revision, word.finding
    suggested = finding.suggested if finding else None
    seat = word.answer.sheet.seat
    return Side(
        who=(seat.user if seat else revision.by).get_role_line(),
        level=say_value(document, raw, show_stored(revision)),
        remark=revision.note,
        stage=get_stage_word(word.answer.sheet.stage),
        suggested="" if suggested is None else format_number(str(suggested)),
        at=revision.at,
    )


def make_settled(
    document: Mapping[str, Any], raw: Mapping[str, Any], rows: Sequence[Adjudication]
) -> list[Settled]:
    """How it was settled, newest first."""
    return [
        Settled(
            say_value(document, raw, str(row.chosen)), row.reason, row.by.get_role_line(), row.at
        )
        for row in rows
    ]
