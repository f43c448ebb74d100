"""Compares every frozen period with what the database says now; for a nightly run or an audit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tilik.actions.freeze_content import read_erased
from tilik.actions.freezing import find_changed_since
from tilik.records.queries.freezes import list_frozen


class Command(BaseCommand):
    """Names each period with its first difference; the exit code is 1 where there is one."""

    help = "Compare every frozen period with the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing. Raises CommandError where a period is no longer as it was frozen."""
        n_changed = 0
        for round in list_frozen():
            hit = find_changed_since(round)
            n_changed += hit is not None
            n_erased = len(read_erased(round))
            whole = f"ok ({n_erased} photos erased on request)" if n_erased else "ok"
            said = whole if hit is None else f"{hit[0]}: {hit[1]} -> {hit[2]}"
            self.stdout.write(f"{round.pk} {round.title}: {said}")
        if n_changed:
            raise CommandError(f"{n_changed} changed since frozen")
