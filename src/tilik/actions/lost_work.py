"""Long work whose worker is gone: a power cut, a killed process."""

from tilik.records.models import Job
from tilik.records.models.job import JobState

RUNS = (JobState.WAITING, JobState.RUNNING)


def find_lost(kind: str) -> list[int]:
    """The jobs that got no further since the last look; how far each is now is noted."""
    lost = []
    for job in Job.objects.filter(kind=kind, state__in=RUNS):
        seen = [job.state, job.done]
        if job.arguments.get("seen") == seen:
            lost.append(job.pk)
        Job.objects.filter(pk=job.pk).update(arguments={**job.arguments, "seen": seen})
    return lost
