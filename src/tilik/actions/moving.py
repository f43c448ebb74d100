"""A database of SQLite moved into an empty one of PostgreSQL, every row as it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model, QuerySet

SOURCE = "backup"
AT_ONCE = 500
"""Rows held in memory at a time."""


def move_from_sqlite(path: Path) -> int:
    """How many rows of the file came into the empty database of this installation: all or none.

    Both are brought to the present form of the tables first, so that an older backup does, too.
    """
    call_command("migrate", verbosity=0)
    with _connect(path):
        call_command("migrate", database=SOURCE, verbosity=0)
        # Keys to other rows are looked at when all are there: at the end of the transaction.
        with transaction.atomic():
            return sum(_copy(model) for model in _list_models())


@contextmanager
def _connect(path: Path) -> Iterator[None]:
    """The file as a database of that name, and gone again afterwards."""
    engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    connections.databases[SOURCE] = connections.configure_settings(
        {DEFAULT_DB_ALIAS: {}, SOURCE: engine}
    )[SOURCE]
    try:
        yield
    finally:
        connections[SOURCE].close()
        del connections[SOURCE]
        del connections.databases[SOURCE]


def _list_models() -> list[type[Model]]:
    """Every table we know, those between two others among them."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _copy(model: type[Model]) -> int:
    """How many rows there are; what the migrations put there gives way to them."""
    there: QuerySet[Any] = QuerySet(model, using=DEFAULT_DB_ALIAS)
    if there.exists():
        there._raw_delete(DEFAULT_DB_ALIAS)
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    rows: QuerySet[Any] = QuerySet(model, using=SOURCE)
    waiting, n = [], 0
    for row in rows.order_by("pk").iterator(AT_ONCE):
        waiting.append(row)
        n += 1
        if len(waiting) == AT_ONCE:
            _insert(there, waiting, fields)
            waiting = []
    if waiting:
        _insert(there, waiting, fields)
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    return n


def _insert(there: QuerySet[Any], rows: list[Any], fields: list[Any]) -> None:
    """Nothing; the rows stand as they are, moments of writing too (bulk_create would set them)."""
    there._insert(rows, fields=fields, using=DEFAULT_DB_ALIAS, raw=True)  # type: ignore[attr-defined]
