"""What evaluators returned to a unit: each with its remark and deadline, mended, sent again."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from tilik.actions.returns import is_over, resend_items
from tilik.core.errors import UserError
from tilik.records.models import ReturnNote, RoundUnit
from tilik.records.queries.returns import Returned, list_return_notes, list_returned
from tilik.web.desk.noticing import ask_for_mending, tell_returned
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.notices import Notice
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.reminders import say_deadline
from tilik.web.presenters.returns import Return, make_returns
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class Note:
    """What one evaluator wrote, until when, and whether that time is over."""

    remark: str
    until: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A returned indicator: where it is answered, where it is proved, what was written."""

    key: str
    code: str
    title: str
    url: str
    evidence_url: str
    notes: tuple[Note, ...]
    returns: tuple[Return, ...]

    @property
    def is_over(self) -> bool:
        """Whether there is no more time to mend it."""
        return all(note.is_over for note in self.notes)


def show_returned(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """The returned indicators, the nearest deadline first; sent, one of them or all go back."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    returned = list_returned(row)
    if request.method == "POST":
        room.require("sheet.fill", row.unit)
        return _resend(request, row, returned)
    notes = list_return_notes(row, Q(finding__isnull=False)) if returned else []
    lines = [_make_line(row, each, notes) for each in returned]
    context = {
        "round": room.round,
        "row": row,
        "lines": lines,
        "may_fill": room.may("sheet.fill", row.unit),
        "is_any_open": any(not line.is_over for line in lines),
        "notices": _list_notices(request, room, row, returned),
    }
    return render(request, "tilik/desk/returned.html", context)


def _list_notices(
    request: HttpRequest, room: Room, row: RoundUnit, returned: list[Returned]
) -> list[Notice]:
    """The message to the unit for who checks it; for the unit, one that asks for more time."""
    findings = [finding for each in returned for finding in each.findings]
    if room.may("finding.write", row.unit) or room.may("round.manage"):
        return tell_returned(request, room, row, findings)
    if not room.may("sheet.fill", row.unit):
        return []
    now = timezone.now()
    return ask_for_mending(room, row, [each for each in findings if is_over(each, now)])


def _make_line(row: RoundUnit, each: Returned, notes: list[ReturnNote]) -> Line:
    """The indicator as the unit sees it."""
    now, item = timezone.now(), each.item
    place = [row.round_id, row.unit.code]
    return Line(
        key=item.key,
        code=item.code,
        title=say(item.title),
        url=reverse("tilik:fill", args=[*place, each.form, each.group]),
        evidence_url=reverse("tilik:evidence_place", args=[*place, item.form, item.code]),
        notes=tuple(
            Note(one.return_reason, say_deadline(one.returned_until), is_over(one, now))
            for one in each.findings
        ),
        returns=make_returns(note for note in notes if note.finding in each.findings),
    )


def _resend(request: HttpRequest, row: RoundUnit, returned: list[Returned]) -> HttpResponse:
    """Back to the list; what was chosen is with the evaluator again."""
    key, now = request.POST.get("item", ""), timezone.now()
    findings = [
        finding
        for each in returned
        if key in ("", each.item.key)
        for finding in each.findings
        if key or not is_over(finding, now)
    ]
    try:
        sent = resend_items(by=request.user, findings=findings)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, say_refusal(error))
    else:
        words = ngettext("%(n)s item is sent again.", "%(n)s items are sent again.", len(sent))
        messages.success(request, words % {"n": len(sent)})
    return redirect("tilik:returned", row.round_id, row.unit.code)
