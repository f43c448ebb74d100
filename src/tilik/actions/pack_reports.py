"""The report of a pack as it is kept, and read back as it was."""

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from tilik.core.errors import UserError
from tilik.records.models import PackImport, RoundUnit, User

if TYPE_CHECKING:
    from tilik.actions.pack_import import Line, Report

MOMENT = "moment"


def keep_report(*, by: User, row: RoundUnit, report: "Report") -> PackImport:
    """The stored report; the caller writes the event."""
    return PackImport.objects.create(
        government=row.government, round=row.round, unit=row.unit, pack=UUID(report.pack),
        lines=[_pack(line) for line in report.lines], by=by, at=timezone.now(),
    )  # fmt: skip


def read_report(stored: PackImport) -> "Report":
    """The report as it stood when the pack was brought in."""
    from tilik.actions.pack_import import Line, Report

    lines = tuple(
        Line(**{**line, "error": _read_error(line.get("error"))}) for line in stored.lines
    )
    return Report(str(stored.pack), lines, True)


def _pack(line: "Line") -> dict[str, Any]:
    """The line as data."""
    row = {each.name: getattr(line, each.name) for each in fields(line)}
    if line.error is not None:
        said = {name: _say(value) for name, value in line.error.facts.items()}
        row["error"] = {"code": line.error.code, "facts": said}
    return row


def _say(value: Any) -> Any:
    """A fact as data: of a moment it is kept that it is one."""
    if isinstance(value, datetime):
        return {MOMENT: value.isoformat()}
    is_plain = value is None or isinstance(value, str | int | float | list | tuple | dict)
    return value if is_plain else str(value)


def _read_error(said: dict[str, Any] | None) -> UserError | None:
    """Why the line was not taken."""
    if said is None:
        return None
    facts = {
        name: datetime.fromisoformat(value[MOMENT])
        if isinstance(value, dict) and MOMENT in value
        else value
        for name, value in said["facts"].items()
    }
    return UserError(said["code"], **facts)
