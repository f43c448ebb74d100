"""The one next act, by what the person may do and how far the round is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.sheets import is_replying
from tilik.records.queries.clarification import OPEN, count_waiting, list_states
from tilik.records.queries.outlines import Outline, count_answered, list_checked
from tilik.records.queries.progress import count_respondents, list_survey_forms
from tilik.web.desk.rooms import Room
from tilik.web.presenters.home import Row
from tilik.web.presenters.reminders import say_deadline


@dataclass(frozen=True, slots=True)
class Task:
    """What to do now: a sentence and where it is done."""

    body: str
    label: str
    url: str
    icon: str = "arrow-right"


def make_task(room: Room, units: Sequence[Outline]) -> Task | None:
    """The next act of somebody who sees the whole round."""
    pk = room.round.pk
    if room.may("round.manage"):
        return _find_office_task(room, units)
    if room.may("finding.write"):
        return _find_check(room, units) or _read_brief(pk)
    return _read_brief(pk)


def make_unit_task(room: Room, row: Row, groups: Sequence[str]) -> Task:
    """The next act of a unit's officer or head."""
    claim = reverse("tilik:claim", args=[room.round.pk, row.code])
    progress = row.progress
    if reply := _find_reply(room, row):
        return reply
    if progress.is_sent:
        return _find_sent_task(room, row, claim)
    if progress.is_late:
        body = _("The time is over and the form was not sent. Ask your coordinator for more time.")
        return Task(body, _("Look at the form"), claim)
    if not groups:
        body = _("Every question is answered. Send the form to the head of the unit.")
        return Task(body, _("To sending"), claim)
    form = progress.forms[0].form
    url = claim
    if any(each.sheet for each in progress.forms):
        url = reverse("tilik:fill", args=[room.round.pk, row.code, form, groups[0]])
    body = ngettext(
        "%(n)s indicator is still open: No. %(numbers)s.",
        "%(n)s indicators are still open: No. %(numbers)s.",
        len(groups),
    ) % {"n": len(groups), "numbers": ", ".join(groups)}
    return Task(body, _("Go on with No. %(number)s") % {"number": groups[0]}, url)


def _find_sent_task(room: Room, row: Row, claim: str) -> Task:
    is_approved = all(form.sheet and form.sheet.approved_at for form in row.progress.forms)
    if not is_approved and room.may("sheet.approve", row.progress.row.unit):
        return Task(_("The form waits for your approval."), _("Read and approve"), claim)
    if not is_approved:
        return Task(_("Sent; it waits for the head of the unit."), _("Look at the form"), claim)
    scores = reverse("tilik:scores", args=[room.round.pk, row.code])
    return Task(_("Sent and approved. Nothing is asked of you now."), _("See the score"), scores)


def _find_office_task(room: Room, units: Sequence[Outline]) -> Task | None:
    """What the office does next: remind, have approved, have checked, publish."""
    pk = room.round.pk
    if not units:
        return Task(_("No unit takes part yet."), _("Units"), reverse("tilik:manage_units"))
    waiting = [unit for unit in units if not unit.is_sent]
    if waiting and not is_replying(room.round):
        return _remind(room, waiting)
    return (
        _find_objections(room)
        or _find_check(room, units)
        or _find_short(room, units)
        or _read_brief(pk)
    )


def _find_reply(room: Room, row: Row) -> Task | None:
    """The findings the unit has not replied to, while the clarification runs."""
    if not is_replying(room.round):
        return None
    n = sum(state.state == OPEN for state in list_states(row.progress.row))
    if not n:
        return None
    body = ngettext(
        "%(n)s finding waits for your reply: agree, or object with new evidence.",
        "%(n)s findings wait for your reply: agree, or object with new evidence.",
        n,
    ) % {"n": n}
    url = reverse("tilik:clarify_unit", args=[room.round.pk, row.code])
    return Task(body, _("To the findings"), url)


def _find_objections(room: Room) -> Task | None:
    """The objections nobody has decided."""
    n = count_waiting(room.round)
    if not n:
        return None
    body = ngettext(
        "%(n)s objection waits for a decision.", "%(n)s objections wait for a decision.", n
    ) % {"n": n}
    return Task(body, _("Decide"), reverse("tilik:clarify", args=[room.round.pk]))


def _remind(room: Room, waiting: Sequence[Outline]) -> Task:
    if len(waiting) == 1:
        unit = waiting[0]
        done, total = count_answered(room.round, waiting)[unit.unit_id]
        facts = {
            "unit": unit.name,
            "done": done,
            "total": total,
            "deadline": say_deadline(unit.deadline) or "–",
        }
        body = _(
            "%(unit)s has not sent its form: %(done)s of %(total)s answered (deadline %(deadline)s)."
        )
        return Task(body % facts, _("Copy the WhatsApp message"), "#pesan", "copy")
    late = sum(unit.is_late for unit in waiting)
    body = ngettext(
        "%(n)s units have not sent their form, %(late)s of them is late.",
        "%(n)s units have not sent their form, %(late)s of them are late.",
        late,
    ) % {"n": len(waiting), "late": late}
    return Task(body, _("Copy the WhatsApp message"), "#pesan", "copy")


def _find_check(room: Room, units: Sequence[Outline]) -> Task | None:
    """The first unit no evaluator has looked at whole."""
    if not room.may("finding.write"):
        return None
    checked = list_checked(room.round, units)
    unchecked = [unit for unit in units if unit.unit_id not in checked]
    if not unchecked:
        return None
    unit = max(unchecked, key=lambda each: each.is_sent)
    body = ngettext(
        "%(n)s unit is not wholly checked; next is %(unit)s.",
        "%(n)s units are not wholly checked; next is %(unit)s.",
        len(unchecked),
    ) % {"n": len(unchecked), "unit": unit.name}
    url = reverse("tilik:verify", args=[room.round.pk, unit.code])
    return Task(body, _("Check"), url)


def _find_short(room: Room, units: Sequence[Outline]) -> Task | None:
    """The units with too few respondents, where anybody has."""
    counts, document = count_respondents(room.round), room.round.instrument_version.document
    short = [
        unit.name
        for unit in units
        if any(
            counts.get((unit.unit_id, form), 0) < least
            for form, least in list_survey_forms(document, unit.channel)
        )
    ]
    if not short:
        return None
    body = ngettext(
        "%(n)s unit has too few respondents: %(names)s.",
        "%(n)s units have too few respondents: %(names)s.",
        len(short),
    ) % {"n": len(short), "names": ", ".join(short)}
    return Task(body, _("To the units"), "#unit")


def _read_brief(pk: int) -> Task:
    body = _("Where we stand, how sure it is and what comes next, on one page.")
    return Task(body, _("Open the leader's brief"), reverse("tilik:brief", args=[pk]), "file-text")
