"""The checks of service standards, from their file beside the instrument."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from tilik.core.drafting import Guide, Pattern
from tilik.core.errors import InvalidInput
from tilik.core.standards import Checks, Component, Kind, Replaced, Rule, Severity
from tilik.library.load import SHIPPED, load
from tilik.library.source import read

# The one instrument that has such a file.
FILE = next(SHIPPED.glob("*/checks.yaml"))


@cache
def load_checks() -> Checks:
    """The shipped checks; names of a component are its title, its aliases and those of the file."""
    source = read(FILE)
    if source.faults:
        raise InvalidInput(source.faults)
    data = source.data
    items = {item["code"]: item for item in load(FILE.parent.name).document["forms"][0]["items"]}
    return Checks(
        components=tuple(_make_component(raw, items[raw["item"]]) for raw in data["components"]),
        document=_make_rules(data["document"]),
        decree={rule.code: rule for rule in _make_rules(data["decree"])},
        replaced=tuple(Replaced(**raw) for raw in data["replaced"]),
        page=_make_rules(data["page"]),
        empty=tuple(data["empty"]),
        reference=tuple(data["reference"]),
        copied=tuple(int(n) for n in data["copied"]),
        review_years=int(data["review_years"]),
    )


@cache
def load_guide() -> Guide:
    """The shipped wording to begin from, and the checks of the papers around a standard."""
    source = read(FILE.with_name("patterns.yaml"))
    if source.faults:
        raise InvalidInput(source.faults)
    data, patterns = source.data, defaultdict(list)
    for raw in data["patterns"]:
        fixes, leads = tuple(raw["fixes"]), bool(raw.get("leads", False))
        pattern = Pattern(raw["code"], fixes, raw["fits"], raw["words"], leads)
        patterns[int(raw["number"])].append(pattern)
    return Guide(
        patterns={number: tuple(each) for number, each in patterns.items()},
        papers={name: _make_rules(raws) for name, raws in data["papers"].items()},
        blank=_make_rules([data["blank"]])[0],
    )


def _make_component(raw: Mapping[str, Any], item: Mapping[str, Any]) -> Component:
    names = (item["title"]["id"], *item.get("aliases", ()), *raw["names"])
    return Component(
        number=int(raw["number"]),
        item=raw["item"],
        title=item["title"],
        names=tuple(dict.fromkeys(names)),
        rules=_make_rules(raw["rules"]),
    )


def _make_rules(raws: list[Mapping[str, Any]]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            code=raw["code"],
            severity=Severity(raw["severity"]),
            kind=Kind(raw.get("kind", Kind.REFUSES)),
            reason=raw["reason"],
            ask=raw["ask"],
            patterns=tuple(raw.get("patterns", ())),
            unless=tuple(raw.get("unless", ())),
            unless_unit=tuple(raw.get("unless_unit", ())),
            count=int(raw.get("count", 1)),
        )
        for raw in raws
    )
