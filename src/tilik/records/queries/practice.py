"""How far units are with interview practice, and the standards of their services."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Max

from tilik.records.models import PracticeAnswer, Unit

Key = tuple[int, str]


def list_latest_answers(units: Sequence[Unit]) -> dict[Key, dict[str, bool]]:
    """Whether the latest answer to each question was right, by unit and official, oldest first."""
    latest = (
        PracticeAnswer.objects.filter(unit__in=units)
        .values("unit", "official", "question")
        .annotate(last=Max("pk"))
        .values("last")
    )
    rows = PracticeAnswer.objects.filter(pk__in=latest).order_by("pk")
    found: dict[Key, dict[str, bool]] = defaultdict(dict)
    for unit, official, question, is_right in rows.values_list(
        "unit", "official", "question", "is_right"
    ):
        found[unit, official][question] = is_right
    return dict(found)
