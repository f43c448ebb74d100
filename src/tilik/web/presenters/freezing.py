"""Freezes of a round in words: each version with its fingerprint, and what a check found."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tilik.core.errors import UserError
from tilik.records.models import Freeze, Job
from tilik.records.models.job import JobState
from tilik.web.presenters.refusals import say_refusal

GROUP = 8


@dataclass(frozen=True, slots=True)
class Version:
    """One freeze as it is read; the fingerprint in groups, for comparing by eye."""

    n: int
    at: datetime
    who: str
    sha: str
    groups: tuple[str, ...]
    previous: str
    reason: str
    opened_at: datetime | None
    opened_by: str
    opened_why: str


@dataclass(frozen=True, slots=True)
class Check:
    """The comparison of the database with its freezes: running, stopped, or what it found when."""

    is_running: bool
    is_over: bool = False
    is_same: bool = False
    place: str = ""
    frozen: str = ""
    now: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A freeze that is being made or was not made: how far it is, and in words."""

    is_running: bool
    done: int
    total: int
    words: str


def make_work(job: Job | None, is_at_work: bool) -> Work | None:
    """The work in words; None where there is none, or it ended well."""
    if job is None or job.state in (JobState.DONE, JobState.STOPPED):
        return None
    total = job.total or 1
    if is_at_work:
        return Work(True, job.done, total, _list_steps()[min(job.done, total - 1)])
    if job.state == JobState.FAILED and job.message:
        said = json.loads(job.message)
        words = say_refusal(UserError(said["code"], place=said["place"]))
    else:
        words = _(
            "The work was stopped before its end. Nothing was frozen; freeze the period again."
        )
    return Work(False, job.done, total, words)


def _list_steps() -> tuple[str, ...]:
    """What is being done, by how many steps are over."""
    return (
        _("Results are computed once more."),
        _("Answers, findings, decisions and evidence are gathered."),
        _("Every result is proved from the file alone."),
        _("The file is sealed."),
    )


def make_version(frozen: Freeze) -> Version:
    """A freeze in words."""
    reopening = getattr(frozen, "reopening", None)
    return Version(
        n=frozen.n,
        at=frozen.at,
        who=frozen.by.get_role_line(),
        sha=frozen.sha256,
        groups=split(frozen.sha256),
        previous=frozen.previous_sha[:GROUP],
        reason=frozen.reason,
        opened_at=reopening.at if reopening else None,
        opened_by=reopening.by.get_role_line() if reopening else "",
        opened_why=reopening.reason if reopening else "",
    )


def split(sha: str) -> tuple[str, ...]:
    """The fingerprint in groups of eight."""
    return tuple(sha[at : at + GROUP] for at in range(0, len(sha), GROUP))


def make_check(job: Job | None, is_at_work: bool, newest: int) -> Check | None:
    """The check in words; None where none was asked for since the newest version."""
    if job is None or job.arguments.get("n") != newest:
        return None
    if job.state != JobState.DONE:
        return Check(is_at_work)
    said = json.loads(job.message) if job.message else {}
    return Check(False, True, is_same=not said, at=job.ended_at, **said)


def make_steps(versions: Sequence[Version]) -> list[str]:
    """How anybody checks the newest version without trusting this page."""
    if not versions:
        return []
    name = make_name(versions[0].n)
    return [
        _("Download the file of the version (%(name)s) here or get it from whoever has it.")
        % {"name": name},
        _("Compare its fingerprint with the one on the signed papers, group by group."),
        _("On any computer with Tilik, without network and database: tilik verify %(name)s")
        % {"name": name},
        _("Tilik computes every index and category again and names the first difference."),
    ]


def make_name(n: int) -> str:
    """The file's name."""
    return f"tilik-beku-{n}.json"
