"""Published figures: brought in from a table, kept apart from our own results."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.errors import Fault, InvalidInput
from tilik.library.cells import is_blank, number, text
from tilik.library.records import Record
from tilik.library.tables import read_sheets
from tilik.records.models import Government, PublishedFigure, Unit, User

TEXTS = (
    "entity",
    "level",
    "measure",
    "kind",
    "scheme",
    "grade",
    "zone",
    "opinion",
    "source",
    "note",
)
RANKS = ("rank", "rank_of")
# A figure from before the year's assessment is written 2022-pre; its kind says what it is.
YEAR = re.compile(r"(19|20)\d\d(?!\d)")
COLUMNS = (*TEXTS, *RANKS, "year", "value", "conflict")
REQUIRED = ("entity", "year", "measure", "source")
KEY = ("entity", "year", "measure", "kind", "scheme", "source", "n")


@dataclass(frozen=True)
class Imported:
    """How many figures were new, changed, or known already."""

    added: int
    changed: int
    same: int


def import_figures(*, by: User | None, government: Government | None, path: Path) -> Imported:
    """What the table brought; the same table twice changes nothing.

    A figure is linked to the government or unit its entity names. `by` None is the installation.
    Raises PermissionDenied, UserError (the file), InvalidInput with every bad cell.
    """
    if by is not None:
        require(by, "published.import", government=government)
    rows = _read(path)
    homes = {found.name: found for found in Government.objects.all()}
    units = {unit.name: unit for unit in Unit.objects.filter(government=government)}
    counts = {"added": 0, "changed": 0, "same": 0}
    with audit.writing(government):
        for row in rows:
            row["government"] = homes.get(row["entity"], government)
            row["unit"] = units.get(row["entity"])
            counts[_keep(by, government, row)] += 1
        _link_conflicts()
    return Imported(**counts)


def _read(path: Path) -> list[dict[str, Any]]:
    """The rows as they are stored. Raises InvalidInput with all faults."""
    faults: list[Fault] = []
    rows = [_read_row(record, faults) for record in _list_records(path)]
    seen: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        key = tuple(row[name] for name in KEY[:-1])
        seen[key] += 1
        row["n"] = seen[key]  # one source may contradict itself
    if faults:
        raise InvalidInput(faults)
    return rows


def _list_records(path: Path) -> list[Record]:
    """The lines below the head; also those that look like a sum ("Rata-rata …"), for they are not.

    Raises InvalidInput where a column is missing.
    """
    sheet = read_sheets(path)[0]
    head = [text(cell).lower() for cell in sheet.rows[0]] if sheet.rows else []
    columns = {name: head.index(name) for name in COLUMNS if name in head}
    if not set(REQUIRED) <= set(columns):
        facts = {"file": path.name, "allowed": ", ".join(REQUIRED)}
        raise InvalidInput([Fault("no-columns", path.name, facts)])
    return [Record(sheet, index, columns) for index, _cells in sheet.filled() if index > 0]


def _read_row(record: Record, faults: list[Fault]) -> dict[str, Any]:
    """One row; what is wrong with it goes to `faults`."""
    row: dict[str, Any] = {name: record.text(name) for name in TEXTS}
    year = YEAR.match(record.text("year"))
    if year is None:
        faults.append(record.fault("bad-value", "year", found=record.text("year")))
    row["year"] = int(year[0]) if year else None
    for name in RANKS:
        found = number(record.cell(name))
        if found is None and not is_blank(record.cell(name)):
            faults.append(record.fault("bad-value", name, found=record.text(name)))
        row[name] = int(found) if found is not None else None
    cell = record.cell("value")
    if is_blank(cell):
        row["value"] = None
    elif number(cell) is None:
        faults.append(record.fault("bad-value", "value", found=text(cell)))
    else:
        row["value"] = text(cell).replace(",", ".")
    row["conflict"] = record.text("conflict").lower() in ("yes", "ya")
    if not row["source"]:
        faults.append(record.fault("source-missing", "source"))
    return row


def _keep(by: User | None, government: Government | None, row: dict[str, Any]) -> str:
    """Whether the figure was "added", "changed" or the "same"."""
    found = PublishedFigure.objects.filter(**{name: row[name] for name in KEY}).first()
    if found is None:
        figure = PublishedFigure.objects.create(**row)
        diff = audit.compare({}, {"value": row["value"], "entity": row["entity"]})
        verb, outcome = "published.add", "added"
    else:
        diff = audit.compare({name: getattr(found, name) for name in row}, row)
        if not diff:
            return "same"
        for name, value in row.items():
            setattr(found, name, value)
        found.save()
        figure, verb, outcome = found, "published.change", "changed"
    audit.record(by=by, verb=verb, target=figure, government=government, diff=diff)
    return outcome


def _link_conflicts() -> None:
    """Nothing; figures of one entity, year, measure and kind that differ point at each other."""
    groups: dict[tuple[Any, ...], list[PublishedFigure]] = {}
    for figure in PublishedFigure.objects.exclude(value=None).order_by("pk"):
        key = (figure.entity, figure.year, figure.measure, figure.kind, figure.scheme)
        groups.setdefault(key, []).append(figure)
    for figures in groups.values():
        for figure in figures:
            other = next((o for o in figures if o.value != figure.value), None)
            if figure.conflicts_with_id != (other.pk if other else None):
                figure.conflicts_with = other
                figure.save(update_fields=["conflicts_with"])
