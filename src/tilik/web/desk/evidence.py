"""Evidence of one indicator, and the dossier of a unit: every document and where it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tilik.actions.documents import Place, require_open
from tilik.actions.pinning import drop_link, find_pin, pin_link
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import Document, EvidenceLink
from tilik.records.queries.documents import find_form
from tilik.records.queries.doubts import find_doubts
from tilik.records.queries.earlier import list_offers
from tilik.records.queries.evidence import (
    find_claim_form,
    find_item,
    list_documents,
    list_links,
    list_pins,
    pick_links,
)
from tilik.web.desk.earlier import bring
from tilik.web.desk.offering import take_documents, take_files, tell
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.dossier import make_entries
from tilik.web.presenters.doubts import say_doubts
from tilik.web.presenters.earlier import Choice, group_offers
from tilik.web.presenters.evidence import Slot, make_slots
from tilik.web.presenters.pins import make_pins
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.texts import say


def show_dossier(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """All documents of the unit, where each counts, and which are soon over."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    entries = make_entries(list_documents(row.unit), room.round, timezone.localdate())
    soon = [entry for entry in entries if entry.is_soon_over]
    may_fill = room.may("sheet.fill", row.unit)
    context = {
        "round": room.round, "row": row, "entries": entries, "soon": soon, "may_fill": may_fill,
    }  # fmt: skip
    return render(request, "tilik/desk/dossier.html", context)


def show_place(request: HttpRequest, pk: int, unit: str, form: str, item: str) -> HttpResponse:
    """The proofs of one indicator: what stands, and every way of adding to it."""
    room = enter(request, pk)
    place, raw = find_place(room, unit, form, item)
    if request.method == "POST":
        return _add(request, room, place, raw)
    context = _describe_place(request, room, place, raw)
    return render(request, "tilik/desk/evidence_place.html", context)


def _describe_place(
    request: HttpRequest, room: Room, place: Place, raw: Mapping[str, Any]
) -> dict[str, object]:
    """What the page of one indicator's proofs shows."""
    row, form, item = place.row, place.form, place.item
    refusal = _find_refusal(room, place, raw)
    document = room.round.instrument_version.document
    documents = list_documents(row.unit)
    links = pick_links(documents, room.round, form, item)
    offered = {link.document_id for link in links}
    entries = make_entries(documents, room.round, timezone.localdate())
    return {
        "round": room.round,
        "row": row,
        "form": form,
        "form_title": say(find_form(document, form).get("title")) or form,
        "item": item,
        "title": say(raw["title"]),
        "slots": list_place_slots(room, place, raw, links, may_fill=not refusal),
        "others": [entry for entry in entries if entry.pk not in offered],
        "earlier": _list_earlier(room, place, documents),
        "may_fill": not refusal,
        "closed": "" if isinstance(refusal, PermissionDenied | None) else say_refusal(refusal),
        "takes_links": settings.TILIK_LINKS,
    }


def find_place(
    room: Room, unit: str, form: str, item: str, slot: str = ""
) -> tuple[Place, Mapping[str, Any]]:
    """The place and what the instrument says of its item. Raises NotFound, PermissionDenied."""
    row = find_member(room, unit, "sheet.read")
    row.round = room.round  # so that its instrument is read once
    row.government = room.round.government
    raw = find_item(room.round.instrument_version.document, form, item)
    if raw is None:
        raise NotFound("item-not-found", found=item)
    return Place(row, form, item, slot), raw


def list_place_slots(
    room: Room,
    place: Place,
    raw: Mapping[str, Any],
    links: Sequence[EvidenceLink],
    *,
    may_fill: bool,
) -> list[Slot]:
    """The proofs of an indicator as they stand; `links` are all that stand there."""
    asks = room.may("finding.write", place.row.unit, place.form)
    doubts = say_doubts(find_doubts(links, room.round, place.row.unit)) if asks else {}
    pins = make_pins(list_pins(room.round, place.row.unit, place.form, place.item))
    return make_slots(raw, links, room.round, may_fill=may_fill, doubts=doubts, pins=pins)


def _list_earlier(room: Room, place: Place, documents: Iterable[Document]) -> list[Choice]:
    """What other periods offer for the indicator."""
    key = place.form, place.item
    offers = list_offers(room.round, documents, timezone.localdate(), key)
    groups = group_offers(offers, room.round.instrument_version.document, room.round)
    return [choice for group in groups for choice in group.choices]


def _find_refusal(room: Room, place: Place, raw: Mapping[str, Any]) -> UserError | None:
    """Why nothing can be added; None where something can."""
    form = find_claim_form(place.row, place.form, place.item)
    slots = raw.get("evidence") or ({"code": ""},)
    places = [replace(place, slot=str(slot["code"])) for slot in slots]
    try:
        room.require("sheet.fill", place.row.unit, form)
        require_open(*places)
    except UserError as error:
        return error
    return None


def _add(request: HttpRequest, room: Room, place: Place, raw: Mapping[str, Any]) -> HttpResponse:
    """The files and documents taken in; then the page again, or the proof alone where asked."""
    by, slot = request.user, request.POST.get("slot", "")
    here = Place(place.row, place.form, place.item, slot)
    form = find_claim_form(place.row, place.form, place.item)
    room.require("sheet.fill", place.row.unit, form)
    act = request.POST.get("act")
    if act == "bring":
        key = place.form, place.item
        documents = list_documents(place.row.unit)
        offers = list_offers(room.round, documents, timezone.localdate(), key)
        taken = bring(request, room, place.row, offers)
    elif act == "pin" or {"again", "drop"} & request.POST.keys():
        return _follow(request, room, here, raw)
    elif act == "choose":
        chosen = {int(pk) for pk in request.POST.getlist("document") if pk.isdigit()}
        documents = [each for each in list_documents(place.row.unit) if each.pk in chosen]
        taken = take_documents(by, [(here, each) for each in documents])  # type: ignore[arg-type]
    else:
        taken = take_files(by, here, request.FILES.getlist("file"))  # type: ignore[arg-type]
    if request.headers.get("HX-Request"):
        return render_slot(request, room, here, raw, taken.refused)
    tell(request, taken)
    row = place.row
    return redirect("tilik:evidence_place", room.round.pk, row.unit.code, place.form, place.item)


def _follow(request: HttpRequest, room: Room, here: Place, raw: Mapping[str, Any]) -> HttpResponse:
    """A link noted or taken away, then the page again; with what was typed where it was refused."""
    by: Any = request.user
    address, dropped = request.POST.get("address", ""), _read_pk(request, "drop")
    try:
        if "drop" in request.POST:
            drop_link(by=by, place=here, pk=dropped)
            messages.success(request, _("The link is taken away."))
        else:
            if "again" in request.POST:
                address = find_pin(here, _read_pk(request, "again")).address
            pin_link(by=by, place=here, address=address, client_uuid=uuid4())
            messages.success(request, _("The link is noted; what it leads to is fetched now."))
    except (PermissionDenied, NotFound):
        raise
    except UserError as error:
        wrong = {"slot": here.slot, "address": address[:1000], "words": say_refusal(error)}
        context = _describe_place(request, room, here, raw) | {"wrong": wrong}
        return render(request, "tilik/desk/evidence_place.html", context, status=400)
    row = here.row
    return redirect("tilik:evidence_place", room.round.pk, row.unit.code, here.form, here.item)


def _read_pk(request: HttpRequest, name: str) -> int:
    """The number a button carries; 0 where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdigit() and len(text) < 19 else 0


def render_slot(
    request: HttpRequest,
    room: Room,
    place: Place,
    raw: Mapping[str, Any],
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    """One proof as it stands now, with what was refused."""
    links = list_links(room.round, place.row.unit, place.form, place.item)
    slots = list_place_slots(room, place, raw, links, may_fill=True)
    slot = next((each for each in slots if each.code == place.slot), None)
    if slot is None:
        raise NotFound("slot-not-found", found=place.slot)
    context = {
        "round": room.round, "row": place.row, "item_form": place.form, "item": place.item,
        "slot": slot, "refused": refused,
        "in_form": request.headers.get("Upload-Form") == "1",
    }  # fmt: skip
    return render(request, "tilik/components/evidence_slot.html", context)
