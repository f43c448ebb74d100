"""What the papers of a round are made of beside its results: people, remarks, freezes."""

from django.db.models import Q
from django.utils import timezone

from tilik.records.models import Adjudication, Finding, Round, Seat, Service, Sheet, Unit, User
from tilik.records.models.round import Stage
from tilik.records.models.seat import Role

RATING = (Stage.DESK, Stage.FIELD)


def list_role_seats(round: Round, role: str) -> list[Seat]:
    """The open seats of a role that reach into the round, with people, by unit and name."""
    now = timezone.now()
    seats = Seat.objects.filter(
        Q(round=round) | Q(round=None),
        Q(valid_to__isnull=True) | Q(valid_to__gt=now),
        government=round.government,
        role=role,
    ).select_related("user__person", "unit")
    return list(seats.order_by("user__person__full_name", "unit__code", "pk"))


def list_raters(round: Round, unit: Unit) -> list[User]:
    """The evaluators who have a sheet of the unit, by name."""
    sheets = Sheet.objects.filter(
        round=round, unit=unit, stage__in=RATING, seat__role=Role.EVALUATOR, set_aside_at=None
    ).select_related("seat__user__person")
    found = {sheet.seat.user_id: sheet.seat.user for sheet in sheets if sheet.seat}
    return sorted(found.values(), key=str)


def list_notes(round: Round, unit: Unit) -> dict[tuple[str, str], list[str]]:
    """What was remarked on each indicator by form and item; a settlement's reason comes last.

    What is about one service names it.
    """
    notes: dict[tuple[str, str], list[str]] = {}
    findings = Finding.objects.filter(
        sheet__round=round, sheet__unit=unit, sheet__set_aside_at=None
    )
    for finding in findings.select_related("sheet__service", "revision").order_by(
        "sheet__stage", "pk"
    ):
        if finding.revision and finding.revision.note.strip():
            place = notes.setdefault((finding.sheet.form, finding.item), [])
            note = _name(finding.sheet.service, finding.revision.note.strip())
            if note not in place:
                place.append(note)
    decided = Adjudication.objects.filter(round=round, unit=unit).select_related("service")
    for settled in decided.order_by("pk"):
        note = _name(settled.service, settled.reason)
        notes.setdefault((settled.form, settled.item), []).append(note)
    return notes


def _name(service: Service | None, note: str) -> str:
    """The remark, after the service it is about."""
    return f"{service.name}: {note}" if service else note
