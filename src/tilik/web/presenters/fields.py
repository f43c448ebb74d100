"""What the trail holds of a write, in words: the name of each field, and its value."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from tilik.actions.calendars import find_title
from tilik.core.oversight import LEDGER, OWN
from tilik.records.models.document import EvidenceStatus
from tilik.web.numbers import format_day, format_moment, format_number
from tilik.web.papers.kinds import KNOWN
from tilik.web.presenters.clarification import list_decisions
from tilik.web.presenters.evidence import say_status
from tilik.web.presenters.filling import say_value
from tilik.web.presenters.leaves import get_stage_word
from tilik.web.presenters.managing import get_role_word
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]
LONGEST, SHOWN = 80, 8
NOTHING = "–"
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
LEVELS = ("chosen", "level")
NAMED = ("user", "seat", "document")


@dataclass(frozen=True, slots=True)
class Around:
    """What values are read by: the instrument, the item, the unit, the names of what keys stand for."""

    document: Document
    raw: Document | None = None
    unit: str = ""
    names: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


def say_field(name: str) -> str:
    """The field in words; itself where it has none yet."""
    return {**_of_work(), **_of_documents(), **_of_office()}.get(name, name)


def say_pair(name: str, pair: list[Any], around: Around) -> Iterator[tuple[str, str, str]]:
    """Field, before and after in words; a calendar is told by each phase that moved."""
    if name == "phases":
        yield from _list_phases(*pair)
        return
    yield say_field(name), _say(name, pair[0], around), _say(name, pair[1], around)


def _say(name: str, value: Any, around: Around) -> str:
    """A value of the trail, cut where it is long."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in NAMED:
        return around.names.get(name, {}).get(value, NOTHING)
    if name == "unit":
        return around.unit or str(value)
    if name in LEVELS and around.raw is not None:
        return say_value(around.document, around.raw, str(value))
    if name == "size":
        return str(filesizeformat(value))
    if isinstance(value, list):
        return ", ".join(_say("", each, around) for each in value)
    if isinstance(value, int):
        return format_number(str(value))
    return _say_text(name, str(value))


def _say_text(name: str, text: str) -> str:
    """A word of a list, a moment, a day, a fingerprint; else the text itself."""
    if name in CODES:
        return CODES[name](text)
    if FINGERPRINT.fullmatch(text):
        # Of what may name people only a keyed fingerprint is kept: that it changed is all it says.
        is_content = name in ("sha", "sha256", "receipt", "instrument", "content")
        return _("fingerprint %(start)s…") % {"start": text[:SHOWN]} if is_content else _("(text)")
    if said := _say_time(text):
        return said
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _say_time(text: str) -> str:
    """The moment or day in local time; empty where the text is neither."""
    try:
        day = parse_date(text)
        moment = None if day else parse_datetime(text)
    except ValueError:
        return ""
    if day:
        return format_day(day)
    if moment is None:
        return ""
    return format_moment(moment if timezone.is_aware(moment) else timezone.make_aware(moment))


def _list_phases(
    before: list[Any] | None, after: list[Any] | None
) -> Iterator[tuple[str, str, str]]:
    """The phases that moved, came or went."""
    old, new = ({row[0]: row for row in rows or ()} for rows in (before, after))
    for code in dict.fromkeys([*old, *new]):
        pair = old.get(code), new.get(code)
        if pair[0] != pair[1]:
            stored = next(row[1] for row in pair if row)
            title = say(find_title(stored)) or stored
            yield title, _say_phase(pair[0]), _say_phase(pair[1])


def _say_phase(row: list[Any] | None) -> str:
    """From when until when."""
    if row is None:
        return NOTHING
    start, end = (
        datetime.fromtimestamp(float(each), timezone.get_current_timezone()) for each in row[3:5]
    )
    return f"{format_moment(start)} – {format_moment(end)}"


def _say_status(text: str) -> str:
    """The status of evidence, or what stands there."""
    return say_status(text) if text in EvidenceStatus.values else text


def _say_kind(text: str) -> str:
    """Of a visit, of what was recorded there, or of a paper."""
    words = {
        "lapangan": _("field check"),
        "daring": _("online check"),
        "answer": _("answer"),
        "photo": _("photo"),
        "staff": _("interview with staff"),
        "user": _("interview with a user"),
        "count": _("count"),
        "note": _("note"),
        "signature": _("signature"),
    }
    return words.get(text) or (str(KNOWN[text].title) if text in KNOWN else text)


def _say_decision(text: str) -> str:
    return dict(list_decisions()).get(text, text)


def _say_source(text: str) -> str:
    """What counts for the suffix of an opinion."""
    return {LEDGER: _("the ledger"), OWN: _("the answer entered by hand")}.get(text, text)


CODES: Mapping[str, Callable[[str], str]] = {
    "stage": get_stage_word,
    "role": get_role_word,
    "status": _say_status,
    "kind": _say_kind,
    "decision": _say_decision,
    "source": _say_source,
    "pack": lambda text: text[:SHOWN],
}


def _of_work() -> dict[str, str]:
    return {
        "agrees": _("agrees"),
        "assignments": _("assignments"),
        "chosen": _("level"),
        "decision": _("decision"),
        "extended_until": _("more time until"),
        "extension_letter": _("letter"),
        "kind": _("kind"),
        "level": _("level"),
        "official": _("official"),
        "planned_for": _("planned for"),
        "cancelled_at": _("cancelled"),
        "question": _("question"),
        "responses": _("responses"),
        "columns": _("columns read"),
        "revision": _("answer"),
        "round": _("returned so often"),
        "seat": _("evaluator"),
        "seed": _("seed of the draw"),
        "service": _("service"),
        "set_aside": _("forms set aside"),
        "set_aside_at": _("set aside"),
        "stage": _("stage"),
        "status": _("status"),
        "until": _("until"),
        **_of_steps(),
    }


def _of_steps() -> dict[str, str]:
    return {
        "done": _("what was done"),
        "item": _("element"),
        "obstacle": _("obstacle"),
        "outcome": _("what was found"),
        "progress": _("how far, per cent"),
        "proof": _("proof"),
        "quarter_start": _("quarter from"),
        "responsible": _("responsible"),
        "state": _("state"),
    }


def _of_documents() -> dict[str, str]:
    return {
        "address": _("address of the link"),
        "bad": _("could not be read"),
        "code": _("code"),
        "conflict": _("beside a newer answer"),
        "content": _("content"),
        "entered": _("what was entered"),
        "decree": _("decree"),
        "document": _("document"),
        "n": _("version"),
        "number": _("number"),
        "origin": _("made from"),
        "pack": _("offline pack"),
        "page": _("page"),
        "receipt": _("receipt"),
        "review_due": _("to be reviewed by"),
        "sha": _("file"),
        "sha256": _("file"),
        "signed_on": _("signed on"),
        "size": _("size"),
        "suggested": _("suggested"),
        "taken": _("taken in"),
        "title": _("title"),
        "valid_from": _("valid from"),
        "valid_to": _("valid until"),
    }


def _of_office() -> dict[str, str]:
    return {
        "bridges": _("bridges"),
        "logo": _("emblem"),
        "date": _("day"),
        "instrument": _("instrument"),
        "name": _("name"),
        "office": _("office"),
        "parent": _("belongs to"),
        "role": _("role"),
        "sessions": _("open log-ins"),
        "source": _("what counts for the suffix"),
        "unit": _("unit"),
        "user": _("person"),
        "users": _("users a year"),
        "population": _("users in the time of the survey"),
        "margin": _("margin of the required sample"),
        "excluded": _("response left out"),
        "closed": _("closed"),
    }
