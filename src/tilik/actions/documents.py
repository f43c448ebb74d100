"""Documents as evidence: offered for a place, told apart by their bytes, checked by evaluators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.actions.readings import note_version
from tilik.actions.receiving import Incoming, Kept, receive
from tilik.actions.return_notes import keep_return
from tilik.actions.returns import list_reopened
from tilik.actions.sheets import is_replying, refuse_closed
from tilik.core.errors import Conflict, NotFound, UserError
from tilik.records.models import (
    Document,
    DocumentVersion,
    EvidenceLink,
    RoundUnit,
    Sheet,
    Unit,
    User,
)
from tilik.records.models.document import EvidenceStatus
from tilik.records.models.round import Stage
from tilik.records.queries.evidence import find_claim_form, find_item, find_same, get_current


@dataclass(frozen=True)
class Place:
    """Where evidence is asked for; `slot` is empty for an indicator that names no proof."""

    row: RoundUnit
    form: str
    item: str
    slot: str


@dataclass(frozen=True)
class Facts:
    """What is said of a document, and on which page to look."""

    title: str
    number: str = ""
    signed_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    page: int | None = None


@dataclass(frozen=True)
class Source:
    """Where bytes were fetched from, and when."""

    address: str
    at: datetime


def offer_file(*, by: User, place: Place, file: Incoming, client_uuid: UUID) -> EvidenceLink:
    """The evidence; bytes the unit has a document of already are that document.

    Raises PermissionDenied, UserError("file-…" | "slot-full" | "phase-closed" | …).
    """
    require_offering(by, place)
    kept = _receive(place.row.unit, file)
    with audit.writing(place.row.government):
        document = find_same(place.row.unit, kept.sha256) or _add_document(by, place, kept)
        return _link(by, place, document, client_uuid)


def offer_fetched(
    *, by: User, place: Place, file: Incoming, source: Source, client_uuid: UUID
) -> EvidenceLink:
    """The evidence: a file fetched for the person, who was allowed to offer it when asking.

    Fetched again from where a document of the place came from, it is that document's newest
    version. Raises as `offer_file`.
    """
    kept = _receive(place.row.unit, file)
    with audit.writing(place.row.government):
        document = find_same(place.row.unit, kept.sha256)
        before = None if document else _find_from(place, source)
        if before:
            _renew(by, place, before.document, kept, source)
            return before
        document = document or _add_document(by, place, kept, source)
        return _link(by, place, document, client_uuid)


def keep_document(*, by: User, unit: Unit, file: Incoming) -> Document:
    """The document of the unit, offered nowhere yet; bytes it has already are that document.

    Raises PermissionDenied, UserError("file-…" | "quota-full").
    """
    require(by, "sheet.fill", government=unit.government, unit=unit)
    kept = _receive(unit, file)
    with audit.writing(unit.government):
        if found := find_same(unit, kept.sha256):
            return found
        place = {"government": unit.government}
        document = Document.objects.create(**place, unit=unit, title=kept.name.rpartition(".")[0])
        version = DocumentVersion.objects.create(
            **place, document=document, n=1, sha256=kept.sha256, size=kept.size,
            media_type=kept.kind, file_name=kept.name, storage_key=kept.key, by=by,
            at=timezone.now(),
        )  # fmt: skip
        diff = {"n": [None, 1], "sha256": [None, kept.sha256], "size": [None, kept.size]}
        audit.record(by=by, verb="document.version", target=version, unit=unit, diff=diff, **place)
        transaction.on_commit(lambda: note_version(version))
    return document


def offer_document(
    *, by: User, place: Place, document: Document, client_uuid: UUID
) -> EvidenceLink:
    """The evidence: a document the unit has already. Raises as `offer_file`, NotFound."""
    require_offering(by, place)
    if document.unit_id != place.row.unit_id:
        raise NotFound("document-not-found")
    with audit.writing(place.row.government):
        return _link(by, place, document, client_uuid)


def add_version(*, by: User, link: EvidenceLink, file: Incoming) -> DocumentVersion:
    """The newest version of the document; the same bytes again are the same version.

    Where the document was returned in this round, it waits for the evaluator again.
    Raises as `offer_file`.
    """
    require_offering(by, get_place(link))
    kept = _receive(link.unit, file)
    with audit.writing(link.government):
        newest = get_current(link.document)
        if newest.sha256 == kept.sha256:
            return newest
        return _renew(by, get_place(link), link.document, kept)


def describe_evidence(*, by: User, link: EvidenceLink, facts: Facts) -> EvidenceLink:
    """The evidence with what is said of its document.

    Raises PermissionDenied, UserError("title-missing" | "validity-backwards" | …).
    """
    require_offering(by, get_place(link))
    if not facts.title.strip():
        raise UserError("title-missing")
    if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
        raise UserError("validity-backwards")
    document = link.document
    said = {name: getattr(facts, name) for name in ("signed_on", "valid_from", "valid_to")}
    said |= {"title": facts.title.strip(), "number": facts.number.strip()}
    with audit.writing(link.government):
        before = {name: getattr(document, name) for name in said} | {"page": link.page}
        for name, value in said.items():
            setattr(document, name, value)
        document.save()
        link.page = facts.page
        link.save()
        diff = audit.compare(before, said | {"page": facts.page})
        if "title" in diff:  # a title may name a person
            diff["title"] = [audit.digest(value) for value in diff["title"]]
        _record(by, "evidence.describe", link, get_place(link), diff)
    return link


def withdraw_evidence(*, by: User, link: EvidenceLink) -> EvidenceLink:
    """The evidence, no longer offered here; the document and its history stay.

    Raises PermissionDenied, UserError("evidence-accepted" | …).
    """
    require_offering(by, get_place(link))
    with audit.writing(link.government):
        link.refresh_from_db()
        if link.status == EvidenceStatus.ACCEPTED:
            raise UserError("evidence-accepted")
        if link.withdrawn_at is None:
            link.withdrawn_at = timezone.now()
            link.save()
            _record(by, "evidence.withdraw", link, get_place(link), {})
    return link


def decide_evidence(
    *, by: User, link: EvidenceLink, accepts: bool, reason: str = "", seen: int
) -> EvidenceLink:
    """The evidence, accepted or returned with a reason; `seen` is the version looked at.

    Raises PermissionDenied, UserError("reason-missing"), Conflict where a newer version is there.
    """
    place = {"government": link.government, "round": link.round, "unit": link.unit}
    require(by, "finding.write", **place, form=link.form)
    if not accepts and not reason.strip():
        raise UserError("reason-missing")
    with audit.writing(link.government):
        link.refresh_from_db()
        newest = DocumentVersion.objects.filter(document=link.document_id).latest("n")
        if newest.pk != seen or link.withdrawn_at is not None:
            raise Conflict("evidence-changed")
        status = EvidenceStatus.ACCEPTED if accepts else EvidenceStatus.RETURNED
        return _set_status(by, link, status, reason.strip())


def require_offering(by: User, place: Place) -> None:
    """Nothing where the person may offer something there now.

    Raises PermissionDenied and what `require_open` raises.
    """
    row, form = place.row, find_claim_form(place.row, place.form, place.item)
    require(by, "sheet.fill", government=row.government, round=row.round, unit=row.unit, form=form)
    require_open(place)


def require_open(place: Place, *more: Place) -> None:
    """Nothing where proof is taken there now, or at more proofs of the same indicator.

    Raises NotFound, UserError("phase-closed" | "sheet-approved"). A proof that was returned may be
    mended although the unit's form is closed, so may all proofs of an indicator that was, and new
    proof may be brought while the clarification runs.
    """
    row, document = place.row, place.row.round.instrument_version.document
    raw = find_item(document, place.form, place.item)
    slots = {str(slot["code"]) for slot in (raw or {}).get("evidence", ())}
    asked = {each.slot for each in (place, *more)}
    if raw is None or not asked <= (slots or {""}):
        raise NotFound("slot-not-found")
    form = find_claim_form(row, place.form, place.item)
    standing = _list_standing(place, asked).filter(status=EvidenceStatus.RETURNED)
    is_open = standing.exists() or is_replying(row.round)
    if not is_open and (place.form, place.item) not in list_reopened(row):
        sheet = {"round": row.round, "unit": row.unit, "form": form, "stage": Stage.CLAIM}
        sheets = Sheet.objects.filter(**sheet, service=None)
        found = sheets.select_related("round", "approved_by__person").first()
        refuse_closed(found or Sheet(government=row.government, **sheet))


def get_place(link: EvidenceLink) -> Place:
    """Where the evidence is offered."""
    rows = RoundUnit.objects.select_related("round__instrument_version", "round__government")
    row = rows.select_related("unit", "government").get(round=link.round, unit=link.unit)
    return Place(row, link.form, link.item, link.slot)


def _link(by: User, place: Place, document: Document, client_uuid: UUID) -> EvidenceLink:
    """The document offered there; offered twice is offered once.

    Raises UserError("slot-full"), Conflict where the UUID was something else's before.
    """
    found: EvidenceLink | None = _list_standing(place).filter(document=document).first()
    if found:
        return found
    if EvidenceLink.objects.filter(client_uuid=client_uuid).exists():
        raise Conflict("sent-before")
    if _list_standing(place).count() >= settings.TILIK_SLOT_FILES:
        raise UserError("slot-full", most=settings.TILIK_SLOT_FILES)
    link = EvidenceLink.objects.create(
        government=place.row.government, round=place.row.round, unit=place.row.unit,
        form=place.form, item=place.item, slot=place.slot, document=document,
        by=by, at=timezone.now(), client_uuid=client_uuid,
    )  # fmt: skip
    _record(by, "evidence.offer", link, place, {"document": [None, document.pk]})
    return link


def _receive(unit: Unit | None, file: Incoming) -> Kept:
    """The file, kept. Raises UserError("quota-full") before a byte is read, and as `receive`."""
    held = DocumentVersion.objects.filter(document__unit=unit).aggregate(sum=Sum("size"))["sum"]
    if (held or 0) + (file.size or 0) > settings.TILIK_UNIT_BYTES:
        raise UserError("quota-full", held=held or 0, most=settings.TILIK_UNIT_BYTES)
    return receive(file)


def _list_standing(place: Place, slots: Iterable[str] = ()) -> Any:
    """What is offered at the place, or at these proofs of its indicator."""
    return EvidenceLink.objects.filter(
        round=place.row.round, unit=place.row.unit, form=place.form, item=place.item,
        slot__in=slots or (place.slot,), withdrawn_at=None,
    )  # fmt: skip


def _find_from(place: Place, source: Source) -> EvidenceLink | None:
    """What stands at the place and was last fetched from there, or None."""
    links = _list_standing(place).select_related("document", "government", "round", "unit")
    found = (link for link in links if get_current(link.document).source_address == source.address)
    return next(found, None)


def _renew(
    by: User, place: Place, document: Document, kept: Kept, source: Source | None = None
) -> DocumentVersion:
    """The newest version; where the document was returned, it waits for the evaluator again."""
    n = get_current(document).n + 1
    version = _add_version(by, place, document, kept, n, source)
    returned = EvidenceLink.objects.filter(
        round=place.row.round, document=document, status=EvidenceStatus.RETURNED
    )
    for each in returned:
        _set_status(by, each, EvidenceStatus.WAITING, each.reason)
    return version


def _add_document(by: User, place: Place, kept: Kept, source: Source | None = None) -> Document:
    """A new document of the unit with its first version."""
    document = Document.objects.create(
        government=place.row.government, unit=place.row.unit, title=kept.name.rpartition(".")[0]
    )
    _add_version(by, place, document, kept, 1, source)
    return document


def _add_version(
    by: User, place: Place, document: Document, kept: Kept, n: int, source: Source | None = None
) -> DocumentVersion:
    """The stored version, on the story of the unit and the indicator."""
    version = DocumentVersion.objects.create(
        government=document.government, document=document, n=n, sha256=kept.sha256, size=kept.size,
        media_type=kept.kind, file_name=kept.name, storage_key=kept.key, by=by, at=timezone.now(),
        sent_sha256="" if kept.sent_sha256 == kept.sha256 else kept.sent_sha256,
        source_address=source.address if source else "", fetched_at=source.at if source else None,
    )  # fmt: skip
    diff = {"n": [None, n], "sha256": [None, kept.sha256], "size": [None, kept.size]}
    _record(by, "document.version", version, place, diff)
    transaction.on_commit(lambda: note_version(version))
    return version


def _set_status(by: User, link: EvidenceLink, status: str, reason: str) -> EvidenceLink:
    """The evidence with its status, who gave it and when."""
    diff = {"status": [str(link.status), str(status)]}
    is_waiting = status == EvidenceStatus.WAITING
    link.status, link.reason = status, reason
    link.decided_by = None if is_waiting else by
    link.decided_at = None if is_waiting else timezone.now()
    link.save()
    if status == EvidenceStatus.RETURNED:
        keep_return(link, link, by, reason)
    _record(by, "evidence.decide", link, get_place(link), diff)
    return link


def _record(by: User, verb: str, target: Any, place: Place, diff: Mapping[str, Any]) -> None:
    """Nothing; the event is on the story of the unit and the indicator."""
    audit.record(
        by=by, verb=verb, target=target, government=place.row.government, round=place.row.round,
        unit=place.row.unit, form=place.form, item=place.item, diff=diff,
    )  # fmt: skip
