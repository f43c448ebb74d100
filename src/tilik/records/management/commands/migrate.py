"""Django's migrate, followed by the triggers that keep history (a table rebuild drops them)."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate

from tilik.records.append_only import ensure_triggers


class Command(DjangoMigrate):
    """Migrates, then makes sure that append-only tables are append-only."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing; the database is migrated and its history protected."""
        super().handle(*args, **options)
        if not (options.get("plan") or options.get("check_unapplied")):
            ensure_triggers(options["database"])
