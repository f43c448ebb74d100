"""Ringkasan Pimpinan: one page on the screen and on paper, the same facts on both."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language

from tilik.records.queries.documents import list_titles
from tilik.records.queries.outlines import count_answered, list_outlines
from tilik.records.queries.oversight import count_open
from tilik.records.queries.published import list_figures
from tilik.records.queries.scores import find_earlier, get_whole, list_unit_results
from tilik.web.desk.kept import keep_outlook
from tilik.web.desk.rooms import Room, enter
from tilik.web.presenters.brief import Brief, Facts, list_named, make_brief
from tilik.web.reports.brief import make_pdf

SECTOR = "pendidikan"


def show_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The brief as a page."""
    room = enter(request, pk, "brief")
    context = {"round": room.round, "brief": _read(room), "now": timezone.now()}
    return render(request, "tilik/desk/brief.html", context)


def download_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The brief as a PDF of one page."""
    room = enter(request, pk, "brief")
    content = make_pdf(_read(room), get_language() or "id", timezone.now())
    name = f"ringkasan-{slugify(room.round.title)}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _read(room: Room) -> Brief:
    """The brief of the round. Raises PermissionDenied for who may not see all of it."""
    room.require("result.read")
    round, document = room.round, room.round.instrument_version.document
    outlines = list_outlines(round, timezone.now())
    members = [each.participant for each in outlines]
    sector = _choose_sector([member.sector for member in members if member.sector])
    outlook, earlier = keep_outlook(round, members), find_earlier(round)
    named = list_named(members, sector, outlook.movable)
    return make_brief(
        Facts(
            round=round,
            members=members,
            whole=get_whole(round),
            results=list_unit_results(round, of=named),
            outlook=outlook,
            outlines=outlines,
            answered=count_answered(round, outlines),
            earlier=earlier,
            earlier_whole=get_whole(earlier) if earlier else None,
            earlier_results=list_unit_results(earlier, of=named) if earlier else {},
            sector=sector,
            sector_result=get_whole(round, sector) if sector else None,
            published=list_figures(measure=str(document["measure"]), entity=round.government.name),
            titles=list_titles(document),
            oversight=count_open(round.government, timezone.localdate()),
        )
    )


def _choose_sector(sectors: list[str]) -> str:
    """Education where a unit belongs to it, else the sector of most units."""
    if SECTOR in sectors:
        return SECTOR
    return max(sorted(set(sectors)), key=sectors.count, default="")
