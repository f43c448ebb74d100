"""What the field page asks of the server, as JSON: visits to carry along, entries to keep once."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tilik.actions.answers import make_conflict
from tilik.actions.permissions import Rights, load_rights
from tilik.actions.receiving import Incoming
from tilik.actions.recompute import note_change
from tilik.actions.visit_entries import Sent, keep_entry, withdraw_entry
from tilik.core.errors import NotFound, UserError
from tilik.records.models import User, Visit, VisitEntry
from tilik.records.models.seat import Role
from tilik.records.models.visit import Outcome
from tilik.records.queries.visits import get_entry, get_visit, list_visits_of
from tilik.web.errors import get_status
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.filling import say_value
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.visit import describe_visit, find_raw, make_pack

AT_ONCE = 50
WITHDRAW = "withdraw"
EPOCH, FAR = 1970, 9000
View = Callable[..., HttpResponse]


def speak_json(view: View) -> View:
    """The view, answering in JSON when nobody is logged in or something is refused."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            login = f"{reverse('account_login')}?next={reverse('tilik:field')}"
            return JsonResponse({"code": "log-in", "login": login}, status=401)
        try:
            return view(request, *args, **kwargs)
        except UserError as error:
            return JsonResponse(_refuse(error), status=get_status(error))

    return wrapped


@speak_json
def list_visits(request: HttpRequest) -> HttpResponse:
    """Who is logged in, the server's clock, a token to send with, and the visits to carry."""
    rights = _get_rights(request)
    homes = {seat.government_id for seat in rights.seats if seat.government_id}
    visits = [visit for visit in list_visits_of(homes) if _may_visit(rights, visit)]
    return JsonResponse({
        "person": str(request.user.pk),
        "csrf": get_token(request),
        "now": timezone.now().isoformat(),
        "visits": [describe_visit(visit) for visit in visits],
    })  # fmt: skip


@speak_json
def show_visit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole visit, to be carried along."""
    rights = _get_rights(request)
    visit = _find(rights, uuid)
    row = visit.round.round_units.get(unit=visit.unit)
    seat = rights.get_seat(Role.EVALUATOR, round=visit.round, unit=visit.unit)
    return JsonResponse(make_pack(visit, row, seat) | {"person": str(request.user.pk)})


@speak_json
@require_POST
def keep(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An acknowledgement for each entry sent; one that is refused keeps none of the others back.

    A JSON body carries many entries without files; a form carries one with its picture.
    """
    visit = _find(_get_rights(request), uuid)
    posted, file = _read_body(request)
    if posted.get("person") != str(request.user.pk):
        raise UserError("other-person")
    entries = posted.get("entries")
    if not isinstance(entries, list) or len(entries) > AT_ONCE:
        raise UserError("entry-unreadable")
    acks = [_keep_one(request.user, visit, raw, file) for raw in entries]  # type: ignore[arg-type]
    if any(ack.get("revision") for ack in acks):
        note_change(round=visit.round)
    return JsonResponse({"acks": acks, "now": timezone.now().isoformat()})


def _read_body(request: HttpRequest) -> tuple[dict[str, Any], Incoming | None]:
    """What was sent, and its picture. Raises UserError("entry-unreadable")."""
    is_form = request.content_type == "multipart/form-data"
    text = request.POST.get("sent", "") if is_form else request.body
    try:
        posted = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError("entry-unreadable") from error
    if not isinstance(posted, dict):
        raise UserError("entry-unreadable")
    file = request.FILES.get("file") if is_form else None
    return posted, cast(Incoming, file) if isinstance(file, UploadedFile) else None


def _keep_one(by: User, visit: Visit, raw: Any, file: Incoming | None) -> dict[str, Any]:
    """What became of one entry."""
    uuid = str(raw.get("uuid", "")) if isinstance(raw, dict) else ""
    try:
        if not isinstance(raw, dict):
            raise UserError("entry-unreadable")
        if raw.get("kind") == WITHDRAW:
            entry = _withdraw(by, visit, raw)
        else:
            entry = keep_entry(by=by, visit=visit, sent=_read_entry(raw, file))
    except UserError as error:
        return {"uuid": uuid, "outcome": "refused", **_refuse(error)}
    ack: dict[str, Any] = {"uuid": uuid, "outcome": entry.outcome, "at": entry.at.isoformat()}
    if entry.revision is not None:
        ack["revision"] = entry.revision.pk
    if entry.outcome == Outcome.CONFLICT:
        ack["theirs"] = _describe_theirs(entry)
    return ack


def _withdraw(by: User, visit: Visit, raw: dict[str, Any]) -> VisitEntry:
    """The entry taken back. Raises NotFound for one that never arrived."""
    entry = get_entry(visit, _read_uuid(raw.get("withdraws")))
    if entry is None:
        raise NotFound("entry-not-found")
    return withdraw_entry(by=by, entry=entry)


def _read_entry(raw: dict[str, Any], file: Incoming | None) -> Sent:
    """One entry as it was sent. Raises UserError("entry-unreadable")."""
    content, base = raw.get("content"), raw.get("base")
    if not isinstance(content, dict | None) or isinstance(base, bool | str | float | list | dict):
        raise UserError("entry-unreadable")
    return Sent(
        uuid=_read_uuid(raw.get("uuid")),
        kind=str(raw.get("kind", "")),
        said_at=_read_clock(raw.get("saidAt")),
        form=str(raw.get("form") or ""),
        item=str(raw.get("item") or ""),
        value=raw.get("value"),
        remark=str(raw.get("remark") or ""),
        base=base,
        content=content or {},
        file=file,
    )


def _read_uuid(raw: Any) -> UUID:
    """The UUID. Raises UserError("entry-unreadable")."""
    uuid = read_uuid(str(raw))
    if uuid is None:
        raise UserError("entry-unreadable")
    return uuid


def _read_clock(raw: Any) -> datetime | None:
    """What the phone's clock said, right or wrong; None where it said nothing a clock can say."""
    try:
        at = parse_datetime(str(raw))
    except ValueError:
        return None
    return at if at and timezone.is_aware(at) and EPOCH <= at.year < FAR else None


def _describe_theirs(entry: VisitEntry) -> dict[str, Any]:
    """What stands in place of the entry, and whose it is."""
    revision = entry.revision
    if revision is None:
        return {}
    facts: dict[str, Any] = make_conflict(revision).facts
    document = entry.visit.round.instrument_version.document
    raw, value = find_raw(document, entry.form, entry.item), facts["value"]
    words = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return {
        "revision": facts["revision"],
        "value": value,
        "words": say_value(document, raw, words),
        "remark": facts["note"],
        "who": facts["by"],
        "at": facts["at"].isoformat(),
    }


def _find(rights: Rights, uuid: UUID) -> Visit:
    """The visit the person may make. Raises NotFound."""
    visit = get_visit(uuid)
    if visit is None or not _may_visit(rights, visit):
        raise NotFound("visit-not-found")
    return visit


def _may_visit(rights: Rights, visit: Visit) -> bool:
    """Whether the person checks the unit."""
    place = {"government": visit.government, "round": visit.round, "unit": visit.unit}
    forms = {seat.form for seat in rights.seats} | {""}
    return any(rights.may("finding.write", **place, form=form) for form in forms)


def _get_rights(request: HttpRequest) -> Rights:
    return load_rights(request.user)  # type: ignore[arg-type]


def _refuse(error: UserError) -> dict[str, Any]:
    """The error in words that say what to do."""
    return {"code": error.code, "words": say_refusal(error)}
