"""How long a person waits for a freeze: three hundred units checked by thirty-one indicators.

Run as a process of its own, for it fills its own database; the clock is that of `pages`.
"""

import json
from typing import Any
from unittest import mock
from uuid import uuid4

from benchmarks.figures import Figure, measure_apart

UNITS, SECONDS = 300, 0.1
ADMIN = "000000000000000001"


def measure() -> list[Figure]:
    """The request that asks for the freeze, and the work itself."""
    return measure_apart("benchmarks.freezing")


def main() -> None:
    """Prints the figures as JSON."""
    from benchmarks.pages import _spent, _start

    _start()
    from django.utils import timezone
    from django_tasks.base import Task

    from benchmarks import crowd
    from tilik.actions.example import load
    from tilik.actions.freeze_work import request_freeze
    from tilik.actions.freezing import freeze_round
    from tilik.actions.results import compute
    from tilik.records.models import Round, User

    crowd.UNITS, crowd.PERIODS = UNITS, 1
    load()
    sample = Round.objects.filter(is_example=True, instrument_version__code="pekppp-2022").first()
    assert sample is not None
    (round,) = crowd.add_crowd(sample)
    round.phases.all().delete()
    common: dict[str, Any] = {"round": round, "by": User.objects.get(person__nip=ADMIN)}
    _settle(**common)
    compute(**common, at=timezone.now())
    with mock.patch.object(Task, "enqueue"):
        asked = _spent(lambda: request_freeze(**common, client_uuid=uuid4()))
    whole = _spent(lambda: freeze_round(**common, client_uuid=uuid4()))
    what = f"{UNITS} units × 31 indicators"
    rows: list[tuple[Any, ...]] = [
        (f"Asking for a freeze of {what}", asked, "s", SECONDS),
        (f"Freezing {what}, by the worker", whole, "s", None),
    ]
    print(json.dumps(rows))


def _settle(round: Any, by: Any) -> None:
    """Nothing; wherever evaluators are far apart the lowest of their levels stands."""
    from tilik.actions.findings import adjudicate
    from tilik.records.models import Unit
    from tilik.records.queries.agreement import list_apart, list_levels

    levels = list_levels(round)
    units = Unit.objects.in_bulk({place.unit for place in levels})
    for place in list_apart(levels):
        adjudicate(
            by=by, round=round, unit=units[place.unit], form=place.form, item=place.item,
            chosen=str(min(levels[place].values())), reason="contoh", client_uuid=uuid4(),
        )  # fmt: skip


if __name__ == "__main__":
    main()
