"""Standards of a unit as a spreadsheet, out and in: a line of a component is a row; looked at first."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from django.utils.text import slugify

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
from tilik.actions.judging import get_component
from tilik.actions.permissions import require
from tilik.actions.standards import LONGEST, start_version, write_components
from tilik.actions.units import add_service
from tilik.core.catalogue import DURATION, FEES, NUMBERS, list_lines, number_lines
from tilik.library.records import Record, read_records
from tilik.records.models import Service, StandardVersion, Unit, User
from tilik.records.queries.standards import list_services, list_versions, pick_draft, pick_standing

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("kode", "kode layanan", "service code"),
    "name": ("layanan", "nama layanan", "jenis pelayanan", "service"),
    "number": ("no", "nomor", "no komponen", "number"),
    "component": ("komponen", "component"),
    "text": ("uraian", "isi", "text"),
}
WIDTHS = (18, 34, 6, 34, 90)


@dataclass
class Plan:
    """One service of the file: its first row, and the lines of each component."""

    record: Record
    code: str
    name: str
    lines: dict[int, list[str]] = field(default_factory=dict)
    fault: str = ""

    def make_texts(self) -> dict[int, str]:
        """The text of each component the file says something of."""
        return {number: _join(number, lines) for number, lines in self.lines.items() if lines}


def export_standards(*, by: User, unit: Unit) -> bytes:
    """The workbook with a row for each line of each component, to be filled in and brought back.

    Raises PermissionDenied.
    """
    require(by, "standard.read", government=unit.government, unit=unit)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, head = book.add_worksheet("Standar"), book.add_format({"bold": True})
    wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for column, (headings, width) in enumerate(zip(COLUMNS.values(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, headings[0], head)
    n = 0
    for service in list_services(unit):
        version = _find_version(service)
        rows = {row.number: row.content for row in version.components.all()} if version else {}
        for number in NUMBERS:
            title = get_component(number).title["id"]
            for line in list_lines(rows.get(number, "")) or ("",):
                n += 1
                cells = (service.code, service.name, str(number), title, line)
                for column, cell in enumerate(cells):
                    sheet.write_string(n, column, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def import_standards(*, by: User, unit: Unit, path: Path, apply: bool = False) -> Report:
    """What the file does to each service, or (with `apply`) did. A blank text changes nothing.

    What is in force is not changed: a new version begins from it.
    Raises PermissionDenied, UserError (the file), InvalidInput (conflicts, when applying).
    """
    require(by, "standard.write", government=unit.government, unit=unit)
    plans = _collect(read_records(path, COLUMNS, required=("name", "number", "text")))
    with audit.writing(unit.government):
        known = {service.code: service for service in list_services(unit)}
        lines = tuple(_look(plan, known.get(plan.code)) for plan in plans)
        if apply:
            refuse_conflicts(lines)
            for plan, line in zip(plans, lines, strict=True):
                if line.outcome in (ADD, CHANGE):
                    _apply(by, unit, plan, known.get(plan.code))
    return Report(lines, applied=apply)


def _collect(records: list[Record]) -> list[Plan]:
    """A plan for each service, in the order they stand."""
    plans: dict[str, Plan] = {}
    for record in records:
        name = record.text("name")
        code = record.text("code") or slugify(name)[:40].strip("-")
        plan = plans.setdefault(code, Plan(record, code, name))
        number = record.text("number")
        if not code:
            plan.fault = "service-name-missing"
        elif not (number.isdecimal() and int(number) in NUMBERS):
            plan.fault = plan.fault or "component-number-bad"
        elif text := record.text("text"):
            plan.lines.setdefault(int(number), []).append(text)
    for plan in plans.values():
        if any(len(text) > LONGEST for text in plan.make_texts().values()):
            plan.fault = plan.fault or "component-too-long"
    return list(plans.values())


def _look(plan: Plan, service: Service | None) -> Line:
    """What becomes of one service."""
    place, name = find_place(plan.record), plan.name or plan.code
    if plan.fault:
        return make_conflict(plan.record, name, plan.fault)
    if service is None:
        return Line(place, name, ADD, facts=_name_fields(plan.make_texts()))
    changed = _find_changed(plan, _find_version(service))
    return Line(place, name, CHANGE if changed else SAME, facts=_name_fields(changed))


def _name_fields(texts: Mapping[int, str]) -> dict[str, object]:
    """The titles of the components that change."""
    titles = [get_component(number).title["id"] for number in sorted(texts)]
    return {"fields": titles} if titles else {}


def _find_changed(plan: Plan, version: StandardVersion | None) -> dict[int, str]:
    """The components the file says something else of, with what it says."""
    stands = {row.number: row.content for row in version.components.all()} if version else {}
    return {
        number: text
        for number, text in plan.make_texts().items()
        if list_lines(stands.get(number, "")) != list_lines(text)
    }


def _find_version(service: Service) -> StandardVersion | None:
    versions = list_versions(service)
    return pick_draft(versions) or pick_standing(versions)


def _apply(by: User, unit: Unit, plan: Plan, service: Service | None) -> None:
    """Nothing; the service's draft says what the file does."""
    service = service or add_service(by=by, unit=unit, code=plan.code, name=plan.name)
    version = _find_version(service)
    changed = _find_changed(plan, version)
    if not changed:
        return
    if version is None or version.is_adopted:
        version = start_version(by=by, service=service, origin=version)
    write_components(by=by, version=version, texts=changed)


def _join(number: int, lines: list[str]) -> str:
    """The lines as a text; a list is numbered, a promise and fees are not."""
    text = "\n".join(lines)
    return number_lines(text) if len(lines) > 1 and number not in (DURATION, FEES) else text
