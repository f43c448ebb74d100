"""The trail in words: who, when, what, before and after; nothing personal but the actor's name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tilik.records.models import AnswerRevision, AuditEvent
from tilik.web.numbers import format_number
from tilik.web.presenters.fields import Around, say_pair
from tilik.web.presenters.filling import say_value, show_stored
from tilik.web.presenters.reasons import get_gap_word
from tilik.web.presenters.verbs import say_verb

Document = Mapping[str, Any]
Names = Mapping[str, Mapping[int, str]]
"""Who a key of a field names, by field."""
PAIR = 2
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run; such a cell is written as text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event as it is read."""

    n: int
    at: datetime
    who: str
    what: str
    verb: str
    unit: str
    unit_code: str
    form: str
    item: str
    changes: tuple[Change, ...]


def make_lines(
    events: Sequence[AuditEvent],
    document: Document,
    revisions: Mapping[int, AnswerRevision],
    names: Names,
) -> list[Line]:
    """The events in words."""
    items = {
        (str(form["code"]), str(item["code"])): item
        for form in document["forms"]
        for item in form["items"]
    }
    return [_make_line(event, document, items, revisions, names) for event in events]


def _make_line(
    event: AuditEvent,
    document: Document,
    items: Mapping[tuple[str, str], Document],
    revisions: Mapping[int, AnswerRevision],
    names: Names,
) -> Line:
    raw = items.get((event.form, event.item))
    around = Around(document, raw, event.unit.name if event.unit else "", names)
    return Line(
        n=event.n,
        at=event.at,
        who=event.by.get_role_line() if event.by else _("the installation itself"),
        what=say_verb(event.verb),
        verb=event.verb,
        unit=event.unit.name if event.unit else "",
        unit_code=event.unit.code if event.unit else "",
        form=event.form,
        item=event.item,
        changes=tuple(_list_changes(event, around, revisions)),
    )


def _list_changes(
    event: AuditEvent, around: Around, revisions: Mapping[int, AnswerRevision]
) -> Iterator[Change]:
    for name, pair in event.diff.items():
        if not isinstance(pair, list) or len(pair) != PAIR:
            continue
        if name == "revision" and around.raw is not None:
            found = (revisions.get(key) for key in pair)
            yield Change("", *(_say_entry(each, around.document, around.raw) for each in found))
        else:
            yield from (Change(*told) for told in say_pair(name, pair, around))


def _say_entry(revision: AnswerRevision | None, document: Document, raw: Document) -> str:
    """What was entered; a free text may name people and is not repeated here."""
    if revision is None:
        return "–"
    if revision.absence:
        return get_gap_word(revision.absence)
    if raw["kind"] == "text":
        return _("(text)")
    if raw["kind"] == "number":
        return format_number(str(revision.value))
    return say_value(document, raw, show_stored(revision))


def list_rows(lines: Iterable[Line]) -> Iterator[list[str]]:
    """The lines as rows of a table for spreadsheets."""
    for line in lines:
        changes = "; ".join(
            f"{change.name}: {change.before} → {change.after}".removeprefix(": ")
            for change in line.changes
        )
        cells = (line.who, line.what, line.verb, line.unit_code, line.form, line.item, changes)
        yield [
            str(line.n),
            timezone.localtime(line.at).isoformat(timespec="seconds"),
            *map(make_safe, cells),
        ]


def list_heads() -> list[str]:
    """The heads of that table."""
    return [
        _("No."), _("When"), _("Who"), _("What"), _("Verb"), _("Unit"), _("Form"), _("Indicator"),
        _("Before and after"),
    ]  # fmt: skip


def make_safe(cell: str) -> str:
    """The cell as text, whatever a spreadsheet would make of it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
