"""Governments and their holidays."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.records import models
from tilik.records.models import Government, Holiday, User
from tilik.records.models.government import HolidayKind

FIELDS = frozenset(
    {"name", "code_bps", "kind", "parent", "bureau", "time_zone", "valid_from", "valid_to"}
)

HOLIDAYS = Path(models.__file__).parents[1] / "data" / "holidays.csv"


def add_government(
    *, by: User | None, code_kemendagri: str, name: str, kind: str, **details: Any
) -> Government:
    """The government with that code, added if it was not there (then nothing is changed).

    `by` None is the installation itself. Raises PermissionDenied.
    """
    if by is not None:
        require(by, "government.manage", government=None)
    details.setdefault("time_zone", settings.TIME_ZONE)
    _check(details)
    with audit.writing(None):
        found = Government.objects.filter(code_kemendagri=code_kemendagri).first()
        if found:
            return found
        government = Government.objects.create(
            code_kemendagri=code_kemendagri, name=name, kind=kind, **details
        )
        diff = audit.compare({}, {"name": name, "kind": kind, **details})
        audit.record(by=by, verb="government.add", target=government, government=None, diff=diff)
    return government


def change_government(*, by: User | None, government: Government, **details: Any) -> Government:
    """The government with the new details. Raises PermissionDenied."""
    if by is not None:
        require(by, "government.manage", government=None)
    _check(details)
    with audit.writing(None):
        diff = audit.compare({name: getattr(government, name) for name in details}, details)
        if diff:
            for name, value in details.items():
                setattr(government, name, value)
            government.save(update_fields=list(details))
            audit.record(
                by=by, verb="government.change", target=government, government=None, diff=diff
            )
    return government


def set_holidays(
    *,
    by: User | None,
    government: Government | None,
    days: Iterable[tuple[date, str, str]],
    source: str = "",
) -> int:
    """How many of the (date, name, kind) were new; a day already known keeps its name.

    Without a government they hold for the nation. Raises PermissionDenied.
    """
    if by is not None:
        verb = "unit.manage" if government else "government.manage"
        require(by, verb, government=government)
    added = 0
    with audit.writing(government):
        for day, name, kind in days:
            defaults = {"name": name, "kind": HolidayKind(kind), "source": source}
            holiday, is_new = Holiday.objects.get_or_create(
                government=government, date=day, defaults=defaults
            )
            if is_new:
                added += 1
                audit.record(
                    by=by,
                    verb="holiday.add",
                    target=holiday,
                    government=government,
                    diff={"date": [None, day.isoformat()], "name": [None, name]},
                )
    return added


def add_national_holidays() -> int:
    """How many of the nation's holidays that come with Tilik were new."""
    by_source: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
    with HOLIDAYS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            by_source[row["source"]].append((day, row["name"], row["kind"]))
    return sum(
        set_holidays(by=None, government=None, days=days, source=source)
        for source, days in by_source.items()
    )


def _check(details: dict[str, Any]) -> None:
    """Nothing. Raises TypeError on a detail governments do not have, UserError on a bad zone."""
    unknown = set(details) - FIELDS
    if unknown:
        raise TypeError(f"unknown details: {sorted(unknown)}")
    zone = details.get("time_zone")
    if zone is not None and zone not in available_timezones():
        raise UserError("time-zone-unknown", found=zone)
