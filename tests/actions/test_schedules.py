"""Recurring work runs when it is due, once, and whatever stood still is not made up for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session

from tilik.actions import schedules
from tilik.records.models import Schedule

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Makassar"))
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def scheduled() -> None:
    schedules.ensure_schedules(now=NOON)


def test_every_kind_of_work_is_due_at_the_first_start() -> None:
    assert set(schedules.run_due(now=NOON)) == set(schedules.KINDS)


def test_work_that_was_handed_over_waits_for_its_next_turn() -> None:
    schedules.run_due(now=NOON)
    waits = {kind: seconds for kind, (_task, seconds) in schedules.KINDS.items()}
    soonest = min(waits.values())
    assert schedules.run_due(now=NOON + timedelta(seconds=soonest - 1)) == []
    due = schedules.run_due(now=NOON + timedelta(seconds=soonest))
    assert set(due) == {kind for kind, seconds in waits.items() if seconds == soonest}
    assert len(schedules.run_due(now=NOON + timedelta(days=1))) == len(waits)


def test_a_week_of_standstill_is_made_up_for_once() -> None:
    schedules.run_due(now=NOON)
    later = NOON + timedelta(days=7)
    assert len(schedules.run_due(now=later)) == len(schedules.KINDS)
    assert schedules.run_due(now=later) == []


def test_a_second_start_keeps_the_turns_as_they_are() -> None:
    schedules.run_due(now=NOON)
    turns = list(Schedule.objects.order_by("kind").values_list("next_at", flat=True))
    schedules.ensure_schedules(now=NOON + timedelta(hours=1))
    assert list(Schedule.objects.order_by("kind").values_list("next_at", flat=True)) == turns


def test_only_one_of_two_schedulers_takes_the_work() -> None:
    seen_by_both = Schedule.objects.first()
    assert seen_by_both is not None
    assert schedules._claim(seen_by_both, NOON)
    assert not schedules._claim(seen_by_both, NOON)


def test_a_kind_this_version_does_not_know_is_left_alone() -> None:
    Schedule.objects.create(kind="of-a-later-version", every_seconds=60, next_at=NOON)
    assert "of-a-later-version" not in schedules.run_due(now=NOON)


def test_sessions_that_have_run_out_are_cleared() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=NOON - timedelta(365))
    schedules.run_due(now=NOON)
    assert not Session.objects.exists()


def test_the_scheduler_sets_up_runs_and_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(schedules.time, "sleep", rest)
    with pytest.raises(KeyboardInterrupt):
        schedules.keep_schedules(pause=5)
    assert rests == [5, 5]
    assert not Schedule.objects.filter(last_at=None).exists()
