"""Official figures beside our own results: never mixed, only compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilik.records.models import PublishedFigure, Result
from tilik.records.queries.outlines import Participant
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
class Known:
    """The published figures of all units, and our results of those shown or published, by unit."""

    results: Mapping[int, Result]
    figures: Mapping[int, Sequence[PublishedFigure]]
    decimals: int

    def make_unit_row(self, member: Participant) -> Row:
        """A unit as a row."""
        own, figures = self.results.get(member.unit_id), self.figures.get(member.unit_id, ())
        return self.make_row(member.name, member.code, own, figures)

    def make_row(
        self, name: str, code: str, own: Result | None, figures: Sequence[PublishedFigure]
    ) -> Row:
        """A body with its newest published figure, or figures where sources disagree, and ours."""
        newest = [f for f in figures if f.year == max(each.year for each in figures)]
        return Row(
            name=name,
            code=code,
            official=tuple(_make_official(figure) for figure in newest),
            own=show(own, self.decimals) if own else None,
            difference=_differ(own, newest, self.decimals),
        )


def make_finding(whole: Row, members: Sequence[Participant], known: Known) -> str:
    """How many of our values stand beside a published one."""
    published = [member for member in members if member.unit_id in known.figures]
    rows = [whole, *(known.make_unit_row(member) for member in published)]
    n = sum(bool(row.difference) for row in rows)
    if not n:
        return _("Nothing to compare yet: no published value stands beside one of ours")
    facts = {"n": n, "all": len(members) + 1}
    return _("%(n)s of %(all)s values can be held against a published one") % facts


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
