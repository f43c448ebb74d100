"""Units side by side: the league of a round, a sector, and official figures beside our own."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tilik.actions.ranks import rank_results
from tilik.core.errors import NotFound
from tilik.records.models import PublishedFigure
from tilik.records.queries.documents import list_titles
from tilik.records.queries.published import list_figures, list_of_units
from tilik.records.queries.scores import find_earlier, get_whole, list_unit_results
from tilik.web.desk.rooms import Room, enter
from tilik.web.presenters import league, official
from tilik.web.presenters.leaves import list_rated
from tilik.web.presenters.outcome import show
from tilik.web.presenters.sector import make_sector

PAGE = 50


def show_league(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's units in order of their exact value, with the change since the round before."""
    room = enter(request, pk, "league")
    members = room.list_members()
    room.require("result.read", members[0].unit if members else None)
    document = room.round.instrument_version.document
    decimals, scale = int(document["rounding"]["decimals"]), document["index"]["scale"]
    results, earlier = list_unit_results(room.round), find_earlier(room.round)
    places = rank_results(list(results.values()), decimals)
    standing = league.Standing(results, places, {}, decimals)
    page = _turn(request, league.sort_members(members, standing))
    if earlier:
        before = list_unit_results(earlier, of=[member.unit_id for member in page])
        standing = replace(standing, earlier=before)
    context = {
        "round": room.round,
        "finding": league.make_finding(members, standing),
        "page": page,
        "rows": [league.make_row(member, standing) for member in page],
        "ends": [float(end) for end in scale],
        "earlier": earlier,
        "whole": _show(room),
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
    rows = list(room.round.round_units.select_related("unit"))
    inside = [row for row in rows if row.sector == sector]
    if not inside:
        raise NotFound("sector-not-found", found=sector)
    document = room.round.instrument_version.document
    found = make_sector(
        sector,
        get_whole(room.round, sector),
        inside,
        list_unit_results(room.round, of=[row.unit_id for row in inside], with_trees=True),
        len(rows),
        document=document,
        titles=list_titles(document),
        rated=list_rated(document),
    )
    context = {
        "round": room.round,
        "sector": found,
        "page": _turn(request, found.units),
        "sectors": sorted({row.sector for row in rows if row.sector}),
        "current": sector,
    }
    return render(request, "tilik/desk/sector.html", context)


def show_official(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published of the government and its units beside our own results."""
    room = enter(request, pk, "official")
    members = room.list_members()
    room.require("result.read", members[0].unit if members else None)
    document = room.round.instrument_version.document
    measure, government = str(document["measure"]), room.round.government
    of_units: dict[int, list[PublishedFigure]] = {}
    for figure in list_of_units(government, measure=measure):
        if figure.unit_id:
            of_units.setdefault(figure.unit_id, []).append(figure)
    known = official.Known(
        results=list_unit_results(room.round),
        figures=of_units,
        decimals=int(document["rounding"]["decimals"]),
    )
    page = _turn(request, members)
    own = list_figures(measure=measure, entity=government.name)
    whole = known.make_row(government.name, "", get_whole(room.round), own)
    context = {
        "round": room.round,
        "finding": official.make_finding(whole, members, known),
        "page": page,
        "rows": [whole, *(known.make_unit_row(member) for member in page)],
    }
    return render(request, "tilik/desk/official.html", context)
