"""The evaluator's sheet: claim beside rule beside finding, one card for each indicator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tilik.core.rules import Suggestion
from tilik.records.models import Answer, AnswerRevision, Finding
from tilik.records.queries.findings import FindingRow
from tilik.web.numbers import format_number
from tilik.web.presenters.catalogue_levels import CatalogueBox
from tilik.web.presenters.evidence import Slot
from tilik.web.presenters.filling import (
    Choice,
    Group,
    LevelBox,
    list_choices,
    make_level,
    say_value,
    show_stored,
)
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer of the unit."""

    code: str
    title: str
    value: str
    is_missing: bool
    note: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was found by somebody who no longer has the unit; it does not count."""

    value: str
    note: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator as an evaluator sees it; `base` is the entry they saw."""

    n: int
    code: str
    title: str
    why: str
    kind: str
    claims: tuple[Claim, ...]
    box: LevelBox | None
    suggested: str
    choices: tuple[Choice, ...]
    value: str
    remark: str
    base: int | None
    needs_remark: bool
    slots: tuple[Slot, ...]
    is_done: bool
    at: datetime | None
    returned: str
    settled: str
    earlier: tuple[Earlier, ...] = ()
    error: str = ""
    theirs: str = ""
    reason: str = ""
    catalogue: CatalogueBox | None = None
    back: Finding | None = None
    """What was returned, while it is with the unit."""


def make_card(
    document: Document,
    n: int,
    row: FindingRow,
    suggestion: Suggestion | None,
    own_claim: Answer | None,
    slots: Iterable[Slot],
    typed: Mapping[str, Any] | None = None,
    catalogue: CatalogueBox | None = None,
) -> Card:
    """The card of an indicator; `typed` is what was entered but could not be kept."""
    typed, raw = typed or {}, row.item.raw
    revision = row.answer.revision if row.answer else None
    stored = show_stored(revision)
    value = typed.get("value", stored)
    box = make_level(document, _as_group(row), suggestion, with_rule=False)
    suggested = box.level if box else show_stored(own_claim.revision if own_claim else None)
    return Card(
        n=n,
        code=row.item.code,
        title=say(row.item.title),
        why=say(raw.get("why")),
        kind=row.item.kind,
        claims=tuple(_list_claims(document, row, own_claim)),
        box=box,
        suggested=suggested if box else "",
        choices=tuple(list_choices(document, raw, value)),
        value=value,
        remark=typed.get("remark", revision.note if revision else ""),
        base=typed.get("base", revision.pk if revision else None),
        needs_remark=bool(suggestion and suggestion.decide)
        or bool(box and box.level and value and value != box.level),
        slots=tuple(slots),
        is_done=bool(stored) and not typed,
        at=revision.at if revision else None,
        returned=row.finding.return_reason if row.finding else "",
        settled=format_number(str(row.adjudication.chosen)) if row.adjudication else "",
        earlier=tuple(_make_earlier(document, raw, each) for each in row.earlier),
        error=typed.get("error", ""),
        theirs=typed.get("theirs", ""),
        reason=typed.get("reason", ""),
        catalogue=catalogue,
        back=row.finding if row.finding and row.finding.is_with_unit else None,
    )


def _make_earlier(document: Document, raw: Document, revision: AnswerRevision) -> Earlier:
    """What somebody found before."""
    value = say_value(document, raw, show_stored(revision))
    return Earlier(value, revision.note, revision.by.get_role_line(), revision.at)


def _as_group(row: FindingRow) -> Group:
    """The indicator as the level box takes it."""
    return Group(row.item.form, row.item.code, "", "", (), row.item.raw)


def _list_claims(document: Document, row: FindingRow, own_claim: Answer | None) -> list[Claim]:
    """The unit's answers behind the indicator, or the level it gave itself."""
    claims = []
    for each in row.claim:
        revision = each.answer.revision if each.answer else None
        if revision is None and each.item.is_conditional:
            continue
        stored = show_stored(revision)
        claims.append(
            Claim(
                each.item.code,
                say(each.item.title),
                say_value(document, each.item.raw, stored),
                not stored,
                revision.note if revision else "",
            )
        )
    if own_claim is not None:
        stored = show_stored(own_claim.revision)
        value = say_value(document, row.item.raw, stored)
        claims.append(
            Claim("", _("The unit’s own level"), value, not stored, own_claim.revision.note)
        )
    return claims
