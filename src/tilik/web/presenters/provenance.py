"""How sure a figure of an instrument is: a sign, a word, its sources, a note."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from tilik.web.presenters.texts import say

SIGNS = MappingProxyType({"confirmed": "✓", "conflicting": "≠", "inferred": "≈", "unknown": "?"})


Part = tuple[Mapping[str, Any], str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: its key, its title, an address and a date where known."""

    key: str
    title: str
    address: str
    date: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The provenance of one figure; `sources` are the keys listed at the foot of the reader."""

    code: str
    sign: str
    word: str
    sources: tuple[Source, ...] = ()
    note: str = ""


def get_word(code: str) -> str:
    """The word of a mark."""
    return {
        "confirmed": _("confirmed"),
        "conflicting": _("sources conflict"),
        "inferred": _("inferred"),
        "unknown": _("unknown"),
    }[code]


def list_marks() -> list[Mark]:
    """Every mark with its word, for a legend."""
    return [Mark(code, sign, get_word(code)) for code, sign in SIGNS.items()]


def list_sources(document: Mapping[str, Any]) -> list[Source]:
    """All sources an instrument names, in order."""
    return [_make_source(key, raw) for key, raw in document.get("sources", {}).items()]


def get_mark(document: Mapping[str, Any], raw: Mapping[str, Any], field: str, *above: Part) -> Mark:
    """The mark of one field of a part: its own, else the part's, else of those `above`, else all's.

    `above` names, nearest first, the parts that hold this one, each with the field that does.
    """
    found: Mapping[str, Any] = document.get("provenance", {})
    for part, name in ((raw, field), *above):
        own = part.get("provenance", {})
        if own.get(name) or "mark" in own:
            found = own.get(name) or own
            break
    code = str(found.get("mark", "unknown"))
    if raw.get(field) == "unknown":
        code = "unknown"
    listed = document.get("sources", {})
    sources = tuple(_make_source(k, listed[k]) for k in found.get("sources", ()) if k in listed)
    return Mark(code, SIGNS[code], get_word(code), sources, say(found.get("note")))


def _make_source(key: str, raw: Mapping[str, Any]) -> Source:
    title = raw["title"]
    words = say(title) if isinstance(title, Mapping) else str(title)
    return Source(key, words, str(raw.get("address", "")), str(raw.get("date", "")))
