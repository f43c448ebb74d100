"""A presentation before it is written: slides with a finding, and a table or a chart that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tilik.web.reports.blocks import Picture


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a chart under one name, one a category; None where there is none."""

    name: str
    values: Sequence[Decimal | None]
    colour: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; `alt` says in words what it shows."""

    kind: Literal["bars", "columns"]
    categories: Sequence[str]
    series: Sequence[Series]
    top: Decimal
    alt: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` are shares of the slide's width, columns named in `right` hold numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its title is the finding; beneath stand lines and one table or chart."""

    title: str
    lines: Sequence[str] = ()
    chart: Chart | None = None
    grid: Grid | None = None
    is_cover: bool = False


@dataclass(frozen=True, slots=True)
class Deck:
    """A presentation, ready to be written."""

    title: str
    slides: Sequence[Slide]
    foot: str
    band: str = ""
    """Stands on every slide of what is no real result."""
    qr: Picture | None = None
