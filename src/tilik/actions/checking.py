"""One indicator checked for many units at once: accepted, returned, looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.findings import describe_suggestion, return_finding, suggest_level, write_finding
from tilik.actions.permissions import Rights, load_rights
from tilik.actions.sheets import VERBS, open_sheet, require_on
from tilik.actions.suggesting import suggest_across
from tilik.core.errors import Conflict, PermissionDenied, UserError
from tilik.records.models import Finding, Round, RoundUnit, Service, Sheet, User
from tilik.records.models.seat import Role


@dataclass(frozen=True)
class Place:
    """One indicator at one stage of a round, whatever the unit; of one of its services where named."""

    round: Round
    form: str
    item: str
    stage: str
    service: Service | None = None


@dataclass(frozen=True)
class Pick:
    """A unit chosen: the entry the evaluator saw, the remark as it stands, the name of the act."""

    row: RoundUnit
    base: int | None
    remark: str
    client_uuid: UUID


def open_check(*, by: User, place: Place, row: RoundUnit, rights: Rights | None = None) -> Sheet:
    """The evaluator's own sheet of a unit, opened if it was not. Raises PermissionDenied."""
    seat = (rights or load_rights(by)).get_seat(Role.EVALUATOR, round=place.round, unit=row.unit)
    at = {"round": place.round, "unit": row.unit, "form": place.form, "stage": place.stage}
    return open_sheet(by=by, seat=seat, service=place.service, **at)  # type: ignore[arg-type]


def accept_suggestions(
    *, by: User, place: Place, picks: Sequence[Pick]
) -> tuple[list[Finding], dict[int, UserError]]:
    """The findings with the suggested level, and why there is none, by unit.

    Units whose claim suggests no level are left out ("no-suggestion"); where another entry stands
    by now, both are kept, as one by one. Raises PermissionDenied: nothing is written then.
    """
    rows = [pick.row for pick in picks]
    levels = suggest_across(round=place.round, rows=rows, form=place.form, item=place.item)
    made, refused, rights = [], {}, load_rights(by)
    with audit.writing(place.round.government):
        for pick in picks:
            found = levels.get(pick.row.unit_id)
            if found is None or found.level is None:
                refused[pick.row.unit_id] = UserError("no-suggestion")
                continue
            sheet = open_check(by=by, place=place, row=pick.row, rights=rights)
            try:
                made.append(
                    write_finding(
                        by=by, sheet=sheet, item=place.item, chosen=str(found.level),
                        remark=pick.remark, base=pick.base, client_uuid=pick.client_uuid,
                    )
                )  # fmt: skip
            except PermissionDenied:
                raise
            except (Conflict, UserError) as error:
                refused[pick.row.unit_id] = error
    return made, refused


def return_items(
    *, by: User, place: Place, rows: Sequence[RoundUnit], reason: str, until: datetime | None
) -> tuple[list[Finding], dict[int, UserError]]:
    """The findings returned with one remark and deadline, and why one could not be, by unit.

    Raises PermissionDenied, UserError("reason-missing" | "until-past"): nothing is written then.
    """
    made, refused, rights = [], {}, load_rights(by)
    with audit.writing(place.round.government):
        for row in rows:
            finding = find_finding(by=by, place=place, row=row, rights=rights)
            try:
                made.append(return_finding(by=by, finding=finding, reason=reason, until=until))
            except UserError as error:
                if error.code != "returns-used-up":
                    raise
                refused[row.unit_id] = error
    return made, refused


def mark_seen(*, by: User, place: Place, rows: Sequence[RoundUnit]) -> list[Finding]:
    """The findings, looked at now: what the unit changed before counts as seen.

    Raises PermissionDenied.
    """
    rights, made = load_rights(by), []
    with audit.writing(place.round.government):
        for row in rows:
            finding = find_finding(by=by, place=place, row=row, rights=rights)
            require_on(by, VERBS[place.stage], finding.sheet)
            finding.seen_at = timezone.now()
            finding.save(update_fields=["seen_at"])
            audit.record(
                by=by, verb="finding.see", target=finding, government=finding.government,
                round=place.round, unit=row.unit, form=place.form, item=place.item,
            )  # fmt: skip
            made.append(finding)
    return made


def find_finding(
    *, by: User, place: Place, row: RoundUnit, rights: Rights | None = None
) -> Finding:
    """The evaluator's finding on a unit's indicator, begun without a level if there was none.

    Raises PermissionDenied, UserError("unknown-item").
    """
    sheet = open_check(by=by, place=place, row=row, rights=rights)
    with audit.writing(sheet.government):
        found = Finding.objects.filter(sheet=sheet, item=place.item).first()
        if found is None:
            suggestion = suggest_level(sheet=sheet, item=place.item)
            found = Finding.objects.create(
                government=sheet.government, sheet=sheet, item=place.item,
                **describe_suggestion(suggestion),
            )  # fmt: skip
    found.sheet = sheet
    return found
