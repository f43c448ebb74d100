"""What the catalogue says to an instrument's questions, from the file beside the instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tilik.core.errors import InvalidInput
from tilik.library.load import SHIPPED
from tilik.library.source import read

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """A question a fact answers: by its value itself, or by the answer that stands for it."""

    item: str
    fact: str
    values: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Cap:
    """The highest level of an indicator where a fact has that value."""

    item: str
    fact: str
    value: str
    level: str
    reason: Text


@dataclass(frozen=True, slots=True)
class FactRules:
    """All that the catalogue says to an instrument."""

    answers: tuple[FactAnswer, ...]
    reasons: Mapping[str, Text]
    caps: tuple[Cap, ...]


@cache
def load_fact_rules(code: str) -> FactRules | None:
    """The rules for the instrument of that code, or None where the catalogue says nothing to it."""
    known = {path.parent.name: path for path in SHIPPED.glob("*/catalogue.yaml")}
    if code not in known:
        return None
    source = read(known[code])
    if source.faults:
        raise InvalidInput(source.faults)
    data: Mapping[str, Any] = source.data
    return FactRules(
        tuple(FactAnswer(a["item"], a["fact"], a.get("values")) for a in data["answers"]),
        data["reasons"],
        tuple(Cap(c["item"], c["fact"], c["is"], c["level"], c["reason"]) for c in data["caps"]),
    )
