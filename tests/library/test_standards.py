"""The checks that come with Tilik: complete, sound, and quick to apply to a hostile text."""

import re
from datetime import date

import pytest

from tilik.core.standards import Kind, Row, Rule, ServiceRead, judge
from tilik.library import standards
from tilik.library.load import load
from tilik.library.standards import load_checks

CHECKS = load_checks()
RULES = [
    *CHECKS.document, *CHECKS.page, *CHECKS.decree.values(),
    *(rule for component in CHECKS.components for rule in component.rules),
]  # fmt: skip


def test_the_fourteen_components_are_the_items_of_the_instrument_in_order() -> None:
    items = load(standards.FILE.parent.name).document["forms"][0]["items"]
    assert [each.item for each in CHECKS.components] == [item["code"] for item in items]
    assert [each.number for each in CHECKS.components] == list(range(1, 15))


def test_no_name_stands_for_two_components() -> None:
    owners: dict[str, set[int]] = {}
    for component in CHECKS.components:
        for name in component.names:
            owners.setdefault(name.lower(), set()).add(component.number)
    assert all(len(numbers) == 1 for numbers in owners.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_pattern_is_sound_and_never_matches_nothing(rule: Rule) -> None:
    for pattern in (*rule.patterns, *rule.unless, *rule.unless_unit):
        assert not re.compile(pattern, re.IGNORECASE | re.MULTILINE).search("")
    needs_patterns = rule.kind != Kind.SERVICE and rule not in CHECKS.decree.values()
    assert bool(rule.patterns) == needs_patterns


@pytest.mark.parametrize(
    "text", ["a" * 20000, "1. " * 8000, "wa " * 8000, "\n" * 20000, " \n" * 9000]
)
def test_a_hostile_text_comes_to_an_end(text: str) -> None:
    # A pattern that backtracks without bound takes minutes here.
    service = ServiceRead("x", {n: Row("x", text) for n in range(1, 15)})
    report = judge(CHECKS, [service], text, today=date(2026, 11, 24))
    assert len(report.services[0].components) == 14
