"""Campaigns and responses: checked, stored once, on the trail."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.world import DOCUMENT, World, count_events, make_version, make_world, new_uuid
from tilik.actions.rounds import Member, open_round
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.actions.units import add_service
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Campaign, Response, Round

pytestmark = pytest.mark.django_db
PERIOD = (date(2024, 3, 1), date(2024, 3, 31))
QUESTIONS = {
    "code": "R",
    "role": "respondents",
    "channel": None,
    "scale": ["1", "4"],
    "items": [
        {"code": code, "title": {"id": f"Unsur {code}"}, "kind": "rating", "scale": ["1", "4"]}
        for code in ("1", "2")
    ],
}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    version = make_version(code="survei", forms=[*DOCUMENT["forms"], QUESTIONS])
    return open_round(
        by=world.admin,
        government=world.government,
        instrument_version=version,
        scheme="mandiri",
        title="Dengan survei",
        period=(date(2024, 1, 1), date(2024, 12, 31)),
        members=[Member(world.school)],
    )


def start(world: World, round: Round, **changes: Any) -> Campaign:
    facts: dict[str, Any] = {
        "by": world.admin,
        "round": round,
        "unit": world.school,
        "form": "R",
        "title": "Survei",
        "period": PERIOD,
        "client_uuid": new_uuid(),
    }
    return open_campaign(**{**facts, **changes})


def make_reply(answers: dict[str, Any], uuid: UUID | None = None) -> Reply:
    return Reply(day=PERIOD[0], channel="paper", answers=answers, uuid=uuid or uuid4())


def test_the_same_campaign_is_opened_once(world: World, round: Round) -> None:
    uuid = new_uuid()
    first = start(world, round, client_uuid=uuid)
    assert start(world, round, client_uuid=uuid) == first
    assert Campaign.objects.count() == 1
    assert count_events("campaign.open") == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"form": "E"}, "unknown-form"),
        ({"form": "X"}, "unknown-form"),
        ({"period": (PERIOD[1], PERIOD[0])}, "period-backwards"),
    ],
)
def test_what_no_campaign_can_be_is_refused(
    world: World, round: Round, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        start(world, round, **changes)


def test_a_campaign_is_of_a_unit_in_the_round_and_its_own_service(
    world: World, round: Round
) -> None:
    with pytest.raises(UserError, match="unit-not-in-round"):
        start(world, round, unit=world.clinic)
    foreign = add_service(by=world.admin, unit=world.clinic, code="poli", name="Poli")
    with pytest.raises(UserError, match="service-of-another-unit"):
        start(world, round, service=foreign)
    own = add_service(by=world.admin, unit=world.school, code="ijazah", name="Legalisir ijazah")
    assert start(world, round, service=own).service == own


def test_replies_are_stored_once_and_compactly(world: World, round: Round) -> None:
    campaign = start(world, round)
    replies = [make_reply({"1": 3, "2": "4"}), make_reply({"1": "NA", "2": 2})]
    assert add_responses(by=world.admin, campaign=campaign, replies=replies, batch="a") == 2
    assert add_responses(by=world.admin, campaign=campaign, replies=replies) == 0
    stored = Response.objects.order_by("pk").values_list("answers", "batch", "channel")
    assert list(stored) == [
        ({"1": "3", "2": "4"}, "a", "paper"),
        ({"1": "NA", "2": "2"}, "a", "paper"),
    ]
    assert count_events("campaign.add-responses") == 1


@pytest.mark.parametrize(
    ("answers", "code"), [({"9": 3}, "unknown-item"), ({"1": 5}, "bad-answer")]
)
def test_one_bad_reply_stores_none(
    world: World, round: Round, answers: dict[str, Any], code: str
) -> None:
    campaign = start(world, round)
    replies = [make_reply({"1": 3}), make_reply(answers)]
    with pytest.raises(UserError, match=code):
        add_responses(by=world.admin, campaign=campaign, replies=replies)
    assert not Response.objects.exists()


def test_a_closed_campaign_takes_no_replies(world: World, round: Round) -> None:
    campaign = start(world, round)
    campaign.closed_by, campaign.closed_at = world.admin, timezone.now()
    campaign.save()
    with pytest.raises(UserError, match="campaign-closed"):
        add_responses(by=world.admin, campaign=campaign, replies=[make_reply({"1": 3})])


def test_only_the_coordinator_runs_surveys(world: World, round: Round) -> None:
    campaign = start(world, round)
    stranger = make_world("64.02").admin
    for by in (world.operator, world.leader, stranger):
        with pytest.raises(PermissionDenied):
            start(world, round, by=by)
        with pytest.raises(PermissionDenied):
            add_responses(by=by, campaign=campaign, replies=[make_reply({"1": 3})])
