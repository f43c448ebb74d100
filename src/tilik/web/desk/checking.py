"""Checking documents by indicator: the list of indicators, and one of them across all units."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tilik.core.errors import NotFound
from tilik.records.models import RoundUnit
from tilik.records.models.seat import Role
from tilik.records.queries.checking import Tally, list_checked, tally_checks
from tilik.records.queries.documents import ItemText
from tilik.web.desk.batches import keep
from tilik.web.desk.boards import (
    STAGES,
    describe,
    describe_open,
    find_stage,
    list_stage_tabs,
    sit_down,
)
from tilik.web.desk.rooms import Room, enter
from tilik.web.presenters.texts import say

PAGE = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one indicator, or one unit, is checked."""

    code: str
    title: str
    url: str
    done: int
    total: int
    with_unit: int = 0
    back: int = 0


def show_checks(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the checking is, by indicator and by unit."""
    room = enter(request, pk, "checks")
    word = request.GET.get("tahap") or find_stage(room)
    if word not in STAGES:
        raise NotFound("form-not-found", found=word)
    members = [
        row
        for row in room.round.round_units.select_related("unit")
        if room.may("finding.write", row.unit)
    ]
    if not members and not room.rights.may_in_part("finding.write", room.round):
        room.require("finding.write")
    seats = {row.unit_id: _find_seat(room, row) for row in members}
    is_own = any(seats.values())
    units = [row.unit_id for row in members]
    tally = tally_checks(room.round, STAGES[word], units, seats if is_own else None)
    asked = list_checked(members)
    indicators = _list_indicators(room, tally, asked, word)
    page = Paginator(members, PAGE).get_page(request.GET.get("halaman"))
    context = {
        "round": room.round,
        "indicators": indicators,
        "page": page,
        "units": [_make_unit(room, row, tally, len(asked[row.unit_id]), word) for row in page],
        "n_done": sum(each.done for each in indicators),
        "n": sum(each.total for each in indicators),
        "n_back": sum(each.back for each in indicators),
        "first": next((each for each in indicators if each.done < each.total), None),
        "is_own": is_own,
        "may_assign": room.may("round.manage"),
        "stages": list_stage_tabs(request.path, word),
    }
    return render(request, "tilik/desk/checks.html", context)


def show_check(request: HttpRequest, pk: int, form: str, item: str) -> HttpResponse:
    """The indicator of all units; with `unit` one of them opened; posted, what was kept."""
    room = enter(request, pk, "checks")
    board = sit_down(request, room, form, item)
    if request.method == "POST":
        return keep(request, board)
    if request.headers.get("HX-Request") and "unit" in request.GET:
        return render(request, "tilik/desk/check_open.html", describe_open(board, request))
    return render(request, "tilik/desk/check.html", describe(request, board))


def _find_seat(room: Room, row: RoundUnit) -> int | None:
    """The seat the person checks the unit from."""
    seat = room.rights.get_seat(Role.EVALUATOR, round=room.round, unit=row.unit)
    return seat.pk if seat else None


def _list_indicators(
    room: Room, tally: Tally, asked: Mapping[int, tuple[ItemText, ...]], word: str
) -> list[Progress]:
    """Every indicator some unit is checked by, in the order of the forms."""
    totals: dict[tuple[str, str], int] = {}
    for items in asked.values():
        for item in items:
            totals[item.form, item.code] = totals.get((item.form, item.code), 0) + 1
    made = []
    for form in room.round.instrument_version.document["forms"]:
        for raw in form["items"]:
            key = (str(form["code"]), str(raw["code"]))
            if key in totals:
                url = reverse("tilik:check_item", args=[room.round.pk, *key])
                done, total = tally.done.get(key, 0), totals[key]
                counts = (tally.with_unit.get(key, 0), tally.back.get(key, 0))
                title = say(raw["title"])
                made.append(
                    Progress(key[1], title, f"{url}?tahap={word}", min(done, total), total, *counts)
                )
    return made


def _make_unit(room: Room, row: RoundUnit, tally: Tally, total: int, word: str) -> Progress:
    """How far one unit is."""
    url = reverse("tilik:verify", args=[room.round.pk, row.unit.code])
    done = min(tally.by_unit.get(row.unit_id, 0), total)
    return Progress(row.unit.code, row.name, f"{url}?tahap={word}", done, total)
