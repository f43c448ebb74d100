"""The freezes of a period: made, opened again, downloaded, checked."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tilik.actions.freeze_work import is_at_work, request_check, request_freeze
from tilik.actions.freezing import find_obstacle, reopen_round
from tilik.core.errors import NotFound, UserError
from tilik.records.queries.freezes import (
    find_check,
    find_job,
    get_freeze,
    get_standing,
    list_freezes,
)
from tilik.web.desk.rooms import Room, enter
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.freezing import (
    make_check,
    make_name,
    make_steps,
    make_version,
    make_work,
)
from tilik.web.presenters.refusals import say_refusal


def show_freezes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version with its fingerprint; what stands against freezing; a check on demand."""
    room = enter(request, pk, "freezes")
    room.require("round.read")
    if request.method == "POST":
        room.require("round.read" if request.POST.get("act") == "check" else "round.freeze")
        return _act(request, room)
    return render(request, "tilik/desk/freezes.html", _describe(request, room))


def download_freeze(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """The file of one version, byte for byte as it was sealed."""
    room = enter(request, pk)
    room.require("sheet.read")
    frozen = get_freeze(room.round, n)
    if frozen is None:
        raise NotFound("freeze-not-found", found=n)
    headers = {"Content-Disposition": f'attachment; filename="{make_name(n)}"'}
    content = bytes(frozen.canonical)
    return HttpResponse(content, content_type="application/json", headers=headers)


def _describe(request: HttpRequest, room: Room, error: str = "") -> dict[str, object]:
    """What the page shows."""
    versions = [make_version(each) for each in list_freezes(room.round)]
    obstacle = find_obstacle(room.round)
    standing = get_standing(room.round)
    job = None if standing else find_job(room.round)
    check = find_check(room.round) if versions else None
    return {
        "round": room.round,
        "versions": versions,
        "standing": make_version(standing) if standing else None,
        "obstacle": say_refusal(obstacle) if obstacle and not standing else "",
        "may_freeze": room.may("round.freeze"),
        "work": make_work(job, is_at_work(job)),
        "check": make_check(check, is_at_work(check), versions[0].n) if versions else None,
        "steps": make_steps(versions),
        "reason": request.POST.get("reason", ""),
        "error": error,
        "page": request.POST.get("page") or uuid4(),
    }


def _act(request: HttpRequest, room: Room) -> HttpResponse:
    """Back to the page with the round frozen, open again or being checked; else why it is not."""
    act, name = request.POST.get("act", ""), {"by": request.user, "round": room.round}
    uuid = read_uuid(request.POST.get("page", "")) or uuid4()
    try:
        if act == "freeze":
            request_freeze(**name, client_uuid=uuid)  # type: ignore[arg-type]
        elif act == "reopen":
            reason = request.POST.get("reason", "")
            reopen_round(**name, reason=reason, client_uuid=uuid)  # type: ignore[arg-type]
            messages.success(request, _("The period is open again."))
        elif act == "check":
            request_check(**name, client_uuid=uuid)  # type: ignore[arg-type]
            return redirect(f"{request.path}#pemeriksaan")
        else:
            raise NotFound("act-not-found", found=act)
    except NotFound:
        raise
    except UserError as error:
        context = _describe(request, room, say_refusal(error))
        return render(request, "tilik/desk/freezes.html", context, status=409)
    return redirect("tilik:freezes", room.round.pk)
