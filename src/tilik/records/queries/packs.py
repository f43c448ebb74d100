"""Offline packs of a round: when they went out, when they came in, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tilik.records.models import AuditEvent, PackImport, Round, RoundUnit, Unit

OUT, IN = "pack.export", "pack.import"
LONGEST_KEY = 18
COUNTS = ("taken", "conflict", "bad")


@dataclass(frozen=True, slots=True)
class Move:
    """One pack that went out or came in; of those that came in the counts of lines.

    `report` is the key of the report that was kept of it.
    """

    unit_id: int | None
    is_in: bool
    at: datetime
    who: str
    pack: str
    counts: Mapping[str, int]
    report: str = ""


def list_moves(round: Round, unit: Unit | None = None) -> list[Move]:
    """The packs of the round, or of one unit, newest first."""
    events = AuditEvent.objects.filter(round=round, verb__in=(OUT, IN)).order_by("-pk")
    if unit is not None:
        events = events.filter(unit=unit)
    return [_make_move(event) for event in events.select_related("by__person")]


def find_import(row: RoundUnit, key: str) -> PackImport | None:
    """The report kept of a pack of the unit in its round, or None."""
    found = PackImport.objects.filter(round=row.round_id, unit=row.unit_id)
    wanted = int(key) if key.isdecimal() and len(key) < LONGEST_KEY else 0
    return found.filter(pk=wanted).select_related("by__person").first()


def _make_move(event: AuditEvent) -> Move:
    return Move(
        unit_id=event.unit_id,
        is_in=event.verb == IN,
        at=event.at,
        who=event.by.get_role_line() if event.by else "",
        pack=str(event.diff["pack"][1])[:8],
        report=event.object_id if event.object_type == PackImport._meta.model_name else "",
        counts={name: event.diff[name][1] for name in COUNTS if name in event.diff},
    )
