"""Our own units side by side: places on the exact value, ties bracketed, movement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilik.actions.ranks import Place
from tilik.records.models import Result
from tilik.records.queries.outlines import Participant
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
class Standing:
    """What a league is made of: the places of all units, and the results of those shown."""

    results: Mapping[int, Result]
    places: Mapping[int, Place]
    earlier: Mapping[int, Result]
    decimals: int

    def place_of(self, member: Participant) -> Place | None:
        """The unit's place, or None while it has no value."""
        place = self.places.get(member.unit_id)
        return place if place is not None and place.rank is not None else None


def sort_members(members: Sequence[Participant], standing: Standing) -> list[Participant]:
    """The units in order of place; those without a value last."""

    def key(member: Participant) -> tuple[bool, int, str]:
        place = standing.place_of(member)
        return place is None, (place.rank or 0) if place else 0, member.name

    return sorted(members, key=key)


def make_finding(members: Sequence[Participant], standing: Standing) -> str:
    """Who leads, and how many can be ranked at all."""
    ranked = [(member, place) for member in members if (place := standing.place_of(member))]
    leaders = [(member, place) for member, place in ranked if place.rank == 1]
    if not ranked:
        return _("No unit can be ranked yet: nothing is complete")
    if not leaders:
        return _("Places of the units you may see")
    facts = {
        "name": f" {_('and')} ".join(member.name for member, _place in leaders),
        "value": format_number(leaders[0][1].shown),
        "ranked": len(ranked),
        "n": len(members),
    }
    return _("%(name)s leads with %(value)s; %(ranked)s of %(n)s units can be ranked") % facts


def make_row(member: Participant, standing: Standing) -> Row:
    """One unit as a row."""
    result, place = standing.results.get(member.unit_id), standing.place_of(member)
    return Row(
        code=member.code,
        name=member.name,
        sector=member.sector,
        place=str(place.rank) if place else "",
        is_tied=bool(place and place.tied),
        value=format_number(place.shown) if place and place.shown else "",
        shown=show(result, standing.decimals) if result else None,
        movement=make_movement(result, standing.earlier.get(member.unit_id), standing.decimals),
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
