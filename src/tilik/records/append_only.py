"""Triggers that keep history from being rewritten, on SQLite and PostgreSQL alike.

Django rebuilds a table on SQLite to alter it and drops its triggers with the old one. Our `migrate`
command therefore calls `ensure_triggers` at its end, always, and a system check looks for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model


@dataclass(frozen=True)
class Rule:
    """What may still happen to a row once it is written."""

    may_change: frozenset[str] = frozenset()
    may_delete: bool = False


APPEND_ONLY: dict[str, Rule] = {
    "Adjudication": Rule(),
    "PackImport": Rule(),
    "AnswerRevision": Rule(),
    "AuditEvent": Rule(),
    "ComplaintEvent": Rule(),
    "DocumentVersion": Rule(),
    "Freeze": Rule(),
    "InstrumentVersion": Rule(),
    "IssuedPaper": Rule(frozenset({"signed", "filed_by", "filed_at", "scan_code"})),
    "ItemMap": Rule(),
    "PracticeAnswer": Rule(),
    "Publication": Rule(frozenset({"withdrawn_by", "withdrawn_at", "withdrawn_reason"})),
    "Reopening": Rule(),
    # A respondent may withdraw, so a response may go; what it says may not change.
    "Response": Rule(frozenset({"signals", "excluded_reason", "excluded_by", "excluded_at"}), True),
    "Result": Rule(),
    "ReturnNote": Rule(),
    "SheetReceipt": Rule(),
    "Verification": Rule(),
}

MUTABLE: frozenset[str] = frozenset(
    {
        "Action",
        "Answer",
        "Campaign",
        "Comment",
        "Complaint",
        "ComplaintPerson",
        "Document",
        "DocumentLikeness",
        "DocumentMark",
        "DocumentReading",
        "EvidenceLink",
        "Finding",
        "AskedCount",
        "Government",
        "Holiday",
        "Job",
        "LearnedName",
        "Objection",
        "Outbox",
        "OversightProduct",
        "Person",
        "Phase",
        "PinnedLink",
        "PublishedFigure",
        "Receipt",
        "Recommendation",
        "Rollup",
        "Round",
        "RoundUnit",
        "Schedule",
        "Seat",
        "Service",
        "ServiceVolume",
        "Sheet",
        "Signatory",
        "StandardComponent",
        "StandardReading",
        "ReportAudit",
        "ReportAuditPart",
        "StandardReadingPart",
        "StandardVersion",
        "Stationery",
        "Unit",
        "UnitLineage",
        "UnitPaper",
        "User",
        "Visit",
        "VisitEntry",
    }
)

FUNCTION = """CREATE OR REPLACE FUNCTION tilik_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql"""

LIST_POSTGRESQL = """SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgname LIKE %s"""
LIST_SQLITE = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"


def ensure_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Nothing; every append-only table that exists has its triggers afterwards."""
    connection = connections[using]
    drop_triggers(using)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statement in _make_statements(connection):
            cursor.execute(statement)


def drop_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Nothing; the triggers are gone (only for a test run that empties its own database)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in _list_triggers(connection):
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def find_missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of triggers that should stand and do not."""
    connection = connections[using]
    standing = {name for name, _table in _list_triggers(connection)}
    return sorted(name for name, _sql in _make_triggers(connection) if name not in standing)


def check_triggers(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """One error a database whose history could be rewritten."""
    messages: list[CheckMessage] = []
    for using in databases or ():
        missing = find_missing(using)
        if missing:
            hint = "Run the migrate command: it creates them again."
            messages.append(Error(f"Triggers missing: {', '.join(missing)}", hint, id="tilik.E001"))
    return messages


def _list_triggers(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Our triggers that stand, as (name, table)."""
    sql = LIST_POSTGRESQL if connection.vendor == "postgresql" else LIST_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(sql, ["tilik_keep_%"])
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def _make_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that create all triggers."""
    return [sql for _name, sql in _make_triggers(connection)]


def _make_triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """Each trigger as (name, statement), for tables that exist."""
    existing = set(connection.introspection.table_names())
    for label, rule in APPEND_ONLY.items():
        model = apps.get_model("records", label)
        table = model._meta.db_table
        if table not in existing:
            continue
        events = {"update": f"UPDATE OF {_list_frozen(model, rule)}"}
        if not rule.may_delete:
            events["delete"] = "DELETE"
            if connection.vendor == "postgresql":
                events["truncate"] = "TRUNCATE"
        for event, what in events.items():
            name = f"tilik_keep_{table}_{event}"
            yield name, _make_sql(connection.vendor, name, table, what)


def _list_frozen(model: type[Model], rule: Rule) -> str:
    """The quoted columns that may not change."""
    fields = [field for field in model._meta.concrete_fields if field.name not in rule.may_change]
    return ", ".join(f'"{field.column}"' for field in fields)


def _make_sql(vendor: str, name: str, table: str, what: str) -> str:
    """The statement that creates one trigger."""
    head = f'CREATE TRIGGER "{name}" BEFORE {what} ON "{table}"'
    if vendor == "postgresql":
        each = "STATEMENT" if what == "TRUNCATE" else "ROW"
        return f"{head} FOR EACH {each} EXECUTE FUNCTION tilik_refuse()"
    return f"{head} BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
