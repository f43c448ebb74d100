"""The Django application that holds what is stored."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class RecordsConfig(AppConfig):
    """The records application, with its check that history cannot be rewritten."""

    name = "tilik.records"
    label = "records"
    verbose_name = "Tilik"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check of the append-only triggers (runs with `check --database`)."""
        from tilik.records.append_only import check_triggers

        register(check_triggers, Tags.database)
