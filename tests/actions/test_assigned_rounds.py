"""In a round that assigns units, evaluators reach only the units they were given."""

import pytest

from tests.shared import shared
from tests.world import World, make_user, make_world
from tilik.actions.permissions import load_rights, may
from tilik.actions.seats import close_seat, give_seat
from tilik.records.models import Round, Seat
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
VERBS = ("finding.write", "sheet.return", "sheet.read", "result.read", "round.read")


@shared
def world() -> World:
    """The round assigns units; the evaluator has the school."""
    made = make_world()
    made.round.options = {"verification": {"assigned": True}}
    made.round.save()
    assign(made)
    return made


def assign(world: World) -> Seat:
    return give_seat(
        by=world.admin, user=world.evaluator, role=Role.EVALUATOR, government=world.government,
        round=world.round, unit=world.school,
    )  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_a_seat_over_all_gives_nothing_where_units_are_assigned(world: World, verb: str) -> None:
    place = {"government": world.government, "round": world.round}
    assert may(world.evaluator, verb, **place, unit=world.school)
    assert not may(world.evaluator, verb, **place, unit=world.clinic)
    assert not may(world.evaluator, verb, **place)


@pytest.mark.parametrize("verb", VERBS)
def test_in_another_round_the_seat_over_all_still_holds(world: World, verb: str) -> None:
    other = Round(government=world.government, options={})
    assert may(world.evaluator, verb, government=world.government, round=other, unit=world.clinic)


@pytest.mark.parametrize("who", ["admin", "leader"])
def test_other_roles_are_not_narrowed(world: World, who: str) -> None:
    place = {"government": world.government, "round": world.round, "unit": world.clinic}
    assert may(getattr(world, who), "result.read", **place)


def test_a_closed_assignment_gives_nothing_more(world: World) -> None:
    seat = Seat.objects.get(user=world.evaluator, unit=world.school)
    close_seat(by=world.admin, seat=seat)
    place = {"government": world.government, "round": world.round, "unit": world.school}
    assert not may(world.evaluator, "finding.write", **place)


def test_the_sheet_hangs_on_the_assigned_seat_and_on_none_elsewhere(world: World) -> None:
    rights = load_rights(world.evaluator)
    seat = rights.get_seat(Role.EVALUATOR, round=world.round, unit=world.school)
    assert seat is not None
    assert seat.unit == world.school
    assert rights.get_seat(Role.EVALUATOR, round=world.round, unit=world.clinic) is None


def test_who_has_nothing_in_the_round_still_finds_the_door(world: World) -> None:
    other = make_user(world.government, Role.EVALUATOR)
    assert load_rights(other).may_in_part("finding.write", world.round)
    assert not load_rights(world.operator).may_in_part("finding.write", world.round)
    assert not load_rights(other).may_in_part("finding.write", Round(government_id=0))
