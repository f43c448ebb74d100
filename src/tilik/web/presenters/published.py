"""Published figures as league tables: ranked on what was printed, each with its source."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tilik.actions.ranks import Place
from tilik.records.models import PublishedFigure
from tilik.web.numbers import format_number, format_signed, to_decimal

Rank = Callable[[Sequence[PublishedFigure], str], Mapping[int, Place]]
TOGETHER = frozenset({"kabupaten", "kota"})
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A footnote: its number, its words, its address where it has one."""

    number: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One body in a table: its place among the published, value, category, movement, sources."""

    entity: str
    place: str
    value: str
    grade: str
    word: str
    official_rank: str
    movement: str
    sources: tuple[int, ...]
    note: str
    is_conflict: bool
    is_tied: bool
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Bodies that may be compared: one kind, one scheme, one level."""

    title: str
    is_ranked: bool
    rows: tuple[Row, ...]
    n_values: int

    @property
    def has_grades(self) -> bool:
        """Whether any row has a category."""
        return any(row.grade for row in self.rows)

    @property
    def has_official(self) -> bool:
        """Whether any rank was published."""
        return any(row.official_rank for row in self.rows)

    @property
    def has_movement(self) -> bool:
        """Whether any row can be compared with the year before."""
        return any(row.movement for row in self.rows)


@dataclass(frozen=True, slots=True)
class League:
    """All tables of a measure and a year with their footnotes, and the finding on top."""

    finding: str
    tables: tuple[Table, ...]
    singles: tuple[tuple[str, Row], ...]
    sources: tuple[SourceNote, ...]
    comparison: str


@dataclass(frozen=True, slots=True)
class Bunch:
    """The figures of one body that belong in one row; several where they conflict."""

    figures: tuple[PublishedFigure, ...]

    @property
    def main(self) -> PublishedFigure:
        """The figure with a value, where there is one."""
        return next((f for f in self.figures if f.value is not None), self.figures[0])

    @property
    def is_conflict(self) -> bool:
        """Whether sources disagree on it."""
        return any(f.conflict or f.conflicts_with_id for f in self.figures)


def get_measure_word(measure: str) -> str:
    """The name of a measure; an unknown one as it is."""
    return {
        "ipp": _("Public Service Index (IPP)"),
        "ombudsman": _("Ombudsman's assessment"),
        "skm": _("Public satisfaction survey (SKM)"),
    }.get(measure, measure)


def make_league(
    figures: Sequence[PublishedFigure],
    before: Sequence[PublishedFigure],
    *,
    rank: Rank,
    is_comparable: bool,
    unpublished: Sequence[str] = (),
) -> League:
    """The tables of one measure and year.

    `before` are the figures of the year before, compared only where the instrument is the same;
    `unpublished` names the bodies we know of no figure of.
    """
    sources = _number_sources(figures)
    groups: dict[tuple[str, str, str], list[PublishedFigure]] = {}
    for figure in figures:
        groups.setdefault(_get_group(figure), []).append(figure)
    earlier = _list_earlier(before) if is_comparable else {}
    tables = [_make_table(key, own, rank, earlier, sources) for key, own in groups.items()]
    tables.sort(key=lambda table: (-table.n_values, -len(table.rows)))
    tables = _add_unpublished(tables, unpublished)
    comparison = _("Movement is against the year before.") if earlier else ""
    if before and not is_comparable:
        comparison = _("Not compared with the year before: the instrument is another one.")
    return League(
        _make_finding(tables),
        tuple(table for table in tables if len(table.rows) > 1),
        tuple((table.title, table.rows[0]) for table in tables if len(table.rows) == 1),
        tuple(sources.values()),
        comparison,
    )


def _get_group(figure: PublishedFigure) -> tuple[str, str, str]:
    """What may stand in one table: kind, scheme and level; a rank stands beside its values."""
    kind = re.split(r"[ _]rank\b|_rank_", figure.kind.casefold())[0]
    level = "kabupaten/kota" if figure.level in TOGETHER else figure.level
    return kind, figure.scheme, level


def _list_earlier(before: Iterable[PublishedFigure]) -> dict[tuple[Any, ...], PublishedFigure]:
    """Last year's undisputed values by body and table."""
    return {
        (figure.entity, *_get_group(figure)): figure
        for figure in before
        if figure.value is not None and not figure.conflict and not figure.conflicts_with_id
    }


def _make_table(
    key: tuple[str, str, str],
    figures: Sequence[PublishedFigure],
    rank: Rank,
    earlier: Mapping[tuple[Any, ...], PublishedFigure],
    sources: Mapping[str, SourceNote],
) -> Table:
    bunches = _bunch(figures)
    sure = [b.main for b in bunches if b.main.value is not None and not b.is_conflict]
    is_ranked = len(sure) > 1
    places = rank(sure, "") if is_ranked else {}
    rows = []
    for bunch in bunches:
        movement = _make_movement(bunch, earlier.get((bunch.main.entity, *key)))
        rows += _make_rows(bunch, places.get(bunch.main.pk), movement, sources)
    order = {figure.pk: place.rank or 0 for figure, place in _pair(sure, places)}
    ranked = {f.entity: order[f.pk] for f in sure if f.pk in order}
    rows.sort(key=lambda row: (row.entity not in ranked, ranked.get(row.entity, 0), row.entity))
    return Table(_make_title(key), is_ranked, tuple(rows), len(sure))


def _pair(
    figures: Iterable[PublishedFigure], places: Mapping[int, Place]
) -> list[tuple[PublishedFigure, Place]]:
    return [(figure, places[figure.pk]) for figure in figures if figure.pk in places]


def _bunch(figures: Iterable[PublishedFigure]) -> list[Bunch]:
    """The figures by body."""
    found: dict[str, list[PublishedFigure]] = {}
    for figure in figures:
        found.setdefault(figure.entity, []).append(figure)
    return [Bunch(tuple(own)) for own in found.values()]


def _make_rows(
    bunch: Bunch, place: Place | None, movement: str, sources: Mapping[str, SourceNote]
) -> list[Row]:
    """One row a body, or one a figure where sources disagree."""
    if bunch.is_conflict or len({f.value for f in bunch.figures if f.value is not None}) > 1:
        return [_make_row((figure,), None, "", sources, True) for figure in bunch.figures]
    return [_make_row(bunch.figures, place, movement, sources, False)]


def _make_row(
    figures: Sequence[PublishedFigure],
    place: Place | None,
    movement: str,
    sources: Mapping[str, SourceNote],
    is_conflict: bool,
) -> Row:
    main = Bunch(tuple(figures)).main
    return Row(
        entity=main.entity,
        place="" if place is None or place.rank is None else str(place.rank),
        value=format_number(main.value) if main.value is not None else _("not published"),
        grade=_pick(figures, "grade") or get_zone_word(_pick(figures, "zone")),
        word=_pick(figures, "opinion")
        or (get_zone_word(_pick(figures, "zone")) if main.grade else ""),
        official_rank=_make_official_rank(figures),
        movement=movement,
        sources=tuple(dict.fromkeys(sources[figure.source].number for figure in figures)),
        note=" ".join(dict.fromkeys(figure.note for figure in figures if figure.note)),
        is_conflict=is_conflict,
        is_tied=bool(place and place.tied),
        is_published=main.value is not None,
    )


def _pick(figures: Iterable[PublishedFigure], name: str) -> str:
    """The first filled text of that name."""
    return next((str(getattr(f, name)) for f in figures if getattr(f, name)), "")


def _make_official_rank(figures: Iterable[PublishedFigure]) -> str:
    """The rank as it was published, in words."""
    for figure in figures:
        if figure.rank is not None and figure.rank_of:
            facts = {"rank": figure.rank, "of": figure.rank_of}
            return _("official rank %(rank)s of %(of)s") % facts
        if figure.rank is not None:
            return _("official rank %(rank)s") % {"rank": figure.rank}
    return ""


def _make_movement(bunch: Bunch, earlier: PublishedFigure | None) -> str:
    """The change of the published value against the year before, signed."""
    if earlier is None or earlier.value is None or bunch.main.value is None or bunch.is_conflict:
        return ""
    return format_signed(to_decimal(bunch.main.value) - to_decimal(earlier.value))


def _make_title(key: tuple[str, str, str]) -> str:
    kind, scheme, level = key
    parts = (get_kind_word(kind), get_level_word(level), _get_scheme_word(scheme))
    return " · ".join(dict.fromkeys(part for part in parts if part))


def get_level_word(level: str) -> str:
    """What kind of body it is, in words; an unknown kind as the source calls it."""
    return {
        "kabupaten/kota": _("regencies and cities"),
        "provinsi": _("provinces"),
        "nasional": _("national"),
        "agregat": _("several bodies together"),
        "unit": _("service units"),
        "polres": _("police offices"),
        "kantah": _("land offices"),
    }.get(level, level)


def _get_scheme_word(scheme: str) -> str:
    return {"nasional": _("national"), "mandiri": _("independent")}.get(scheme, scheme)


def get_kind_word(kind: str) -> str:
    """What a published figure is, in words; an unknown kind as the source calls it."""
    if kind.startswith("count_"):
        return _get_count_word(kind.removeprefix("count_"))
    return {
        "final": _("final value"),
        "ipp": _("index value"),
        "unit_score": _("values of units"),
        "product_score": _("values of service products"),
        "opinion": _("opinion"),
        "mean_pemda": _("mean of governments"),
        "mean_unit": _("mean of units"),
        "ipp rata-rata": _("mean of governments"),
        "ipp unit": _("values of units"),
    }.get(kind, kind.replace("_", " "))


def get_zone_word(zone: str) -> str:
    """A zone by its colour; an unknown one as it is."""
    return {"hijau": _("green"), "kuning": _("yellow"), "merah": _("red")}.get(zone, zone)


def _get_count_word(what: str) -> str:
    """What was counted: a category, a zone, places or people."""
    known = {
        "hijau": _("how many are in the green zone"),
        "kuning": _("how many are in the yellow zone"),
        "merah": _("how many are in the red zone"),
        "loci": _("how many places were assessed"),
        "officers_interviewed": _("how many officers were interviewed"),
        "users_interviewed": _("how many users were interviewed"),
    }
    if len(what) == 1:
        return _("how many have category %(grade)s") % {"grade": what.upper()}
    return known.get(what) or _("number: %(what)s") % {"what": what.replace("_", " ")}


def _make_finding(tables: Sequence[Table]) -> str:
    """Who leads, and among how many published values."""
    first = tables[0] if tables else None
    if first is None or not first.is_ranked:
        return ""
    leaders = [row for row in first.rows if row.place == "1"]
    facts = {
        "entity": f" {_('and')} ".join(row.entity for row in leaders),
        "value": leaders[0].value,
        "n": first.n_values,
    }
    return _("%(entity)s, %(value)s: the highest of %(n)s published values") % facts


def _add_unpublished(tables: list[Table], names: Sequence[str]) -> list[Table]:
    """The first table that ranks, with the bodies we know of no figure of at its foot."""
    listed = {row.entity for table in tables for row in table.rows}
    missing = [name for name in names if name not in listed]
    if not missing or not tables:
        return tables
    home = max(
        range(len(tables)),
        key=lambda n: sum(row.entity in set(names) for row in tables[n].rows),
    )
    words = _("not published")
    extra = [Row(name, "", words, "", "", "", "", (), "", False, False, False) for name in missing]
    table = tables[home]
    tables[home] = Table(table.title, table.is_ranked, (*table.rows, *extra), table.n_values)
    return tables


def _number_sources(figures: Iterable[PublishedFigure]) -> dict[str, SourceNote]:
    """A footnote for each source, numbered as they come."""
    found: dict[str, SourceNote] = {}
    for figure in figures:
        if figure.source not in found:
            found[figure.source] = make_source(figure.source, len(found) + 1)
    return found


def make_source(source: str, number: int = 1) -> SourceNote:
    """A source as a footnote: the site's name and what the source says beside its address."""
    address = _ADDRESS.search(source)
    if address is None:
        return SourceNote(number, source, "")
    rest = source.replace(address[0], "").strip()
    host = urlsplit(address[0]).netloc.removeprefix("www.")
    return SourceNote(number, f"{host} {rest}".strip(), address[0])
