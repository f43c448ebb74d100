"""History cannot be rewritten: triggers stand on both databases and return after a rebuild."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from tilik.records.append_only import (
    APPEND_ONLY,
    MUTABLE,
    check_triggers,
    drop_triggers,
    ensure_triggers,
    find_missing,
)
from tilik.records.models import AuditEvent, InstrumentVersion

pytestmark = pytest.mark.django_db


def make_event(n: int = 1) -> AuditEvent:
    """A stored audit event."""
    return AuditEvent.objects.create(
        chain="test",
        n=n,
        at=timezone.now(),
        verb="test",
        object_type="x",
        object_id="1",
        sha256="a",
    )


def test_every_model_is_declared_mutable_or_append_only() -> None:
    names = {model.__name__ for model in apps.get_app_config("records").get_models()}
    assert not set(APPEND_ONLY) & MUTABLE
    assert names == set(APPEND_ONLY) | MUTABLE


def test_a_migrated_database_has_every_trigger() -> None:
    assert find_missing() == []
    assert check_triggers(databases=["default"]) == []


def test_a_missing_trigger_is_reported_and_comes_back_with_migrate() -> None:
    drop_triggers()
    missing = find_missing()
    assert len(missing) >= 2 * len(APPEND_ONLY) - 1
    assert [message.id for message in check_triggers(databases=["default"])] == ["tilik.E001"]
    call_command("migrate", verbosity=0)
    assert find_missing() == []


def test_a_plan_of_migrate_touches_no_trigger() -> None:
    drop_triggers()
    call_command("migrate", plan=True, verbosity=0)
    assert find_missing() != []
    ensure_triggers()


def test_a_written_row_cannot_be_changed() -> None:
    event = make_event()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(verb="other")


def test_a_written_row_cannot_be_deleted() -> None:
    event = make_event()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).delete()
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_a_table_cannot_be_emptied_at_once() -> None:
    make_event()
    with connection.cursor() as cursor:
        verb = "DELETE FROM"
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            verb = "TRUNCATE"
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(f"{verb} {AuditEvent._meta.db_table}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_a_written_row_cannot_be_replaced() -> None:
    event = make_event()
    table = AuditEvent._meta.db_table
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"):
        cursor.execute(
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = {event.pk}"
        )


def test_an_instrument_version_keeps_its_bytes() -> None:
    version = InstrumentVersion.objects.create(
        code="x",
        version="1",
        sha256="0" * 64,
        canonical=b"{}",
        rule_semantics="1",
        at=timezone.now(),
    )
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        InstrumentVersion.objects.filter(pk=version.pk).update(canonical=b'{"a":1}')


@pytest.mark.parametrize("label", sorted(APPEND_ONLY))
def test_an_exception_names_real_fields(label: str) -> None:
    fields = {field.name for field in apps.get_model("records", label)._meta.concrete_fields}
    assert APPEND_ONLY[label].may_change <= fields


def _iterate_references() -> Any:
    """Each (model, field) pointing at another row."""
    for model in apps.get_app_config("records").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                yield model, field


def test_no_row_of_history_goes_with_another() -> None:
    loose = [
        (model.__name__, field.name)
        for model, field in _iterate_references()
        if model.__name__ in APPEND_ONLY and field.remote_field.on_delete is not models.PROTECT
    ]
    assert loose == []
