"""Our own units side by side: places on the exact value, ties bracketed, movement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilik.core.ranking import Place
from tilik.records.models import Result, RoundUnit
from tilik.web.numbers import format_number, format_signed, to_decimal
from tilik.web.presenters.outcome import Shown, show


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its place, what may be said of its result, and the change since last time."""

    code: str
    name: str
    sector: str
    place: str
    is_tied: bool
    value: str
    shown: Shown | None
    movement: str


@dataclass(frozen=True, slots=True)
class League:
    """The units in order, with the finding on top."""

    finding: str
    rows: tuple[Row, ...]
    n_ranked: int
    low: float
    high: float


def make_league(
    members: Sequence[RoundUnit],
    results: Mapping[int, Result],
    places: Mapping[int, Place],
    earlier: Mapping[int, Result],
    *,
    decimals: int,
    scale: Sequence[str],
) -> League:
    """The units in order of place; those without a value last, unranked."""
    rows = [
        _make_row(member, results.get(member.unit_id), places, earlier, decimals)
        for member in members
    ]
    rows.sort(key=lambda row: (row.place == "", int(row.place or 0), row.name))
    ranked = [row for row in rows if row.place]
    return League(
        _make_finding(ranked, len(rows)), tuple(rows), len(ranked), float(scale[0]), float(scale[1])
    )


def _make_row(
    member: RoundUnit,
    result: Result | None,
    places: Mapping[int, Place],
    earlier: Mapping[int, Result],
    decimals: int,
) -> Row:
    place = places.get(result.pk) if result else None
    is_ranked = place is not None and place.rank is not None
    return Row(
        code=member.unit.code,
        name=member.name,
        sector=member.sector,
        place=str(place.rank) if place is not None and is_ranked else "",
        is_tied=bool(place and place.tied),
        value=format_number(place.shown) if place is not None and place.shown else "",
        shown=show(result, decimals) if result else None,
        movement=make_movement(result, earlier.get(member.unit_id), decimals),
    )


def make_movement(result: Result | None, before: Result | None, decimals: int) -> str:
    """The change against the result before, signed; empty where either is unknown."""
    if result is None or before is None:
        return ""
    if not (_is_settled(result) and _is_settled(before)):
        return ""
    new, old = (
        to_decimal(f"{each.numerator}/{each.denominator}", decimals) for each in (result, before)
    )
    return format_signed(new - old, decimals)


def _is_settled(result: Result) -> bool:
    """Whether a value is there and nothing is missing behind it: what is partial has not moved."""
    return result.numerator is not None and "incomplete" not in result.status


def _make_finding(ranked: Sequence[Row], n: int) -> str:
    leaders = [row for row in ranked if row.place == "1"]
    if not leaders:
        return _("No unit can be ranked yet: nothing is complete")
    names = f" {_('and')} ".join(row.name for row in leaders)
    facts = {"name": names, "value": leaders[0].value, "ranked": len(ranked), "n": n}
    return _("%(name)s leads with %(value)s; %(ranked)s of %(n)s units can be ranked") % facts
