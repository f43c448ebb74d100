"""A file sent in pieces, so that a bad link costs one piece and not the whole file."""

from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from tilik.actions.documents import Place, offer_file, require_offering
from tilik.actions.partial import add_piece, forget, get_offset, take
from tilik.core.errors import Conflict, PermissionDenied, UserError
from tilik.records.queries.evidence import find_claim_form
from tilik.web.desk.evidence import find_place, render_slot
from tilik.web.desk.rooms import enter
from tilik.web.presenters.refusals import say_refusal


def receive_piece(
    request: HttpRequest, pk: int, unit: str, form: str, item: str, uuid: UUID
) -> HttpResponse:
    """How much of the file is here; after its last piece, the proof as it stands then."""
    room = enter(request, pk)
    slot = request.GET.get("slot", "")
    place, raw = find_place(room, unit, form, item, slot)
    room.require("sheet.fill", place.row.unit, find_claim_form(place.row, form, item))
    by: Any = request.user
    if request.method != "POST":
        return JsonResponse({"offset": get_offset(by, uuid)})
    try:
        require_offering(by, place)
        is_whole, offset = _add(request, by, uuid)
    except PermissionDenied:
        raise
    except Conflict as conflict:
        return JsonResponse({"offset": conflict.facts["offset"]}, status=409)
    except UserError as error:
        forget(by=by, uuid=uuid)
        return render_slot(request, room, place, raw, (_say(request, error),))
    if not is_whole:
        return JsonResponse({"offset": offset})
    return render_slot(request, room, place, raw, _offer(request, by, place, uuid))


def _add(request: HttpRequest, by: Any, uuid: UUID) -> tuple[bool, int]:
    """Whether the file is whole now, and how much of it is here. Raises UserError, Conflict."""
    numbers = [request.headers.get(f"Upload-{name}", "") for name in ("Offset", "Length")]
    if not all(number.isdigit() and len(number) < 12 for number in numbers):
        raise UserError("file-missing")
    offset, length = map(int, numbers)
    held = add_piece(by=by, uuid=uuid, offset=offset, length=length, piece=request.body)
    return held == length, held


def _offer(request: HttpRequest, by: Any, place: Place, uuid: UUID) -> tuple[str, ...]:
    """Why the whole file was not taken; empty where it was. Its pieces are gone either way."""
    try:
        file = take(by=by, uuid=uuid, name=_read_name(request))
        offer_file(by=by, place=place, file=file, client_uuid=uuid)
    except UserError as error:
        return (_say(request, error),)
    finally:
        forget(by=by, uuid=uuid)
    return ()


def _say(request: HttpRequest, error: UserError) -> str:
    return f"{_read_name(request)}: {say_refusal(error)}"


def _read_name(request: HttpRequest) -> str:
    """The name of the file, as its sender wrote it."""
    return unquote(request.headers.get("Upload-Name", ""))[:500]
