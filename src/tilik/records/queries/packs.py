"""Offline packs of a round: when they went out, when they came in, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tilik.records.models import AuditEvent, Round, Unit

OUT, IN = "pack.export", "pack.import"
COUNTS = ("taken", "conflict", "bad")


@dataclass(frozen=True, slots=True)
class Move:
    """One pack that went out or came in; counts of lines for those that came in."""

    unit_id: int | None
    is_in: bool
    at: datetime
    who: str
    pack: str
    counts: Mapping[str, int]


def list_moves(round: Round, unit: Unit | None = None) -> list[Move]:
    """The packs of the round, or of one unit, newest first."""
    events = AuditEvent.objects.filter(round=round, verb__in=(OUT, IN)).order_by("-pk")
    if unit is not None:
        events = events.filter(unit=unit)
    return [_make_move(event) for event in events.select_related("by__person")]


def _make_move(event: AuditEvent) -> Move:
    return Move(
        unit_id=event.unit_id,
        is_in=event.verb == IN,
        at=event.at,
        who=event.by.get_role_line() if event.by else "",
        pack=str(event.diff["pack"][1])[:8],
        counts={name: event.diff[name][1] for name in COUNTS if name in event.diff},
    )
