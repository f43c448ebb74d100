"""Visits in words: who is seen when, and what was brought back from there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.visits import make_lot
from tilik.records.models import RoundUnit, Visit, VisitEntry
from tilik.records.models.visit import EntryKind, VisitKind
from tilik.records.queries.findings import ClaimAnswer
from tilik.records.queries.visits import VisitRow
from tilik.web.numbers import format_day
from tilik.web.presenters.filling import say_value, show_stored
from tilik.web.presenters.texts import say
from tilik.web.presenters.visit import list_staff_questions, list_user_questions

APART = timedelta(minutes=5)
LOT = 8
"""So many signs of a unit's lot are shown; enough to find one's place in the order."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit to a unit."""

    uuid: str
    kind: str
    state: str
    lot: str
    is_done: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, the visits to it, and how many indicators were checked in the field without one.

    With neither it was not checked in the field yet.
    """

    code: str
    name: str
    stays: tuple[Stay, ...]
    found: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing brought back: its words, its picture, whose it is, and both clocks."""

    uuid: str
    kind: str
    title: str
    lines: tuple[tuple[str, str], ...]
    place: str
    has_picture: bool
    who: str
    at: datetime
    said_at: datetime | None
    gone: str
    is_erased: bool
    item: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A question where the evaluator saw something else than the unit says."""

    code: str
    title: str
    claimed: str
    seen: str
    note: str


def make_units(
    rows: Sequence[RoundUnit], visits: Sequence[VisitRow], found: Mapping[int, int]
) -> list[UnitLine]:
    """The units of a round, each with its visits and what was found in the field."""
    by_unit: dict[int, list[Stay]] = {}
    for each in visits:
        by_unit.setdefault(each.visit.unit_id, []).append(_make_stay(each))
    return [
        UnitLine(
            row.unit.code, row.name, tuple(by_unit.get(row.unit_id, ())), found.get(row.unit_id, 0)
        )
        for row in rows
    ]


def say_units(units: Sequence[UnitLine]) -> str:
    """How many units were seen: on a visit, and by findings without one."""
    visited = sum(bool(unit.stays) for unit in units)
    without = sum(bool(unit.found) and not unit.stays for unit in units)
    unseen = len(units) - visited - without
    parts = [
        ngettext("%(n)s unit has a visit", "%(n)s units have a visit", visited) % {"n": visited},
        ngettext(
            "%(n)s checked in the field without one", "%(n)s checked in the field without one",
            without,
        ) % {"n": without},
        ngettext(
            "%(n)s not checked in the field yet", "%(n)s not checked in the field yet", unseen
        ) % {"n": unseen},
    ]  # fmt: skip
    return ", ".join(part for part, n in zip(parts, (1, without, unseen), strict=True) if n)


def say_kind(kind: str) -> str:
    """The kind of a visit."""
    return _("online check") if kind == VisitKind.ONLINE else _("field check")


def say_visit(visit: Visit, n_entries: int) -> str:
    """Where a visit stands."""
    if visit.closed_at is not None:
        return _("done %(day)s") % {"day": format_day(visit.closed_at)}
    if n_entries:
        return ngettext("%(n)s entry received", "%(n)s entries received", n_entries) % {
            "n": n_entries
        }
    if visit.planned_for:
        return _("planned for %(day)s") % {"day": format_day(visit.planned_for)}
    return _("planned")


def make_brought(entries: Sequence[VisitEntry]) -> list[Brought]:
    """What was brought back beside answers, in the order it arrived."""
    return [_make_one(entry) for entry in entries if entry.kind != EntryKind.ANSWER]


def list_differences(
    document: Mapping[str, Any], claims: Sequence[ClaimAnswer], seen: Mapping[tuple[str, str], Any]
) -> list[Difference]:
    """The questions where something else was seen."""
    found = []
    for claim in claims:
        item, own = claim.item, seen.get((claim.item.form, claim.item.code))
        claimed = claim.answer.revision if claim.answer else None
        if own is None or own.value is None or (claimed and claimed.value == own.value):
            continue
        words = [say_value(document, item.raw, show_stored(each)) for each in (claimed, own)]
        found.append(Difference(item.code, say(item.title), words[0], words[1], own.note))
    return found


def _make_stay(found: VisitRow) -> Stay:
    visit = found.visit
    return Stay(
        uuid=str(visit.client_uuid),
        kind=say_kind(visit.kind),
        state=say_visit(visit, found.n_entries),
        lot=_("drawn with “%(seed)s”: lot %(lot)s")
        % {"seed": visit.seed, "lot": make_lot(visit.seed, visit.unit.code)[:LOT]}
        if visit.seed
        else "",
        is_done=visit.closed_at is not None,
        may_cancel=found.n_entries == 0 and visit.closed_at is None,
    )


def _make_one(entry: VisitEntry) -> Brought:
    content: dict[str, Any] = entry.content
    gone = _("erased") if entry.erased_at else _("taken back") if entry.withdrawn_at else ""
    is_apart = entry.said_at is not None and abs(entry.at - entry.said_at) > APART
    place = content.get("place")
    return Brought(
        uuid=str(entry.client_uuid),
        kind=entry.kind,
        title=_get_title(entry),
        lines=tuple(_list_lines(entry)),
        place=f"{place['latitude']:.5f}, {place['longitude']:.5f} (±{place['accuracy']:.0f} m)"
        if place
        else "",
        has_picture=bool(entry.storage_key),
        who=entry.by.get_role_line(),
        at=entry.at,
        said_at=entry.said_at if is_apart else None,
        gone=gone,
        is_erased=entry.erased_at is not None,
        item=f"{entry.form} {entry.item}".strip(),
    )


def _get_title(entry: VisitEntry) -> str:
    """What the entry is about."""
    content: dict[str, Any] = entry.content
    if entry.kind == EntryKind.COUNT and content:
        return f"{content['what']}: {content['number']}"
    names = ("caption", "who", "text", "name")
    return next((str(content[name]) for name in names if content.get(name)), "")


def _list_lines(entry: VisitEntry) -> list[tuple[str, str]]:
    """The questions of an interview with their answers, and what was noted besides."""
    content: dict[str, Any] = entry.content
    heard = {
        "yes": _("knows"), "part": _("in part"), "no": _("does not know"), "right": _("yes"),
        "wrong": _("no"),
    }  # fmt: skip
    asked = list_staff_questions() if entry.kind == EntryKind.STAFF else list_user_questions()
    titles = {each["code"]: each["title"] for each in asked}
    answers = content.get("answers", {})
    lines = [(titles.get(code, code), heard.get(word, word)) for code, word in answers.items()]
    if content.get("position"):
        lines.append((_("Position"), content["position"]))
    if content.get("note"):
        lines.append((_("Note"), content["note"]))
    return lines
