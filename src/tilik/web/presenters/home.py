"""The home of a round: the finding, the units and what each of them waits for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.records.queries.rounds import UnitProgress, list_furthest
from tilik.web.numbers import format_number, format_signed
from tilik.web.presenters.outcome import Shown
from tilik.web.presenters.reminders import say_deadline
from tilik.web.presenters.texts import say
from tilik.web.presenters.worth import Worth
from tilik.web.svg.ladder import Standing
from tilik.web.svg.signs import Reading


@dataclass(frozen=True, slots=True)
class Check:
    """How far evaluators are with one unit at one stage."""

    done: int
    total: int

    @property
    def is_done(self) -> bool:
        """Whether everything was looked at."""
        return self.total > 0 and self.done >= self.total


class Checked(NamedTuple):
    """How far evaluators are in words, and whether they have looked at everything."""

    words: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """The respondents of one form so far, and the fewest it needs."""

    form: str
    n: int
    minimum: int

    @property
    def is_short(self) -> bool:
        """Whether too few have answered."""
        return self.n < self.minimum


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the table."""

    code: str
    name: str
    progress: UnitProgress
    state: str
    deadline: str
    checks: Mapping[str, Check]
    surveys: tuple[Survey, ...]
    shown: Shown | None = None
    readings: list[Reading] = field(default_factory=list)
    holding: str = ""
    missing: str = ""

    @property
    def is_late(self) -> bool:
        """Whether its time has run out and its claim was not sent."""
        return self.progress.is_late

    @property
    def is_approved(self) -> bool:
        """Whether the head of the unit approved every form: each then has a receipt."""
        sheets = [form.sheet for form in self.progress.forms]
        return bool(sheets) and all(sheet and sheet.approved_at for sheet in sheets)

    @property
    def checked(self) -> Checked:
        """How far evaluators are, at the last stage they have begun."""
        words = {"field": _("field"), "desk": _("documents")}
        for stage, word in words.items():
            check = self.checks[stage]
            if check.done:
                text = word if check.is_done else f"{word} {check.done}/{check.total}"
                return Checked(text, check.is_done)
        return Checked(_("not yet"), False)


def get_index_name(document: Mapping[str, Any]) -> str:
    """The index by its short name where its title gives one in brackets, else by its title."""
    title = say(document["index"]["title"])
    short = re.search(r"\(([^()]+)\)\s*$", title)
    return short.group(1) if short else title


def make_heading(name: str, shown: Shown | None, standing: Standing | None, is_final: bool) -> str:
    """The finding of the round in one line."""
    if shown is None:
        return _("%(index)s: nothing has been computed yet") % {"index": name}
    facts = {"index": name, "finding": shown.finding}
    if not shown.is_known:
        return _("%(index)s: %(finding)s") % facts
    words = "%(index)s %(finding)s" if is_final else _("Provisional %(index)s %(finding)s")
    heading = words % facts
    if standing and standing.value is not None and standing.next_at is not None:
        gap = Fraction(str(standing.next_at)) - Fraction(str(standing.value))
        more = {"points": format_number(gap, standing.places), "grade": standing.next_letter}
        heading += _(", %(points)s to go to %(grade)s") % more
    return heading


def say_state(unit: UnitProgress) -> str:
    """Where the unit's claim stands."""
    sheets = [form.sheet for form in unit.forms]
    if unit.is_sent:
        is_approved = all(sheet and sheet.approved_at for sheet in sheets)
        return _("approved") if is_approved else _("waits for the head of unit")
    if unit.is_late:
        return say_late(unit)
    if not any(sheets):
        return _("not opened")
    if any(sheet and sheet.returned_reason for sheet in sheets):
        return _("returned")
    return _("being filled in")


def say_late(unit: UnitProgress) -> str:
    """How late the unit is, in its own working days."""
    days = -(unit.workdays or 0)
    words = ngettext("%(n)s working day late", "%(n)s working days late", days)
    return words % {"n": days} if days else _("late")


def say_holding(worth: Worth | None, titles: Mapping[str, Any], decimals: int) -> str:
    """The indicator that holds the value back, and what its top level would add."""
    if worth is None or not worth.reach:
        return ""
    number, words = worth.item.partition(":")[2], say(titles.get(worth.item))
    points = format_signed(worth.reach, decimals)
    return _("No. %(number)s %(title)s (%(points)s)") % {
        "number": number,
        "title": words,
        "points": points,
    }


def say_missing(n_open: int) -> str:
    """What keeps a unit's value from being known."""
    if n_open:
        return ngettext("%(n)s indicator is open", "%(n)s indicators are open", n_open) % {
            "n": n_open
        }
    return ""


def make_row(
    unit: UnitProgress, *, checks: Mapping[str, Check], surveys: tuple[Survey, ...]
) -> Row:
    """The row of a unit, its result still to be filled in."""
    return Row(
        code=unit.row.unit.code,
        name=unit.row.name,
        progress=unit,
        state=say_state(unit),
        deadline=say_deadline(unit.deadline),
        checks=checks,
        surveys=surveys,
    )


def sum_checks(unit: UnitProgress) -> Check:
    """How far the furthest evaluator of each form is; where services are checked, of each of them."""
    done = total = 0
    for form in {form.form: form for form in unit.forms}.values():
        sheets = [
            (each.sheet.service_id if each.sheet else None, each.answered)
            for each in unit.forms
            if each.form == form.form
        ]
        furthest = list_furthest(sheets)
        done, total = done + sum(furthest), total + form.total * len(furthest)
    return Check(done, total)
