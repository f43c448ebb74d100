"""Findings: the level an evaluator chose beside the one the rubric suggests, and what follows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.answers import find_item, keep_answer, make_conflict
from tilik.actions.collecting import checked_value
from tilik.actions.instruments import load_for_unit
from tilik.actions.permissions import require
from tilik.actions.return_notes import keep_return
from tilik.actions.sheets import record_on, require_on, require_writing
from tilik.core.answers import Answer as CoreAnswer
from tilik.core.errors import UserError
from tilik.core.instrument import Gap, Instrument, Key
from tilik.core.rules import Suggestion
from tilik.core.suggestions import suggested
from tilik.records.models import (
    Adjudication,
    Answer,
    AnswerRevision,
    Finding,
    Round,
    Service,
    Sheet,
    Unit,
    User,
)
from tilik.records.models.round import Stage
from tilik.records.queries.checking import get_rules
from tilik.records.queries.sheets import make_core_answer


def suggest_level(*, sheet: Sheet, item: str) -> Suggestion | None:
    """What the rubric suggests for an item from the unit's claim; None where it has no rule."""
    instrument = load_for_unit(sheet.round, sheet.unit)
    found = find_item(instrument, sheet.form, item)
    return suggested(instrument, found, read_claim(instrument, sheet))


def read_claim(instrument: Instrument, sheet: Sheet) -> dict[Key, tuple[CoreAnswer, ...]]:
    """The unit's claim as the core knows it: of this service, else of the unit as a whole.

    For a sheet of the field check, what its evaluator saw stands in place of what was claimed.
    """
    own = Q(sheet__stage=Stage.CLAIM)
    if sheet.stage == Stage.FIELD:
        own |= Q(sheet__stage=Stage.FIELD, sheet__seat=sheet.seat_id, is_filled=True)
    rows = Answer.objects.filter(
        own, sheet__round=sheet.round, sheet__unit=sheet.unit
    ).select_related("revision", "sheet")
    claim: dict[Key, tuple[CoreAnswer, ...]] = {}
    for row in sorted(rows, key=_weigh):
        if row.sheet.service_id in (None, sheet.service_id):
            key = Key(row.sheet.form, row.item)
            claim[key] = (make_core_answer(instrument, key.form, row.revision),)
    return claim


def _weigh(row: Answer) -> tuple[bool, bool]:
    """What stands in place of what: seen before claimed, of the service before of the unit."""
    return row.sheet.stage == Stage.FIELD, row.sheet.service_id is not None


def write_finding(
    *,
    by: User,
    sheet: Sheet,
    item: str,
    chosen: Any = None,
    gap: Gap | None = None,
    remark: str = "",
    base: int | None = None,
    client_uuid: UUID,
) -> Finding:
    """The finding with the chosen level, the suggestion of this moment and its trace.

    A remark is required where the rubric is silent and the evaluator decides, and where the level
    differs from the suggested one. `base` and Conflict as in `answers.answer`.
    Raises PermissionDenied, UserError("remark-missing" | …), Conflict.
    """
    require_writing(by, sheet)
    suggestion = suggest_level(sheet=sheet, item=item)
    if gap is None:
        require_remark(sheet, item, chosen, remark, suggestion)
    with audit.writing(sheet.government):
        revision = keep_answer(
            by=by,
            sheet=sheet,
            item=item,
            value=chosen,
            gap=gap,
            note=remark,
            base=base,
            client_uuid=client_uuid,
        )
        if revision.took_effect:
            return _settle(sheet, item, revision, suggestion)
    # Raised after the write is safe: both versions stand in the history.
    raise make_conflict(revision)


def return_finding(
    *, by: User, finding: Finding, reason: str, until: datetime | None = None
) -> Finding:
    """The finding, returned to the unit with a reason and a deadline.

    What is still with the unit is returned anew without being counted again.
    Raises PermissionDenied, UserError("reason-missing" | "until-past" | "returns-used-up").
    """
    sheet, now = finding.sheet, timezone.now()
    require_on(by, "sheet.return", sheet)
    if not reason.strip():
        raise UserError("reason-missing")
    if until is not None and until <= now:
        raise UserError("until-past", until=until)
    most = get_rules(sheet.round).returns
    with audit.writing(finding.government):
        finding.refresh_from_db()
        is_new = not finding.is_with_unit
        if is_new and finding.n_returns >= most:
            raise UserError("returns-used-up", most=most)
        finding.n_returns += is_new
        diff = audit.compare({"until": finding.returned_until}, {"until": until})
        finding.returned_by, finding.returned_at = by, now
        finding.returned_until, finding.return_reason = until, reason.strip()
        finding.resent_by = finding.resent_at = None
        finding.seen_at = now
        finding.save()
        keep_return(finding, sheet, by, finding.return_reason, until)
        record_on(by, "finding.return", sheet, diff, finding.item, target=finding)
    return finding


def adjudicate(
    *,
    by: User,
    round: Round,
    unit: Unit | None,
    form: str,
    item: str,
    chosen: str,
    reason: str,
    client_uuid: UUID,
    service: Service | None = None,
) -> Adjudication:
    """The level that stands where evaluators differ; a later one takes its place.

    Of the unit as a whole, or of one of its services.
    Raises PermissionDenied, UserError("unknown-item" | "bad-answer" | "reason-missing" | …).
    """
    require(by, "finding.decide", government=round.government, round=round, unit=unit, form=form)
    level = checked_value(find_item(load_for_unit(round, unit), form, item), chosen)
    if service is not None and (unit is None or service.unit_id != unit.pk):
        raise UserError("service-of-another-unit")
    if not reason.strip():
        raise UserError("reason-missing")
    with audit.writing(round.government):
        found = Adjudication.objects.filter(client_uuid=client_uuid).first()
        if found:
            return found
        at = {"round": round, "unit": unit, "service": service, "form": form}
        place = Sheet(government=round.government, **at)
        settled = settle_level(
            by, place, item, chosen=level, reason=reason.strip(), client_uuid=client_uuid
        )
        record_on(by, "finding.adjudicate", place, {"chosen": [None, level]}, item, target=settled)
    return settled


def settle_level(
    by: User, place: Sheet, item: str, *, chosen: Any, reason: str, client_uuid: UUID
) -> Adjudication:
    """The stored level that stands at the place, whatever the evaluators chose.

    The caller has checked it and writes the event.
    """
    return Adjudication.objects.create(
        government=place.government,
        round=place.round,
        unit=place.unit,
        service=place.service,
        form=place.form,
        item=item,
        chosen=chosen,
        reason=reason,
        by=by,
        at=timezone.now(),
        client_uuid=client_uuid,
    )


def _settle(
    sheet: Sheet, item: str, revision: AnswerRevision, suggestion: Suggestion | None
) -> Finding:
    """The finding as it stands now."""
    finding, _is_new = Finding.objects.update_or_create(
        government=sheet.government,
        sheet=sheet,
        item=item,
        defaults={
            "revision": revision,
            "seen_at": timezone.now(),
            **describe_suggestion(suggestion),
        },
    )
    return finding


def require_remark(
    sheet: Sheet, item: str, chosen: Any, remark: str, suggestion: Suggestion | None
) -> None:
    """Nothing. Raises UserError("remark-missing") where the level needs a reason."""
    if remark.strip() or suggestion is None:
        return
    if suggestion.decide is not None:
        raise UserError("remark-missing", item=item, why="rubric-silent")
    level = suggestion.level
    if level is not None and str(chosen).strip() != str(level):
        raise UserError("remark-missing", item=item, why="differs", suggested=str(level))


def describe_suggestion(suggestion: Suggestion | None) -> dict[str, Any]:
    """The suggestion as it is stored: the level, and the row and answers it rests on."""
    if suggestion is None:
        return {"suggested": None, "trace": None}
    level = suggestion.level
    trace = {
        "row": suggestion.row,
        "low": None if suggestion.low is None else str(suggestion.low),
        "high": None if suggestion.high is None else str(suggestion.high),
        "decide": dict(suggestion.decide) if suggestion.decide else None,
        "missing": list(suggestion.missing),
    }
    return {"suggested": None if level is None else str(level), "trace": trace}
