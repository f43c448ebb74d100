"""History stays protected through migrations: a table that is rebuilt has its triggers again."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import IntegrityError, connection, models, transaction

from tests.records.test_append_only import make_event
from tilik.records.append_only import APPEND_ONLY, ensure_triggers, find_missing
from tilik.records.models import AuditEvent

pytestmark = pytest.mark.django_db
rebuilds = pytest.mark.django_db(transaction=True)


@pytest.fixture
def protected() -> Iterator[None]:
    yield
    ensure_triggers()


def widen(model: type[models.Model], name: str, length: int) -> models.Field[Any, Any]:
    """The field as a migration would make it: longer."""
    field: models.Field[Any, Any] = copy(model._meta.get_field(name))
    field.max_length = length
    return field


@contextmanager
def changed(model: type[models.Model], name: str, length: int) -> Iterator[None]:
    """Inside, the column is longer, as after a migration; afterwards it is as before."""
    old, new = model._meta.get_field(name), widen(model, name, length)
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new, strict=True)
    yield
    with connection.schema_editor() as editor:
        editor.alter_field(model, new, old, strict=True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL alters in place")
@rebuilds
@pytest.mark.usefixtures("protected")
def test_sqlite_drops_the_triggers_of_a_rebuilt_table_and_migrate_brings_them_back() -> None:
    with changed(AuditEvent, "verb", 61):
        assert any("auditevent" in name for name in find_missing())
        call_command("migrate", verbosity=0)
        assert find_missing() == []
        event = make_event()
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            AuditEvent.objects.filter(pk=event.pk).update(verb="other")


@rebuilds
@pytest.mark.usefixtures("protected")
def test_migrate_can_change_a_column_that_is_watched_and_protects_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PostgreSQL refuses to change a column a trigger watches, so they step aside meanwhile."""
    seen: list[bool] = []

    def migrate(*_args: Any, **_options: Any) -> None:
        with changed(AuditEvent, "verb", 61):
            seen.append(find_missing() != [])

    monkeypatch.setattr(DjangoMigrate, "handle", migrate)
    call_command("migrate", verbosity=0)
    assert seen == [True]
    assert find_missing() == []


@rebuilds
@pytest.mark.usefixtures("protected")
def test_a_migration_that_fails_leaves_history_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(DjangoMigrate, "handle", fail)
    with pytest.raises(RuntimeError):
        call_command("migrate", verbosity=0)
    assert find_missing() == []
    event = make_event()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).delete()


@pytest.mark.parametrize("label", sorted(APPEND_ONLY))
def test_every_column_of_history_but_the_named_ones_is_watched(label: str) -> None:
    """A column that a migration adds is protected by the next run of migrate, without a word."""
    model = apps.get_model("records", label)
    name = f"tilik_keep_{model._meta.db_table}_update"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
        else:
            cursor.execute(
                "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s", [name]
            )
        sql = cursor.fetchone()[0].replace('"', "")
    watched = {part.strip() for part in sql.split(" OF ")[1].split(" ON ")[0].split(",")}
    free = {model._meta.get_field(field).column for field in APPEND_ONLY[label].may_change}
    assert watched == {field.column for field in model._meta.concrete_fields} - free
