"""A stack of paper is kept whole, once, and only where what was counted is what was typed."""

from typing import Any

import pytest
from django.utils import timezone

from tests.campaigned import PAPER, start_survey
from tests.world import World, count_events, make_world
from tilik.actions.stacks import add_stack, name_sheet
from tilik.actions.surveys import close_campaign, take_back
from tilik.core.errors import PermissionDenied, UserError
from tilik.core.stacks import read_stack
from tilik.records.models import Campaign, Response

pytestmark = pytest.mark.django_db
ROWS = "343434343 P 34 SMA\n44-444434 L\n333333333"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def keep(campaign: Campaign, rows: str = ROWS, counted: int = 3, **changes: Any) -> int:
    stack = read_stack(rows, dict.fromkeys(PAPER, ("1", "2", "3", "4")))
    wanted: dict[str, Any] = {"by": campaign.by, "batch": "A1", "day": timezone.localdate()}
    return add_stack(campaign=campaign, stack=stack, counted=counted, **wanted | changes)


def test_every_sheet_becomes_a_response_in_the_order_of_the_paper(campaign: Campaign) -> None:
    assert keep(campaign) == 3
    first, second, third = campaign.responses.order_by("pk")
    assert first.answers == dict(zip(PAPER, "343434343", strict=True))
    assert (first.answers["U9"], first.answers["U8"]) == ("4", "3")
    assert first.traits == {"sex": "P", "age": "26-35", "education": "SMA"}
    assert "U3" not in second.answers
    assert third.signals == ["straight"]
    assert {(row.batch, row.channel) for row in (first, second, third)} == {("A1", "paper")}
    assert first.uuid == name_sheet(campaign, "A1", 1)


def test_the_same_stack_sent_twice_is_kept_once(campaign: Campaign) -> None:
    assert [keep(campaign), keep(campaign), keep(campaign, batch=" a1 ")] == [3, 0, 0]
    assert campaign.responses.count() == 3
    assert count_events("campaign.add-responses") == 1


def test_sheets_added_to_a_stack_are_the_new_ones(campaign: Campaign) -> None:
    keep(campaign)
    assert keep(campaign, f"{ROWS}\n222222222", 4) == 1
    assert campaign.responses.count() == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"counted": 4}, "stack-count"),
        ({"counted": 0}, "stack-count"),
        ({"rows": "", "counted": 0}, "stack-count"),
        ({"rows": "343434343\n3434", "counted": 2}, "stack-bad"),
        ({"rows": "343434345", "counted": 1}, "stack-bad"),
        ({"batch": "  "}, "stack-unnamed"),
    ],
)
def test_a_stack_that_cannot_be_right_is_refused_whole(
    campaign: Campaign, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        keep(campaign, **change)
    assert not Response.objects.exists()
    assert count_events("campaign.add-responses") == 0


def test_a_stack_of_that_name_with_other_answers_is_told_apart(campaign: Campaign) -> None:
    keep(campaign)
    with pytest.raises(UserError, match="stack-differs"):
        keep(campaign, ROWS.replace("343434343", "343434344"))
    with pytest.raises(UserError, match="stack-differs"):
        keep(campaign, "343434343 P 34 SMA", 1)
    assert campaign.responses.count() == 3


def test_taken_back_it_may_be_entered_anew(campaign: Campaign) -> None:
    keep(campaign)
    take_back(by=campaign.by, campaign=campaign, batch="A1")
    assert keep(campaign, "222222222", 1) == 1
    assert campaign.responses.get().answers["U1"] == "2"


def test_two_surveys_may_have_stacks_of_one_name(world: World, campaign: Campaign) -> None:
    other = start_survey(world, title="Lain")
    assert [keep(campaign), keep(other)] == [3, 3]


def test_a_count_that_is_off_says_both_numbers(campaign: Campaign) -> None:
    with pytest.raises(UserError) as caught:
        keep(campaign, counted=5)
    assert caught.value.facts == {"said": 5, "n": 3}


def test_nobody_enters_for_another_unit_or_after_the_end(world: World, campaign: Campaign) -> None:
    for by in (world.evaluator, world.leader, make_world("64.01").admin):
        with pytest.raises(PermissionDenied):
            keep(campaign, by=by)
    close_campaign(by=world.operator, campaign=campaign)
    with pytest.raises(UserError, match="campaign-closed"):
        keep(campaign)
    assert not Response.objects.exists()
