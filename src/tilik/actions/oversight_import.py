"""The ledger of the Ombudsman's products as a spreadsheet, out and in; looked at first, twice is once."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import xlsxwriter

from tilik.actions import audit
from tilik.actions.imports import (
    ADD,
    CHANGE,
    CONFLICT,
    SAME,
    Line,
    Report,
    find_place,
    refuse_conflicts,
)
from tilik.actions.oversight import (
    Entry,
    add_product,
    change_product,
    check_entry,
    describe_product,
    get_newest,
)
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.library.cells import day, is_blank
from tilik.library.records import Record, read_records
from tilik.records.models import Government, OversightProduct, Unit, User
from tilik.records.models.improvement import OversightKind, OversightState
from tilik.records.queries.oversight import list_products

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("nomor", "nomor produk", "no surat"),
    "kind": ("jenis", "jenis produk"),
    "received_on": ("diterima", "tanggal diterima", "tanggal"),
    "due": ("batas waktu", "tenggat", "jatuh tempo"),
    "unit": ("kode unit", "unit code"),
    "subject": ("yang diminta", "perihal", "uraian"),
    "state": ("status", "keadaan"),
    "settled_on": ("selesai tanggal", "tanggal selesai"),
    "done": ("yang dilakukan", "tindak lanjut"),
    "proof": ("bukti", "bukti tindak lanjut"),
}
WIDTHS = (26, 20, 14, 14, 16, 50, 16, 16, 50, 40)
LONGEST = {"number": 200, "proof": 300}
KINDS: Mapping[str, OversightKind] = {
    "lahp": OversightKind.REPORT,
    "tindakan korektif": OversightKind.CORRECTIVE,
    "saran": OversightKind.ADVICE,
    "rekomendasi": OversightKind.RECOMMENDATION,
}
STATES: Mapping[str, OversightState] = {
    "belum": OversightState.OPEN,
    "sebagian": OversightState.PARTLY,
    "selesai": OversightState.DONE,
    "dibantah": OversightState.DISPUTED,
}
DAYS = ("received_on", "due", "settled_on")
TEXTS = ("number", "subject", "done", "proof")
NEW = Entry(kind="", number="", received_on=date.min, subject="")
FIELD_OF = {
    "oversight-due-early": "due",
    "settled-day": "settled_on",
    "oversight-incomplete": "subject",
}
"""The column a fault of the whole row is shown at; else the state."""


@dataclass(frozen=True)
class Plan:
    """One row: what becomes of it, and the product it speaks of."""

    lines: tuple[Line, ...]
    entry: Entry = NEW
    product: OversightProduct | None = None


def export_ledger(*, by: User, government: Government) -> bytes:
    """The workbook with a row for each product, to be filled in and brought back.

    Raises PermissionDenied.
    """
    require(by, "oversight.manage", government=government)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, head = book.add_worksheet("Produk Ombudsman"), book.add_format({"bold": True})
    wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for column, (headings, width) in enumerate(zip(COLUMNS.values(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, headings[0], head)
    for n, product in enumerate(list_products(government), 1):
        for column, name in enumerate(COLUMNS):
            sheet.write_string(n, column, _write(product, name))
    for name, words in (("kind", KINDS), ("state", STATES)):
        column = list(COLUMNS).index(name)
        sheet.data_validation(1, column, 5000, column, {"validate": "list", "source": [*words]})
    sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()


def import_ledger(*, by: User, government: Government, path: Path, apply: bool = False) -> Report:
    """What each row does to the ledger, or (with `apply`) did. A blank cell changes nothing.

    A product is known again by its number; what the file does not name stays as it is.
    Raises PermissionDenied, UserError (the file), InvalidInput (every fault, when applying).
    """
    require(by, "oversight.manage", government=government)
    records = read_records(path, COLUMNS, required=("number", "kind", "received_on", "subject"))
    with audit.writing(government):
        known = {product.number: product for product in list_products(government)}
        units = {unit.code: unit for unit in Unit.objects.filter(government=government)}
        seen: dict[str, str] = {}
        plans = [_make_plan(record, government, known, units, seen) for record in records]
        lines = tuple(line for plan in plans for line in plan.lines)
        if apply:
            refuse_conflicts(lines)
            for plan in plans:
                _apply(by, government, plan)
    return Report(lines, applied=apply)


def _make_plan(
    record: Record,
    government: Government,
    known: Mapping[str, OversightProduct],
    units: Mapping[str, Unit],
    seen: dict[str, str],
) -> Plan:
    """What one row does; every fault of it at its own cell."""
    number = record.text("number")
    name, product = number or record.text("subject")[:60], known.get(number)
    faults = [*_list_faults(record, units, seen)]
    seen.setdefault(number, find_place(record))
    entry = NEW
    if not faults:
        stored = Entry(**describe_product(product)) if product else NEW
        entry = replace(stored, **dict(_read(record, units)))
        try:
            check_entry(government, entry, product)
        except UserError as error:
            faults.append((FIELD_OF.get(error.code, "state"), error.code, dict(error.facts)))
    if faults:
        return Plan(tuple(_make_fault(record, name, *fault) for fault in faults))
    if product is None:
        return Plan((Line(find_place(record), name, ADD),), entry)
    changed = [each for each in COLUMNS if getattr(product, each) != getattr(entry, each)]
    facts: dict[str, object] = {"fields": [COLUMNS[each][0] for each in changed]} if changed else {}
    line = Line(find_place(record), name, CHANGE if changed else SAME, facts=facts)
    return Plan((line,), entry, product)


def _make_fault(record: Record, name: str, field: str, code: str, facts: dict[str, Any]) -> Line:
    """A row that cannot be carried out, at the cell where it is wrong."""
    fault = record.fault(code, field)
    return Line(fault.where, name, CONFLICT, code, facts)


def _list_faults(
    record: Record, units: Mapping[str, Unit], seen: Mapping[str, str]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Column, code and facts of each cell that cannot be read."""
    number = record.text("number")
    for name in ("number", "kind", "received_on", "subject"):
        if is_blank(record.cell(name)):
            yield name, "ledger-cell-missing", {"column": COLUMNS[name][0]}
    if number and number in seen:
        yield "number", "ledger-number-twice", {"first": seen[number]}
    for name, most in LONGEST.items():
        if len(record.text(name)) > most:
            yield name, "ledger-too-long", {"most": most}
    for name, words in (("kind", KINDS), ("state", STATES)):
        if not is_blank(record.cell(name)) and record.text(name).lower() not in words:
            yield name, "ledger-word", {"found": record.text(name), "allowed": [*words]}
    for name in DAYS:
        if not is_blank(record.cell(name)) and day(record.cell(name)) is None:
            yield name, "ledger-day", {"found": record.text(name)}
    if not is_blank(record.cell("unit")) and record.text("unit") not in units:
        yield "unit", "unit-unknown", {"found": record.text("unit")}


def _read(record: Record, units: Mapping[str, Unit]) -> Iterator[tuple[str, Any]]:
    """What the row says, blanks left out."""
    for name in COLUMNS:
        if is_blank(record.cell(name)):
            continue
        text = record.text(name)
        if name in TEXTS:
            yield name, text
        elif name in DAYS:
            yield name, date.fromisoformat(day(record.cell(name)) or "")
        elif name == "unit":
            yield name, units[text]
        else:
            yield name, {**KINDS, **STATES}[text.lower()].value


def _write(product: OversightProduct, name: str) -> str:
    """A value of the ledger as its cell holds it."""
    value = getattr(product, name)
    if name in ("kind", "state"):
        return next(word for word, code in {**KINDS, **STATES}.items() if code == value)
    if name == "unit":
        return value.code if value else ""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value or "")


def _apply(by: User, government: Government, plan: Plan) -> None:
    """Nothing; the ledger says what the row does."""
    outcome, product = plan.lines[0].outcome, plan.product
    if outcome == ADD:
        add_product(by=by, government=government, entry=plan.entry, client_uuid=uuid4())
    elif outcome == CHANGE and product is not None:
        change_product(by=by, product=product, entry=plan.entry, seen=get_newest(product))
