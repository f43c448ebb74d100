"""One piece of evidence: looked at, described, renewed, withdrawn, accepted or returned."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tilik.actions.documents import (
    Facts,
    Place,
    add_version,
    decide_evidence,
    describe_evidence,
    require_offering,
    withdraw_evidence,
)
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import EvidenceLink, RoundUnit
from tilik.records.models.document import EvidenceStatus
from tilik.records.queries.doubts import find_doubts
from tilik.records.queries.evidence import (
    find_claim_form,
    find_item,
    get_current,
    get_link,
    list_places,
)
from tilik.records.queries.returns import list_return_notes
from tilik.web.desk.noticing import tell_proof
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.dossier import make_stands
from tilik.web.presenters.doubts import say_doubts
from tilik.web.presenters.evidence import (
    Paper,
    Version,
    list_history,
    make_paper,
    make_version,
    make_view,
)
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.returns import make_returns
from tilik.web.presenters.texts import say

Typed = dict[str, str]
FIELDS = ("title", "number", "signed_on", "valid_from", "valid_to", "page")


def show_evidence(request: HttpRequest, pk: int, unit: str, link: int) -> HttpResponse:
    """The document, what is said of it, its history, and what the person may do with it."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    found = _find(room, row, link)
    if request.method == "POST":
        return _act(request, room, row, found)
    return render(request, "tilik/desk/evidence.html", _describe(request, room, row, found))


def _find(room: Room, row: RoundUnit, pk: int) -> EvidenceLink:
    """The evidence. Raises NotFound."""
    found = get_link(room.round, row.unit, pk)
    if found is None:
        raise NotFound("evidence-not-found")
    found.round = room.round  # so that its instrument is read once
    return found


def _describe(
    request: HttpRequest, room: Room, row: RoundUnit, link: EvidenceLink, typed: Typed | None = None
) -> dict[str, object]:
    """What the page shows; `typed` is what was entered but not kept."""
    raw = find_item(room.round.instrument_version.document, link.form, link.item) or {}
    slots = {str(slot["code"]): say(slot["title"]) for slot in raw.get("evidence", ())}
    paper = _make_paper(room, row, link)
    version, page = _pick_version(request, link), request.GET.get("halaman", "")
    asked = int(page) if page.isdigit() and len(page) < 6 else paper.view.page
    decides = room.may("finding.write", row.unit, link.form)
    is_back = decides and link.status == EvidenceStatus.RETURNED
    return {
        "round": room.round,
        "row": row,
        "link": link,
        "item_title": say(raw.get("title")),
        "slot_title": slots.get(link.slot, ""),
        "paper": paper,
        "view": make_view(version, asked),
        "fields": typed or _read_fields(link),
        "history": list_history(link.document),
        "returns": make_returns(list_return_notes(row, Q(evidence=link))),
        "stands": make_stands(list_places(link.document), room.round),
        "may_fill": _may_offer(request, row, link),
        "decides": decides,
        "notices": [tell_proof(request, room, row, link)] if is_back else [],
    }


def _make_paper(room: Room, row: RoundUnit, link: EvidenceLink) -> Paper:
    """The paper; with what there is to ask about it for who checks it."""
    doubts: Mapping[int, tuple[str, ...]] = {}
    if room.may("finding.write", row.unit, link.form):
        doubts = say_doubts(find_doubts([link], room.round, row.unit))
    return make_paper(link, room.round, doubts.get(link.pk, ()))


def _pick_version(request: HttpRequest, link: EvidenceLink) -> Version:
    """The version asked for, else the newest."""
    asked = request.GET.get("versi", "")
    versions = {str(version.pk): version for version in link.document.versions.all()}
    return make_version(versions.get(asked) or get_current(link.document))


def _read_fields(link: EvidenceLink) -> Typed:
    """What stands, as the fields of the form hold it."""
    document = link.document
    values: dict[str, Any] = {name: getattr(document, name) for name in FIELDS[:-1]}
    return {name: str(value or "") for name, value in {**values, "page": link.page}.items()}


def _may_offer(request: HttpRequest, row: RoundUnit, link: EvidenceLink) -> bool:
    row.round = link.round
    try:
        require_offering(request.user, Place(row, link.form, link.item, link.slot))  # type: ignore[arg-type]
    except UserError:
        return False
    return True


def _act(request: HttpRequest, room: Room, row: RoundUnit, link: EvidenceLink) -> HttpResponse:
    """What was asked for is done; then back, or the same page with what could not be kept."""
    act = request.POST.get("act", "")
    if not room.may("sheet.fill", row.unit, _get_claim_form(row, link)):
        room.require("finding.write", row.unit, link.form)
    try:
        done = _do(request, link, act)
    except PermissionDenied:
        raise
    except UserError as error:
        return _refuse(request, room, row, link, say_refusal(error))
    if request.headers.get("HX-Request"):
        return _render_paper(request, room, row, _find(room, row, link.pk))
    messages.success(request, done)
    if act == "withdraw":
        return redirect("tilik:evidence_place", room.round.pk, row.unit.code, link.form, link.item)
    return redirect(_find_way_back(request))


def _get_claim_form(row: RoundUnit, link: EvidenceLink) -> str:
    """The form of the unit's claim the evidence stands behind."""
    row.round = link.round
    return find_claim_form(row, link.form, link.item)


def _do(request: HttpRequest, link: EvidenceLink, act: str) -> str:
    """What was done, in words. Raises UserError."""
    by: Any = request.user
    data = request.POST
    if act == "describe":
        describe_evidence(by=by, link=link, facts=_read_facts(data))
        return _("What you wrote is kept.")
    if act == "renew":
        file: Any = request.FILES.get("file")
        if file is None:
            raise UserError("file-missing")
        add_version(by=by, link=link, file=file)
        return _("The new version is in place; the older ones stay.")
    if act == "withdraw":
        withdraw_evidence(by=by, link=link)
        return _("Withdrawn here; the document stays in the dossier.")
    if act not in ("accept", "return"):
        raise UserError("act-missing")
    seen = data.get("seen", "")
    decide_evidence(
        by=by, link=link, accepts=act == "accept", reason=data.get("reason", ""),
        seen=int(seen) if seen.isdigit() else 0,
    )  # fmt: skip
    return _("Accepted.") if act == "accept" else _("Returned to the unit with your reason.")


def _read_facts(data: Any) -> Facts:
    """What was written on the form. Raises UserError("day-unreadable" | "page-unreadable")."""
    days = {}
    for name in FIELDS[2:5]:
        try:
            days[name] = parse_date(data.get(name, ""))
        except ValueError:
            days[name] = None
        if data.get(name) and days[name] is None:
            raise UserError("day-unreadable")
    page = data.get("page", "").strip()
    if page and not (page.isdigit() and 0 < int(page) <= 10_000):
        raise UserError("page-unreadable")
    return Facts(
        title=data.get("title", "")[:300], number=data.get("number", "")[:200], **days,
        page=int(page) if page else None,
    )  # fmt: skip


def _refuse(
    request: HttpRequest, room: Room, row: RoundUnit, link: EvidenceLink, words: str
) -> HttpResponse:
    """The page or the paper again, with why nothing was changed and what was entered."""
    fresh = _find(room, row, link.pk)
    if request.headers.get("HX-Request"):
        return _render_paper(request, room, row, fresh, words)
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    is_describing = request.POST.get("act") == "describe"
    context = _describe(request, room, row, fresh, typed if is_describing else None)
    context |= {"error": words, "reason": request.POST.get("reason", "")}
    return render(request, "tilik/desk/evidence.html", context, status=409)


def _render_paper(
    request: HttpRequest, room: Room, row: RoundUnit, link: EvidenceLink, error: str = ""
) -> HttpResponse:
    """The paper alone, as it stands in a list."""
    context = {
        "round": room.round, "row": row, "paper": _make_paper(room, row, link), "error": error,
        "decides": room.may("finding.write", row.unit, link.form),
        "reason": request.POST.get("reason", "") if error else "",
    }  # fmt: skip
    return render(request, "tilik/components/paper.html", context)


def _find_way_back(request: HttpRequest) -> str:
    """The page the button stood on, never another site; else this one."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else request.path
