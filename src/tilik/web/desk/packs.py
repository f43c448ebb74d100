"""Offline packs: out for one unit or all of them, in again with a report line by line."""

import io
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from tilik.actions.pack_import import LATER, import_pack, look_at_cover
from tilik.actions.pack_reports import read_report
from tilik.actions.packs import make_pack, require_packing
from tilik.actions.partial import PACK, add_piece, add_whole, find, forget, get_offset
from tilik.core.errors import Conflict, NotFound, PermissionDenied, UserError
from tilik.records.models import RoundUnit
from tilik.records.queries.packs import find_import, list_moves
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.packs import (
    list_imports,
    make_report,
    make_units,
    say_pack_refusal,
    write_summary,
)


def show_packs(request: HttpRequest, pk: int) -> HttpResponse:
    """Every unit with its packs; a unit's own people go on to their unit. A pack sent is looked at."""
    room = enter(request, pk, "packs")
    if request.method == "POST":
        return _receive(request, room)
    if not room.may("round.manage"):
        return redirect("tilik:pack", pk, _find_own(room).unit.code)
    moves = list_moves(room.round)
    rows = [(each.unit_id, each.code, each.name) for each in room.list_participants()]
    names = {key: name for key, _code, name in rows}
    units = make_units(rows, moves)
    context = {
        "round": room.round,
        "units": units,
        "n_back": sum(unit.came is not None for unit in units),
        "imports": [
            (names.get(move.unit_id or 0), move, words) for move, words in list_imports(moves)
        ],
    }
    return render(request, "tilik/desk/packs.html", context)


def show_pack(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """The unit's pack to take along, the one that came in with what it would do, or did."""
    room = enter(request, pk, "packs")
    row = find_member(room, unit, "sheet.read")
    row.round = room.round
    by: Any = request.user
    require_packing(by, row)
    context: dict[str, Any] = {}
    is_applied = request.POST.get("act") == "apply"
    if uuid := _read_uuid(request):
        context = _look(request, row, uuid, apply=is_applied)
    elif request.method == "POST":
        context = {"refusal": say_pack_refusal(UserError("file-missing"))}
    elif asked := request.GET.get("laporan", ""):
        context = _recall(row, asked)
    moves = list_moves(room.round, row.unit)
    context |= {
        "round": room.round,
        "row": row,
        "out": [move for move in moves if not move.is_in],
        "imports": list_imports(moves),
        "may_manage": room.may("round.manage"),
    }
    return render(request, "tilik/desk/pack.html", context)


@require_POST
def send_pack(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """The unit's pack; that it went out is on its story."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    row.round = room.round
    name, content = make_pack(by=request.user, row=row)  # type: ignore[arg-type]
    return _send(content, name)


@require_POST
def send_all(request: HttpRequest, pk: int) -> HttpResponse:
    """The packs of all units in one zip, to hand out."""
    room = enter(request, pk)
    room.require("round.manage")
    out = io.BytesIO()
    rows = room.round.round_units.select_related("unit", "government")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for row in rows:
            row.round = room.round
            archive.writestr(*make_pack(by=request.user, row=row))  # type: ignore[arg-type]
    return _send(out.getvalue(), f"tilik-{slugify(room.round.title)}.zip")


def receive_piece(request: HttpRequest, pk: int, uuid: UUID) -> HttpResponse:
    """How much of the pack is here; after its last piece, where to look at what it does."""
    room = enter(request, pk)
    _require_any(room)
    by: Any = request.user
    if request.method != "POST":
        return JsonResponse({"offset": get_offset(by, uuid, PACK)})
    numbers = [request.headers.get(f"Upload-{name}", "") for name in ("Offset", "Length")]
    try:
        if not all(number.isdigit() and len(number) < 12 for number in numbers):
            raise UserError("file-missing")
        offset, length = map(int, numbers)
        held = add_piece(
            by=by, uuid=uuid, offset=offset, length=length, piece=request.body,
            most=settings.TILIK_PACK_BYTES, kind=PACK,
        )  # fmt: skip
        if held < length:
            return JsonResponse({"offset": held})
        return JsonResponse({"go": _find_page(room, find(by, uuid), uuid)})
    except Conflict as conflict:
        return JsonResponse({"offset": conflict.facts["offset"]}, status=409)
    except UserError as error:
        forget(by=by, uuid=uuid, kind=PACK)
        name = unquote(request.headers.get("Upload-Name", ""))[:200]
        return JsonResponse({"error": f"{name}: {say_pack_refusal(error)}"})


def _receive(request: HttpRequest, room: Room) -> HttpResponse:
    """On to what the pack sent would do, or back with why it was not taken."""
    _require_any(room)
    by: Any = request.user
    file, uuid = request.FILES.get("file"), uuid4()
    try:
        if not isinstance(file, UploadedFile) or file.file is None:
            raise UserError("file-missing")
        size, most = file.size or 0, settings.TILIK_PACK_BYTES
        path = add_whole(by=by, uuid=uuid, file=file.file, size=size, most=most)
        return redirect(_find_page(room, path, uuid))
    except UserError as error:
        forget(by=by, uuid=uuid, kind=PACK)
        messages.error(request, say_pack_refusal(error))
        return redirect("tilik:packs", room.round.pk)


def _find_page(room: Room, path: Path, uuid: UUID) -> str:
    """The page of the unit whose pack lies there. Raises UserError("pack-…")."""
    cover = look_at_cover(path)
    try:
        row = find_member(room, cover.get("Unit", ""), "sheet.fill")
    except (NotFound, PermissionDenied) as error:
        raise UserError("pack-foreign", unit=cover.get("Nama unit", "")) from error
    return f"{reverse('tilik:pack', args=[room.round.pk, row.unit.code])}?paket={uuid}"


def _look(request: HttpRequest, row: RoundUnit, uuid: UUID, *, apply: bool) -> dict[str, Any]:
    """What the pack does, or did, and the message to its unit; or why it is not taken."""
    by: Any = request.user
    try:
        report = import_pack(by=by, row=row, content=find(by, uuid), apply=apply)
    except PermissionDenied:
        raise
    except UserError as error:
        return {"refusal": say_pack_refusal(error, row)}
    is_done = apply and not report.count(LATER)
    if is_done:
        forget(by=by, uuid=uuid, kind=PACK)
    document = row.round.instrument_version.document
    return {
        "uuid": uuid,
        "report": make_report(report, document),
        "message": write_summary(row, report, document) if is_done else "",
    }


def _recall(row: RoundUnit, asked: str) -> dict[str, Any]:
    """What became of a pack that was brought in before, line by line. Raises NotFound."""
    stored = find_import(row, asked)
    if stored is None:
        raise NotFound("pack-report-not-found", found=asked)
    document = row.round.instrument_version.document
    return {"report": make_report(read_report(stored), document), "recalled": stored}


def _read_uuid(request: HttpRequest) -> UUID | None:
    """The number of the pack that was sent, or None."""
    said = request.POST.get("paket") or request.GET.get("paket") or ""
    try:
        return UUID(said)
    except ValueError:
        return None


def _find_own(room: Room) -> RoundUnit:
    """The first unit the person fills in for. Raises PermissionDenied, NotFound."""
    rows = room.round.round_units.select_related("unit")
    row = next((row for row in rows if room.may("sheet.fill", row.unit)), None)
    if row is None:
        room.require("round.manage")
        raise NotFound("unit-not-found")
    return row


def _require_any(room: Room) -> None:
    """Nothing. Raises PermissionDenied where the person fills in nothing of the period."""
    if not room.rights.may_in_part("sheet.fill", room.round):
        room.require("sheet.fill")


def _send(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)
