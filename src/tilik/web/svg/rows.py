"""Rows of places or years on one axis: the interval of a table row, the rank chart, the trend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.web.numbers import format_number, format_range
from tilik.web.svg.canvas import Mark, Number, Scale, mark, render
from tilik.web.svg.ladder import Interval

ROW = 42


@dataclass(frozen=True, slots=True)
class Place:
    """One body in a ranking: rank and value as published or stored; None where not public."""

    name: str
    value: Number | None
    rank: int | None = None
    interval: Interval | None = None
    is_own: bool = False
    tie: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of a trend: its label (a year, a period) and its value, None where unknown."""

    label: str
    value: Number | None


def interval_row(
    value: Number | None,
    low: Number,
    high: Number,
    *,
    interval: Interval | None = None,
    is_estimate: bool = False,
    standalone: bool = False,
    width: int | None = None,
) -> SafeString:
    """A value and its range on a bare track, for a table cell; hatched when unknown."""
    scale = Scale(low, high, 2, 98)
    marks = [mark("line", "track", x1="0%", x2="100%", y1=12, y2=12)]
    if value is None:
        title = _("unknown")
        marks.append(_hatch(scale, interval))
    else:
        title = format_number(value)
        marks += [*_draw_sureness(interval, scale, 12), _point(scale, value, 12, is_estimate)]
    if interval is not None:
        title += f" ({format_range(interval.low, interval.high)})"
    return render(marks, title=title, height=24, width=width, standalone=standalone)


def _hatch(scale: Scale, interval: Interval | None) -> Mark:
    """An unknown value: hatched over all it can still be, else over the whole track."""
    ends = {"x1": "0%", "x2": "100%"}
    if interval is not None:
        ends = {"x1": scale.pct(interval.low), "x2": scale.pct(interval.high)}
    return mark("line", "hatch", **ends, y1=12, y2=12, stroke_width=10)


def _draw_sureness(interval: Interval | None, scale: Scale, y: float) -> Iterator[Mark]:
    """The thin 95 % bar and the thick 50 % one."""
    if interval is None:
        return
    yield mark("line", "thin", x1=scale.pct(interval.low), x2=scale.pct(interval.high), y1=y, y2=y)
    if interval.inner_low is not None and interval.inner_high is not None:
        inner = {"x1": scale.pct(interval.inner_low), "x2": scale.pct(interval.inner_high)}
        yield mark("line", "thick", **inner, y1=y, y2=y)


def _point(scale: Scale, value: Number, y: float, is_estimate: bool = False) -> Mark:
    """The value as a point; dashed for an estimate."""
    style = "estimate" if is_estimate else "point"
    return mark("circle", style, cx=scale.pct(value), cy=y, r=5)


def rank_chart(
    places: Sequence[Place],
    low: Number,
    high: Number,
    *,
    title: str,
    standalone: bool = False,
    width: int | None = None,
) -> SafeString:
    """One row a place in the order given: rank, name, value, bar, range; ties share a bracket."""
    scale = Scale(low, high, 4, 100)
    marks = [part for n, place in enumerate(places) for part in _draw_place(place, n * ROW, scale)]
    marks += [part for first, last in _tied_runs(places) for part in _draw_bracket(first, last)]
    unknown = sum(place.value is None for place in places)
    if unknown:
        words = ngettext("%(n)s value not published", "%(n)s values not published", unknown)
        title = f"{title} ({words % {'n': unknown}})"
    height = ROW * len(places)
    return render(marks, title=title, height=height, width=width, standalone=standalone)


def _draw_place(place: Place, top: int, scale: Scale) -> Iterator[Mark]:
    """The two lines of a place: its words, and its bar beneath."""
    weight = 700 if place.is_own else 500
    words = f"{place.rank}. {place.name}" if place.rank else place.name
    shown = _("not published") if place.value is None else format_number(place.value)
    yield mark("text", "ink", words, x="4%", y=top + 16, font_weight=weight, font_size=14)
    yield mark(
        "text",
        "soft" if place.value is None else "ink",
        shown,
        x="100%",
        y=top + 16,
        text_anchor="end",
        font_weight=weight,
        font_size=14,
    )
    if place.value is None:
        y = top + 28
        yield mark("line", "hatch", x1="4%", x2="100%", y1=y, y2=y, stroke_width=8)
        return
    style = "bar-own" if place.is_own else "bar"
    long = f"{scale.at(place.value) - scale.start:.2f}%"
    yield mark("rect", style, x="4%", y=top + 24, width=long, height=8, rx=2)
    yield from _draw_sureness(place.interval, scale, top + 28)


def _tied_runs(places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """First and last row of each run of places that share a tie."""
    start = 0
    for n in range(1, len(places) + 1):
        if n == len(places) or not places[n].tie or places[n].tie != places[start].tie:
            if n - start > 1:
                yield start, n - 1
            start = n


def _draw_bracket(first: int, last: int) -> Iterator[Mark]:
    """The bracket left of tied rows."""
    top, bottom = first * ROW + 6, last * ROW + 34
    yield mark("line", "bracket", x1=2, x2=2, y1=top, y2=bottom)
    for y in (top, bottom):
        yield mark("line", "bracket", x1=1, x2=7, y1=y, y2=y)


def trend(
    moments: Sequence[Moment],
    low: Number,
    high: Number,
    *,
    name: str = "",
    standalone: bool = False,
    width: int | None = None,
) -> SafeString:
    """A small line over moments; a missing one breaks the line and is hatched, never bridged."""
    across = Scale(0, max(len(moments) - 1, 1), 8, 92)
    up = Scale(low, high, 56, 22)
    marks = [mark("line", "axis", x1="0%", x2="100%", y1=62, y2=62)]
    for n, (old, new) in enumerate(pairwise(moments)):
        if old.value is not None and new.value is not None:
            ends = {"x1": across.pct(n), "x2": across.pct(n + 1)}
            marks.append(mark("line", "trend", **ends, y1=up.at(old.value), y2=up.at(new.value)))
    marks += [
        part for n, each in enumerate(moments) for part in _draw_moment(each, across.at(n), up)
    ]
    title = (f"{name}: " if name else "") + ", ".join(_describe_moment(each) for each in moments)
    return render(marks, title=title, height=80, width=width, standalone=standalone)


def _draw_moment(each: Moment, x: float, up: Scale) -> Iterator[Mark]:
    """A point with its value above and its label beneath the axis."""
    at = {"x": f"{x:.2f}%", "text_anchor": "middle"}
    yield mark("text", "soft", each.label, **at, y=76, font_size=11)
    if each.value is None:
        yield mark("line", "hatch", x1=at["x"], x2=at["x"], y1=20, y2=60, stroke_width=10)
        return
    y = up.at(each.value)
    yield mark("circle", "trend-point", cx=at["x"], cy=y, r=4)
    yield mark("text", "ink", format_number(each.value), **at, y=y - 9, font_size=12)


def _describe_moment(each: Moment) -> str:
    """The moment in words."""
    return f"{each.label} {_('unknown') if each.value is None else format_number(each.value)}"
