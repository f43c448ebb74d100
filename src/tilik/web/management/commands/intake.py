"""`intake` takes in the answers of a large survey beside the server."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

MOST = 1024
"""So many at once; one more is asked to come again in a moment."""


class Command(BaseCommand):
    """Runs beside the server, behind the same proxy: docs/how-to/large-surveys.md."""

    help = "Takes in the answers of large surveys at TILIK_INTAKE, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing, when it was stopped. Raises CommandError where it cannot start."""
        try:
            import uvicorn
        except ImportError as error:
            raise CommandError(
                _(
                    "The packages of requirements/intake.txt are missing: set TILIK_INTAKE, then ./run."
                )
            ) from error
        from tilik.web.intake import Intake

        host, _colon, port = (settings.TILIK_INTAKE or "127.0.0.1:8001").rpartition(":")
        uvicorn.run(
            Intake(), host=host, port=int(port), limit_concurrency=MOST, log_level="warning",
            access_log=False, server_header=False, date_header=False, lifespan="on",
        )  # fmt: skip
