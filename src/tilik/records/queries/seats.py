"""Seats that are open, and those that were handed over."""

from django.db.models import QuerySet

from tilik.records.models import Government, Seat
from tilik.records.models.seat import Role

HANDOVERS = 50
"""So many hand-overs are listed; all of them stay in the story."""


def list_open_seats(government: Government) -> list[Seat]:
    """The seats without an end, with person, unit and round, by role and unit."""
    seats = Seat.objects.filter(government=government, valid_to=None).exclude(role=Role.SYSTEM)
    return list(_with_people(seats).order_by("role", "unit__code", "pk"))


def list_handovers(government: Government) -> list[Seat]:
    """The newest seats that were taken over, each with the one before."""
    seats = Seat.objects.filter(government=government, took_over_from__isnull=False)
    related = _with_people(seats).select_related("took_over_from__user__person")
    return list(related.order_by("-valid_from", "-pk")[:HANDOVERS])


def _with_people(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    return seats.select_related("user__person", "unit", "round")
