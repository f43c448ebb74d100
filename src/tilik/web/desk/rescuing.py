"""The last nights before a deadline: who has not sent, what is missing, what hangs on it."""

from collections.abc import Sequence
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from tilik.actions.rescue import list_rescues
from tilik.records.queries.outlines import Open, list_outlines
from tilik.records.queries.progress import list_open_groups
from tilik.records.queries.rounds import UnitProgress, get_overview
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.reminders import LANGUAGE, Waiting, write_round_up
from tilik.web.presenters.rescue import Card, draw_round, draw_unit, make_card, write_rescue
from tilik.web.reports.typeset import make_png

PAGE = 4  # each with all it can still save: a hundredth of a second


def show_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """The units that have not sent, late ones first; a unit's own people go on to their unit."""
    room = enter(request, pk, "deadline")
    if not room.may("round.read"):
        rows = room.list_members()
        if not rows:
            room.require("round.read")
        return redirect("tilik:rescue", pk, rows[0].unit.code)
    now = timezone.now()
    waiting, n_units = _list_waiting(room, now)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("halaman"))
    with override(LANGUAGE):
        groups = list_open_groups(room.round, [unit.row for unit in waiting])
        late = [_tell(unit, groups[unit.row.unit_id]) for unit in waiting]
        round_up = write_round_up(room.round, late, n_units, now) if waiting else ""
    cards = _make_cards(request, room, list(page.object_list), now)
    context = {
        "round": room.round,
        "page": page,
        "cards": cards,
        "n_waiting": len(waiting),
        "n_late": sum(unit.is_late for unit in waiting),
        "n_units": n_units,
        "round_up": round_up,
        "may_manage": room.may("round.manage"),
    }
    return render(request, "tilik/desk/deadline.html", context)


def _tell(unit: UnitProgress, groups: list[str]) -> Waiting:
    """The unit as the message to all tells of it."""
    what = Open(unit.answered, unit.total, groups)
    return Waiting(unit.row.name, unit.deadline, what, unit.workdays)


def show_unit(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """One unit: every indicator with something missing, worth most first."""
    room = enter(request, pk, "deadline")
    now = timezone.now()
    progress = _find_unit(room, unit, now)
    ((card, message),) = _make_cards(request, room, [progress], now)
    context = {
        "round": room.round,
        "card": card,
        "message": message,
        "may_fill": room.may("sheet.fill", progress.row.unit) and not progress.is_sent,
        "has_sheet": any(form.sheet for form in progress.forms),
        "may_manage": room.may("round.manage"),
    }
    return render(request, "tilik/desk/rescue.html", context)


def draw_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture for the group of all units."""
    room = enter(request, pk)
    room.require("round.read")
    waiting, n_units = _list_waiting(room, timezone.now())
    with override(LANGUAGE):
        data = draw_round(room.round, waiting, n_units)
        return _send(make_png("card", data), "tilik-tenggat")


def draw_progress(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """The picture of one unit's progress."""
    room = enter(request, pk)
    now = timezone.now()
    progress = _find_unit(room, unit, now)
    rescues = list_rescues(round=room.round, rows=[progress.row])
    with override(LANGUAGE):
        card = make_card(room.round, progress, rescues[progress.row.unit_id], now)
        return _send(make_png("card", draw_unit(room.round, card)), f"tilik-tenggat-{unit}")


def _list_waiting(room: Room, now: datetime) -> tuple[list[UnitProgress], int]:
    """The units that have not sent, late ones first, then those that miss most; and how many
    units there are.
    """
    outlines = list_outlines(room.round, now)
    unsent = [unit.unit_id for unit in outlines if not unit.is_sent]
    waiting = get_overview(room.round, now, of=unsent).units
    return sorted(waiting, key=lambda unit: (not unit.is_late, -unit.missing)), len(outlines)


def _find_unit(room: Room, code: str, now: datetime) -> UnitProgress:
    """The progress of a unit the person may see. Raises NotFound, PermissionDenied."""
    row = find_member(room, code, "sheet.read")
    (found,) = get_overview(room.round, now, of=[row.unit_id]).units
    found.row.round = room.round
    return found


def _make_cards(
    request: HttpRequest, room: Room, units: Sequence[UnitProgress], now: datetime
) -> list[tuple[Card, str]]:
    """Each unit with its message to copy."""
    for unit in units:
        unit.row.round = room.round
    rescues = list_rescues(round=room.round, rows=[unit.row for unit in units])
    made = []
    for unit in units:
        rescue = rescues[unit.row.unit_id]
        card = make_card(room.round, unit, rescue, now)
        spoken = card
        if get_language() != LANGUAGE:
            with override(LANGUAGE):
                spoken = make_card(room.round, unit, rescue, now)
        place = reverse("tilik:claim", args=[room.round.pk, card.code])
        address = request.build_absolute_uri(place)
        made.append((card, write_rescue(room.round, spoken, address)))
    return made


def _send(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.png"'}
    return HttpResponse(content, content_type="image/png", headers=headers)
