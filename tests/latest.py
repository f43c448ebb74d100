"""The results that stand, for tests that look at all of a round."""

from tilik.records.models import Result, Round
from tilik.records.queries.results import find_newest


def list_latest(round: Round, **wanted: str) -> list[Result]:
    """The latest result of each scope, basis and variant; `wanted` narrows them down."""
    newest = find_newest(Result.objects.filter(round=round, **wanted))
    return list(newest.select_related("unit").order_by("scope", "unit__code", "pk"))
