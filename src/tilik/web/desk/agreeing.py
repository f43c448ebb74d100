"""Where evaluators agree and differ, and the level that stands where they are far apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tilik.actions.agreeing import Agreeing, measure_agreement
from tilik.actions.findings import adjudicate
from tilik.actions.recompute import note_change
from tilik.core.errors import NotFound, UserError
from tilik.records.models import RoundUnit, Service
from tilik.records.queries.agreement import (
    Place,
    is_stepped,
    list_adjudications,
    list_apart,
    list_levels,
    list_settled,
    list_words,
)
from tilik.records.queries.checking import find_item_text, get_rules
from tilik.records.queries.documents import ItemText, list_titles
from tilik.records.queries.evidence import list_links
from tilik.web.desk.rooms import Room, enter, find_member, find_service
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.agreement import Line, make_measured, make_settled, make_side
from tilik.web.presenters.filling import list_choices
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.texts import say

PAGE = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """One indicator of a unit, or of one of its services."""

    row: RoundUnit
    text: ItemText
    service: Service | None


def show_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Agreement over all and by indicator, and what waits to be settled."""
    room = enter(request, pk, "checks")
    room.require("finding.decide")
    found = measure_agreement(round=room.round)
    lines = _list_lines(room, found)
    context = {
        "round": room.round,
        "whole": make_measured(found.whole),
        "found": found,
        "n_awaiting": len(found.awaiting),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("halaman")),
        "items": _list_items(room, found),
        "rules": get_rules(room.round),
    }
    return render(request, "tilik/desk/agreement.html", context)


def show_difference(
    request: HttpRequest, pk: int, unit: str, form: str, item: str, service: str = ""
) -> HttpResponse:
    """What each evaluator found of one indicator, side by side; sent, the level that stands."""
    room = enter(request, pk, "checks")
    row = find_member(room, unit, "finding.decide")
    row.round = room.round
    text = find_item_text(row, form, item)
    if text is None or not is_stepped(text.raw):
        raise NotFound("item-not-found", found=item)
    spot = Spot(row, text, find_service(row, service))
    if request.method == "POST":
        return _settle(request, room, spot)
    return render(request, "tilik/desk/difference.html", _describe(request, room, spot))


def _list_lines(room: Room, found: Agreeing) -> list[Line]:
    """The indicators on which evaluators are apart, those nobody settled first."""
    rows = {row.unit_id: row for row in room.round.round_units.select_related("unit")}
    titles = list_titles(room.round.instrument_version.document)
    services = _load_services(found.apart)
    lines = [
        Line(
            url=_make_url(room, rows[place.unit].unit.code, place, services),
            service=services[place.service].name if place.service else "",
            name=rows[place.unit].name,
            form=place.form,
            code=place.item,
            title=say(titles.get(f"{place.form}:{place.item}")),
            levels=" – ".join(str(level) for level in sorted(found.levels[place].values())),
            span=max(found.levels[place].values()) - min(found.levels[place].values()),
            is_settled=place in found.settled,
        )
        for place in found.apart
        if place.unit in rows
    ]
    return sorted(lines, key=lambda line: line.is_settled)


def _list_items(room: Room, found: Agreeing) -> list[tuple[str, str, Any]]:
    """Code, title and measure of each indicator that was rated twice, in the instrument's order."""
    titles = list_titles(room.round.instrument_version.document)
    return [
        (item, say(titles[f"{form}:{item}"]), make_measured(found.by_item[form, item]))
        for key in titles
        if ":" in key
        for form, _colon, item in [key.partition(":")]
        if (form, item) in found.by_item
    ]


def _load_services(places: Iterable[Place]) -> dict[int, Service]:
    """The services the places are of, by key, in one query; none where all are of whole units."""
    keys = {place.service for place in places if place.service}
    return Service.objects.in_bulk(keys) if keys else {}


def _make_url(room: Room, unit: str, place: Place, services: Mapping[int, Service]) -> str:
    """The address where the indicator is settled."""
    parts = [room.round.pk, unit, place.form, place.item]
    if not place.service:
        return reverse("tilik:difference", args=parts)
    return reverse("tilik:service_difference", args=[*parts, services[place.service].code])


def _describe(request: HttpRequest, room: Room, spot: Spot, error: str = "") -> dict[str, Any]:
    """What the page shows; what could not be kept stays in its fields."""
    row, text = spot.row, spot.text
    document, raw = room.round.instrument_version.document, text.raw
    settled = list_adjudications(row, text, spot.service)
    data = request.POST
    return {
        "round": room.round,
        "row": row,
        "item": text,
        "service": spot.service,
        "title": say(text.title),
        "sides": [make_side(document, raw, word) for word in list_words(row, text, spot.service)],
        "proofs": list_links(room.round, row.unit, text.form, text.code),
        "settled": make_settled(document, raw, settled),
        "choices": list_choices(document, raw, data.get("level", "")),
        "reason": data.get("reason", ""),
        "seen": settled[0].pk if settled else "",
        "page": data.get("page") or uuid4(),
        "error": error,
    }


def _settle(request: HttpRequest, room: Room, spot: Spot) -> HttpResponse:
    """On to the next indicator that waits; else the page with what was typed and what is wrong."""
    data = request.POST
    try:
        _keep(request, room, spot)
    except UserError as error:
        context = _describe(request, room, spot, say_refusal(error))
        return render(request, "tilik/desk/difference.html", context, status=409)
    note_change(round=room.round)
    words = _("No. %(item)s of %(unit)s is settled at level %(level)s.")
    name = spot.service.name if spot.service else spot.row.name
    facts = {"item": spot.text.code, "unit": name, "level": data["level"]}
    messages.success(request, words % facts)
    return _go_on(room)


def _keep(request: HttpRequest, room: Room, spot: Spot) -> None:
    """Nothing; the level stands. Raises UserError."""
    row, text = spot.row, spot.text
    data, document = request.POST, room.round.instrument_version.document
    uuid = read_uuid(data.get("page", "")) or uuid4()
    standing = next(iter(list_adjudications(row, text, spot.service)), None)
    if standing and str(standing.pk) != data.get("seen") and standing.client_uuid != uuid:
        raise UserError("settled-meanwhile")
    level = data.get("level", "")
    if level not in {choice.code for choice in list_choices(document, text.raw, "")}:
        raise UserError("level-missing")
    adjudicate(
        by=request.user,  # type: ignore[arg-type]
        round=room.round,
        unit=row.unit,
        service=spot.service,
        form=text.form,
        item=text.code,
        chosen=level,
        reason=data.get("reason", ""),
        client_uuid=uuid,
    )


def _go_on(room: Room) -> HttpResponse:
    """On to the next indicator that waits to be settled; without one, to the overview."""
    done = list_settled(room.round)
    waiting = [place for place in list_apart(list_levels(room.round)) if place not in done]
    codes = dict(room.round.round_units.values_list("unit", "unit__code"))
    following: Place | None = next((place for place in waiting if place.unit in codes), None)
    if following is None:
        return redirect("tilik:agreement", room.round.pk)
    services = _load_services([following])
    return redirect(_make_url(room, codes[following.unit], following, services))
