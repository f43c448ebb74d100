"""The one next act, by what the person may do and how far the round is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.sheets import is_replying
from tilik.records.queries.clarification import OPEN, count_states, list_states
from tilik.web.desk.rooms import Room
from tilik.web.presenters.home import Row


@dataclass(frozen=True, slots=True)
class Task:
    """What to do now: a sentence and where it is done."""

    body: str
    label: str
    url: str
    icon: str = "arrow-right"


def make_task(room: Room, rows: Sequence[Row]) -> Task | None:
    """The next act of somebody who sees the whole round."""
    pk = room.round.pk
    if room.may("round.manage"):
        return _find_office_task(room, rows)
    if room.may("finding.write"):
        return _find_check(room, rows) or _read_brief(pk)
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


def _find_office_task(room: Room, rows: Sequence[Row]) -> Task | None:
    """What the office does next: remind, have approved, have checked, publish."""
    pk = room.round.pk
    if not rows:
        return Task(_("No unit takes part yet."), _("Units"), reverse("tilik:manage_units"))
    waiting = [row for row in rows if not row.progress.is_sent]
    if waiting and not is_replying(room.round):
        return _remind(waiting)
    return (
        _find_objections(room)
        or _find_check(room, rows)
        or _find_short(pk, rows)
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
    n = sum(unit.waiting for unit in count_states(room.round))
    if not n:
        return None
    body = ngettext(
        "%(n)s objection waits for a decision.", "%(n)s objections wait for a decision.", n
    ) % {"n": n}
    return Task(body, _("Decide"), reverse("tilik:clarify", args=[room.round.pk]))


def _remind(waiting: Sequence[Row]) -> Task:
    late = [row for row in waiting if row.is_late]
    if len(waiting) == 1:
        row = waiting[0]
        facts = {
            "unit": row.name,
            "done": row.progress.answered,
            "total": row.progress.total,
            "deadline": row.deadline or "–",
        }
        body = _(
            "%(unit)s has not sent its form: %(done)s of %(total)s answered (deadline %(deadline)s)."
        )
        return Task(body % facts, _("Copy the WhatsApp message"), "#pesan", "copy")
    body = ngettext(
        "%(n)s units have not sent their form, %(late)s of them is late.",
        "%(n)s units have not sent their form, %(late)s of them are late.",
        len(late),
    ) % {"n": len(waiting), "late": len(late)}
    return Task(body, _("Copy the WhatsApp message"), "#pesan", "copy")


def _find_check(room: Room, rows: Sequence[Row]) -> Task | None:
    """The first unit no evaluator has looked at whole."""
    open_rows = [row for row in rows if not row.is_checked]
    if not open_rows or not room.may("finding.write"):
        return None
    row = max(open_rows, key=lambda each: each.progress.is_sent)
    body = ngettext(
        "%(n)s unit is not wholly checked; next is %(unit)s.",
        "%(n)s units are not wholly checked; next is %(unit)s.",
        len(open_rows),
    ) % {"n": len(open_rows), "unit": row.name}
    url = reverse("tilik:verify", args=[room.round.pk, row.code])
    return Task(body, _("Check"), url)


def _find_short(pk: int, rows: Sequence[Row]) -> Task | None:
    short = [row.name for row in rows if any(survey.is_short for survey in row.surveys)]
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
