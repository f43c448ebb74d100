"""A sector: what it adds to the government, and what one level more is worth there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.models import Result
from tilik.records.queries.outlines import Participant
from tilik.web.numbers import format_number, format_signed
from tilik.web.presenters.outcome import Shown, show
from tilik.web.presenters.scores import name_item
from tilik.web.presenters.worth import Worth, share_of

PLACES, MOST = 3, 100


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the sector: its result and what it adds to the government's value."""

    code: str
    name: str
    shown: Shown | None
    adds: str


@dataclass(frozen=True, slots=True)
class Step:
    """One level more on one indicator of one unit: points for the unit and for the government."""

    unit: str
    unit_name: str
    node: str
    title: str
    level: str
    top: str
    to_unit: str
    to_government: str


@dataclass(frozen=True, slots=True)
class Sector:
    """The sector as a page."""

    name: str
    finding: str
    shown: Shown | None
    units: tuple[UnitRow, ...]
    steps: tuple[Step, ...]
    n_steps: int


@dataclass(frozen=True, slots=True)
class Steps:
    """What one level more is worth in a sector: the most worth of all steps, and how many."""

    most: tuple[tuple[int, Worth], ...]
    n: int


def find_steps(members: Sequence[Participant], worth: Mapping[int, Sequence[Worth]]) -> Steps:
    """The steps worth most first, those at the top left out; `worth` is by the unit's key."""
    names = {member.unit_id: member.name for member in members}
    steps = [
        (unit, each)
        for unit in names
        for each in worth.get(unit, ())
        if each.level is None or each.level < each.top
    ]
    steps.sort(key=lambda step: (-step[1].points, names[step[0]], step[1].item))
    return Steps(tuple(steps[:MOST]), len(steps))


def make_sector(
    sector: str,
    whole: Result | None,
    members: Sequence[Participant],
    results: Mapping[int, Result],
    n_units: int,
    *,
    shown_members: Sequence[Participant],
    steps: Steps,
    decimals: int,
    titles: Mapping[str, Any],
) -> Sector:
    """The sector with the units of one page and the steps worth most."""
    shown = show(whole, decimals) if whole else None
    by_key = {member.unit_id: member for member in members}
    return Sector(
        sector.replace("-", " "),
        _make_finding(sector, shown, len(members), n_units),
        shown,
        tuple(
            _make_unit(member, results.get(member.unit_id), n_units, decimals)
            for member in shown_members
        ),
        tuple(
            _make_step(by_key[unit], worth, name_item(worth.item, titles), n_units)
            for unit, worth in steps.most
        ),
        steps.n,
    )


def _make_unit(member: Participant, result: Result | None, n_units: int, decimals: int) -> UnitRow:
    adds = ""
    if result is not None and result.numerator is not None:
        value = Fraction(f"{result.numerator}/{result.denominator}")
        adds = format_number(share_of(value, n_units), PLACES)
    return UnitRow(member.code, member.name, show(result, decimals) if result else None, adds)


def _make_step(member: Participant, worth: Worth, title: str, n_units: int) -> Step:
    return Step(
        unit=member.code,
        unit_name=member.name,
        node=worth.code,
        title=title,
        level="" if worth.level is None else format_number(_short(worth.level)),
        top=format_number(worth.top, 0),
        to_unit=format_signed(worth.points, PLACES),
        to_government=format_signed(share_of(worth.points, n_units), PLACES),
    )


def _short(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"


def _make_finding(sector: str, shown: Shown | None, n: int, n_units: int) -> str:
    name = sector.replace("-", " ").capitalize()
    head = shown.finding if shown else _("nothing has been computed yet")
    facts = {"sector": name, "finding": head, "n": n, "all": n_units}
    return _("%(sector)s: %(finding)s, %(n)s of %(all)s units") % facts
