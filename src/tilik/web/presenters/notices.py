"""Texts to copy as WhatsApp messages about one act: a return, more time, a visit, a product due."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from tilik.records.models import OversightProduct, Round
from tilik.records.models.visit import VisitKind
from tilik.web.numbers import format_day
from tilik.web.presenters.oversight import make_line
from tilik.web.presenters.reminders import LANGUAGE, say_deadline, sign

LONGEST = 200
"""So many signs of what the Ombudsman asks stand in a message; the page shows all of it."""


class Notice(NamedTuple):
    """A message to copy: its address on the page, whom it is for, its words in Indonesian."""

    key: str
    label: str
    text: str


class Matter(NamedTuple):
    """What a message is about: what it is, what is said of it, until when."""

    what: str
    remark: str = ""
    until: datetime | None = None


def write_return(round: Round, unit: str, matters: Sequence[Matter], address: str) -> str:
    """The message to a unit: what came back to it, why, until when, and where it is mended."""
    with override(LANGUAGE):
        head = _("To the officer of %(unit)s: please mend and send again:") % {"unit": unit}
        mend = _("Mend it here: %(address)s") % {"address": address}
        return _compose(round, head, *_list_matters(matters), mend)


def write_extension(round: Round, unit: str, until: datetime, letter: str, address: str) -> str:
    """The message to a unit that was given more time by letter."""
    with override(LANGUAGE):
        facts = {"unit": unit, "at": say_deadline(until)}
        return _compose(
            round,
            _("To the officer of %(unit)s: you have more time for the form, until %(at)s.") % facts,
            _("By letter: %(letter)s.") % {"letter": letter},
            _("Fill in here: %(address)s") % {"address": address},
        )


def write_visit(round: Round, unit: str, kind: str, day: date | None) -> str:
    """The message to a unit that is going to be visited, there or online."""
    with override(LANGUAGE):
        is_online = kind == VisitKind.ONLINE
        when = _("the day follows")
        if day is not None:
            when = f"{date_format(day, 'l')}, {format_day(day)}"
        head = _("To the head of %(unit)s: field check at your unit: %(when)s.")
        wanted = _("Please have the one in charge of the service there and the originals at hand.")
        if is_online:
            head = _("To the head of %(unit)s: check by video call: %(when)s.")
            wanted = _(
                "Please have the one in charge of the service and a phone with camera ready."
            )
        ask = _("If the day does not suit you, please tell us before it.")
        return _compose(round, head % {"unit": unit, "when": when}, wanted, ask)


def write_product(round: Round, product: OversightProduct, today: date, address: str) -> str:
    """The message to whom the Ombudsman asks something of: until when, what, how far it is."""
    with override(LANGUAGE):
        line = make_line(product, today)
        due = format_day(line.due) if line.due else _("no deadline")
        when = f" ({line.when})" if line.due else ""
        asked = " ".join(line.subject.split())
        if len(asked) > LONGEST:
            asked = f"{asked[: LONGEST - 1].rstrip()}…"
        return _compose(
            round,
            _("To: %(unit)s") % {"unit": line.unit},
            _("Product of the Ombudsman: %(kind)s %(number)s")
            % {"kind": line.kind, "number": line.number},
            _("What is asked: %(asked)s") % {"asked": asked},
            _("Due: %(due)s") % {"due": f"{due}{when}"},
            _("State: %(state)s") % {"state": line.state},
            _("Please tell us what was done, with its proof. Read it here: %(address)s")
            % {"address": address},
        )


def write_plea(round: Round, unit: str, matters: Sequence[Matter]) -> str:
    """The message of a unit that asks the office for more time; it fills in day and reason."""
    with override(LANGUAGE):
        facts = {"unit": unit, "office": sign(round).removeprefix("– ")}
        lines = (
            *_begin(round),
            _("To %(office)s: %(unit)s asks for more time for:") % facts,
            *_list_matters(matters),
            _("Until: … (day and hour)"),
            _("Because: …"),
            _("The letter of the head of the unit follows: number …, date …"),
            _("– The officer of %(unit)s") % facts,
        )
        return "\n".join(lines)


def say_filled(title: str, done: int, total: int) -> str:
    """A form and how far it is filled in, in Indonesian."""
    with override(LANGUAGE):
        return _("%(title)s (%(done)s of %(total)s indicators filled in)") % {
            "title": title, "done": done, "total": total,
        }  # fmt: skip


def _list_matters(matters: Sequence[Matter]) -> list[str]:
    """A line for each, numbered where there are several, and one for its deadline."""
    lines = []
    for n, each in enumerate(matters, 1):
        number = f"{n}. " if len(matters) > 1 else ""
        remark = " ".join(each.remark.split())
        lines.append(number + ": ".join(filter(None, (each.what, remark))))
        if each.until:
            lines.append(_("Deadline: %(at)s.") % {"at": say_deadline(each.until)})
    return lines


def _compose(round: Round, *lines: str) -> str:
    """The lines of the office with the period above and who it is from below."""
    return "\n".join((*_begin(round), *lines, sign(round)))


def _begin(round: Round) -> list[str]:
    """What every message begins with; example data say so first."""
    mark = [_("EXAMPLE DATA – NOT AN OFFICIAL RESULT")] if round.is_example else []
    return [*mark, f"*{round.title}*"]
