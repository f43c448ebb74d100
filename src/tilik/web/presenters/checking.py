"""One indicator of all units, a line for each, and one of them opened in three columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tilik.core.rules import Suggestion
from tilik.records.models import AnswerRevision, ReturnNote, RoundUnit
from tilik.records.models.document import EvidenceStatus
from tilik.records.models.round import Stage
from tilik.records.queries.checking import CheckRow, Said, list_entries
from tilik.records.queries.documents import ItemText
from tilik.records.queries.evidence import list_links
from tilik.records.queries.returns import list_return_notes, pick_own_notes
from tilik.web.numbers import format_number
from tilik.web.presenters.catalogue_levels import CatalogueBox
from tilik.web.presenters.conditions import RuleRow, list_rule_rows
from tilik.web.presenters.evidence import Slot, make_slots
from tilik.web.presenters.filling import Group, list_choices, make_level, say_value, show_stored
from tilik.web.presenters.item import Level, list_levels
from tilik.web.presenters.reminders import say_deadline
from tilik.web.presenters.returns import Return, make_returns
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]
SHORT = 2
"""Levels in so few letters stand side by side; longer answers are chosen from a list."""


@dataclass(frozen=True, slots=True)
class Key:
    """A level to choose: what is posted, what is shown, its words."""

    code: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    """An answer of the unit: in a line only its value, opened its question and history, too."""

    code: str
    title: str
    value: str
    before: str
    note: str
    is_missing: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's indicator as an evaluator works on it; `base` is the entry they saw."""

    n: int
    code: str
    name: str
    points: tuple[Point, ...]
    keys: tuple[Key, ...]
    is_short: bool
    suggested: str
    suggestion: str
    value: str
    remark: str
    base: int | None
    needs_remark: bool
    proofs: str
    proofs_note: str
    is_done: bool
    is_changed: bool
    at: datetime | None
    state: str
    """What became of a return: "" | "with-unit" | "over" | "back"."""
    returned: str
    until: str
    n_returns: int
    settled: str
    is_picked: bool = False
    error: str = ""
    theirs: str = ""
    catalogue: CatalogueBox | None = None

    @property
    def differs(self) -> bool:
        """Whether the level stands against the rule's."""
        return self.is_done and bool(self.suggested) and self.value != self.suggested


@dataclass(frozen=True, slots=True)
class Entry:
    """Something somebody entered: when, who, on what, and what."""

    at: datetime
    who: str
    code: str
    value: str
    is_finding: bool


@dataclass(frozen=True, slots=True)
class Open:
    """What stands beside an opened line: history, proofs, levels in words, the rule's rows."""

    entries: tuple[Entry, ...]
    row: RoundUnit | None
    slots: tuple[Slot, ...]
    why: str
    levels: tuple[Level, ...]
    rule: tuple[RuleRow, ...]
    missing: tuple[str, ...]
    returns: tuple[Return, ...]


def make_line(
    document: Document,
    n: int,
    row: CheckRow,
    suggestion: Suggestion | None,
    keys: tuple[Key, ...],
    typed: Mapping[str, Any] | None = None,
) -> Line:
    """The line of a unit; `typed` is what was entered but could not be kept."""
    typed = typed or {}
    stored = show_stored(row.revision)
    value = str(typed.get("value", stored))
    level, words = _say_suggestion(document, row, suggestion)
    finding = row.finding
    return Line(
        n=n,
        code=row.row.unit.code,
        name=row.row.name,
        points=(),
        keys=keys,
        is_short=bool(keys) and all(len(key.label) <= SHORT for key in keys),
        suggested=level,
        suggestion=words,
        value=value,
        remark=typed.get("remark", row.revision.note if row.revision else ""),
        base=typed.get("base", row.revision.pk if row.revision else None),
        needs_remark=bool(suggestion and suggestion.decide)
        or bool(level and value and value != level),
        proofs=_count_proofs(row),
        proofs_note=_say_proofs(row),
        is_done=row.is_done and not typed.get("error"),
        is_changed=row.is_changed,
        at=row.revision.at if row.revision else None,
        state=_get_state(row),
        returned=finding.return_reason if finding else "",
        until=say_deadline(finding.returned_until) if finding else "",
        n_returns=finding.n_returns if finding else 0,
        settled=format_number(str(row.adjudication.chosen)) if row.adjudication else "",
        is_picked=bool(typed.get("is_picked")),
        error=typed.get("error", ""),
        theirs=typed.get("theirs", ""),
    )


def open_line(
    document: Document, item: ItemText, row: CheckRow | None, suggestion: Suggestion | None
) -> Open:
    """What stands beside the line, with the row of the rule that holds for this unit.

    Without a unit: levels and rule of the indicator alone.
    """
    raw = item.raw
    hit = suggestion.row if suggestion else None
    entries = [_make_entry(document, row, each) for each in list_entries(row)] if row else []
    return Open(
        entries=tuple(entries),
        row=row.row if row else None,
        slots=tuple(_list_slots(row)) if row else (),
        why=say(raw.get("why")),
        levels=list_levels(document, raw),
        rule=tuple(list_rule_rows(document, raw, hit)),
        missing=tuple(suggestion.missing) if suggestion else (),
        returns=make_returns(_list_returns(row)) if row else (),
    )


def _list_returns(row: CheckRow) -> list[ReturnNote]:
    """Every return of the indicator the evaluator may read, newest first."""
    return list_return_notes(row.row, pick_own_notes(row.item.form, row.item.code, row.sheet))


def _list_slots(row: CheckRow) -> list[Slot]:
    """The proofs asked for, each with its documents and what may be asked about them."""
    round, unit, item = row.row.round, row.row.unit, row.item
    return make_slots(item.raw, list_links(round, unit, item.form, item.code), round)


def _make_entry(document: Document, row: CheckRow, revision: AnswerRevision) -> Entry:
    """An entry of the unit on a question, or of the evaluator on the indicator, in words."""
    is_finding = revision.sheet.stage != Stage.CLAIM
    raws = {said.item.code: said.item.raw for said in row.said}
    raw = row.item.raw if is_finding else raws[revision.item]
    value = say_value(document, raw, show_stored(revision))
    who = revision.by.get_role_line()
    if revision.sheet.set_aside_at:
        who = _("%(who)s, who no longer has the unit: does not count") % {"who": who}
    return Entry(revision.at, who, revision.item, value, is_finding)


def _say_suggestion(
    document: Document, row: CheckRow, suggestion: Suggestion | None
) -> tuple[str, str]:
    """The level of the rule, or of the unit itself where there is no rule; and it in words."""
    group = Group(row.item.form, row.item.code, "", "", (), row.item.raw)
    box = make_level(document, group, suggestion, with_rule=False)
    if box is None:
        return "", _("no rule: you decide")
    return box.level, box.words or box.note


def list_keys(document: Document, raw: Document) -> tuple[Key, ...]:
    """The levels to choose from; empty for a number, a text or a day."""
    words = {str(each.value): each.title for each in list_levels(document, raw) if each.value}
    is_scale = raw["kind"] in ("level", "rating")
    return tuple(
        Key(
            choice.code,
            format_number(choice.code) if is_scale else choice.title,
            words.get(format_number(choice.code), "") if is_scale else "",
        )
        for choice in list_choices(document, raw, "")
    )


def list_points(document: Document, row: CheckRow) -> tuple[Point, ...]:
    """What the unit said on the questions behind the indicator."""
    return tuple(_make_point(document, each) for each in row.said if _is_told(each))


def list_stored(row: CheckRow) -> dict[str, str]:
    """What the unit answered, as its fields hold it, by question."""
    return {each.item.code: show_stored(each.revision) for each in row.said}


def _is_told(said: Said) -> bool:
    """Whether the answer is worth a line: a conditional question nobody answered is not."""
    return said.revision is not None or said.is_changed or not said.item.is_conditional


def _make_point(document: Document, said: Said) -> Point:
    """An answer in words, with what stood there before where it changed."""
    stored = show_stored(said.revision)
    before = say_value(document, said.item.raw, show_stored(said.before))
    return Point(
        code=said.item.code,
        title=say(said.item.title),
        value=say_value(document, said.item.raw, stored),
        before=before if said.is_changed else "",
        note=said.revision.note if said.revision else "",
        is_missing=not stored,
        is_changed=said.is_changed,
    )


def _count_proofs(row: CheckRow) -> str:
    """How many of the proofs asked for are there; empty where none is asked for."""
    asked = len(row.item.raw.get("evidence", ()))
    return f"{row.n_filled}/{asked}" if asked else ""


def _say_proofs(row: CheckRow) -> str:
    """What waits, what was returned, what is new."""
    counts = (
        (row.new_evidence, _("%(n)s new")),
        (row.count(EvidenceStatus.WAITING), _("%(n)s waiting")),
        (row.count(EvidenceStatus.RETURNED), _("%(n)s returned")),
    )
    return ", ".join(words % {"n": n} for n, words in counts if n)


def _get_state(row: CheckRow) -> str:
    """Where a returned item is."""
    finding = row.finding
    if finding is None or finding.returned_at is None:
        return ""
    if finding.resent_at is not None:
        seen = finding.seen_at
        return "back" if seen is None or seen < finding.resent_at else ""
    is_over = finding.returned_until is not None and timezone.now() > finding.returned_until
    return "over" if is_over else "with-unit"
