"""Klarifikasi hasil sementara: every finding of a unit, its reply, the decision; the office's list."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from tilik.actions.clarification import agree_with_rest, decide, reply_to
from tilik.actions.recompute import note_change
from tilik.core.errors import NotFound, UserError
from tilik.records.models import RoundUnit, Sheet
from tilik.records.models.finding import Decision
from tilik.records.models.round import Stage
from tilik.records.queries.clarification import FindingState, count_states, list_states
from tilik.records.queries.rounds import find_deadline
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.clarification import (
    list_acts,
    make_card,
    make_lines,
    write_call,
)
from tilik.web.presenters.refusals import say_closed, say_refusal
from tilik.web.presenters.reminders import say_deadline

PAGE = 50


def show_overview(request: HttpRequest, pk: int) -> HttpResponse:
    """How far every unit is; who sees only the own unit goes on to it."""
    room = enter(request, pk, "clarify")
    if not room.may("round.read"):
        members = room.list_members()
        if len(members) == 1:
            return redirect("tilik:clarify_unit", pk, members[0].unit.code)
    room.require("round.read")
    counts = {each.row.unit_id: each for each in count_states(room.round)}
    rows = room.pick("result.read", [each.row for each in counts.values()])
    lines = make_lines([counts[row.unit_id] for row in rows])
    page = Paginator(lines, PAGE).get_page(request.GET.get("halaman"))
    until = max(
        (p.ends_at for p in room.round.phases.all() if p.stage == Stage.REPLY), default=None
    )
    calls = [
        (line.code, line.name, write_call(
            room.round, line.name, line.total - line.replied, until,
            request.build_absolute_uri(reverse("tilik:clarify_unit", args=[pk, line.code])),
        ))
        for line in page
        if line.replied < line.total
    ] if room.may("round.manage") else []  # fmt: skip
    context = {
        "round": room.round,
        "page": page,
        "calls": calls,
        "n_done": sum(line.is_done for line in lines),
        "n_waiting": sum(line.waiting for line in lines),
        "deadline": say_deadline(until),
    }
    return render(request, "tilik/desk/clarify.html", context)


def show_unit(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """Every finding of the unit with its reply and decision; sent, one of them is kept."""
    room = enter(request, pk, "clarify")
    row = find_member(room, unit)
    if request.method == "POST":
        return _act(request, room, row)
    return render(request, "tilik/desk/clarify_unit.html", _describe(request, room, row, {}))


def _describe(
    request: HttpRequest, room: Room, row: RoundUnit, typed: dict[int, dict[str, str]]
) -> dict[str, Any]:
    """What the page shows; `typed` is what could not be kept, by the finding."""
    row.round = room.round
    document = room.round.instrument_version.document
    cards = [
        make_card(document, n, state, typed.get(state.finding.pk))
        for n, state in enumerate(list_states(row))
    ]
    may_decide = room.may("clarification.decide", row.unit)
    if may_decide:
        cards.sort(key=lambda card: not card.waits)
    place = Sheet(round=room.round, unit=row.unit, stage=Stage.REPLY)
    closed = say_closed(place)
    is_of_unit = not room.may("round.manage")
    deadline = find_deadline(row, tuple(room.round.phases.all()), Stage.REPLY)
    return {
        "round": room.round,
        "row": row,
        "cards": cards,
        "closed": closed,
        "deadline": say_deadline(deadline),
        "may_reply": not closed and room.may("sheet.fill", row.unit),
        "is_of_unit": is_of_unit,
        "may_decide": may_decide,
        "acts": list_acts(),
        "n_open": sum(not card.is_replied for card in cards),
        "n_waiting": sum(card.waits for card in cards),
        "n_decided": sum(card.is_decided for card in cards),
        "page": request.POST.get("page") or uuid4(),
    }


def _act(request: HttpRequest, room: Room, row: RoundUnit) -> HttpResponse:
    """Back to the card with what was said kept; else the page with it still in its fields."""
    data, act = request.POST, request.POST.get("act", "")
    row.round = room.round
    if act == "agree-rest":
        return _agree_with_rest(request, room, row)
    states = list_states(row)
    wanted = data.get("finding", "")
    found = next((each for each in states if str(each.finding.pk) == wanted), None)
    if found is None or not _is_known(act, found):
        raise NotFound("finding-not-found", found=wanted)
    typed = {"reason": data.get("reason", "").strip(), "level": data.get("level", "")}
    try:
        _keep(request, found, act, typed)
    except UserError as error:
        room.require("clarification.decide" if act in Decision.values else "sheet.fill", row.unit)
        refused = {found.finding.pk: {**typed, "error": say_refusal(error)}}
        context = _describe(request, room, row, refused)
        return render(request, "tilik/desk/clarify_unit.html", context, status=409)
    note_change(round=room.round)
    url = reverse("tilik:clarify_unit", args=[room.round.pk, row.unit.code])
    return redirect(f"{url}#butir-{states.index(found)}")


def _is_known(act: str, found: FindingState) -> bool:
    """Whether such a thing can be said to the finding at all."""
    return act in ("agree", "object") or (act in Decision.values and found.reply is not None)


def _keep(request: HttpRequest, found: FindingState, act: str, typed: dict[str, str]) -> None:
    """Nothing; the reply or the decision is kept. Raises UserError."""
    by: Any = request.user
    if act in Decision.values and found.reply:
        decide(by=by, objection=found.reply, decision=act, **typed)
        return
    said = [request.POST.get("page", ""), found.finding.pk, act, typed["reason"]]
    reply_to(
        by=by,
        finding=found.finding,
        agrees=act == "agree",
        reason=typed["reason"] if act == "object" else "",
        client_uuid=uuid5(NAMESPACE_URL, json.dumps(said)),
    )


def _agree_with_rest(request: HttpRequest, room: Room, row: RoundUnit) -> HttpResponse:
    """Back to the page; the unit agrees with all it has not replied to."""
    uuid = read_uuid(request.POST.get("page", "")) or uuid4()
    try:
        n = agree_with_rest(by=request.user, row=row, client_uuid=uuid)  # type: ignore[arg-type]
    except UserError as error:
        room.require("sheet.fill", row.unit)
        messages.error(request, say_refusal(error))
    else:
        words = ngettext("Agreed with %(n)s finding.", "Agreed with %(n)s findings.", n)
        messages.success(request, words % {"n": n})
    return redirect("tilik:clarify_unit", room.round.pk, row.unit.code)
