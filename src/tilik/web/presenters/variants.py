"""The ways an instrument may be computed, and what each gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.models import Result
from tilik.web.presenters.outcome import Shown, show
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class Variant:
    """One way, in words, with what it gives."""

    name: str
    title: str
    shown: Shown


def make_strip(
    document: Mapping[str, Any], results: Sequence[Result], default: str
) -> tuple[Variant, ...]:
    """Every other way with its value and its category or possible ones."""
    decimals = int(document["rounding"]["decimals"])
    return tuple(
        Variant(result.variant, describe(document, result.variant), show(result, decimals))
        for result in results
        if result.variant != default
    )


def describe(document: Mapping[str, Any], variant: str) -> str:
    """A variant in words: what it does differently from the default."""
    spelled = document["aliases"].get(variant, variant)
    chosen = dict(part.split("=", 1) for part in spelled.split(",") if "=" in part)
    titles = [
        say(option["title"])
        for axis in document["axes"]
        for option in axis["options"]
        if chosen.get(axis["code"]) == option["code"] != axis["default"]
    ]
    return " · ".join(titles) or _("as computed by default")
