"""Units from a spreadsheet: first shown, then brought in; twice is once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilik.actions import audit
from tilik.actions.imports import (
    ADD,
    CHANGE,
    SAME,
    Line,
    Report,
    find_place,
    make_conflict,
    refuse_conflicts,
)
from tilik.actions.permissions import require
from tilik.actions.units import add_unit, change_unit
from tilik.library.cells import is_blank, number
from tilik.library.records import Record, read_records
from tilik.records.models import Government, Unit, User

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("kode", "kode unit", "unit code"),
    "name": ("nama", "nama unit", "unit", "nama perangkat daerah", "perangkat daerah", "upp"),
    "short_name": ("singkatan", "nama singkat", "short name"),
    "kind": ("jenis", "jenis unit"),
    "sector": ("bidang", "sektor"),
    "parent": ("induk", "kode induk", "parent code"),
    "workdays_per_week": ("hari kerja", "hari kerja per minggu", "workdays"),
    "address": ("alamat",),
}
WORKDAYS = ("5", "6", "7")


@dataclass(frozen=True)
class Plan:
    """One line and what it says of its unit."""

    line: Line
    code: str
    values: Mapping[str, Any]
    parent: str


def import_units(*, by: User, government: Government, path: Path, apply: bool = False) -> Report:
    """What each line of the file does, or (with `apply`) did. A blank cell changes nothing.

    Raises PermissionDenied, UserError (the file), InvalidInput (conflicts, when applying).
    """
    require(by, "unit.manage", government=government)
    records = read_records(path, COLUMNS, required=("code", "name"))
    with audit.writing(government):
        known = {unit.code: unit for unit in Unit.objects.filter(government=government)}
        plans = _make_plans(records, known)
        lines = tuple(plan.line for plan in plans)
        if apply:
            refuse_conflicts(lines)
            _apply(by, government, plans, known)
    return Report(lines, applied=apply)


def _make_plans(records: list[Record], known: Mapping[str, Unit]) -> list[Plan]:
    """A plan for each line."""
    codes = {record.text("code") for record in records} | set(known)
    seen: dict[str, str] = {}
    plans: list[Plan] = []
    for record in records:
        faults = _find_faults(record, codes, seen)
        plans += faults or [_make_plan(record, known)]
        seen.setdefault(record.text("code"), find_place(record))
    return plans


def _make_plan(record: Record, known: Mapping[str, Unit]) -> Plan:
    """What one line does."""
    code, name, parent = record.text("code"), record.text("name"), record.text("parent")
    values = _read_values(record)
    unit = known.get(code)
    if unit is None:
        return Plan(Line(find_place(record), name, ADD), code, values, parent)
    diff = audit.compare({field: getattr(unit, field) for field in values}, values)
    if parent and (unit.parent is None or unit.parent.code != parent):
        diff["parent"] = [unit.parent.code if unit.parent else None, parent]
    outcome = CHANGE if diff else SAME
    return Plan(Line(find_place(record), name, outcome, facts=diff), code, values, parent)


def _find_faults(record: Record, codes: set[str], seen: Mapping[str, str]) -> list[Plan]:
    """All that is wrong with a line, each by itself."""
    code, name = record.text("code"), record.text("name")
    workdays = record.text("workdays_per_week")
    checks = (
        ("unit-code-missing", not code),
        ("unit-name-missing", not name),
        ("unit-code-twice", bool(code) and code in seen),
        ("unit-parent-unknown", record.text("parent") not in {"", *codes}),
        ("unit-parent-itself", bool(code) and record.text("parent") == code),
        ("unit-workdays-bad", workdays not in {"", *WORKDAYS}),
    )
    wrong = [fault for fault, is_wrong in checks if is_wrong]
    return [Plan(make_conflict(record, name or code, each), code, {}, "") for each in wrong]


def _read_values(record: Record) -> dict[str, Any]:
    """What the line says, blanks left out."""
    names = ("name", "short_name", "kind", "sector", "address")
    values: dict[str, Any] = {
        name: record.text(name) for name in names if not is_blank(record.cell(name))
    }
    workdays = number(record.cell("workdays_per_week"))
    if workdays is not None:
        values["workdays_per_week"] = int(workdays)
    return values


def _apply(by: User, government: Government, plans: list[Plan], known: Mapping[str, Unit]) -> None:
    """Nothing; all units are as the file says.

    Parents come last: a file names them in any order.
    """
    units = dict(known)
    for plan in plans:
        if plan.line.outcome == ADD:
            units[plan.code] = add_unit(by=by, government=government, code=plan.code, **plan.values)
        elif plan.line.outcome == CHANGE:
            change_unit(by=by, unit=units[plan.code], **plan.values)
    for plan in plans:
        if plan.parent:
            change_unit(by=by, unit=units[plan.code], parent=units[plan.parent])
