"""Who checks which unit of a round, who may not, and who did the last time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from tilik.records.models import Government, Round, RoundUnit, Seat, Sheet, UnitLineage, User
from tilik.records.models.round import Stage
from tilik.records.models.seat import Role

UNIT_ROLES = (Role.OPERATOR, Role.HEAD)


@dataclass(frozen=True)
class Assignment:
    """The units one evaluator checks in a round, as a Surat Tugas lists them."""

    user: User
    rows: tuple[RoundUnit, ...]


def list_assignments(round: Round) -> list[Assignment]:
    """The evaluators of a round by name, each with their units in order."""
    rows = {row.unit_id: row for row in round.round_units.select_related("unit")}
    found: dict[int, tuple[User, list[RoundUnit]]] = {}
    for seat in list_seats(round):
        if seat.unit_id in rows:
            found.setdefault(seat.user_id, (seat.user, []))[1].append(rows[seat.unit_id])
    made = [Assignment(user, tuple(units)) for user, units in found.values()]
    return sorted(made, key=lambda each: (str(each.user), each.user.pk))


def list_seats(round: Round) -> list[Seat]:
    """The open seats of evaluators over single units of the round, by unit."""
    seats = Seat.objects.filter(
        role=Role.EVALUATOR, round=round, unit__isnull=False, valid_to__isnull=True
    )
    return list(seats.select_related("user__person", "unit").order_by("unit__code", "pk"))


def count_set_aside(round: Round) -> int:
    """How many sheets of the round with anything on them count no more."""
    sheets = Sheet.objects.filter(round=round, set_aside_at__isnull=False, answers__is_filled=True)
    return sheets.distinct().count()


def list_evaluators(government: Government) -> list[User]:
    """Everybody who is an evaluator in the government now, by name."""
    now = timezone.now()
    people = User.objects.filter(
        is_active=True, seats__role=Role.EVALUATOR, seats__government=government,
        seats__valid_from__lte=now, seats__valid_to__isnull=True,
    )  # fmt: skip
    return sorted(people.select_related("person").distinct(), key=lambda user: (str(user), user.pk))


def list_own_units(government: Government) -> Mapping[int, frozenset[int]]:
    """The units each person belongs or ever belonged to, and what became of these, by person."""
    heirs: dict[int, set[int]] = defaultdict(set)
    for before, after in UnitLineage.objects.filter(before__government=government).values_list(
        "before", "after"
    ):
        heirs[before].add(after)
        heirs[after].add(before)
    own: dict[int, set[int]] = defaultdict(set)
    seats = Seat.objects.filter(government=government, role__in=UNIT_ROLES)
    for user, unit in seats.values_list("user", "unit"):
        own[user] |= {unit, *heirs[unit]}
    return {user: frozenset(units) for user, units in own.items()}


def list_last_units(round: Round) -> Mapping[int, frozenset[int]]:
    """The units each person checked in the round before this one of the same instrument."""
    before = Round.objects.filter(
        government=round.government, instrument_version__code=round.instrument_version.code,
        period_end__lt=round.period_end,
    ).order_by("-period_end", "-pk")  # fmt: skip
    last = before.first()
    if last is None:
        return {}
    sheets = Sheet.objects.filter(
        round=last, stage__in=(Stage.DESK, Stage.FIELD), seat__isnull=False, unit__isnull=False
    )
    pairs: set[tuple[int, int | None]] = {*sheets.values_list("seat__user", "unit")}
    pairs |= {(seat.user_id, seat.unit_id) for seat in list_seats(last)}
    found: dict[int, set[int]] = defaultdict(set)
    for user, unit in pairs:
        found[user].add(unit or 0)
    return {user: frozenset(units) for user, units in found.items()}
