"""The score ladder: grade bands, where a value stands, how sure, how far to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tilik.web.numbers import format_number, format_range, to_decimal
from tilik.web.svg.canvas import Mark, Number, Scale, mark, percent, render
from tilik.web.svg.palette import get_tone

TOP, THICK, MIDDLE = 26, 18, 35
HEIGHT = 78
PHONE, LETTER_WIDTH = 290, 7


@dataclass(frozen=True, slots=True)
class Band:
    """One grade on the scale: its letter, its bounds and, for the ear, its word."""

    letter: str
    low: Number
    high: Number
    word: str = ""

    @property
    def tone(self) -> str:
        """The tone its letter is coloured with."""
        return get_tone(self.letter)


@dataclass(frozen=True, slots=True)
class Interval:
    """How sure a value is: the 95 % range and, where known, the 50 % range within."""

    low: Number
    high: Number
    inner_low: Number | None = None
    inner_high: Number | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A value on the scale as stored; value None with an interval: all it can still become."""

    value: Number | None
    interval: Interval | None = None
    places: int = 2
    is_estimate: bool = False
    next_letter: str = ""
    next_at: Number | None = None


def ladder(
    bands: Sequence[Band],
    standing: Standing,
    *,
    standalone: bool = False,
    width: int | None = None,
) -> SafeString:
    """The ladder as SVG; bands in rising order."""
    scale = Scale(bands[0].low, bands[-1].high)
    marks = [
        *_draw_bands(bands, scale),
        *_draw_bounds(bands, standing, scale),
        *_draw_reach(standing, scale),
        *_draw_interval(standing, scale),
        *_draw_point(standing, scale),
    ]
    title = describe(bands, standing)
    return render(marks, title=title, height=HEIGHT, width=width, standalone=standalone)


def describe(bands: Sequence[Band], standing: Standing) -> str:
    """The ladder in words."""
    low, high = (to_decimal(end).normalize() for end in (bands[0].low, bands[-1].high))
    ends = {"low": format_number(low), "high": format_number(high)}
    if standing.value is None:
        words = [_("Not yet known, on a scale of %(low)s to %(high)s") % ends]
    else:
        value = format_number(standing.value, standing.places)
        words = [_("%(value)s on a scale of %(low)s to %(high)s") % {"value": value, **ends}]
    if standing.interval:
        low_high = format_range(standing.interval.low, standing.interval.high, standing.places)
        words.append(_("range %(range)s") % {"range": low_high})
    if standing.is_estimate:
        words.append(_("estimate"))
    if standing.next_letter:
        at = format_number(standing.next_at, standing.places)
        words.append(_("%(grade)s starts at %(at)s") % {"grade": standing.next_letter, "at": at})
    return "; ".join(words)


def _draw_bands(bands: Sequence[Band], scale: Scale) -> Iterator[Mark]:
    """The coloured bands and their letters beneath."""
    for band in bands:
        left, right = scale.at(band.low), scale.at(band.high)
        yield mark(
            "rect",
            f"band-{band.tone}",
            x=percent(left),
            y=TOP,
            width=percent(right - left),
            height=THICK,
        )
        label = _text(band.letter, f"letter-{band.tone}", (left + right) / 2, 60, weight=700)
        yield _mark_long(label, right - left)
    for band in bands[1:]:
        edge = scale.pct(band.low)
        yield mark("line", "edge", x1=edge, x2=edge, y1=TOP, y2=TOP + THICK)


def _mark_long(label: Mark, share: float) -> Mark:
    """The label, marked where it would cover its neighbours on a phone; there it is left out."""
    is_long = len(label.text) * LETTER_WIDTH > 2 * share * PHONE / 100
    return replace(label, geometry=(*label.geometry, ("data-long", ""))) if is_long else label


def _draw_bounds(bands: Sequence[Band], standing: Standing, scale: Scale) -> Iterator[Mark]:
    """The bounds around the value; all of them would not fit a phone."""
    edges = [band.low for band in bands[1:]]
    if standing.value is not None:
        below = [edge for edge in edges if edge <= standing.value][-1:]
        above = [edge for edge in edges if edge > standing.value][:1]
        for edge in below + above:
            yield _text(format_number(edge), "soft", scale.at(edge), 76, size=12)


def _draw_reach(standing: Standing, scale: Scale) -> Iterator[Mark]:
    """The dotted way from the value to the next grade."""
    if standing.value is not None and standing.next_at is not None:
        start, end = scale.pct(standing.value), scale.pct(standing.next_at)
        yield mark("line", "reach", x1=start, x2=end, y1=MIDDLE, y2=MIDDLE)


def _draw_interval(standing: Standing, scale: Scale) -> Iterator[Mark]:
    """The thin 95 % bar with its thick 50 % middle; hatched when the value itself is unknown."""
    sure = standing.interval
    if sure is None:
        return
    low, high = scale.at(sure.low), scale.at(sure.high)
    if standing.value is None:
        left, right = percent(low), percent(high)
        tall = THICK + 6
        yield mark("line", "hatch", x1=left, x2=right, y1=MIDDLE, y2=MIDDLE, stroke_width=tall)
        yield mark("rect", "dashed", x=left, width=percent(high - low), y=TOP - 3, height=tall)
        label = format_range(sure.low, sure.high, standing.places)
        yield _text(label, "soft", (low + high) / 2, 16, weight=600)
        return
    yield mark("line", "thin", x1=percent(low), x2=percent(high), y1=MIDDLE, y2=MIDDLE)
    if sure.inner_low is not None and sure.inner_high is not None:
        inner = {"x1": scale.pct(sure.inner_low), "x2": scale.pct(sure.inner_high)}
        yield mark("line", "thick", **inner, y1=MIDDLE, y2=MIDDLE)


def _draw_point(standing: Standing, scale: Scale) -> Iterator[Mark]:
    """The point and its value above; dashed for an estimate."""
    if standing.value is None:
        return
    style = "estimate" if standing.is_estimate else "point"
    yield mark("circle", style, cx=scale.pct(standing.value), cy=MIDDLE, r=8)
    label = format_number(standing.value, standing.places)
    yield _text(label, "ink", scale.at(standing.value), 16, weight=700, size=15)


def _text(
    text: str, style: str, place: float, y: int, *, weight: int = 400, size: int = 13
) -> Mark:
    """Text centred on its place, but never across the chart's own ends."""
    anchor = "start" if place < 4 else "end" if place > 96 else "middle"
    return mark(
        "text",
        style,
        text,
        x=percent(place),
        y=y,
        text_anchor=anchor,
        font_weight=weight,
        font_size=size,
    )
