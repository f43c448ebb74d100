"""Serah terima: a seat passes to somebody who has an account, or who gets one in the same write."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.people import add_person, reset_password
from tilik.actions.seats import hand_over
from tilik.actions.taking_over import take_over
from tilik.core.errors import UserError
from tilik.records.models import Seat, User


def pass_on(
    *,
    by: User,
    seat: Seat,
    to: User | None,
    newcomer: Mapping[str, str],
    letter: str = "",
    at: datetime | None = None,
) -> tuple[Seat, str]:
    """The successor's seat, and the first password where the account is new.

    `newcomer` holds the values of a person (full_name, one of nip, phone, email, position); it is
    read where `to` is None. What an evaluator found passes on with the seat.
    Raises PermissionDenied, UserError as `hand_over` and `add_person`.
    """
    if to is None and not newcomer.get("full_name"):
        raise UserError("successor-missing")
    password = ""
    with audit.writing(seat.government):
        if to is None:
            to = add_person(by=by, government=seat.government, **newcomer)
            password = reset_password(by=by, user=to)
        successor = hand_over(by=by, seat=seat, to=to, letter=letter, at=at)
        if successor.valid_from <= timezone.now():
            take_over(by=by, seat=successor)
    return successor, password
