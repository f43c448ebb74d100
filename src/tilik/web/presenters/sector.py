"""A sector: what it adds to the government, and what one level more is worth there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.models import Result, RoundUnit
from tilik.web.numbers import format_number, format_signed
from tilik.web.presenters.outcome import Shown, show
from tilik.web.presenters.scores import name_item
from tilik.web.presenters.worth import Worth, list_worth, share_of

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


def make_sector(
    sector: str,
    whole: Result | None,
    members: Sequence[RoundUnit],
    results: Mapping[int, Result],
    n_units: int,
    *,
    document: Mapping[str, Any],
    titles: Mapping[str, Any],
    rated: frozenset[str],
) -> Sector:
    """The sector; steps worth most first, those at the top already left out."""
    decimals = int(document["rounding"]["decimals"])
    shown = show(whole, decimals) if whole else None
    steps: list[tuple[RoundUnit, Worth, str]] = []
    units = []
    for member in members:
        result = results.get(member.unit_id)
        units.append(_make_unit(member, result, n_units, decimals))
        if result is not None:
            for worth in list_worth(result.read_tree(), rated):
                if worth.level is None or worth.level < worth.top:
                    title = name_item(worth.item, titles)
                    steps.append((member, worth, title))
    steps.sort(key=lambda step: (-step[1].points, step[0].name, step[2]))
    return Sector(
        sector.replace("-", " "),
        _make_finding(sector, shown, len(members), n_units),
        shown,
        tuple(units),
        tuple(_make_step(*step, n_units) for step in steps[:MOST]),
        len(steps),
    )


def _make_unit(member: RoundUnit, result: Result | None, n_units: int, decimals: int) -> UnitRow:
    adds = ""
    if result is not None and result.numerator is not None:
        value = Fraction(f"{result.numerator}/{result.denominator}")
        adds = format_number(share_of(value, n_units), PLACES)
    return UnitRow(member.unit.code, member.name, show(result, decimals) if result else None, adds)


def _make_step(member: RoundUnit, worth: Worth, title: str, n_units: int) -> Step:
    return Step(
        unit=member.unit.code,
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
