"""Marks, scales and the one renderer all charts share.

Positions along the value axis are percentages, so a chart fills a phone or a desk with text of
the same size; heights are pixels.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from typing import ParamSpec

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tilik.web.svg.palette import STYLES

Number = int | float | Decimal | Fraction
P = ParamSpec("P")
MOST_KEPT = 5000
STANDALONE = (
    'xmlns="http://www.w3.org/2000/svg" font-size="13" '
    'font-family="Plus Jakarta Sans, DejaVu Sans, sans-serif"'
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of a drawing: its tag, its named style, its geometry, its text or children."""

    tag: str
    style: str
    geometry: tuple[tuple[str, str], ...]
    text: str = ""
    children: tuple["Mark", ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis from low to high, laid over the per cent from start to end of the width."""

    low: Number
    high: Number
    start: float = 0
    end: float = 100

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"A scale needs low < high, not {self.low} to {self.high}.")

    def at(self, value: Number) -> float:
        """The position of a value in per cent of the width, held inside the axis."""
        share = (float(value) - float(self.low)) / (float(self.high) - float(self.low))
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)

    def pct(self, value: Number) -> str:
        """The position of a value as an SVG percentage."""
        return percent(self.at(value))


def percent(position: float) -> str:
    """The position as an SVG percentage of at most two decimals."""
    return f"{_short(position)}%"


def mark(tag: str, style: str, text: str = "", **geometry: str | float | int) -> Mark:
    """A mark; `text_anchor=…` becomes `text-anchor`, numbers keep two decimals at most."""
    pairs = tuple((name.replace("_", "-"), _short(value)) for name, value in geometry.items())
    return Mark(tag, style, pairs, text)


def group(x: str, y: float, children: Iterable[Mark], width: str = "1", height: str = "1") -> Mark:
    """Marks drawn around a point given in per cent of the width: for shapes made of paths."""
    place = (("x", x), ("y", _short(y)), ("width", width), ("height", height))
    return Mark("svg", "", (*place, ("overflow", "visible")), "", tuple(children))


def render(
    marks: Iterable[Mark],
    *,
    title: str,
    height: int,
    width: int | None = None,
    standalone: bool = False,
    css: str = "chart",
) -> SafeString:
    """The SVG; coloured by classes on a page, by attributes when standalone (needs a width)."""
    label = escape(title)
    across = str(width) if width else "100%"
    body = "".join(_write(each, standalone) for each in marks)
    head = STANDALONE if standalone else f'class="{css}"'
    return mark_safe(  # noqa: S308 - every text and attribute above and below is escaped
        f'<svg {head} width="{across}" height="{height}" role="img" aria-label="{label}">'
        f"<title>{label}</title>{body}</svg>"
    )


def render_hidden(marks: Iterable[Mark], css: str, width: int, height: int) -> SafeString:
    """A decorative drawing for a page: without a name, hidden from the ear."""
    body = "".join(_write(each, standalone=False) for each in marks)
    return mark_safe(  # noqa: S308 - every text and attribute is escaped
        f'<svg class="{escape(css)}" width="{width}" height="{height}" aria-hidden="true">'
        f"{body}</svg>"
    )


def _write(each: Mark, standalone: bool) -> str:
    """One mark as SVG text."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in each.geometry)
    inner = escape(each.text) + "".join(_write(child, standalone) for child in each.children)
    return f"<{each.tag}{_paint(each.style, standalone)}{attributes}>{inner}</{each.tag}>"


def _paint(style: str, standalone: bool) -> str:
    """The class of a style, or its light colours as attributes."""
    if not style:
        return ""
    looks = STYLES[style]
    if not standalone:
        return f' class="s-{style}"'
    return "".join(f' {name}="{value}"' for name, value in looks.items())


def _short(value: str | float | int) -> str:
    """A number with two decimals at most and no trailing zeros; text as it is."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def draw_once(draw: Callable[P, SafeString]) -> Callable[P, SafeString]:
    """The drawing, kept for the same words, numbers and language: a page draws it in every row.

    Numbers are told apart as they are written: 3.20 equals 3.2 and is not drawn alike.
    """
    kept: dict[tuple[str | None, str, str], SafeString] = {}

    @wraps(draw)
    def find_or_draw(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        key = (get_language(), repr(args), repr(kwargs))
        if key not in kept:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            kept[key] = draw(*args, **kwargs)
        return kept[key]

    return find_or_draw
