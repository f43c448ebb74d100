"""Freezes of a round: whether it is frozen, and every version with how it ended."""

from django.db.models import QuerySet

from tilik.records.models import Freeze, Job, Round

FREEZE = "freeze"
"""The kind of work a freeze is."""
CHECK = "freeze-check"
"""The kind of work of holding the database against the freezes of a round."""


def get_standing(round: Round) -> Freeze | None:
    """The freeze that holds now, without its bytes; None while the round is open."""
    holding = Freeze.objects.filter(round=round, reopening=None).defer("canonical")
    return holding.order_by("-n").first()


def list_freezes(round: Round) -> list[Freeze]:
    """Every version, newest first, without its bytes."""
    return list(_list(round).defer("canonical").order_by("-n"))


def get_freeze(round: Round, n: int) -> Freeze | None:
    """The version with its bytes, or None."""
    return _list(round).filter(n=n).first()


def list_frozen() -> list[Round]:
    """The rounds that have been frozen."""
    rounds = Round.objects.filter(freezes__isnull=False).distinct().order_by("pk")
    return list(rounds.select_related("government", "instrument_version"))


def find_job(round: Round) -> Job | None:
    """The newest work on a freeze of the round, or None."""
    return _find_newest(round, FREEZE)


def find_check(round: Round) -> Job | None:
    """The newest check of the database against the freezes of the round, or None."""
    return _find_newest(round, CHECK)


def _find_newest(round: Round, kind: str) -> Job | None:
    return Job.objects.filter(kind=kind, arguments__round=round.pk).order_by("-pk").first()


def _list(round: Round) -> QuerySet[Freeze]:
    return Freeze.objects.filter(round=round).select_related("by__person", "reopening__by__person")
