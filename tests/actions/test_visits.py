"""Visits: planned, drawn so that anybody can draw again, closed, cancelled while empty."""

import hashlib
from datetime import date

import pytest

from tests.shared import shared
from tests.world import World, count_events, make_government, make_user, make_world, new_uuid
from tilik.actions.units import add_unit
from tilik.actions.visit_entries import Sent, keep_entry
from tilik.actions.visits import (
    cancel_visit,
    close_visit,
    draw,
    draw_visits,
    list_unvisited,
    make_lot,
    plan_visit,
)
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Unit, Visit
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
DAY = date(2024, 11, 12)


@shared
def world() -> World:
    return make_world(phases=[])


def plan(world: World, unit: Unit | None = None, kind: str = "lapangan") -> Visit:
    return plan_visit(by=world.admin, round=world.round, unit=unit or world.school, kind=kind)


def test_a_visit_planned_twice_is_one_with_the_new_day(world: World) -> None:
    first = plan(world)
    moved = plan_visit(
        by=world.admin, round=world.round, unit=world.school, kind="lapangan", planned_for=DAY
    )
    assert (first.pk, moved.planned_for) == (moved.pk, DAY)
    assert count_events("visit.plan") == 2
    assert plan(world, kind="daring").pk != first.pk


def test_what_was_planned_as_it_stands_leaves_no_second_event(world: World) -> None:
    plan(world)
    plan(world)
    assert count_events("visit.plan") == 1


def test_a_kind_of_visit_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(UserError) as refusal:
        plan(world, kind="malam")
    assert refusal.value.code == "visit-kind-unknown"


def test_only_units_of_the_round_are_visited(world: World) -> None:
    other = add_unit(
        by=world.admin, government=world.government, code="baru", name="Baru", kind="x"
    )
    with pytest.raises(UserError) as refusal:
        plan(world, other)
    assert refusal.value.code == "unit-not-in-round"


def test_the_same_seed_draws_the_same_units(world: World) -> None:
    units = [Unit(code=f"u{n}") for n in range(60)]
    drawn = [unit.code for unit in draw(units, 6, "rapat 3 November")]
    assert drawn == [unit.code for unit in draw(units[::-1], 6, "rapat 3 November")]
    assert drawn != [unit.code for unit in draw(units, 6, "rapat 4 November")]


def test_a_lot_can_be_checked_with_any_hash_tool() -> None:
    assert make_lot("x", "u1") == hashlib.sha256(b"x:u1").hexdigest()


def test_a_draw_never_takes_a_unit_that_has_a_visit(world: World) -> None:
    plan(world)
    drawn = draw_visits(
        by=world.admin, round=world.round, kind="lapangan", number=1, seed="s", planned_for=DAY
    )
    assert [visit.unit for visit in drawn] == [world.clinic]
    assert (drawn[0].seed, drawn[0].planned_for) == ("s", DAY)
    assert list_unvisited(world.round, "lapangan") == []


@pytest.mark.parametrize(("number", "seed", "code"), [
    (0, "s", "draw-number"), (3, "s", "draw-number"), (1, "  ", "seed-missing"),
])  # fmt: skip
def test_a_draw_that_cannot_be_is_refused(world: World, number: int, seed: str, code: str) -> None:
    with pytest.raises(UserError) as refusal:
        draw_visits(by=world.admin, round=world.round, kind="lapangan", number=number, seed=seed)
    assert refusal.value.code == code
    assert not Visit.objects.exists()


def test_a_visit_is_closed_and_opened_again_once_each(world: World) -> None:
    visit = plan(world)
    for is_closed in (True, True, False):
        visit = close_visit(by=world.evaluator, visit=visit, is_closed=is_closed)
    assert visit.closed_at is None
    assert (count_events("visit.close"), count_events("visit.reopen")) == (1, 1)


def test_a_visit_is_cancelled_while_nothing_was_sent_and_planned_again(world: World) -> None:
    visit = cancel_visit(by=world.admin, visit=plan(world))
    assert visit.cancelled_at is not None
    visit = plan(world)
    assert visit.cancelled_at is None
    note = Sent(uuid=new_uuid(), kind="note", content={"text": "Pintu tertutup."})
    keep_entry(by=world.evaluator, visit=visit, sent=note)
    with pytest.raises(UserError) as refusal:
        cancel_visit(by=world.admin, visit=visit)
    assert refusal.value.code == "visit-has-entries"


@pytest.mark.parametrize("who", ["operator", "head", "leader", "evaluator"])
def test_only_the_coordinator_plans_and_draws(world: World, who: str) -> None:
    by = getattr(world, who)
    with pytest.raises(PermissionDenied):
        plan_visit(by=by, round=world.round, unit=world.school, kind="lapangan")
    with pytest.raises(PermissionDenied):
        draw_visits(by=by, round=world.round, kind="lapangan", number=1, seed="s")


@pytest.mark.parametrize("who", ["operator", "head", "leader"])
def test_only_who_checks_the_unit_closes_the_visit(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        close_visit(by=getattr(world, who), visit=plan(world))


def test_nobody_of_another_government_plans_or_closes(world: World) -> None:
    elsewhere = make_government("64.01", "Kabupaten Lain")
    visit = plan(world)
    with pytest.raises(PermissionDenied):
        cancel_visit(by=make_user(elsewhere, Role.ADMIN), visit=visit)
    with pytest.raises(PermissionDenied):
        close_visit(by=make_user(elsewhere, Role.EVALUATOR), visit=visit)
