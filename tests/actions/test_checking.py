"""One indicator checked for many units at once: accepted, returned, seen; who may, what stands."""

from typing import Any

import pytest

from tests.shared import shared
from tests.world import (
    World,
    count_events,
    give,
    in_days,
    make_government,
    make_phases,
    make_user,
    make_world,
    new_uuid,
)
from tilik.actions.checking import (
    Pick,
    Place,
    accept_suggestions,
    find_finding,
    mark_seen,
    open_check,
    return_items,
)
from tilik.actions.findings import write_finding
from tilik.actions.rounds import set_phases
from tilik.actions.seats import give_seat
from tilik.actions.sheets import open_sheet
from tilik.actions.suggesting import suggest_across, suggest_levels
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import AnswerRevision, Finding, Round, RoundUnit, Sheet, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    """The school claims level 3, the clinic level 0."""
    made = make_world(phases=make_phases(("claim", "desk")))
    claim(made, "school", "ya", "4")
    claim(made, "clinic", "tidak")
    return made


@pytest.fixture
def place(world: World) -> Place:
    return Place(world.round, "E", "1", "desk")


def claim(world: World, unit: str, has: str, number: str = "") -> Sheet:
    sheet = open_sheet(by=world.admin, round=world.round, unit=getattr(world, unit), form="K")
    give(sheet, world.admin, "1", has)
    if number:
        give(sheet, world.admin, "2", number)
    return sheet


def get_row(world: World, unit: str) -> RoundUnit:
    rows = RoundUnit.objects.select_related("unit", "round")
    return rows.get(round=world.round, unit=getattr(world, unit))


def pick(world: World, unit: str, **rest: Any) -> Pick:
    values = {"base": None, "remark": "", "client_uuid": new_uuid(), **rest}
    return Pick(get_row(world, unit), **values)


def get_levels() -> dict[str, Any]:
    found = Finding.objects.filter(revision__isnull=False).select_related("revision", "sheet__unit")
    return {each.sheet.unit.code: each.revision.value for each in found if each.sheet.unit}


# ---- accepted ------------------------------------------------------------------


def test_every_unit_gets_the_level_of_its_own_claim(world: World, place: Place) -> None:
    picks = [pick(world, "school"), pick(world, "clinic")]
    made, refused = accept_suggestions(by=world.evaluator, place=place, picks=picks)
    assert len(made) == 2
    assert refused == {}
    assert get_levels() == {"sekolah": "3", "klinik": "0"}


def test_an_accepted_level_keeps_the_trace_of_the_rule(world: World, place: Place) -> None:
    made, _ = accept_suggestions(by=world.evaluator, place=place, picks=[pick(world, "school")])
    assert made[0].suggested == "3"
    assert made[0].trace["row"] == 2
    assert made[0].seen_at is not None


def test_accepting_twice_is_accepting_once(world: World, place: Place) -> None:
    same = pick(world, "school")
    for _ in range(2):
        accept_suggestions(by=world.evaluator, place=place, picks=[same])
    assert AnswerRevision.objects.filter(sheet__stage="desk").count() == 1


def test_a_level_another_tab_has_kept_is_not_overwritten(world: World, place: Place) -> None:
    sheet = open_check(by=world.evaluator, place=place, row=get_row(world, "school"))
    write_finding(
        by=world.evaluator, sheet=sheet, item="1", chosen="2", remark="x", client_uuid=new_uuid()
    )
    picks = [pick(world, "school"), pick(world, "clinic")]
    made, refused = accept_suggestions(by=world.evaluator, place=place, picks=picks)
    assert [each.sheet.unit for each in made] == [world.clinic]
    assert refused[world.school.pk].code == "answer-changed"
    assert get_levels() == {"sekolah": "2", "klinik": "0"}


def test_silence_of_the_rubric_is_no_suggestion(world: World, place: Place) -> None:
    claim(world, "school", "ya", "0")
    _, refused = accept_suggestions(by=world.evaluator, place=place, picks=[pick(world, "school")])
    assert refused[world.school.pk].code == "no-suggestion"
    assert get_levels() == {}


def test_an_indicator_without_a_rule_suggests_nothing(world: World) -> None:
    place = Place(world.round, "E", "2", "desk")
    _, refused = accept_suggestions(by=world.evaluator, place=place, picks=[pick(world, "school")])
    assert {error.code for error in refused.values()} == {"no-suggestion"}


def test_after_the_phase_nothing_is_accepted_and_each_says_so(world: World, place: Place) -> None:
    set_phases(by=world.admin, round=world.round, phases=make_phases(("desk",), days=-1))
    place = Place(Round.objects.get(pk=world.round.pk), "E", "1", "desk")
    _, refused = accept_suggestions(by=world.evaluator, place=place, picks=[pick(world, "school")])
    assert refused[world.school.pk].code == "phase-closed"
    assert get_levels() == {}


# ---- returned and seen -----------------------------------------------------------


def test_several_are_returned_with_one_remark(world: World, place: Place) -> None:
    rows = [get_row(world, "school"), get_row(world, "clinic")]
    made, refused = return_items(
        by=world.evaluator, place=place, rows=rows, reason="foto buram", until=in_days(3)
    )
    assert refused == {}
    assert {each.return_reason for each in made} == {"foto buram"}
    assert all(each.is_with_unit and each.n_returns == 1 for each in made)
    assert count_events("finding.return") == 2


def test_without_a_remark_none_is_returned(world: World, place: Place) -> None:
    rows = [get_row(world, "school"), get_row(world, "clinic")]
    with pytest.raises(UserError, match="reason-missing"):
        return_items(by=world.evaluator, place=place, rows=rows, reason=" ", until=None)
    assert not Finding.objects.filter(returned_at__isnull=False).exists()


def test_one_that_was_returned_too_often_does_not_hold_up_the_others(
    world: World, place: Place
) -> None:
    Finding.objects.filter(
        pk=find_finding(by=world.evaluator, place=place, row=get_row(world, "school")).pk
    ).update(n_returns=2)
    rows = [get_row(world, "school"), get_row(world, "clinic")]
    made, refused = return_items(by=world.evaluator, place=place, rows=rows, reason="x", until=None)
    assert [each.sheet.unit for each in made] == [world.clinic]
    assert refused[world.school.pk].code == "returns-used-up"


def test_a_returned_item_has_no_level_before_one_is_chosen(world: World, place: Place) -> None:
    return_items(
        by=world.evaluator, place=place, rows=[get_row(world, "school")], reason="x", until=None
    )
    finding = Finding.objects.get()
    assert finding.revision is None
    assert finding.suggested == "3"


def test_what_was_seen_is_on_the_trail(world: World, place: Place) -> None:
    [finding] = mark_seen(by=world.evaluator, place=place, rows=[get_row(world, "school")])
    assert finding.seen_at is not None
    assert count_events("finding.see") == 1


# ---- who may -----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["operator", "head", "leader"])
def test_nobody_but_evaluators_and_the_office_checks(world: World, place: Place, who: str) -> None:
    by: User = getattr(world, who)
    row = get_row(world, "school")
    with pytest.raises(PermissionDenied):
        accept_suggestions(by=by, place=place, picks=[pick(world, "school")])
    with pytest.raises(PermissionDenied):
        return_items(by=by, place=place, rows=[row], reason="x", until=None)
    with pytest.raises(PermissionDenied):
        mark_seen(by=by, place=place, rows=[row])
    assert not Finding.objects.exists()


def test_an_evaluator_of_another_government_checks_nothing(world: World, place: Place) -> None:
    stranger = make_user(make_government("64.09", "Lain"), Role.EVALUATOR)
    with pytest.raises(PermissionDenied):
        accept_suggestions(by=stranger, place=place, picks=[pick(world, "school")])
    assert not Sheet.objects.filter(stage="desk").exists()


def test_one_foreign_unit_among_the_picked_stops_all(world: World, place: Place) -> None:
    Round.objects.update(options={"verification": {"assigned": True}})
    world.round.refresh_from_db()
    give_seat(
        by=world.admin, user=world.evaluator, role=Role.EVALUATOR, government=world.government,
        round=world.round, unit=world.school,
    )  # fmt: skip
    picks = [pick(world, "school"), pick(world, "clinic")]
    place = Place(world.round, "E", "1", "desk")
    with pytest.raises(PermissionDenied):
        accept_suggestions(by=world.evaluator, place=place, picks=picks)
    assert get_levels() == {}
    made, _ = accept_suggestions(by=world.evaluator, place=place, picks=picks[:1])
    assert len(made) == 1


def test_two_evaluators_have_a_sheet_each(world: World, place: Place) -> None:
    other = make_user(world.government, Role.EVALUATOR)
    for by in (world.evaluator, other):
        accept_suggestions(by=by, place=place, picks=[pick(world, "school")])
    assert Sheet.objects.filter(stage="desk", unit=world.school).count() == 2
    assert Finding.objects.count() == 2


# ---- across ------------------------------------------------------------------------


@pytest.mark.parametrize(("has", "number"), [("ya", "4"), ("ya", "0"), ("ya", ""), ("tidak", "")])
def test_across_units_the_rule_says_what_it_says_of_one(
    world: World, has: str, number: str
) -> None:
    claim(world, "clinic", has, number)
    rows = [get_row(world, "school"), get_row(world, "clinic")]
    across = suggest_across(round=world.round, rows=rows, form="E", item="1")
    for row in rows:
        assert across[row.unit_id] == suggest_levels(round=world.round, row=row)["E:1"]


def test_an_indicator_the_instrument_does_not_have_suggests_nothing(world: World) -> None:
    rows = [get_row(world, "school")]
    assert suggest_across(round=world.round, rows=rows, form="E", item="99") == {}
    assert suggest_across(round=world.round, rows=[], form="E", item="1") == {}
