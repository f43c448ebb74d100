"""Texts to copy as WhatsApp messages: who is late, what is missing, until when."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from tilik.records.models import Round
from tilik.records.queries.outlines import Open
from tilik.records.queries.rounds import UnitProgress
from tilik.web.numbers import format_clock, format_day

CAPITAL = ZoneInfo("Asia/Jakarta")
LANGUAGE = "id"


class Waiting(NamedTuple):
    """A unit that has not sent its form; without `what`, only who it is is told."""

    name: str
    deadline: datetime | None
    what: Open | None
    workdays: int | None = None


def say_deadline(at: datetime | None) -> str:
    """A deadline in local time and, where it differs, in the capital's; empty where there is none."""
    if at is None:
        return ""
    return _say_deadline(at, timezone.get_current_timezone_name(), get_language() or LANGUAGE)


@lru_cache(maxsize=256)
def _say_deadline(at: datetime, _zone: str, _language: str) -> str:
    """The deadline in the zone and language of the page: hundreds of units share one.

    Where the capital is still on the day before, its day is named too.
    """
    local, west = timezone.localtime(at), at.astimezone(CAPITAL)
    text = f"{format_day(at)} {format_clock(at)} {local:%Z}"
    if local.utcoffset() == west.utcoffset():
        return text
    clock = f"{west:%H.%M}" if format_clock(at).count(".") else f"{west:%H:%M}"
    day = "" if local.date() == west.date() else f"{format_day(west.date())} "
    return f"{text} = {day}{clock} {west:%Z}"


def write_reminder(
    round: Round, unit: UnitProgress, groups: Sequence[str], address: str, now: datetime
) -> str:
    """The message to one unit, in Indonesian whatever the page speaks."""
    with override(LANGUAGE):
        facts = {"unit": unit.row.name, "done": unit.answered, "total": unit.total}
        lines = [
            f"*{round.title}*",
            _(
                "To the officer of %(unit)s: the form is filled in for %(done)s of %(total)s questions."
            )
            % facts,
            *_say_what(unit, groups),
            *say_when(unit, now),
            _("Fill in here: %(address)s") % {"address": address},
            sign(round),
        ]
        return "\n".join(lines)


def write_round_up(
    round: Round,
    late: Sequence[Waiting],
    n_units: int,
    now: datetime,
) -> str:
    """The message to the group of all units: who has not sent its form, and what is missing.

    Of units that are not told of, only who they are: a list of hundreds is read by nobody.
    """
    with override(LANGUAGE):
        head = ngettext(
            "%(n)s of %(total)s unit has not sent its form:",
            "%(n)s of %(total)s units have not sent their form:",
            len(late),
        ) % {"n": len(late), "total": n_units}
        lines = [f"*{round.title}* – {format_day(now)} {format_clock(now)}", head]
        for n, unit in enumerate(late, 1):
            lines.append(f"{n}. {_say_unit(unit)}")
        ends = {unit.deadline for unit in late if unit.deadline}
        if len(ends) == 1:
            lines += _say_when(late[0].deadline, late[0].workdays, now)
        done = n_units - len(late)
        if done:
            lines.append(
                ngettext(
                    "Sent already: %(n)s unit. Thank you.",
                    "Sent already: %(n)s units. Thank you.",
                    done,
                )
                % {"n": done}
            )
        return "\n".join([*lines, sign(round)])


def _say_unit(unit: Waiting) -> str:
    """The unit and, where it is told, how far it is and what is missing."""
    if unit.what is None:
        return unit.name
    head = f"{unit.name}: {unit.what.answered}/{unit.what.total}"
    missing = _list_numbers(unit.what.groups)
    return f"{head} – {missing}" if missing else head


def _say_what(unit: UnitProgress, groups: Sequence[str]) -> list[str]:
    """What is missing, or that only sending is."""
    if groups:
        return [_("Still open: %(numbers)s.") % {"numbers": _list_numbers(groups)}]
    return [] if unit.is_sent else [_("All questions are answered; it only has to be sent.")]


def say_when(unit: UnitProgress, now: datetime) -> list[str]:
    """The deadline and the working days left; nothing where there is none."""
    return _say_when(unit.deadline, unit.workdays, now)


def _say_when(deadline: datetime | None, workdays: int | None, now: datetime) -> list[str]:
    if deadline is None:
        return []
    facts = {"at": say_deadline(deadline)}
    if now > deadline:
        return [_("The deadline was %(at)s.") % facts]
    if not workdays:
        return [_("Deadline: %(at)s.") % facts]
    left = ngettext("%(n)s working day left", "%(n)s working days left", workdays)
    return [_("Deadline: %(at)s (%(left)s).") % {**facts, "left": left % {"n": workdays}}]


def _list_numbers(groups: Sequence[str]) -> str:
    """The numbers of the indicators."""
    return _("No. %(numbers)s") % {"numbers": ", ".join(groups)} if groups else ""


def sign(round: Round) -> str:
    """Who a message is from."""
    government = round.government
    return f"– {government.bureau or government.name}"
