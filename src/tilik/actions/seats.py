"""Seats: given, closed, and handed over when staff move."""

from datetime import datetime

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Government, Round, Seat, Unit, User
from tilik.records.models.seat import Role


def give_seat(
    *,
    by: User | None,
    user: User,
    role: str,
    government: Government | None,
    round: Round | None = None,
    unit: Unit | None = None,
    form: str = "",
    letter: str = "",
) -> Seat:
    """The person's open seat of that kind, opened if there was none.

    `by` None is the installation itself. Raises PermissionDenied, UserError("seat-foreign").
    """
    _require(by, role, government)
    if any(part and part.government_id != (government and government.pk) for part in (round, unit)):
        raise UserError("seat-foreign")
    if role in (Role.OPERATOR, Role.HEAD) and unit is None:
        raise UserError("seat-needs-unit", role=role)
    place = {"government": government, "round": round, "unit": unit, "form": form}
    with audit.writing(government):
        held = Seat.objects.filter(user=user, role=role, valid_to__isnull=True, **place).first()
        if held:
            return held
        seat = Seat.objects.create(
            user=user, role=role, letter=letter, given_by=by, valid_from=timezone.now(), **place
        )
        _record(by, "seat.give", seat, {"role": [None, role], "user": [None, user.pk]})
    return seat


def close_seat(*, by: User | None, seat: Seat) -> Seat:
    """The seat, closed now; a closed one stays as it was. Raises PermissionDenied."""
    _require(by, seat.role, seat.government)
    with audit.writing(seat.government):
        seat.refresh_from_db()
        if seat.valid_to is None:
            seat.valid_to = timezone.now()
            seat.save(update_fields=["valid_to"])
            _record(by, "seat.close", seat, {"user": [seat.user_id, None]})
    return seat


def hand_over(
    *, by: User | None, seat: Seat, to: User, letter: str = "", at: datetime | None = None
) -> Seat:
    """The successor's seat; the old one is closed in the same moment (serah terima).

    The moment is now, or one to come; nobody's seat ends in the past.
    Raises PermissionDenied, UserError("seat-closed" | "seat-same-person").
    """
    _require(by, seat.role, seat.government)
    if to.pk == seat.user_id:
        raise UserError("seat-same-person")
    with audit.writing(seat.government):
        seat.refresh_from_db()
        if seat.valid_to is not None:
            raise UserError("seat-closed")
        now = max(at or timezone.now(), timezone.now())
        seat.valid_to = now
        seat.save(update_fields=["valid_to"])
        successor = Seat.objects.create(
            user=to,
            role=seat.role,
            government=seat.government,
            round=seat.round,
            unit=seat.unit,
            form=seat.form,
            valid_from=now,
            letter=letter,
            took_over_from=seat,
            given_by=by,
        )
        _record(by, "seat.hand-over", successor, {"user": [seat.user_id, to.pk]})
    return successor


def _require(by: User | None, role: str, government: Government | None) -> None:
    """Nothing. Raises PermissionDenied; only system admins make system admins."""
    if by is None:
        return
    require(by, "seat.manage", government=government)
    if role == Role.SYSTEM:
        require(by, "government.manage", government=None)
    if role not in Role.values:
        raise PermissionDenied("permission-denied", verb="seat.manage")


def _record(by: User | None, verb: str, seat: Seat, diff: dict[str, list[object]]) -> None:
    """Nothing; the event is on the story of the seat's unit."""
    audit.record(
        by=by,
        verb=verb,
        target=seat,
        government=seat.government,
        round=seat.round,
        unit=seat.unit,
        form=seat.form,
        diff=diff,
    )
