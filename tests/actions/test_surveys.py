"""Surveys: a campaign is opened once, a reply is stored once, nothing half is stored."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.actions.scenes import DAY, PERIOD, Scene, reply
from tests.world import count_events, make_world, new_uuid
from tilik.actions.audit import find_break
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.actions.units import add_unit
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import AuditEvent, Campaign, Response

pytestmark = pytest.mark.django_db


def start(scene: Scene, **changes: Any) -> Campaign:
    """A campaign opened with these changes."""
    wanted: dict[str, Any] = {
        "by": scene.world.admin,
        "round": scene.round,
        "unit": scene.school,
        "form": "R",
        "title": "Survei",
        "period": PERIOD,
        "client_uuid": new_uuid(),
    }
    return open_campaign(**wanted | changes)


def send(scene: Scene, campaign: Campaign, *replies: Reply, **changes: Any) -> int:
    return add_responses(
        **{"by": scene.world.admin, "campaign": campaign, "replies": replies, **changes}
    )


# ---- campaigns -------------------------------------------------------------


def test_a_campaign_stands_with_who_opened_it_and_the_instrument(scene: Scene) -> None:
    campaign = start(scene, population=120)
    assert (campaign.by, campaign.population) == (scene.world.admin, 120)
    assert campaign.instrument_version == scene.round.instrument_version
    assert (campaign.period_start, campaign.period_end) == PERIOD
    assert campaign.closed_at is None
    assert count_events("campaign.open") == 1


def test_a_campaign_opened_twice_is_opened_once(scene: Scene) -> None:
    uuid = new_uuid()
    first = start(scene, client_uuid=uuid)
    assert start(scene, client_uuid=uuid, title="Lain") == first
    assert Campaign.objects.get(pk=first.pk).title == "Survei"
    assert count_events("campaign.open") == 1


def test_an_unknown_population_stays_unknown(scene: Scene) -> None:
    assert start(scene).population is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"form": "K"}, "unknown-form"),
        ({"form": "X"}, "unknown-form"),
        ({"period": (date(2024, 2, 1), date(2024, 1, 31))}, "period-backwards"),
    ],
)
def test_what_no_campaign_can_be_is_refused(
    scene: Scene, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        start(scene, **change)
    assert not Campaign.objects.filter(round=scene.round).exists()


def test_only_forms_for_respondents_are_offered(scene: Scene) -> None:
    with pytest.raises(UserError) as caught:
        start(scene, form="E-L")
    assert caught.value.facts["allowed"] == ["R"]


def test_a_unit_outside_the_round_has_no_campaign(scene: Scene) -> None:
    unit = add_unit(by=scene.world.admin, government=scene.world.government, code="x", name="X")
    with pytest.raises(UserError, match="unit-not-in-round"):
        start(scene, unit=unit)


def test_a_service_must_be_the_units_own(scene: Scene) -> None:
    service = scene.service(scene.clinic, "gigi")
    with pytest.raises(UserError, match="service-of-another-unit"):
        start(scene, service=service)
    assert start(scene, unit=scene.clinic, service=service).service == service


def test_only_who_manages_the_round_opens_campaigns(scene: Scene) -> None:
    other = make_world("64.01")
    world = scene.world
    for by in (world.leader, world.evaluator, other.admin):
        with pytest.raises(PermissionDenied):
            start(scene, by=by)


# ---- replies ---------------------------------------------------------------


def test_a_reply_is_stored_with_its_day_and_channel_and_nobodys_name(scene: Scene) -> None:
    campaign = start(scene)
    assert send(scene, campaign, reply({"1": 4, "2": "3,0"}, channel="kiosk"), batch="b1") == 1
    response = campaign.responses.get()
    assert (response.day, response.channel, response.batch) == (DAY, "kiosk", "b1")
    assert response.answers == {"1": "4", "2": "3"}
    assert (response.traits, response.signals) == ({}, [])
    assert count_events("campaign.add-responses") == 1


def test_a_reply_sent_twice_is_stored_once(scene: Scene) -> None:
    campaign, one = start(scene), reply({"1": 4})
    assert [send(scene, campaign, one), send(scene, campaign, one)] == [1, 0]
    assert campaign.responses.count() == count_events("campaign.add-responses") == 1


def test_a_reply_that_stands_twice_in_one_batch_is_stored_once(scene: Scene) -> None:
    campaign, one = start(scene), reply({"1": 4})
    assert send(scene, campaign, one, one, reply({"1": 2})) == 2
    assert campaign.responses.count() == 2


def test_new_replies_among_known_ones_are_stored(scene: Scene) -> None:
    campaign = start(scene)
    known = [reply({"1": n}) for n in (1, 2, 3)]
    send(scene, campaign, *known)
    assert send(scene, campaign, *known, reply({"1": 5})) == 1
    assert campaign.responses.count() == 4


def test_a_question_that_did_not_apply_is_kept_as_such(scene: Scene) -> None:
    campaign = start(scene)
    send(scene, campaign, reply({"1": "NA", "2": 5}))
    assert campaign.responses.get().answers == {"1": "NA", "2": "5"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"1": 6}, "bad-answer"),
        ({"1": "2,5"}, "bad-answer"),
        ({"1": "baik"}, "bad-answer"),
        ({"1": None}, "bad-answer"),
        ({"9": 4}, "unknown-item"),
    ],
)
def test_one_bad_reply_refuses_them_all(scene: Scene, answers: dict[str, Any], code: str) -> None:
    campaign = start(scene)
    with pytest.raises(UserError, match=code):
        send(scene, campaign, reply({"1": 4}), reply(answers), reply({"2": 1}))
    assert not campaign.responses.exists()
    assert count_events("campaign.add-responses") == 0


def test_an_unknown_channel_is_refused_with_those_that_are_known(scene: Scene) -> None:
    campaign = start(scene)
    with pytest.raises(UserError, match="channel-unknown") as caught:
        send(scene, campaign, reply({"1": 4}, channel="pigeon"))
    assert caught.value.facts["found"] == ["pigeon"]
    assert "qr" in caught.value.facts["allowed"]


def test_a_closed_campaign_takes_no_replies(scene: Scene) -> None:
    campaign = start(scene)
    campaign.closed_at, campaign.closed_by = timezone.now(), scene.world.admin
    campaign.save()
    with pytest.raises(UserError, match="campaign-closed"):
        send(scene, campaign, reply({"1": 4}))


def test_no_replies_leave_no_trace(scene: Scene) -> None:
    campaign = start(scene)
    assert send(scene, campaign) == 0
    assert count_events("campaign.add-responses") == 0


def test_strangers_add_no_replies(scene: Scene) -> None:
    campaign, other = start(scene), make_world("64.01")
    for by in (scene.world.leader, scene.world.evaluator, other.admin):
        with pytest.raises(PermissionDenied):
            send(scene, campaign, reply({"1": 4}), by=by)
    assert not campaign.responses.exists()


def test_what_people_said_is_not_on_the_trail(scene: Scene) -> None:
    campaign = start(scene)
    send(scene, campaign, reply({"1": 4}), reply({"1": 1}))
    event = AuditEvent.objects.filter(verb="campaign.add-responses").get()
    assert event.diff == {"responses": [None, 2]}
    assert (event.unit, event.form, event.round) == (scene.school, "R", scene.round)
    assert find_break(f"government:{scene.world.government.pk}") is None


def test_thousands_of_replies_come_in_few_queries(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    campaign = start(scene)
    many = [reply({"1": n % 6, "2": (n * 7) % 6}) for n in range(2000)]
    with django_assert_max_num_queries(40):
        assert send(scene, campaign, *many) == 2000
    assert Response.objects.filter(campaign=campaign).count() == 2000
