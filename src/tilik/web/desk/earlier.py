"""Bawa bukti tahun lalu: what the unit's other periods offer, brought along with one click."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tilik.actions.documents import Place
from tilik.records.models import RoundUnit
from tilik.records.queries.earlier import Offer, list_offers
from tilik.records.queries.evidence import find_claim_form, list_documents
from tilik.web.desk.offering import Taken, take_documents, tell
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.earlier import group_offers


def show_earlier(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """All that other periods offer, by indicator; what still holds is ticked already."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    row.round = room.round  # so that its instrument is read once
    offers = list_offers(room.round, list_documents(row.unit), timezone.localdate())
    if request.method == "POST":
        tell(request, bring(request, room, row, offers))
        return redirect("tilik:earlier", room.round.pk, row.unit.code)
    document = room.round.instrument_version.document
    context = {
        "round": room.round,
        "row": row,
        "groups": group_offers(offers, document, room.round),
        "n_holding": sum(bool(offer.holds) for offer in offers),
        "n_offers": len(offers),
        "may_fill": room.may("sheet.fill", row.unit, _find_form(row, offers)),
    }
    return render(request, "tilik/desk/earlier.html", context)


def bring(request: HttpRequest, room: Room, row: RoundUnit, offers: list[Offer]) -> Taken:
    """What became of the offers that were ticked. Raises PermissionDenied."""
    room.require("sheet.fill", row.unit, _find_form(row, offers))
    chosen = set(request.POST.getlist("offer"))
    by: Any = request.user
    return take_documents(
        by,
        [
            (Place(row, offer.form, offer.item, offer.slot), offer.document)
            for offer in offers
            if offer.key in chosen
        ],
    )


def _find_form(row: RoundUnit, offers: list[Offer]) -> str:
    """The claim form the first offer stands behind; empty where there is none."""
    return next((find_claim_form(row, offer.form, offer.item) for offer in offers), "")
