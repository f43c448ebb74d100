"""A freeze, and its check, done by the worker: they take longer than a request may."""

import json
from datetime import timedelta
from uuid import UUID, uuid5

from django.utils import timezone
from django_tasks import task

from tilik.actions import audit
from tilik.actions.freezing import STEPS, find_changed_since, find_obstacle, freeze_round
from tilik.actions.long_work import RUNS
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.records.models import Freeze, Job, Round, User
from tilik.records.models.job import JobState
from tilik.records.queries.freezes import CHECK, FREEZE, find_check, find_job, list_freezes

LONGEST = 64
SILENT = timedelta(minutes=10)
"""Work that has not moved for so long was stopped: the worker is gone, or was never there."""


def is_at_work(job: Job | None) -> bool:
    """Whether the work waits for the worker or is being done."""
    return job is not None and job.state in RUNS and timezone.now() - job.at < SILENT


def request_freeze(*, by: User, round: Round, client_uuid: UUID) -> Job:
    """The work, waiting for the worker; while one is at work, that one; asked twice is done once.

    Nothing is stored before the end, so that work that was stopped can be asked for again.
    Raises PermissionDenied, UserError as `freezing.freeze_round`.
    """
    require(by, "round.freeze", government=round.government, round=round)
    with audit.writing(round.government):
        job = find_job(round)
        if job is not None and (is_at_work(job) or _is_done(job, client_uuid)):
            return job
        if obstacle := find_obstacle(round):
            raise obstacle
        values = {"state": JobState.WAITING, "done": 0, "message": "", "ended_at": None}
        job, _is_new = Job.objects.update_or_create(
            client_uuid=client_uuid,
            defaults={
                "government": round.government, "kind": FREEZE, "arguments": {"round": round.pk},
                "total": STEPS, "by": by, "at": timezone.now(), **values,
            },
        )  # fmt: skip
    freeze.enqueue(job.pk)
    job.refresh_from_db()
    return job


@task()
def freeze(job_id: int) -> None:
    """Nothing; the round is frozen and the work done, or it says why not."""
    job = Job.objects.get(pk=job_id)
    by = User.objects.get(pk=job.by_id or 0)
    round = Round.objects.select_related("instrument_version", "government").get(
        pk=job.arguments["round"]
    )
    try:
        _move(job, 0)
        freeze_round(by=by, round=round, client_uuid=job.client_uuid, tell=lambda n: _move(job, n))
    except UserError as error:
        said = {"code": error.code, "place": str(error.facts.get("place", ""))}
        _end(job, JobState.FAILED, json.dumps(said))
    except Exception:
        _end(job, JobState.FAILED)
        raise
    else:
        _end(job, JobState.DONE)


def request_check(*, by: User, round: Round, client_uuid: UUID) -> Job:
    """The check of the database against the freezes, waiting for the worker; twice is done once.

    Raises PermissionDenied, UserError("round-not-frozen").
    """
    require(by, "round.read", government=round.government, round=round)
    uuid = uuid5(client_uuid, CHECK)
    with audit.writing(round.government):
        job = find_check(round)
        if job is not None and (is_at_work(job) or job.client_uuid == uuid):
            return job
        newest = next(iter(list_freezes(round)), None)
        if newest is None:
            raise UserError("round-not-frozen")
        job = Job.objects.create(
            government=round.government, kind=CHECK, total=1, by=by, at=timezone.now(),
            arguments={"round": round.pk, "n": newest.n}, client_uuid=uuid,
        )  # fmt: skip
    check.enqueue(job.pk)
    job.refresh_from_db()
    return job


@task()
def check(job_id: int) -> None:
    """Nothing; the work holds the first difference, none where the database says what was frozen."""
    job = Job.objects.get(pk=job_id)
    round = Round.objects.select_related("instrument_version", "government").get(
        pk=job.arguments["round"]
    )
    try:
        _move(job, 0)
        hit = find_changed_since(round)
    except Exception:
        _end(job, JobState.FAILED)
        raise
    said = dict(zip(("place", "frozen", "now"), map(_shorten, hit), strict=True)) if hit else None
    _end(job, JobState.DONE, json.dumps(said) if said else "", done=1)


def _shorten(value: object) -> str:
    """The value as it is kept: enough to tell it by."""
    text = "–" if value is None else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _is_done(job: Job, client_uuid: UUID) -> bool:
    """Whether just this was asked for before, and done."""
    return (
        job.client_uuid == client_uuid and Freeze.objects.filter(client_uuid=client_uuid).exists()
    )


def _move(job: Job, done: int) -> None:
    """Nothing; the work is so far now."""
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=done, at=timezone.now())


def _end(job: Job, state: str, message: str = "", done: int = STEPS) -> None:
    """Nothing; the work is over."""
    now = timezone.now()
    so_far = {"done": done} if state == JobState.DONE else {}
    Job.objects.filter(pk=job.pk).update(
        state=state, message=message, ended_at=now, at=now, **so_far
    )
