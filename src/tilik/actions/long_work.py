"""Long work on a document, some pages at a time: moved on, gone on with, found without its worker."""

from typing import Any

from django.db.models import QuerySet

from tilik.reading.layout import Layout, from_data, join_layouts
from tilik.records.models import Job
from tilik.records.models.job import JobState

RUNS = (JobState.WAITING, JobState.RUNNING)


def move(job_id: int, states: tuple[str, ...], **values: Any) -> bool:
    """Whether the job was in one of the states and now has the values."""
    return bool(Job.objects.filter(pk=job_id, state__in=states).update(**values))


def find_next(parts: QuerySet[Any]) -> int | None:
    """The first page that none of the parts kept so far holds, or None.

    A part holds the pages it has sizes of: fewer where many of them are scans.
    """
    following, pages = 1, 1
    held = parts.order_by("first").values_list("first", "layout__pages", "layout__sizes")
    for first, pages_there, sizes in held:
        following, pages = first + max(len(sizes), 1), max(pages, pages_there)
    return following if following <= pages else None


def join_parts(parts: QuerySet[Any]) -> Layout:
    """The rows of all parts as one document."""
    return join_layouts([from_data(part.layout) for part in parts.order_by("first")])


def find_lost(kind: str) -> list[int]:
    """The jobs that got no further since the last look; how far each is now is noted.

    A worker is lost by a power cut or a killed process.
    """
    lost = []
    for job in Job.objects.filter(kind=kind, state__in=RUNS):
        seen = [job.state, job.done]
        if job.arguments.get("seen") == seen:
            lost.append(job.pk)
        Job.objects.filter(pk=job.pk).update(arguments={**job.arguments, "seen": seen})
    return lost
