"""`scheduler`: hands recurring work to the worker until it is stopped."""

from typing import Any

from django.core.management.base import BaseCommand

from tilik.actions.schedules import keep_schedules


class Command(BaseCommand):
    """Runs beside the worker; two of them do no harm."""

    help = "Hands recurring work to the worker when it is due, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Never returns by itself; Ctrl-C or TERM ends it."""
        keep_schedules()
