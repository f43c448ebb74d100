"""What templates may say: numbers, dates, charts, signs, chips and icons."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tilik.web import numbers
from tilik.web.presenters.devices import say_device
from tilik.web.svg import ladder as ladders
from tilik.web.svg import rows, signs
from tilik.web.svg.canvas import draw_once
from tilik.web.svg.palette import get_tone

register = template.Library()
FORM_NAME = re.compile(r"\b[A-Z]{1,2}-\d+[A-Z]?\b")
ICONS = Path(__file__).resolve().parents[1] / "static" / "vendor" / "lucide"

register.filter("number", numbers.format_number)
register.filter("signed", numbers.format_signed)
register.filter("percent", numbers.format_percent)
register.filter("share", numbers.format_share)
register.filter("exact", numbers.format_exact)
register.filter("day", numbers.format_day)
register.filter("clock", numbers.format_clock)
register.filter("moment", numbers.format_moment)

register.simple_tag(numbers.format_range, name="range")
register.simple_tag(signs.sign, name="sign")
register.simple_tag(signs.dots, name="dots")
register.simple_tag(draw_once(signs.dumbbell), name="dumbbell")
register.simple_tag(ladders.ladder, name="ladder")
register.simple_tag(ladders.describe, name="ladder_text")
register.simple_tag(draw_once(rows.interval_row), name="interval_row")
register.simple_tag(rows.rank_chart, name="rank_chart")
register.simple_tag(rows.trend, name="trend")


@register.simple_tag
@draw_once
def grade(letter: str | None, word: str = "", *, estimate: bool = False) -> SafeString:
    """A grade chip: shape, letter, word and colour; dashed for an estimate, a dash when unknown."""
    tone = get_tone(letter)
    context = {
        "letter": letter,
        "word": word,
        "tone": tone,
        "estimate": estimate,
        "shape": signs.grade_shape(tone),
    }
    return render_to_string("tilik/components/grade.html", context)


@register.inclusion_tag("tilik/components/grades.html")
def grades(possible: Sequence[tuple[str, str]]) -> dict[str, object]:
    """The possible grades, as (letter, word), where a range spans several."""
    return {"possible": possible}


register.filter("device", say_device)


@register.inclusion_tag("tilik/components/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, object]:
    """A bar and its words: so many of so many."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("tilik/components/copy.html")
def copy_text(text: str, *, key: str, label: str) -> dict[str, object]:
    """A text to copy, as for WhatsApp; `key` makes its address on the page unique."""
    return {"text": text, "key": key, "label": label, "rows": text.count("\n") + 3}


@register.simple_tag
def heat(level: int | None, top: int = 5) -> SafeString:
    """The class of a heat table cell: `heat-0` to `heat-5`, `heat-none` when unknown."""
    return mark_safe("heat-none" if level is None else f"heat-{round(5 * level / top)}")  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """A vendored icon, inlined; decorative, for words stand beside it."""
    return _read_icon(name)


@lru_cache(maxsize=64)
def _read_icon(name: str) -> SafeString:
    """The drawing of an icon without its comment, class and repeated attributes."""
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"\s*\n\s*", "", re.sub(r".*?<svg[^>]*>|</svg>", "", source, flags=re.DOTALL))
    return mark_safe(  # noqa: S308 - a file of ours
        '<svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">'
        f"{inner}</svg>"
    )


@register.filter
def whole(text: str) -> SafeString:
    """The heading, in which no line ends within the name of a form such as F-02."""
    safe = conditional_escape(text)
    return mark_safe(FORM_NAME.sub(r'<span class="whole">\g<0></span>', safe))  # noqa: S308


@register.filter
def sentence_case(text: str) -> str:
    """The heading of a package with one capital, as Indonesian writes it; other languages as is."""
    words = text.split()
    if not (get_language() or "id").startswith("id"):
        return text
    return " ".join(word.lower() if n and word.istitle() else word for n, word in enumerate(words))
