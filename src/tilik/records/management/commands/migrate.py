"""Django's migrate between the triggers that keep history: they step aside and come back.

SQLite drops them with a table it rebuilds; PostgreSQL refuses to change a column they watch.
"""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate

from tilik.records.append_only import drop_triggers, ensure_triggers


class Command(DjangoMigrate):
    """Migrates, then makes sure that append-only tables are append-only, even where it failed."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing; the database is migrated and its history protected."""
        if options.get("plan") or options.get("check_unapplied"):
            super().handle(*args, **options)
            return
        drop_triggers(options["database"])
        try:
            super().handle(*args, **options)
        finally:
            ensure_triggers(options["database"])
