"""Texts to copy as WhatsApp messages: who is late, what is missing, until when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from tilik.records.models import Round
from tilik.records.queries.rounds import UnitProgress
from tilik.web.numbers import format_clock, format_day

CAPITAL = ZoneInfo("Asia/Jakarta")
LANGUAGE = "id"


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
    late: Sequence[UnitProgress],
    groups: Mapping[int, Sequence[str]],
    n_units: int,
    now: datetime,
) -> str:
    """The message to the group of all units: who has not sent its form, and what is missing."""
    with override(LANGUAGE):
        head = ngettext(
            "%(n)s of %(total)s unit has not sent its form:",
            "%(n)s of %(total)s units have not sent their form:",
            len(late),
        ) % {"n": len(late), "total": n_units}
        lines = [f"*{round.title}* – {format_day(now)} {format_clock(now)}", head]
        for n, unit in enumerate(late, 1):
            missing = _list_numbers(groups.get(unit.row.unit_id, ()))
            lines.append(
                f"{n}. {unit.row.name}: {unit.answered}/{unit.total}"
                + (f" – {missing}" if missing else "")
            )
        ends = {unit.deadline for unit in late if unit.deadline}
        if len(ends) == 1:
            lines += say_when(late[0], now)
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


def _say_what(unit: UnitProgress, groups: Sequence[str]) -> list[str]:
    """What is missing, or that only sending is."""
    if groups:
        return [_("Still open: %(numbers)s.") % {"numbers": _list_numbers(groups)}]
    return [] if unit.is_sent else [_("All questions are answered; it only has to be sent.")]


def say_when(unit: UnitProgress, now: datetime) -> list[str]:
    """The deadline and the working days left; nothing where there is none."""
    if unit.deadline is None:
        return []
    facts = {"at": say_deadline(unit.deadline)}
    if now > unit.deadline:
        return [_("The deadline was %(at)s.") % facts]
    if not unit.workdays:
        return [_("Deadline: %(at)s.") % facts]
    left = ngettext("%(n)s working day left", "%(n)s working days left", unit.workdays)
    return [_("Deadline: %(at)s (%(left)s).") % {**facts, "left": left % {"n": unit.workdays}}]


def _list_numbers(groups: Sequence[str]) -> str:
    """The numbers of the indicators."""
    return _("No. %(numbers)s") % {"numbers": ", ".join(groups)} if groups else ""


def sign(round: Round) -> str:
    """Who a message is from."""
    government = round.government
    return f"– {government.bureau or government.name}"
