"""Work that comes again by itself: what is due is handed to the worker, once."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from tilik.actions.intake import store_spooled
from tilik.actions.partial import clear_partial
from tilik.actions.pinning import fetch_waiting
from tilik.actions.readings import read_unread
from tilik.actions.report_audit import forget_reports, go_on_auditing
from tilik.actions.rollups import roll_up_all
from tilik.actions.sessions import forget_ended
from tilik.actions.standard_readings import go_on_reading
from tilik.actions.taking_over import take_over_due
from tilik.records.models import Schedule

MINUTE = 60
FEW_MINUTES = 5 * 60
QUARTER = 15 * 60
HOUR = 60 * 60
DAY = 24 * HOUR


@task()
def clear_sessions() -> None:
    """Nothing; sessions that have run out are gone, and what was noted of them."""
    call_command("clearsessions")
    forget_ended()


@task()
def clear_given_up_files() -> None:
    """Nothing; files whose rest never came are gone, and what was never looked through is looked through."""
    clear_partial()
    read_unread.call()


@task()
def clear_finished_work() -> None:
    """Nothing; the worker's records of finished work older than two weeks are gone."""
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)


@task()
def store_responses() -> None:
    """Nothing; what the intake process took in stands in the database."""
    store_spooled()


KINDS: Mapping[str, tuple[Task[[], Any], int]] = {
    "clear-sessions": (clear_sessions, DAY),
    "clear-finished-work": (clear_finished_work, DAY),
    "clear-given-up-files": (clear_given_up_files, DAY),
    "take-over": (take_over_due, HOUR),
    "fetch-waiting-links": (fetch_waiting, QUARTER),
    "go-on-reading": (go_on_reading, FEW_MINUTES),
    "go-on-auditing": (go_on_auditing, FEW_MINUTES),
    "forget-reports": (forget_reports, DAY),
    "store-responses": (store_responses, MINUTE),
    "roll-up-surveys": (roll_up_all, DAY),
}


def ensure_schedules(*, now: datetime) -> None:
    """Nothing; every kind of recurring work has its row, first due at once."""
    for kind, (_task, seconds) in KINDS.items():
        Schedule.objects.get_or_create(
            kind=kind, defaults={"every_seconds": seconds, "next_at": now}
        )


def run_due(*, now: datetime) -> list[str]:
    """The kinds handed to the worker; what two schedulers see due, only one hands over."""
    due = Schedule.objects.filter(next_at__lte=now, kind__in=KINDS).order_by("next_at")
    return [schedule.kind for schedule in due if _claim(schedule, now) and _enqueue(schedule)]


def keep_schedules(*, pause: float = 20.0) -> None:
    """Never returns: looks again and again for what is due."""
    ensure_schedules(now=timezone.now())
    while True:
        run_due(now=timezone.now())
        time.sleep(pause)


def _claim(schedule: Schedule, now: datetime) -> bool:
    """True if nobody else took it; turns missed while nothing ran are made up for once."""
    return bool(
        Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at).update(
            next_at=now + timedelta(seconds=schedule.every_seconds), last_at=now
        )
    )


def _enqueue(schedule: Schedule) -> bool:
    """True, with the work waiting for the worker."""
    KINDS[schedule.kind][0].enqueue(**schedule.arguments)
    return True
