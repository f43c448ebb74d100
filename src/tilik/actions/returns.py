"""Items returned to a unit: open for it alone until it sends them again or the time is over."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.sheets import record_on, refuse_closed, require_on
from tilik.core.errors import UserError
from tilik.records.models import Finding, RoundUnit, Sheet, User
from tilik.records.models.round import Stage
from tilik.records.queries.returns import find_groups, list_with_unit


def resend_items(*, by: User, findings: Sequence[Finding]) -> list[Finding]:
    """The returned findings of one unit, sent back to the evaluator; sent twice is sent once.

    Raises PermissionDenied, UserError("return-over").
    """
    sent = []
    for finding in findings:
        require_on(by, "sheet.fill", finding.sheet)
    with audit.writing(findings[0].government if findings else None):
        for finding in findings:
            finding.refresh_from_db()
            if not finding.is_with_unit:
                continue
            if is_over(finding, timezone.now()):
                raise UserError("return-over", until=finding.returned_until)
            finding.resent_by, finding.resent_at = by, timezone.now()
            finding.save(update_fields=["resent_by", "resent_at"])
            diff = {"round": [None, finding.n_returns]}
            record_on(by, "finding.resend", finding.sheet, diff, finding.item, target=finding)
            sent.append(finding)
    return sent


def is_over(finding: Finding, now: datetime) -> bool:
    """Whether the time the evaluator gave for it has run out."""
    return finding.returned_until is not None and now > finding.returned_until


def refuse_closed_item(sheet: Sheet, item: str) -> None:
    """Nothing. Raises as `refuse_closed`, unless the item was returned and its time still runs."""
    try:
        refuse_closed(sheet)
    except UserError:
        if sheet.stage != Stage.CLAIM or sheet.unit is None:
            raise
        row = RoundUnit.objects.get(round=sheet.round, unit=sheet.unit)
        if (sheet.form, item) not in list_reopened(row):
            raise


def list_reopened(row: RoundUnit) -> set[tuple[str, str]]:
    """Form and code of every question and indicator the unit may answer because it was returned."""
    now = timezone.now()
    return {
        place
        for finding in list_with_unit(row)
        if not is_over(finding, now)
        for place in find_groups(row, finding.sheet.form, finding.item)
    }
