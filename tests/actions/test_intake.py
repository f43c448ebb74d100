"""What the intake process took in stands in the database as if the page had stored it, once each."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django import conf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campaigned import make_reply, said, start_survey
from tests.shared import shared
from tests.web.scored import make_round
from tests.world import make_world, new_uuid
from tilik.actions.freezing import freeze_round
from tilik.actions.intake import Taken, get_path, open_spool, spool, store_spooled
from tilik.actions.respondents import give_response, withdraw
from tilik.actions.rounds import set_phases
from tilik.actions.slips import make_receipt
from tilik.actions.surveys import close_campaign
from tilik.core.errors import NotFound
from tilik.records.models import Campaign, Comment, Receipt, Response

pytestmark = pytest.mark.django_db


@shared
def campaign() -> Campaign:
    return start_survey(make_world())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own, so that no other test finds the spool."""
    monkeypatch.setattr(conf.settings, "TILIK_DATA", tmp_path)
    return tmp_path


def take(campaign: Campaign, digits: str = "343434343", **more: Any) -> Taken:
    """A reply that came in from one phone."""
    rest = {name: more.pop(name) for name in ("device", "seconds", "is_burst") if name in more}
    return Taken(campaign, said(digits, **more), **rest)


def keep(*taken: Taken) -> int:
    """How many of them were new to the spool."""
    with closing(open_spool()) as opened:
        return len(spool(opened, taken))


def list_waiting() -> list[str]:
    with closing(open_spool()) as opened:
        return [body for rows in opened.take(10) for _n, body in rows]


def facts(row: Response) -> tuple[Any, ...]:
    return (row.day, row.channel, row.answers, row.traits, sorted(row.signals), row.device)


def test_a_spooled_response_is_the_one_the_page_would_have_stored(campaign: Campaign) -> None:
    more = {"traits": {"sex": "P", "age": "26-35"}, "comment": "Hubungi 081234567890 ya"}
    give_response(
        by=None, campaign=campaign, reply=said("333333333", **more), device="ponsel", seconds=3
    )
    keep(take(campaign, "333333333", device="tablet", seconds=3, **more))
    assert store_spooled() == 1
    page, spooled = Response.objects.order_by("pk")
    assert facts(spooled)[:5] == facts(page)[:5]
    assert sorted(spooled.signals) == ["fast", "straight"]
    assert {row.text for row in Comment.objects.all()} == {"Hubungi [telepon] ya"}


def test_the_spool_holds_no_address_and_no_personal_data(campaign: Campaign) -> None:
    keep(take(campaign, comment="Telepon 081234567890", device="10.0.0.7 Android"))
    (text,) = list_waiting()
    assert "0812" not in text
    assert "10.0.0.7" not in text
    assert "[telepon]" in text


def test_twice_is_once_before_and_after_it_is_stored(campaign: Campaign) -> None:
    taken = take(campaign, comment="Terima kasih")
    assert [keep(taken), keep(taken, taken)] == [1, 0]
    assert store_spooled() == 1
    keep(taken)
    assert store_spooled() == 1
    assert Response.objects.count() == Receipt.objects.count() == Comment.objects.count() == 1
    assert store_spooled() == 0


def test_a_receipt_from_the_intake_takes_the_response_back_at_once(campaign: Campaign) -> None:
    taken = take(campaign, comment="Sudah")
    keep(taken, take(campaign))
    assert withdraw(by=None, code=make_receipt(taken.reply.uuid)) == campaign
    store_spooled()
    assert taken.reply.uuid not in Response.objects.values_list("uuid", flat=True)
    assert Response.objects.count() == 1
    with pytest.raises(NotFound):
        withdraw(by=None, code=make_receipt(taken.reply.uuid))


def test_a_device_that_answers_again_on_a_day_is_marked_but_not_a_kiosk(campaign: Campaign) -> None:
    keep(take(campaign, device="a"), take(campaign, device="b"), take(campaign, device="a"))
    store_spooled()
    keep(take(campaign, device="b"), take(campaign, device="b", channel="kiosk"))
    store_spooled()
    signals = [row.signals for row in Response.objects.order_by("pk")]
    assert signals == [[], [], ["device"], ["device"], []]


def test_a_burst_stays_marked(campaign: Campaign) -> None:
    keep(take(campaign, is_burst=True))
    store_spooled()
    assert Response.objects.get().signals == ["burst"]


def test_what_was_acknowledged_before_the_survey_closed_still_counts(campaign: Campaign) -> None:
    keep(take(campaign))
    close_campaign(by=campaign.by, campaign=campaign)
    assert store_spooled() == 1


def test_a_freeze_takes_in_what_waits_and_what_comes_too_late_stays_in_the_spool() -> None:
    scored = make_round(make_world("64.74"))
    set_phases(by=scored.world.admin, round=scored.round, phases=[])
    late = start_survey(scored.world, round=scored.round, form="R")
    first, second = (
        Taken(late, make_reply({"1": "3", "2": "4"}, uuid=new_uuid())) for _each in range(2)
    )
    keep(first)
    freeze_round(by=scored.world.admin, round=scored.round, client_uuid=new_uuid())
    assert Response.objects.get().uuid == first.reply.uuid
    keep(second)
    assert store_spooled() == 0
    assert len(list_waiting()) == 1


def test_a_row_that_is_no_answer_any_more_keeps_nobody_waiting(campaign: Campaign) -> None:
    keep(take(campaign))
    with closing(sqlite3.connect(get_path())) as base, base:
        base.execute("""UPDATE spooled SET body = replace(body, '"3"', '"9"')""")
    keep(take(campaign))
    assert store_spooled() == 1
    assert Response.objects.count() == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=st.lists(st.lists(st.integers(0, 5), max_size=6), max_size=5))
def test_whatever_order_they_come_and_are_stored_in_each_is_there_once(
    campaign: Campaign, runs: list[list[int]]
) -> None:
    replies = [take(campaign, comment="Baik", device=str(n)) for n in range(6)]
    for run in runs:
        keep(*(replies[n] for n in run))
        store_spooled()
    expected = {replies[n].reply.uuid for run in runs for n in run}
    found = Response.objects.filter(uuid__in=[each.reply.uuid for each in replies])
    assert {row.uuid for row in found} == expected
    assert found.count() == Comment.objects.filter(response__in=found).count() == len(expected)
