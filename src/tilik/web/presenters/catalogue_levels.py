"""What the catalogue of services suggests for an indicator, in words, beside what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tilik.actions.catalogue_levels import CatalogueLevel, Said
from tilik.core.rules import Suggestion
from tilik.records.queries.evidence import find_item
from tilik.web.numbers import format_number
from tilik.web.presenters.filling import say_value
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One question the catalogue answers; `differs` where the unit answered something else."""

    code: str
    title: str
    value: str
    reason: str
    differs: bool


@dataclass(frozen=True, slots=True)
class CatalogueBox:
    """The level the catalogue suggests, what limits it, and why."""

    level: str
    cap: str
    lines: tuple[CatalogueLine, ...]


def make_catalogue_box(
    document: Document, found: CatalogueLevel | None, answers: Mapping[str, str]
) -> CatalogueBox | None:
    """The box of an indicator; None where the catalogue says nothing to it.

    `answers` are the unit's own, as fields hold them; empty where it has not answered.
    """
    if found is None:
        return None
    lines = tuple(_make_line(document, found.form, said, answers) for said in found.said)
    cap = say(found.cap.reason) if found.cap else ""
    return CatalogueBox(_say_level(found.suggestion), cap, lines)


def _make_line(
    document: Document, form: str, said: Said, answers: Mapping[str, str]
) -> CatalogueLine:
    raw = find_item(document, form, said.item) or {}
    facts = {"n": said.fact.n, "total": said.fact.total}
    stands = answers.get(said.item, "")
    return CatalogueLine(
        said.item, say(raw.get("title")), say_value(document, raw, said.value),
        say(said.reason).format(**facts), stands not in ("", said.value),
    )  # fmt: skip


def _say_level(suggestion: Suggestion) -> str:
    """The level, or those that stay possible by what the catalogue knows."""
    if suggestion.level is not None:
        return _("level %(level)s") % {"level": format_number(suggestion.level)}
    if suggestion.decide:
        return say(suggestion.decide)
    low, high = suggestion.low, suggestion.high
    if low is None or high is None:
        return _("not known yet")
    if low == high:
        return _("level %(level)s, where the rubric does not stay silent") % {
            "level": format_number(low)
        }
    facts = {"low": format_number(low), "high": format_number(high)}
    return _("between level %(low)s and %(high)s; the rest is not in the catalogue") % facts
