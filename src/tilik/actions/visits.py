"""Visits: planned or drawn by the coordinator, closed by the evaluator, cancelled while empty."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.records.models import Round, Unit, User, Visit
from tilik.records.models.visit import VisitKind

SEED_LENGTH = 100


def plan_visit(
    *, by: User, round: Round, unit: Unit, kind: str, planned_for: date | None = None,
    seed: str = "",
) -> Visit:  # fmt: skip
    """The visit; planned again, it is the same one with the new day, and no longer cancelled.

    Raises PermissionDenied, UserError("visit-kind-unknown" | "unit-not-in-round").
    """
    require(by, "round.manage", government=round.government, round=round, unit=unit)
    if kind not in VisitKind.values:
        raise UserError("visit-kind-unknown", found=kind)
    if not round.round_units.filter(unit=unit).exists():
        raise UserError("unit-not-in-round", unit=unit.code)
    with audit.writing(round.government):
        visit, is_new = Visit.objects.get_or_create(
            government=round.government, round=round, unit=unit, kind=kind,
            defaults={"planned_for": planned_for, "seed": seed, "by": by, "at": timezone.now()},
        )  # fmt: skip
        after = {"planned_for": planned_for, "cancelled_at": None}
        diff = audit.compare({name: getattr(visit, name) for name in after}, after)
        if is_new or diff:
            visit.planned_for, visit.cancelled_at = planned_for, None
            visit.save()
            record(by, "visit.plan", visit, diff | {"kind": [None, kind], "seed": [None, seed]})
    return visit


def draw_visits(
    *, by: User, round: Round, kind: str, number: int, seed: str, planned_for: date | None = None
) -> list[Visit]:
    """The visits of the units drawn from those that have none of the kind yet.

    The same seed over the same units draws the same ones, on any machine.
    Raises PermissionDenied, UserError("seed-missing" | "draw-number" | …).
    """
    require(by, "round.manage", government=round.government, round=round)
    seed = seed.strip()[:SEED_LENGTH]
    if not seed:
        raise UserError("seed-missing")
    waiting = list_unvisited(round, kind)
    if not 1 <= number <= len(waiting):
        raise UserError("draw-number", most=len(waiting))
    with audit.writing(round.government):
        return [
            plan_visit(by=by, round=round, unit=unit, kind=kind, planned_for=planned_for, seed=seed)
            for unit in draw(waiting, number, seed)
        ]


def draw(units: Sequence[Unit], number: int, seed: str) -> list[Unit]:
    """The first `number` units in the order of SHA-256 over "seed:code"."""
    return sorted(units, key=lambda unit: make_lot(seed, unit.code))[:number]


def make_lot(seed: str, code: str) -> str:
    """A unit's lot: anybody can compute it with `printf 'seed:code' | sha256sum`."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def list_unvisited(round: Round, kind: str) -> list[Unit]:
    """The units of the round that have no visit of the kind."""
    planned = Visit.objects.filter(round=round, kind=kind, cancelled_at=None).values("unit")
    rows = round.round_units.exclude(unit__in=planned).select_related("unit")
    return [row.unit for row in rows]


def close_visit(*, by: User, visit: Visit, is_closed: bool = True) -> Visit:
    """The visit, done or open again; entries that arrive late are taken all the same.

    Raises PermissionDenied.
    """
    require_visiting(by, visit)
    with audit.writing(visit.government):
        visit.refresh_from_db()
        if bool(visit.closed_at) != is_closed:
            visit.closed_by, visit.closed_at = (by, timezone.now()) if is_closed else (None, None)
            visit.save()
            record(by, "visit.close" if is_closed else "visit.reopen", visit, {})
    return visit


def cancel_visit(*, by: User, visit: Visit) -> Visit:
    """The visit, no longer planned. Raises PermissionDenied, UserError("visit-has-entries")."""
    place = {"government": visit.government, "round": visit.round, "unit": visit.unit}
    require(by, "round.manage", **place)
    with audit.writing(visit.government):
        if visit.entries.exists():
            raise UserError("visit-has-entries")
        if visit.cancelled_at is None:
            visit.cancelled_at = timezone.now()
            visit.save()
            record(by, "visit.cancel", visit, {})
    return visit


def require_visiting(by: User, visit: Visit, form: str = "") -> None:
    """Nothing. Raises PermissionDenied where the person does not check this unit."""
    place = {"government": visit.government, "round": visit.round, "unit": visit.unit}
    require(by, "finding.write", **place, form=form)


def record(
    by: User, verb: str, visit: Visit, diff: Mapping[str, Any], *, target: Any = None,
    form: str = "", item: str = "",
) -> None:  # fmt: skip
    """Nothing; the event is on the story of the unit."""
    audit.record(
        by=by, verb=verb, target=target or visit, government=visit.government, round=visit.round,
        unit=visit.unit, form=form, item=item, diff=diff,
    )  # fmt: skip
