"""Official figures beside our own results: never mixed, only compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilik.records.models import PublishedFigure, Result, RoundUnit
from tilik.web.numbers import format_number, format_signed, to_decimal
from tilik.web.presenters.outcome import Shown, show
from tilik.web.presenters.published import SourceNote, make_source


@dataclass(frozen=True, slots=True)
class Official:
    """One published figure: value or rank, category, year, source."""

    value: str
    grade: str
    rank: str
    year: int
    source: SourceNote
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A body: what was published of it, what we computed, and the difference."""

    name: str
    code: str
    official: tuple[Official, ...]
    own: Shown | None
    difference: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole page: the government first, then its units."""

    finding: str
    rows: tuple[Row, ...]


def compare(
    government: str,
    whole: Result | None,
    of_government: Sequence[PublishedFigure],
    members: Sequence[RoundUnit],
    results: Mapping[int, Result],
    of_units: Mapping[int, Sequence[PublishedFigure]],
    decimals: int,
) -> Comparison:
    """Every body of the round with its newest published figure and our own."""
    rows = [_make_row(government, "", whole, of_government, decimals)]
    rows += [
        _make_row(
            member.name,
            member.unit.code,
            results.get(member.unit_id),
            of_units.get(member.unit_id, ()),
            decimals,
        )
        for member in members
    ]
    return Comparison(_make_finding(rows), tuple(rows))


def _make_row(
    name: str, code: str, own: Result | None, figures: Sequence[PublishedFigure], decimals: int
) -> Row:
    newest = [f for f in figures if f.year == max(each.year for each in figures)]
    official = tuple(_make_official(figure) for figure in newest)
    return Row(
        name, code, official, show(own, decimals) if own else None, _differ(own, newest, decimals)
    )


def _make_official(figure: PublishedFigure) -> Official:
    rank = ""
    if figure.rank is not None:
        facts = {"rank": figure.rank, "of": figure.rank_of or "?"}
        rank = _("official rank %(rank)s of %(of)s") % facts
    return Official(
        value="" if figure.value is None else format_number(figure.value),
        grade=figure.grade or figure.zone,
        rank=rank,
        year=figure.year,
        source=make_source(figure.source),
        is_conflict=bool(figure.conflict or figure.conflicts_with_id),
    )


def _differ(own: Result | None, figures: Sequence[PublishedFigure], decimals: int) -> str:
    """Ours minus the published one; empty where either is unknown or sources disagree."""
    known = {figure.value for figure in figures if figure.value is not None}
    if own is None or own.numerator is None or len(known) != 1:
        return ""
    ours = to_decimal(f"{own.numerator}/{own.denominator}", decimals)
    return format_signed(ours - to_decimal(known.pop() or 0), decimals)


def _make_finding(rows: Sequence[Row]) -> str:
    both = [row for row in rows if row.difference]
    if not both:
        return _("Nothing to compare yet: no published value stands beside one of ours")
    facts = {"n": len(both), "all": len(rows)}
    return _("%(n)s of %(all)s values can be held against a published one") % facts
