"""Units, their services, and what becomes of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.records.models import Government, Service, ServiceVolume, Unit, UnitLineage, User
from tilik.records.models.unit import LineageKind

UNIT_FIELDS = frozenset(
    {
        *("name", "short_name", "parent", "kind", "sector", "workdays_per_week", "address"),
        *("valid_from", "valid_to"),
    }
)


def add_unit(
    *, by: User | None, government: Government, code: str, name: str, **details: Any
) -> Unit:
    """The new unit. Raises PermissionDenied, UserError("unit-code-taken")."""
    _require(by, government)
    values = _checked(government, {"name": name, **details})
    with audit.writing(government):
        if Unit.objects.filter(government=government, code=code).exists():
            raise UserError("unit-code-taken", found=code)
        unit = Unit.objects.create(government=government, code=code, **values)
        _record(by, "unit.add", unit, audit.compare({}, {"code": code, **values}))
    return unit


def change_unit(*, by: User | None, unit: Unit, **details: Any) -> Unit:
    """The unit with the new details; unchanged details write nothing. Raises PermissionDenied."""
    _require(by, unit.government)
    values = _checked(unit.government, details)
    with audit.writing(unit.government):
        diff = audit.compare({name: getattr(unit, name) for name in values}, values)
        if diff:
            for name, value in values.items():
                setattr(unit, name, value)
            unit.save(update_fields=list(values))
            _record(by, "unit.change", unit, diff)
    return unit


def rename_unit(
    *, by: User | None, unit: Unit, name: str, on: date, reason: str = ""
) -> UnitLineage:
    """The step in the unit's history; rounds keep the name they knew. Raises PermissionDenied."""
    _require(by, unit.government)
    with audit.writing(unit.government):
        step = _add_step(LineageKind.RENAMED, unit, unit, on, reason)
        diff = {"name": [unit.name, name]}
        unit.name = name
        unit.save(update_fields=["name"])
        _record(by, "unit.rename", unit, diff)
    return step


def merge_units(
    *, by: User | None, before: Sequence[Unit], after: Unit, on: date, reason: str = ""
) -> list[UnitLineage]:
    """A step for each unit that ends in `after`. Raises PermissionDenied, UserError."""
    return _turn(by, LineageKind.MERGED, [(unit, after) for unit in before], on, reason)


def split_unit(
    *, by: User | None, before: Unit, after: Sequence[Unit], on: date, reason: str = ""
) -> list[UnitLineage]:
    """A step for each unit that `before` became. Raises PermissionDenied, UserError."""
    return _turn(by, LineageKind.SPLIT, [(before, unit) for unit in after], on, reason)


def add_service(
    *, by: User | None, unit: Unit, code: str, name: str, channel: str = "luring", group: str = ""
) -> Service:
    """The service with that code, added if it was not there. Raises PermissionDenied."""
    _require_writing(by, unit)
    with audit.writing(unit.government):
        found = Service.objects.filter(unit=unit, code=code).first()
        if found:
            return found
        values = {"name": name, "channel": channel, "group": group}
        service = Service.objects.create(government=unit.government, unit=unit, code=code, **values)
        diff = audit.compare({}, {"code": code, **values})
        audit.record(
            by=by,
            verb="service.add",
            target=service,
            government=unit.government,
            unit=unit,
            diff=diff,
        )
    return service


def set_volume(
    *, by: User | None, service: Service, start: date, end: date, users: int, source: str = ""
) -> ServiceVolume:
    """How many used the service between the days; a later figure takes the place of an earlier."""
    _require_writing(by, service.unit)
    with audit.writing(service.government):
        before = ServiceVolume.objects.filter(
            service=service, period_start=start, period_end=end
        ).first()
        volume, _is_new = ServiceVolume.objects.update_or_create(
            government=service.government,
            service=service,
            period_start=start,
            period_end=end,
            defaults={"users": users, "source": source},
        )
        if before is None or before.users != users:
            audit.record(
                by=by,
                verb="service.volume",
                target=service,
                government=service.government,
                unit=service.unit,
                diff={"users": [before.users if before else None, users]},
            )
    return volume


def _turn(
    by: User | None, kind: LineageKind, pairs: Sequence[tuple[Unit, Unit]], on: date, reason: str
) -> list[UnitLineage]:
    """The steps from each first to its second unit; the units that ended are closed."""
    government = pairs[0][0].government
    _require(by, government)
    if any(part.government_id != government.pk for pair in pairs for part in pair):
        raise UserError("unit-of-another-government")
    with audit.writing(government):
        steps = [_add_step(kind, before, after, on, reason) for before, after in pairs]
        for before in {unit.pk: unit for unit, _ in pairs}.values():
            before.valid_to = on
            before.save(update_fields=["valid_to"])
            successors = [after.pk for unit, after in pairs if unit.pk == before.pk]
            _record(by, f"unit.{kind.value}", before, {"after": [None, successors]})
    return steps


def _add_step(kind: LineageKind, before: Unit, after: Unit, on: date, reason: str) -> UnitLineage:
    """The stored step."""
    return UnitLineage.objects.create(
        government=before.government,
        kind=kind,
        before=before,
        after=after,
        name_before=before.name,
        on=on,
        reason=reason,
    )


def _require(by: User | None, government: Government) -> None:
    """Nothing. Raises PermissionDenied; `by` None is the installation itself."""
    if by is not None:
        require(by, "unit.manage", government=government)


def _require_writing(by: User | None, unit: Unit) -> None:
    """Nothing. Raises PermissionDenied; a unit writes its own services, the office those of all."""
    if by is not None:
        require(by, "standard.write", government=unit.government, unit=unit)


def _checked(government: Government, details: dict[str, Any]) -> dict[str, Any]:
    """The details. Raises TypeError on an unknown one, UserError on a foreign parent."""
    unknown = set(details) - UNIT_FIELDS
    if unknown:
        raise TypeError(f"unknown details: {sorted(unknown)}")
    parent = details.get("parent")
    if parent is not None and parent.government_id != government.pk:
        raise UserError("unit-of-another-government")
    return details


def _record(by: User | None, verb: str, unit: Unit, diff: dict[str, Any]) -> None:
    """Nothing; the event is on the unit's story."""
    audit.record(by=by, verb=verb, target=unit, government=unit.government, unit=unit, diff=diff)
