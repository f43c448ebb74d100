"""The calendar of a period: what may be written when; moved, and extended by letter."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilik.actions.rounds import extend_unit, set_phases, set_rules
from tilik.actions.training import open_training
from tilik.core.errors import UserError
from tilik.records.models import Phase, RoundUnit
from tilik.records.models.round import Scheme
from tilik.records.queries.checking import CheckRules, get_rules
from tilik.web.desk.noticing import tell_extended
from tilik.web.desk.rooms import Room, enter
from tilik.web.desk.schedule_forms import BasePhases, ExtensionForm, RulesForm, make_phases
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.reminders import say_deadline
from tilik.web.presenters.schedule import say_phase, say_stand


@dataclass(frozen=True, slots=True)
class Line:
    """A phase as it is read."""

    title: str
    starts: str
    ends: str
    stand: str
    is_running: bool


def show_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """The phases for everybody; the office moves them and gives single units more time."""
    room = enter(request, pk, "schedule")
    rows = _list_rows(room)
    if not rows:
        room.require("round.read")
    may_manage = room.may("round.manage")
    stored = list(room.round.phases.all())
    act = request.POST.get("act", "")
    if request.method == "POST":
        room.require("round.manage")
    phases = make_phases(request.POST if act == "phases" else None, stored)
    extension = ExtensionForm(
        request.POST if act == "extend" else None, rows=rows, initial=_suggest(request)
    )
    rules = RulesForm(
        request.POST if act == "rules" else None, initial=asdict(get_rules(room.round))
    )
    if (
        (act == "phases" and _move(request, room, phases))
        or (act == "extend" and _extend(request, extension))
        or (act == "rules" and _rule(request, room, rules))
    ):
        return redirect("tilik:schedule", pk)
    lines = [_make_line(phase, timezone.now()) for phase in stored]
    context = {
        "round": room.round,
        "lines": lines,
        "running": [line.title for line in lines if line.is_running],
        "extended": [(row, say_deadline(row.extended_until)) for row in rows if row.extended_until],
        "may_manage": may_manage,
        "notices": tell_extended(request, room, rows) if may_manage else [],
        "phases": phases,
        "form": extension,
        "rules": get_rules(room.round),
        "rules_form": rules,
        "is_mistaken": act == "phases",
        "may_train": may_manage and room.round.scheme != Scheme.TRAINING,
        "zone": f"{timezone.localtime():%Z}",
    }
    return render(request, "tilik/desk/schedule.html", context)


@require_POST
def open_practice(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the training space of the period; pressed twice it is opened once."""
    room = enter(request, pk)
    room.require("round.manage")
    made = open_training(by=request.user, round=room.round)  # type: ignore[arg-type]
    messages.success(
        request, _("The training space is open to the same units; nothing in it counts.")
    )
    return redirect("tilik:home", made.pk)


def _list_rows(room: Room) -> list[RoundUnit]:
    """The units the person may read of: all of them for the office."""
    rows = room.round.round_units.select_related("unit").order_by("unit__code")
    return [row for row in rows if room.may("round.read", row.unit)]


def _suggest(request: HttpRequest) -> dict[str, str]:
    """The unit a page before named."""
    return {"unit": request.GET.get("unit", "")}


def _move(request: HttpRequest, room: Room, phases: BasePhases) -> bool:
    """Whether the phases stand as they were sent."""
    if not phases.is_valid():
        return False
    try:
        set_phases(by=request.user, round=room.round, phases=phases.list_plans())  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, say_refusal(error))
        return False
    messages.success(request, _("The calendar is kept; it holds from now on."))
    return True


def _extend(request: HttpRequest, form: ExtensionForm) -> bool:
    """Whether the unit has more time now."""
    if not form.is_valid():
        return False
    values = form.cleaned_data
    row = form.rows[values["unit"]]
    extend_unit(
        by=request.user,  # type: ignore[arg-type]
        round_unit=row,
        until=values["until"],
        letter=values["letter"],
    )
    words = _("%(unit)s has time until %(at)s.")
    messages.success(request, words % {"unit": row.name, "at": say_deadline(values["until"])})
    return True


def _rule(request: HttpRequest, room: Room, form: RulesForm) -> bool:
    """Whether the period is checked so from now on."""
    if not form.is_valid():
        return False
    try:
        set_rules(by=request.user, round=room.round, rules=CheckRules(**form.cleaned_data))  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, say_refusal(error))
        return False
    messages.success(request, _("The period is checked so from now on."))
    return True


def _make_line(phase: Phase, now: datetime) -> Line:
    """The phase in words."""
    is_running = phase.starts_at <= now <= phase.ends_at
    return Line(
        title=say_phase(phase),
        starts=say_deadline(phase.starts_at),
        ends=say_deadline(phase.ends_at),
        stand=say_stand(phase, now),
        is_running=is_running,
    )
