"""Returned items: open for the unit alone, as often as the round allows, until their time is over."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.shared import shared
from tests.world import World, count_events, give, in_days, make_phases, make_world, new_uuid
from tilik.actions.findings import return_finding, write_finding
from tilik.actions.returns import resend_items
from tilik.actions.sheets import approve_sheet, open_sheet, send_sheet
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Finding, Round, RoundUnit, Sheet
from tilik.records.queries.returns import list_returned

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world(phases=make_phases(("claim", "desk")))


@pytest.fixture
def claim(world: World) -> Sheet:
    """The unit's form, filled in and approved: nothing can be written any more."""
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    give(sheet, world.operator, "1", "ya")
    give(sheet, world.operator, "3", ["papan"])
    send_sheet(by=world.operator, sheet=sheet)
    return approve_sheet(by=world.head, sheet=sheet)


@pytest.fixture
def finding(world: World, claim: Sheet) -> Finding:
    sheet = open_sheet(
        by=world.evaluator, round=world.round, unit=world.school, form="E", stage="desk"
    )
    return write_finding(
        by=world.evaluator, sheet=sheet, item="2", chosen="1", client_uuid=new_uuid()
    )


def send_back(world: World, finding: Finding, **rest: Any) -> Finding:
    rest.setdefault("until", in_days(3))
    return return_finding(by=world.evaluator, finding=finding, reason="foto buram", **rest)


def test_only_the_questions_behind_a_returned_item_are_open(
    world: World, claim: Sheet, finding: Finding
) -> None:
    with pytest.raises(UserError, match="sheet-approved"):
        give(claim, world.operator, "3", ["situs"])
    send_back(world, finding)
    assert give(claim, world.operator, "3", ["situs"]).took_effect
    with pytest.raises(UserError, match="sheet-approved"):
        give(claim, world.operator, "1", "tidak")


def test_what_was_sent_again_is_closed_again(world: World, claim: Sheet, finding: Finding) -> None:
    send_back(world, finding)
    assert resend_items(by=world.operator, findings=[finding]) == [finding]
    assert resend_items(by=world.operator, findings=[finding]) == []
    assert count_events("finding.resend") == 1
    with pytest.raises(UserError, match="sheet-approved"):
        give(claim, world.operator, "3", ["situs"])


def test_the_time_for_mending_runs_out(world: World, claim: Sheet, finding: Finding) -> None:
    send_back(world, finding)
    Finding.objects.update(returned_until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(UserError, match="sheet-approved"):
        give(claim, world.operator, "3", ["situs"])
    with pytest.raises(UserError, match="return-over"):
        resend_items(by=world.operator, findings=[finding])


def test_a_deadline_that_has_passed_is_no_deadline(world: World, finding: Finding) -> None:
    with pytest.raises(UserError, match="until-past"):
        send_back(world, finding, until=in_days(-1))


def test_an_item_is_returned_as_often_as_the_round_allows(world: World, finding: Finding) -> None:
    Round.objects.update(options={"verification": {"returns": 1}})
    finding = Finding.objects.get(pk=finding.pk)
    send_back(world, finding)
    assert send_back(world, finding, until=in_days(5)).n_returns == 1  # a better remark
    resend_items(by=world.operator, findings=[finding])
    with pytest.raises(UserError, match="returns-used-up"):
        send_back(world, finding)


def test_a_second_return_waits_for_a_second_answer(world: World, finding: Finding) -> None:
    send_back(world, finding)
    resend_items(by=world.operator, findings=[finding])
    again = send_back(world, finding)
    assert again.n_returns == 2
    assert again.is_with_unit


def test_the_unit_sees_the_nearest_deadline_first(world: World, finding: Finding) -> None:
    other = write_finding(
        by=world.evaluator, sheet=finding.sheet, item="1", chosen="1", remark="x",
        client_uuid=new_uuid(),
    )  # fmt: skip
    send_back(world, finding, until=None)
    send_back(world, other)
    row = RoundUnit.objects.get(round=world.round, unit=world.school)
    assert [(each.item.code, each.form, each.group) for each in list_returned(row)] == [
        ("1", "K", "a"),
        ("2", "K", "b"),
    ]
    assert list_returned(RoundUnit.objects.get(round=world.round, unit=world.clinic)) == []


def test_nobody_but_the_unit_sends_it_again(world: World, finding: Finding) -> None:
    send_back(world, finding)
    for who in (world.evaluator, world.leader):
        with pytest.raises(PermissionDenied):
            resend_items(by=who, findings=[finding])
