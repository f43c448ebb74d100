"""Units side by side: the league of a round, a sector, and official figures beside our own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tilik.actions.ranks import rank_results
from tilik.core.errors import NotFound
from tilik.records.models import PublishedFigure
from tilik.records.queries.documents import list_titles
from tilik.records.queries.published import list_figures, list_of_units
from tilik.records.queries.scores import find_earlier, get_whole, list_unit_results
from tilik.web.desk.rooms import Room, enter
from tilik.web.presenters.league import make_league
from tilik.web.presenters.leaves import list_rated
from tilik.web.presenters.official import compare
from tilik.web.presenters.outcome import show
from tilik.web.presenters.sector import make_sector


def show_league(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's units in order of their exact value, with the change since the round before."""
    room = enter(request, pk, "league")
    members = room.list_members()
    room.require("result.read", members[0].unit if members else None)
    document = room.round.instrument_version.document
    results = list_unit_results(room.round)
    earlier = find_earlier(room.round)
    places = rank_results(list(results.values()), int(document["rounding"]["decimals"]))
    league = make_league(
        members,
        results,
        places,
        list_unit_results(earlier) if earlier else {},
        decimals=int(document["rounding"]["decimals"]),
        scale=document["index"]["scale"],
    )
    context = {"round": room.round, "league": league, "earlier": earlier, "whole": _show(room)}
    return render(request, "tilik/desk/league.html", context)


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
    context = {
        "round": room.round,
        "sector": make_sector(
            sector,
            get_whole(room.round, sector),
            inside,
            list_unit_results(room.round, with_trees=True),
            len(rows),
            document=document,
            titles=list_titles(document),
            rated=list_rated(document),
        ),
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
    comparison = compare(
        government.name,
        get_whole(room.round),
        list_figures(measure=measure, entity=government.name),
        members,
        list_unit_results(room.round),
        of_units,
        int(document["rounding"]["decimals"]),
    )
    context = {"round": room.round, "comparison": comparison, "measure": measure}
    return render(request, "tilik/desk/official.html", context)
