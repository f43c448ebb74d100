"""Klarifikasi hasil sementara: units reply to findings, and what they object to is decided."""

from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.answers import find_item
from tilik.actions.collecting import checked_value
from tilik.actions.findings import settle_level
from tilik.actions.instruments import load_for_unit
from tilik.actions.sheets import record_on, refuse_closed, require_on
from tilik.core.errors import UserError
from tilik.records.models import Finding, Objection, RoundUnit, Sheet, User
from tilik.records.models.finding import Decision
from tilik.records.models.round import Stage
from tilik.records.queries.clarification import OPEN, list_states


def reply_to(
    *, by: User, finding: Finding, agrees: bool, reason: str = "", client_uuid: UUID
) -> Objection:
    """The unit's reply to a finding; the same client UUID is the same reply, a later one counts.

    Raises PermissionDenied, UserError("reason-missing" | "phase-closed" | "already-decided").
    """
    sheet = finding.sheet
    require_on(by, "sheet.fill", sheet)
    if not agrees and not reason.strip():
        raise UserError("reason-missing")
    with audit.writing(finding.government):
        found = Objection.objects.filter(client_uuid=client_uuid, finding=finding).first()
        if found:
            return found
        refuse_closed(get_reply_place(sheet))
        _refuse_decided(finding)
        return _keep(by, finding, agrees, reason.strip(), client_uuid)


def agree_with_rest(*, by: User, row: RoundUnit, client_uuid: UUID) -> int:
    """How many findings the unit agrees with now: all it has not replied to.

    Raises PermissionDenied, UserError("phase-closed").
    """
    place = Sheet(government=row.government, round=row.round, unit=row.unit, stage=Stage.REPLY)
    require_on(by, "sheet.fill", place)
    with audit.writing(row.government):
        refuse_closed(place)
        waiting = [each.finding for each in list_states(row) if each.state == OPEN]
        for finding in waiting:
            _keep(by, finding, True, "", uuid5(client_uuid, str(finding.pk)))
    return len(waiting)


def decide(
    *, by: User, objection: Objection, decision: str, reason: str, level: Any = None
) -> Objection:
    """The objection with its decision and, where it is followed, the level that stands now.

    What is decided stays; another level is settled by `findings.adjudicate`.
    Raises PermissionDenied, UserError("reason-missing" | "level-missing" | "already-decided" | …).
    """
    finding = objection.finding
    require_on(by, "clarification.decide", finding.sheet)
    if decision not in Decision.values:
        raise UserError("decision-unknown", found=decision, allowed=list(Decision.values))
    if not reason.strip():
        raise UserError("reason-missing")
    chosen = None if decision == Decision.REJECTED else _check_level(finding, level)
    with audit.writing(objection.government):
        objection.refresh_from_db()
        if objection.decision is not None:
            raise UserError("already-decided", decision=objection.decision)
        objection.decision, objection.decision_reason = decision, reason.strip()
        objection.decided_by, objection.decided_at = by, timezone.now()
        objection.save()
        diff: dict[str, Any] = {"decision": [None, decision]}
        if chosen is not None:
            settle_level(
                by, finding.sheet, finding.item, chosen=chosen, reason=objection.decision_reason,
                client_uuid=uuid5(objection.client_uuid, "decision"),
            )  # fmt: skip
            diff["level"] = [finding.revision and finding.revision.value, chosen]
        record_on(by, "clarification.decide", finding.sheet, diff, finding.item, target=objection)
    return objection


def get_reply_place(sheet: Sheet) -> Sheet:
    """The place whose phase says whether the unit may reply; not stored."""
    place = {"round": sheet.round, "unit": sheet.unit, "form": sheet.form}
    return Sheet(government=sheet.government, stage=Stage.REPLY, **place)


def _refuse_decided(finding: Finding) -> None:
    """Nothing. Raises UserError where the objection to the same indicator is decided."""
    sheet = finding.sheet
    decided = Objection.objects.filter(
        finding__sheet__round=sheet.round,
        finding__sheet__unit=sheet.unit,
        finding__sheet__service=sheet.service_id,
        finding__sheet__form=sheet.form,
        finding__item=finding.item,
        decision__isnull=False,
    ).first()
    if decided:
        raise UserError("already-decided", decision=decided.decision)


def _check_level(finding: Finding, level: Any) -> Any:
    """The level in its stored form. Raises UserError("level-missing" | "bad-answer")."""
    sheet = finding.sheet
    if level in (None, ""):
        raise UserError("level-missing")
    return checked_value(
        find_item(load_for_unit(sheet.round, sheet.unit), sheet.form, finding.item), level
    )


def _keep(by: User, finding: Finding, agrees: bool, reason: str, client_uuid: UUID) -> Objection:
    """The stored reply."""
    reply = Objection.objects.create(
        government=finding.government,
        finding=finding,
        agrees=agrees,
        reason=reason,
        by=by,
        at=timezone.now(),
        client_uuid=client_uuid,
    )
    diff = {"agrees": [None, agrees]}
    record_on(by, "finding.reply", finding.sheet, diff, finding.item, target=reply)
    return reply
