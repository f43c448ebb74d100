"""Results computed anew by the worker, soon after something they rest on has changed."""

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tilik.actions.permissions import require
from tilik.actions.results import compute
from tilik.records.models import Round, User


@task()
def recompute(round_id: int, user_id: int | None) -> int:
    """How many results were stored; what did not change is not stored again."""
    round = Round.objects.select_related("instrument_version").get(pk=round_id)
    by = User.objects.filter(pk=user_id).first() if user_id else None
    return compute(round=round, by=by, at=timezone.now())


def request_compute(*, by: User, round: Round) -> None:
    """Nothing; the worker computes the round. Raises PermissionDenied."""
    require(by, "result.compute", government=round.government, round=round)
    recompute.enqueue(round.pk, by.pk)


def note_change(*, round: Round) -> None:
    """Nothing; the worker computes the round after a write; a hundred writes are one computation."""
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=recompute.module_path
    )
    if not waiting.filter(args_kwargs__args__0=round.pk).exists():
        recompute.enqueue(round.pk, None)
