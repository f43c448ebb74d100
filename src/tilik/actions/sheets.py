"""Sheets: opened, sent, approved, returned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import load_rights, require
from tilik.actions.receipts import issue_receipt
from tilik.actions.return_notes import keep_return
from tilik.actions.taking_over import take_over
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import (
    Round,
    RoundUnit,
    Seat,
    Service,
    Sheet,
    Unit,
    User,
)
from tilik.records.models.round import Stage
from tilik.records.models.seat import Role

VERBS: Mapping[str, str] = {
    Stage.CLAIM: "sheet.fill",
    Stage.DESK: "finding.write",
    Stage.FIELD: "finding.write",
    Stage.REPLY: "finding.decide",
    Stage.FINAL: "finding.decide",
}


def open_sheet(
    *,
    by: User,
    round: Round,
    unit: Unit | None,
    form: str,
    stage: str = Stage.CLAIM,
    service: Service | None = None,
    seat: Seat | None = None,
) -> Sheet:
    """The sheet, opened if it was not. Evaluators' sheets name the seat they are filled in from.

    Raises PermissionDenied, UserError("unit-not-in-round" | "unknown-form" | …).
    """
    require(by, VERBS[stage], government=round.government, round=round, unit=unit, form=form)
    _check_place(round, unit, form, service)
    if seat is not None and seat.user_id != by.pk:
        raise PermissionDenied("permission-denied", verb=VERBS[stage])
    place = {"round": round, "unit": unit, "service": service, "form": form, "seat": seat}
    with audit.writing(round.government):
        if seat is not None:
            take_over(by=by, seat=seat, round=round)
        sheet, is_new = Sheet.objects.get_or_create(
            government=round.government,
            stage=stage,
            **place,
            defaults={"opened_at": timezone.now()},
        )
        if is_new:
            record_on(by, "sheet.open", sheet, {"stage": [None, str(stage)]})
    return sheet


def send_sheet(*, by: User, sheet: Sheet) -> Sheet:
    """The sheet, sent for approval; sent twice is sent once. Raises PermissionDenied, UserError."""
    require_writing(by, sheet)
    with audit.writing(sheet.government):
        sheet.refresh_from_db()
        if sheet.sent_at is None:
            refuse_closed(sheet)
            sheet.sent_by, sheet.sent_at = by, timezone.now()
            sheet.returned_reason, sheet.returned_until = "", None
            sheet.save()
            record_on(by, "sheet.send", sheet, {})
    return sheet


def approve_sheet(*, by: User, sheet: Sheet) -> Sheet:
    """The sheet, approved by the head of the unit, with its receipt; from now on it is read only.

    Raises PermissionDenied, UserError("sheet-not-sent").
    """
    require_on(by, "sheet.approve", sheet)
    with audit.writing(sheet.government):
        sheet.refresh_from_db()
        if sheet.sent_at is None:
            raise UserError("sheet-not-sent")
        if sheet.approved_at is None:
            sheet.approved_by, sheet.approved_at = by, timezone.now()
            receipt = issue_receipt(by=by, sheet=sheet, at=sheet.approved_at)
            sheet.receipt_sha = receipt.sha256
            sheet.save()
            record_on(by, "sheet.approve", sheet, {"receipt": [None, receipt.sha256]})
    return sheet


def return_sheet(*, by: User, sheet: Sheet, reason: str, until: datetime | None = None) -> Sheet:
    """The sheet, open again with the reason and, where given, a new deadline.

    The head of the unit may return what was sent; evaluators and admins what was approved, too.
    Raises PermissionDenied, UserError("reason-missing").
    """
    require_on(by, "sheet.approve" if _is_head(by, sheet) else "sheet.return", sheet)
    if not reason.strip():
        raise UserError("reason-missing")
    with audit.writing(sheet.government):
        sheet.refresh_from_db()
        sheet.sent_by = sheet.sent_at = sheet.approved_by = sheet.approved_at = None
        diff = audit.compare({"until": sheet.returned_until}, {"until": until})
        sheet.returned_reason, sheet.returned_until = reason.strip(), until
        if sheet.receipt_sha:
            diff["receipt"], sheet.receipt_sha = [sheet.receipt_sha, None], ""
        sheet.save()
        keep_return(sheet, sheet, by, sheet.returned_reason, until)
        record_on(by, "sheet.return", sheet, diff)
    return sheet


def require_writing(by: User, sheet: Sheet) -> None:
    """Nothing. Raises PermissionDenied where the person may not write on the sheet."""
    require_on(by, VERBS[sheet.stage], sheet)
    if sheet.seat is not None and sheet.seat.user_id != by.pk:
        raise PermissionDenied("permission-denied", verb=VERBS[sheet.stage])


def refuse_closed(sheet: Sheet, now: datetime | None = None) -> None:
    """Nothing. Raises UserError("round-frozen" | "sheet-approved" | "phase-closed").

    A round without a phase for the stage is open; an extension or a return reopens one unit.
    """
    audit.refuse_frozen(sheet.round)
    if sheet.approved_at is not None:
        raise UserError("sheet-approved", by=str(sheet.approved_by), at=sheet.approved_at)
    now = now or timezone.now()
    phases = [phase for phase in sheet.round.phases.all() if phase.stage == sheet.stage]
    if not phases or any(phase.starts_at <= now <= phase.ends_at for phase in phases):
        return
    rows = RoundUnit.objects.filter(round=sheet.round, unit=sheet.unit)
    extended = next((row.extended_until for row in rows), None)
    if any(until and now <= until for until in (extended, sheet.returned_until)):
        return
    raise UserError("phase-closed", starts_at=phases[0].starts_at, ends_at=phases[-1].ends_at)


def is_replying(round: Round, now: datetime | None = None) -> bool:
    """Whether the clarification runs now by the days of its phase."""
    now = now or timezone.now()
    phases = [phase for phase in round.phases.all() if phase.stage == Stage.REPLY]
    return any(phase.starts_at <= now <= phase.ends_at for phase in phases)


def _is_head(by: User, sheet: Sheet) -> bool:
    """Whether the person heads the sheet's unit."""
    return load_rights(by).get_seat(Role.HEAD, round=sheet.round, unit=sheet.unit) is not None


def _check_place(round: Round, unit: Unit | None, form: str, service: Service | None) -> None:
    """Nothing. Raises UserError where no such sheet can be."""
    if unit is not None and not RoundUnit.objects.filter(round=round, unit=unit).exists():
        raise UserError("unit-not-in-round", unit=unit.code)
    if service is not None and (unit is None or service.unit_id != unit.pk):
        raise UserError("service-of-another-unit")
    forms = [str(part["code"]) for part in round.instrument_version.document["forms"]]
    if form not in forms:
        raise UserError("unknown-form", found=form, allowed=forms)


def require_on(by: User, verb: str, sheet: Sheet) -> None:
    """Nothing. Raises PermissionDenied."""
    require(
        by,
        verb,
        government=sheet.government,
        round=sheet.round,
        unit=sheet.unit,
        form=sheet.form,
    )


def record_on(
    by: User,
    verb: str,
    sheet: Sheet,
    diff: Mapping[str, Any],
    item: str = "",
    target: Model | None = None,
) -> None:
    """Nothing; the event is on the story of the unit and, where given, the item.

    `target` is what was written, where that is not the sheet itself.
    """
    of_service = {"service": [None, sheet.service.name]} if sheet.service else {}
    audit.record(
        by=by,
        verb=verb,
        target=target or sheet,
        government=sheet.government,
        round=sheet.round,
        unit=sheet.unit,
        form=sheet.form,
        item=item,
        diff={**of_service, **diff},
    )
