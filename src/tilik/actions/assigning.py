"""Units assigned to evaluators: proposed by rule, changed by hand, confirmed as seats."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.actions.seats import close_seat, give_seat
from tilik.actions.sheets import record_on
from tilik.core.assignment import Evaluator, Task, assign
from tilik.core.errors import UserError
from tilik.records.models import Round, RoundUnit, Seat, Sheet, User
from tilik.records.models.seat import Role
from tilik.records.queries.assignments import (
    list_evaluators,
    list_last_units,
    list_own_units,
    list_seats,
)
from tilik.records.queries.checking import list_checked

Plan = Mapping[int, Sequence[int]]
"""The evaluators (keys) of each unit (key)."""


@dataclass(frozen=True)
class Staff:
    """The evaluators of a government, the units they belong to and those they checked before."""

    people: Sequence[User]
    own: Mapping[int, frozenset[int]]
    last: Mapping[int, frozenset[int]]
    seats: Sequence[Seat]


def load_staff(round: Round) -> Staff:
    """Who may check which unit of the round, read once."""
    return Staff(
        people=list_evaluators(round.government),
        own=list_own_units(round.government),
        last=list_last_units(round),
        seats=list_seats(round),
    )


def propose(*, rows: Sequence[RoundUnit], staff: Staff, each: int = 1) -> dict[int, list[int]]:
    """The plan by rule: never one's own or former unit, even by items, rotated. Nothing is written.

    Who is assigned a unit already keeps it.
    """
    kept: dict[int, set[str]] = {}
    for seat in staff.seats:
        kept.setdefault(seat.unit_id or 0, set()).add(_name(seat.user_id))
    asked = list_checked(rows)
    tasks = [
        Task(_name(row.unit_id), len(asked[row.unit_id]), frozenset(kept.get(row.unit_id, ())))
        for row in rows
    ]
    people = [
        Evaluator(
            _name(user.pk),
            frozenset(map(_name, staff.own.get(user.pk, ()))),
            frozenset(map(_name, staff.last.get(user.pk, ()))),
        )
        for user in staff.people
    ]
    return {int(unit): list(map(int, names)) for unit, names in assign(tasks, people, each).items()}


def confirm(*, by: User, round: Round, plan: Plan, letter: str = "") -> list[Seat]:
    """The seats of the plan; who is no longer in it has theirs closed, and the round assigns units.

    What an evaluator wrote from a seat over the whole government goes on from the seat of the unit.
    What was found by somebody who does not have the unit stays, and counts no more.
    Raises PermissionDenied, UserError("own-unit" | "not-an-evaluator" | "unit-not-in-round").
    """
    require(by, "round.manage", government=round.government, round=round)
    people = {user.pk: user for user in list_evaluators(round.government)}
    rows = {row.unit_id: row for row in round.round_units.select_related("unit")}
    _check(round, plan, people, rows)
    wanted = {(user, unit) for unit, users in plan.items() for user in users}
    with audit.writing(round.government):
        for seat in list_seats(round):
            if (seat.user_id, seat.unit_id) not in wanted:
                close_seat(by=by, seat=seat)
        seats = [
            give_seat(
                by=by, user=people[user], role=Role.EVALUATOR, government=round.government,
                round=round, unit=rows[unit].unit, letter=letter,
            )
            for user, unit in sorted(wanted)
        ]  # fmt: skip
        for seat in seats:
            _take_along(seat)
        n_aside = _set_aside(by, round, {seat.pk for seat in seats})
        said = round.options.get("verification", {})
        round.options = {**round.options, "verification": {**said, "assigned": True}}
        round.save(update_fields=["options"])
        audit.record(
            by=by, verb="round.assign", target=round, government=round.government, round=round,
            diff={"assignments": [None, len(seats)], "set_aside": [None, n_aside]},
        )  # fmt: skip
    return seats


def _check(
    round: Round, plan: Plan, people: Mapping[int, User], rows: Mapping[int, RoundUnit]
) -> None:
    """Nothing. Raises UserError where the plan may not stand."""
    own = list_own_units(round.government)
    for unit, users in plan.items():
        if unit not in rows:
            raise UserError("unit-not-in-round", unit=unit)
        for user in users:
            if user not in people:
                raise UserError("not-an-evaluator")
            if unit in own.get(user, ()):
                raise UserError("own-unit", who=str(people[user]), unit=rows[unit].name)


def _take_along(seat: Seat) -> None:
    """Nothing; what the person began for the unit from another seat hangs on this one from now on."""
    begun = Sheet.objects.filter(
        round=seat.round, unit=seat.unit, seat__user=seat.user, seat__role=Role.EVALUATOR
    ).exclude(seat=seat)
    held: set[tuple[str, str, int | None]] = set(
        Sheet.objects.filter(seat=seat).values_list("form", "stage", "service")
    )
    for sheet in begun.order_by("-pk"):
        place = (sheet.form, sheet.stage, sheet.service_id)
        if place not in held:
            held.add(place)
            sheet.seat = seat
            sheet.save(update_fields=["seat"])


def _set_aside(by: User, round: Round, assigned: Collection[int]) -> int:
    """How many sheets of evaluators count no more: those of a unit that is not theirs.

    Nothing on them is lost, and they count again when the unit is given back.
    """
    sheets = Sheet.objects.filter(round=round, unit__isnull=False, seat__role=Role.EVALUATOR)
    n = 0
    for sheet in sheets.select_related("unit"):
        is_out = sheet.seat_id not in assigned
        n += is_out
        if is_out == (sheet.set_aside_at is not None):
            continue
        before, sheet.set_aside_at = sheet.set_aside_at, timezone.now() if is_out else None
        sheet.save(update_fields=["set_aside_at"])
        diff = audit.compare({"set_aside_at": before}, {"set_aside_at": sheet.set_aside_at})
        record_on(by, "sheet.set-aside" if is_out else "sheet.take-back", sheet, diff)
    return n


def _name(key: int) -> str:
    """A key as a name that sorts like the number."""
    return f"{key:012}"
