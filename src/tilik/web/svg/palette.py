"""The colours of a chart by name, for where no style sheet reaches (files, reports)."""

from collections.abc import Mapping
from types import MappingProxyType

INK, SOFT, LINE, CONTROL = "#12202B", "#4A5B68", "#DDE3E6", "#6F7F8A"
PAPER, FIELD, CITIZEN, ACCENT = "#4C5FD5", "#0B7D72", "#C2500A", "#0B6E6E"

GRADE_COLOURS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "a": ("#0F5132", "#DDF3E4"),
        "b": ("#3B5A12", "#E8F2D5"),
        "c": ("#6B4A00", "#FFF1CC"),
        "d": ("#7A2E0E", "#FFE0CF"),
        "e": ("#7B1724", "#F9D7DA"),
        "none": (SOFT, "#FFFFFF"),
    }
)

Attributes = Mapping[str, str]


def _grade_styles() -> dict[str, Attributes]:
    """The band and letter styles of each grade."""
    bands = {f"band-{tone}": {"fill": back} for tone, (_, back) in GRADE_COLOURS.items()}
    letters = {f"letter-{tone}": {"fill": fore} for tone, (fore, _) in GRADE_COLOURS.items()}
    return {**bands, **letters}


STYLES: Mapping[str, Attributes] = MappingProxyType(
    {
        "ink": {"fill": INK},
        "soft": {"fill": SOFT},
        "axis": {"stroke": LINE, "stroke-width": "1"},
        "edge": {"stroke": "#FFFFFF", "stroke-width": "2"},
        "track": {"stroke": LINE, "stroke-width": "2"},
        "thin": {"stroke": INK, "stroke-width": "2"},
        "thick": {"stroke": INK, "stroke-width": "7"},
        "reach": {"stroke": INK, "stroke-width": "2", "stroke-dasharray": "2 4"},
        "point": {"fill": INK, "stroke": "#FFFFFF", "stroke-width": "2"},
        "estimate": {
            "fill": "#FFFFFF",
            "stroke": INK,
            "stroke-width": "2",
            "stroke-dasharray": "3 2",
        },
        "hatch": {"stroke": CONTROL, "stroke-dasharray": "1 4", "opacity": "0.7"},
        "dashed": {
            "fill": "none",
            "stroke": CONTROL,
            "stroke-width": "1",
            "stroke-dasharray": "3 2",
        },
        "bracket": {"stroke": CONTROL, "stroke-width": "2", "fill": "none"},
        "bar-on": {"fill": INK},
        "bar-off": {"fill": "none", "stroke": INK, "stroke-width": "1"},
        "bar": {"fill": "#BFCBD1"},
        "bar-own": {"fill": ACCENT},
        "trend": {"stroke": ACCENT, "stroke-width": "2"},
        "trend-point": {"fill": ACCENT},
        "paper": {"fill": PAPER},
        "field": {"fill": FIELD},
        "citizen": {"fill": CITIZEN},
        "rule": {"fill": CONTROL},
        "paper-empty": {"fill": "none", "stroke": PAPER, "stroke-width": "1"},
        "field-empty": {"fill": "none", "stroke": FIELD, "stroke-width": "1"},
        "citizen-empty": {"fill": "none", "stroke": CITIZEN, "stroke-width": "1"},
        "rule-empty": {"fill": "none", "stroke": CONTROL, "stroke-width": "1"},
        "citizen-range": {"stroke": CITIZEN, "stroke-width": "6", "opacity": "0.35"},
        **_grade_styles(),
    }
)

ZONE_TONES = MappingProxyType(
    {
        "hijau": "a",
        "kuning": "c",
        "merah": "e",
        "green": "a",
        "yellow": "c",
        "red": "e",
        "sangat baik": "a",
        "baik": "b",
        "cukup": "c",
        "kurang": "d",
        "sangat kurang": "e",
        "tinggi": "a",
        "sedang": "c",
        "rendah": "e",
    }
)


def get_tone(grade: str | None) -> str:
    """The tone (a to e, or none) of a grade letter or zone name; F shares the tone of E."""
    word = (grade or "").strip().lower()
    if word in ZONE_TONES:
        return ZONE_TONES[word]
    letter = word[:1].replace("f", "e")
    return letter if letter in GRADE_COLOURS else "none"
