"""Who may do what, asked of seats."""

from itertools import product

import pytest

from tests.shared import shared
from tests.world import World, in_days, make_government, make_user, make_world
from tilik.actions.permissions import ROLES, VERBS, load_rights, may, require
from tilik.actions.seats import close_seat, give_seat
from tilik.core.errors import PermissionDenied
from tilik.records.models import Seat, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


def test_every_role_has_a_row_of_known_verbs() -> None:
    assert set(ROLES) == set(Role.values)
    assert all(verbs <= set(VERBS) for verbs in ROLES.values())


def test_every_verb_belongs_to_somebody() -> None:
    assert set(VERBS) == set().union(*ROLES.values())


def test_nobody_may_do_anything_without_a_seat(world: World) -> None:
    stranger = User()
    stranger.save()
    for user, verb in product((stranger, None), VERBS):
        assert not may(user, verb, government=world.government)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.SYSTEM])
def test_a_role_ends_at_the_border_of_its_government(role: str, world: World) -> None:
    unit = world.school if role in (Role.OPERATOR, Role.HEAD) else None
    user = make_user(world.government, Role(role), unit)
    other = make_world("64.01")
    for verb in VERBS:
        assert not may(user, verb, government=other.government)
        assert not may(user, verb, government=other.government, unit=other.school)
        # Naming one's own government does not open another's unit or round.
        assert not may(user, verb, government=world.government, unit=other.school)
        assert not may(user, verb, government=world.government, round=other.round)


def test_an_operator_fills_in_the_own_unit_alone(world: World) -> None:
    home = {"government": world.government, "round": world.round}
    assert may(world.operator, "sheet.fill", unit=world.school, **home)
    assert not may(world.operator, "sheet.fill", unit=world.clinic, **home)
    assert not may(world.operator, "sheet.fill", unit=None, **home)
    assert not may(world.operator, "sheet.approve", unit=world.school, **home)


def test_a_seat_of_one_round_and_form_reaches_no_further(world: World) -> None:
    user = make_user(world.government, Role.LEADER)
    give_seat(
        by=None,
        user=user,
        role=Role.EVALUATOR,
        government=world.government,
        round=world.round,
        form="E",
    )
    rights = load_rights(user)
    assert rights.may("finding.write", government=world.government, round=world.round, form="E")
    assert not rights.may("finding.write", government=world.government, round=world.round, form="K")
    assert not rights.may("finding.write", government=world.government, form="E")


def test_a_closed_seat_gives_nothing(world: World) -> None:
    close_seat(by=world.admin, seat=Seat.objects.get(user=world.leader))
    assert not may(world.leader, "result.read", government=world.government)


def test_a_seat_of_tomorrow_gives_nothing_today(world: World) -> None:
    Seat.objects.filter(user=world.leader).update(valid_from=in_days(1))
    assert not may(world.leader, "result.read", government=world.government)


def test_an_account_that_is_shut_gives_nothing(world: World) -> None:
    world.leader.is_active = False
    assert not may(world.leader, "result.read", government=world.government)


def test_the_system_admin_keeps_accounts_and_reads_no_scores() -> None:
    system = make_user(None, Role.SYSTEM)
    government = make_government()
    assert may(system, "government.manage", government=None)
    assert may(system, "people.import", government=government)
    assert not may(system, "result.read", government=government)
    assert not may(system, "sheet.fill", government=government)


def test_refusal_names_the_verb(world: World) -> None:
    with pytest.raises(PermissionDenied) as refused:
        require(world.leader, "round.manage", government=world.government)
    assert refused.value.facts == {"verb": "round.manage"}


def test_an_unknown_verb_is_a_mistake_of_ours(world: World) -> None:
    with pytest.raises(ValueError, match="unknown verb"):
        may(world.admin, "round.mange", government=world.government)


def test_the_narrowest_seat_is_the_one_written_from(world: World) -> None:
    narrow = give_seat(
        by=None,
        user=world.evaluator,
        role=Role.EVALUATOR,
        government=world.government,
        round=world.round,
        unit=world.school,
    )
    rights = load_rights(world.evaluator)
    assert rights.get_seat(Role.EVALUATOR, round=world.round, unit=world.school) == narrow
    assert rights.get_seat(Role.EVALUATOR, round=world.round, unit=world.clinic) != narrow
    assert rights.get_seat(Role.HEAD, round=world.round, unit=world.school) is None
