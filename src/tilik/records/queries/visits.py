"""Visits of a round: which units were seen, by whom, and what was sent from there."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q

from tilik.records.models import Answer, AnswerRevision, Round, Unit, Visit, VisitEntry
from tilik.records.models.round import Stage
from tilik.records.models.visit import EntryKind


@dataclass(frozen=True)
class VisitRow:
    """A visit with how much was sent from it."""

    visit: Visit
    n_entries: int
    last: object


def list_visits(round: Round) -> list[VisitRow]:
    """The visits of a round that stand, in the order of the day and the unit's name."""
    counting = Q(entries__withdrawn_at=None)
    visits = Visit.objects.filter(round=round, cancelled_at=None).select_related(
        "unit", "round__government", "government", "closed_by__person"
    )
    found = visits.annotate(n=Count("entries", filter=counting), last=Max("entries__at"))
    rows = found.order_by("planned_for", "unit__name", "pk")
    return [VisitRow(visit, visit.n, visit.last) for visit in rows]


def list_unit_visits(round: Round, unit: Unit) -> list[VisitRow]:
    """The visits to one unit."""
    return [row for row in list_visits(round) if row.visit.unit_id == unit.pk]


def get_visit(uuid: UUID) -> Visit | None:
    """The visit, cancelled or not, or None."""
    related = ("round__instrument_version", "round__government", "government", "unit", "by__person")
    return Visit.objects.filter(client_uuid=uuid).select_related(*related).first()


def list_entries(visit: Visit) -> list[VisitEntry]:
    """All that was sent from a visit in order, what was withdrawn too."""
    return list(visit.entries.select_related("by__person", "revision").order_by("pk"))


def get_entry(visit: Visit, uuid: UUID) -> VisitEntry | None:
    """The entry of the visit, or None."""
    return VisitEntry.objects.filter(visit=visit, client_uuid=uuid).select_related(
        "visit__round", "visit__unit", "government"
    ).first()  # fmt: skip


def list_seen(visit: Visit) -> dict[tuple[str, str], AnswerRevision]:
    """What was seen at the unit in the field check, by form and item; the newest of all evaluators."""
    rows = Answer.objects.filter(
        sheet__round=visit.round, sheet__unit=visit.unit, sheet__stage=Stage.FIELD, is_filled=True,
        sheet__set_aside_at=None,
    )  # fmt: skip
    found = rows.select_related("revision", "sheet").order_by("revision_id")
    return {(row.sheet.form, row.item): row.revision for row in found}


def count_found(round: Round) -> dict[int, int]:
    """How many indicators of each unit have a level of the field check, with a visit or without."""
    levels = Answer.objects.filter(
        sheet__round=round, sheet__stage=Stage.FIELD, sheet__set_aside_at=None,
        sheet__unit__isnull=False, is_filled=True, revision__findings__isnull=False,
    )  # fmt: skip
    places = levels.values_list("sheet__unit", "sheet__form", "item").order_by().distinct()
    return dict(Counter(unit or 0 for unit, _form, _item in places))


def list_photos(visit: Visit, item: str = "") -> list[VisitEntry]:
    """The photos that stand, of one indicator where named; for the sheet of photos."""
    photos = visit.entries.filter(kind=EntryKind.PHOTO, withdrawn_at=None, erased_at=None)
    return list(photos.filter(item=item) if item else photos)


def list_attendance(visit: Visit) -> list[VisitEntry]:
    """The signatures that stand; for the list of attendance."""
    kind = EntryKind.SIGNATURE
    return list(visit.entries.filter(kind=kind, withdrawn_at=None, erased_at=None))


def list_visits_of(governments: set[int]) -> list[Visit]:
    """The visits of these governments that stand, those not done first, then by the day."""
    visits = Visit.objects.filter(government__in=governments, cancelled_at=None)
    related = ("round__instrument_version", "round__government", "government", "unit")
    # The instrument's bytes are large, and a list of visits needs none of them.
    large = ("canonical", "cases", "lint_report")
    light = visits.select_related(*related).defer(
        *(f"round__instrument_version__{name}" for name in large)
    )
    return sorted(
        light.order_by("planned_for", "unit__name", "pk"),
        key=lambda visit: visit.closed_at is not None,
    )
