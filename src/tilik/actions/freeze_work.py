"""A freeze done by the worker, for it takes longer than a request may; with its progress."""

import json
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from tilik.actions import audit
from tilik.actions.freezing import STEPS, find_obstacle, freeze_round
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.records.models import Freeze, Job, Round, User
from tilik.records.models.job import JobState
from tilik.records.queries.freezes import FREEZE, find_job

AT_WORK = (JobState.WAITING, JobState.RUNNING)
SILENT = timedelta(minutes=10)
"""Work that has not moved for so long was stopped: the worker is gone, or was never there."""


def is_at_work(job: Job | None) -> bool:
    """Whether the work waits for the worker or is being done."""
    return job is not None and job.state in AT_WORK and timezone.now() - job.at < SILENT


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


def _is_done(job: Job, client_uuid: UUID) -> bool:
    """Whether just this was asked for before, and done."""
    return (
        job.client_uuid == client_uuid and Freeze.objects.filter(client_uuid=client_uuid).exists()
    )


def _move(job: Job, done: int) -> None:
    """Nothing; the work is so far now."""
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=done, at=timezone.now())


def _end(job: Job, state: str, message: str = "") -> None:
    """Nothing; the work is over."""
    now = timezone.now()
    done = {"done": STEPS} if state == JobState.DONE else {}
    Job.objects.filter(pk=job.pk).update(state=state, message=message, ended_at=now, at=now, **done)
