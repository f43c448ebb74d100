"""The small signs: paper ■, field ▲, citizen ●, the bars of a grade, the dots of a level."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tilik.web.numbers import format_number, format_range
from tilik.web.svg.canvas import Mark, Number, Scale, group, mark, render, render_hidden

SIDES = ("paper", "field", "citizen", "rule")
GRADE_BARS = {"a": 4, "b": 3, "c": 2, "d": 1, "e": 0, "none": 0}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one side says: its value and, where known, its 95 % interval."""

    side: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None


def get_side_name(side: str) -> str:
    """The word of a side, as the page and the reader's ear get it."""
    return {
        "paper": _("documents"),
        "field": _("field"),
        "citizen": _("service users"),
        "rule": _("by the rule"),
    }[side]


def make_sign(side: str, size: float = 12, style: str = "") -> Mark:
    """The shape of a side around (0, 0): square, triangle, circle, diamond."""
    half, look = size / 2, style or side
    if side == "paper":
        return mark("rect", look, x=-half, y=-half, width=size, height=size, rx=1)
    if side == "citizen":
        return mark("circle", look, cx=0, cy=0, r=half)
    if side == "field":
        side_, foot = half * 1.15, half * 0.9
        points = f"0,{-half * 1.1:.4g} {side_:.4g},{foot:.4g} {-side_:.4g},{foot:.4g}"
    else:
        points = f"0,{-half:.4g} {half:.4g},0 0,{half:.4g} {-half:.4g},0"
    return mark("polygon", look, points=points)


def sign(side: str) -> SafeString:
    """The sign alone, for a legend; hidden from the ear, for its word stands beside it."""
    return render_hidden([group("7", 7, [make_sign(side)])], "sign", 14, 14)


def grade_shape(tone: str) -> SafeString:
    """Four rising bars, as many filled as the grade is high: the shape of a grade chip."""
    bars = [
        mark(
            "rect",
            "bar-on" if step < GRADE_BARS[tone] else "bar-off",
            x=1 + 3.5 * step,
            y=9 - 2.5 * step,
            width=2.5,
            height=2.5 + 2.5 * step,
        )
        for step in range(4)
    ]
    return render_hidden(bars, "grade-shape", 15, 12)


def dots(side: str, level: int | None, top: int = 5, *, standalone: bool = False) -> SafeString:
    """The level as so many filled signs of its side out of `top`; dashed when unknown."""
    place = 16
    name = get_side_name(side)
    if level is None:
        title = _("%(side)s: not answered") % {"side": name}
        row = [_dashed_dot(8 + place * step) for step in range(top)]
    else:
        title = _("%(side)s: level %(level)s of %(top)s") % {
            "side": name,
            "level": level,
            "top": top,
        }
        row = [
            group(str(8 + place * step), 8, [make_sign(side, 10, _fill(side, step < level))])
            for step in range(top)
        ]
    return render(
        row, title=title, height=16, width=place * top, standalone=standalone, css="chart dots"
    )


def _fill(side: str, is_filled: bool) -> str:
    """The style of a filled or an empty sign."""
    return side if is_filled else f"{side}-empty"


def _dashed_dot(x: float) -> Mark:
    """An unknown: neither filled nor empty."""
    return mark("rect", "dashed", x=x - 5, y=3, width=10, height=10, rx=5)


def dumbbell(
    readings: Sequence[Reading],
    low: Number,
    high: Number,
    *,
    name: str = "",
    standalone: bool = False,
    width: int | None = None,
) -> SafeString:
    """The sides of one row on one line, joined; intervals as pale bars, unknown sides left out."""
    scale = Scale(low, high, 3, 97)
    known = [each for each in readings if each.value is not None]
    marks = [mark("line", "track", x1="0%", x2="100%", y1=12, y2=12)]
    for each in known:
        if each.low is not None and each.high is not None:
            marks.append(_range_bar(scale, each))
    places = [scale.at(each.value) for each in known if each.value is not None]
    if len(places) > 1:
        marks.append(
            mark("line", "thin", x1=f"{min(places):.2f}%", x2=f"{max(places):.2f}%", y1=12, y2=12)
        )
    marks += [
        group(scale.pct(each.value), 12, [make_sign(each.side)])
        for each in known
        if each.value is not None
    ]
    title = describe_readings(readings, name)
    return render(marks, title=title, height=24, width=width, standalone=standalone)


def _range_bar(scale: Scale, each: Reading) -> Mark:
    """The 95 % interval of one side."""
    low, high = each.low or 0, each.high or 0
    return mark("line", "citizen-range", x1=scale.pct(low), x2=scale.pct(high), y1=12, y2=12)


def describe_readings(readings: Sequence[Reading], name: str = "") -> str:
    """The dumbbell in words: `Time: documents 88, field 71, service users 52 (47–57)`."""
    words = []
    for each in readings:
        text = _("unknown") if each.value is None else format_number(each.value)
        if each.low is not None and each.high is not None:
            text += f" ({format_range(each.low, each.high)})"
        words.append(f"{get_side_name(each.side)} {text}")
    return (f"{name}: " if name else "") + ", ".join(words)
