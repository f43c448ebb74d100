"""Units side by side: the league of a round, a sector, and official figures beside our own."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tilik.core.errors import NotFound
from tilik.records.models import PublishedFigure
from tilik.records.queries.documents import list_titles
from tilik.records.queries.published import list_figures, list_of_units
from tilik.records.queries.scores import find_earlier, get_whole, list_unit_results
from tilik.web.desk.kept import keep_places, keep_steps
from tilik.web.desk.rooms import Room, enter
from tilik.web.presenters import league, official
from tilik.web.presenters.outcome import show
from tilik.web.presenters.sector import make_sector

PAGE = 50


def show_league(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's units in order of their exact value, with the change since the round before."""
    room = enter(request, pk, "league")
    members = room.list_participants()
    document = room.round.instrument_version.document
    decimals, scale = int(document["rounding"]["decimals"]), document["index"]["scale"]
    standing = league.Standing({}, keep_places(room.round, decimals), {}, decimals)
    page = _turn(request, league.sort_members(members, standing))
    of, earlier = [member.unit_id for member in page], find_earlier(room.round)
    standing = replace(
        standing,
        results=list_unit_results(room.round, of=of),
        earlier=list_unit_results(earlier, of=of) if earlier else {},
    )
    context = {
        "round": room.round,
        "finding": league.make_finding(members, standing),
        "page": page,
        "rows": [league.make_row(member, standing) for member in page],
        "ends": [float(end) for end in scale],
        "earlier": earlier,
        "whole": _show(room),
        "may_see_sectors": room.may("result.read"),
    }
    return render(request, "tilik/desk/league.html", context)


def _turn(request: HttpRequest, rows: Sequence[object]) -> Page:  # type: ignore[type-arg]
    """The page of the rows that was asked for."""
    return Paginator(rows, PAGE).get_page(request.GET.get("halaman"))


def _show(room: Room) -> object:
    """What may be said of the government, for those who may see it."""
    whole = get_whole(room.round) if room.may("result.read") else None
    decimals = int(room.round.instrument_version.document["rounding"]["decimals"])
    return show(whole, decimals) if whole else None


def show_sector(request: HttpRequest, pk: int, sector: str) -> HttpResponse:
    """What a sector adds to the government and what one level is worth there."""
    room = enter(request, pk)
    room.require("result.read")
    members = room.list_participants()
    inside = [member for member in members if member.sector == sector]
    if not inside:
        raise NotFound("sector-not-found", found=sector)
    document, page = room.round.instrument_version.document, _turn(request, inside)
    found = make_sector(
        sector,
        get_whole(room.round, sector),
        inside,
        list_unit_results(room.round, of=[member.unit_id for member in page]),
        len(members),
        shown_members=list(page),
        steps=keep_steps(room.round, inside),
        decimals=int(document["rounding"]["decimals"]),
        titles=list_titles(document),
    )
    context = {
        "round": room.round,
        "sector": found,
        "page": page,
        "sectors": sorted({member.sector for member in members if member.sector}),
        "current": sector,
    }
    return render(request, "tilik/desk/sector.html", context)


def show_official(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published of the government and its units beside our own results."""
    room = enter(request, pk, "official")
    members = room.list_participants()
    document = room.round.instrument_version.document
    measure, government = str(document["measure"]), room.round.government
    of_units: dict[int, list[PublishedFigure]] = {}
    for figure in list_of_units(government, measure=measure):
        if figure.unit_id:
            of_units.setdefault(figure.unit_id, []).append(figure)
    page = _turn(request, members)
    of = {*of_units, *(member.unit_id for member in page)}
    known = official.Known(
        results=list_unit_results(room.round, of=sorted(of)),
        figures=of_units,
        decimals=int(document["rounding"]["decimals"]),
    )
    own = list_figures(measure=measure, entity=government.name)
    whole = known.make_row(government.name, "", get_whole(room.round), own)
    context = {
        "round": room.round,
        "finding": official.make_finding(whole, members, known),
        "page": page,
        "rows": [whole, *(known.make_unit_row(member) for member in page)],
    }
    return render(request, "tilik/desk/official.html", context)
