"""Visits on the desk: picked or drawn by the coordinator, and what was brought back from each."""

import secrets
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.receiving import open_kept
from tilik.actions.visit_entries import erase_entry
from tilik.actions.visits import cancel_visit, close_visit, draw_visits, plan_visit
from tilik.core.errors import NotFound, UserError
from tilik.records.models import Sheet, Visit
from tilik.records.models.visit import VisitKind
from tilik.records.queries.documents import get_sort
from tilik.records.queries.findings import list_claims
from tilik.records.queries.visits import (
    count_found,
    get_entry,
    get_visit,
    list_entries,
    list_seen,
    list_visits,
)
from tilik.web.desk.noticing import tell_visits
from tilik.web.desk.rooms import Room, enter
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.visiting import (
    list_differences,
    make_brought,
    make_units,
    say_kind,
    say_units,
    say_visit,
)

KINDS = (VisitKind.FIELD, VisitKind.ONLINE)


def show_visits(request: HttpRequest, pk: int) -> HttpResponse:
    """All units of the round, the visits to them, and for the coordinator the ways to plan them."""
    room = enter(request, pk, "visits")
    may_plan = room.may("round.manage")
    if request.method == "POST":
        room.require("round.manage")
        return _plan(request, room)
    rows = room.list_members()
    if not may_plan:
        rows = room.pick("finding.write", rows)
    if not rows:
        room.require("finding.write")
    visits = list_visits(room.round)
    units = make_units(rows, visits, count_found(room.round))
    address = request.build_absolute_uri(reverse("tilik:field"))
    context = {
        "round": room.round,
        "units": units,
        "finding": say_units(units),
        "may_plan": may_plan,
        "notices": tell_visits(room, visits, rows),
        "kinds": [(str(kind), say_kind(kind)) for kind in KINDS],
        "seed": request.GET.get("kata", ""),
        "suggested_seed": secrets.token_hex(4),
        "address": address,
        "qr": segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True),
        "is_secure": request.is_secure() or request.get_host().startswith(("localhost", "127.")),
    }
    return render(request, "tilik/desk/visits.html", context)


def show_visit(request: HttpRequest, pk: int, uuid: UUID) -> HttpResponse:
    """One visit: where it differs from the claim, and everything that was brought back."""
    room = enter(request, pk, "visits")
    visit = _find(room, uuid)
    if request.method == "POST":
        return _act(request, room, visit)
    row = room.round.round_units.select_related("unit").get(unit=visit.unit)
    entries = list_entries(visit)
    place = Sheet(round=room.round, unit=visit.unit)
    claims = [
        claim for group in list_claims(place, get_sort(room.round, row)).values() for claim in group
    ]
    context = {
        "round": room.round,
        "visit": visit,
        "row": row,
        "kind": say_kind(visit.kind),
        "state": say_visit(visit, len(entries)),
        "brought": make_brought(entries),
        "n_answers": sum(entry.revision is not None for entry in entries),
        "differences": list_differences(
            room.round.instrument_version.document, claims, list_seen(visit)
        ),
        "may_erase": room.may("people.import"),
    }
    return render(request, "tilik/desk/visit.html", context)


def show_picture(request: HttpRequest, pk: int, uuid: UUID, entry: UUID) -> HttpResponse:
    """The picture of an entry. Raises NotFound for one that was erased."""
    room = enter(request, pk)
    found = get_entry(_find(room, uuid), entry)
    if found is None or not found.storage_key:
        raise NotFound("file-not-found")
    with open_kept(found.storage_key) as file:
        response = HttpResponse(file.read(), content_type=found.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _find(room: Room, uuid: UUID) -> Visit:
    """The visit of the round. Raises NotFound, PermissionDenied."""
    visit = get_visit(uuid)
    if visit is None or visit.round_id != room.round.pk:
        raise NotFound("visit-not-found")
    room.require("finding.write", visit.unit)
    visit.round = room.round
    return visit


def _plan(request: HttpRequest, room: Room) -> HttpResponse:
    """Back to the page; the units are planned, drawn, or a visit is cancelled."""
    data, by, round = request.POST, request.user, room.round
    kind, day = data.get("kind", VisitKind.FIELD), parse_date(data.get("day", "") or "-")
    try:
        if data.get("act") == "cancel":
            cancel_visit(by=by, visit=_find(room, UUID(data.get("visit", ""))))  # type: ignore[arg-type]
            messages.success(request, _("The visit is cancelled."))
        elif data.get("act") == "draw":
            number = data.get("number", "")
            drawn = draw_visits(
                by=by, round=round, kind=kind, planned_for=day,  # type: ignore[arg-type]
                number=int(number) if number.isdigit() else 0, seed=data.get("seed", ""),
            )  # fmt: skip
            names = ", ".join(visit.unit.name for visit in drawn)
            messages.success(request, _("Drawn: %(names)s") % {"names": names})
        else:
            chosen = round.round_units.filter(unit__code__in=data.getlist("unit"))
            for row in chosen.select_related("unit"):
                plan_visit(by=by, round=round, unit=row.unit, kind=kind, planned_for=day)  # type: ignore[arg-type]
            n = len(chosen)
            words = ngettext("%(n)s visit is planned.", "%(n)s visits are planned.", n)
            messages.success(request, words % {"n": n})
    except (UserError, ValueError) as error:
        text = say_refusal(error) if isinstance(error, UserError) else _("This cannot be read.")
        messages.error(request, text)
    return redirect("tilik:visits", round.pk)


def _act(request: HttpRequest, room: Room, visit: Visit) -> HttpResponse:
    """Back to the visit; it is closed, opened again, or an entry is erased."""
    act, by = request.POST.get("act", ""), request.user
    if act in ("close", "open"):
        close_visit(by=by, visit=visit, is_closed=act == "close")  # type: ignore[arg-type]
    elif act == "erase":
        uuid = read_uuid(request.POST.get("entry", ""))
        entry = get_entry(visit, uuid) if uuid else None
        if entry is None:
            raise NotFound("entry-not-found")
        erase_entry(by=by, entry=entry)  # type: ignore[arg-type]
        messages.success(request, _("The words and the picture are erased."))
    return redirect("tilik:visit", room.round.pk, visit.client_uuid)
