"""The level the rubric suggests from the claim, and which questions are asked at all."""

from fractions import Fraction
from typing import Any

import pytest

from tests.core.small import given, level, small_document
from tilik.core.answers import Answer, counted
from tilik.core.document import build
from tilik.core.instrument import Gap, Instrument, Key
from tilik.core.rules import NOT_ASKED
from tilik.core.suggestions import is_asked, list_looked_at, look_up, suggest_all, suggested

YES = {"item": "a", "is": "ya"}


def instrument() -> Instrument:
    document = small_document()
    claim = [
        {"code": "a", "kind": "yes-no"},
        {"code": "b", "kind": "yes-no", "when": YES},
        {"code": "c", "kind": "yes-no", "when": {"item": "d", "is": "ya"}},
        {"code": "d", "kind": "yes-no", "when": {"item": "c", "is": "ya"}},
    ]
    document["forms"].append({"code": "F-01", "role": "claim", "items": claim})
    document["forms"][0]["items"][0] = level("1", rule={"ladder": [YES, {"item": "b", "is": "ya"}]})
    return build(document)


def sheet(**values: Any) -> dict[Key, tuple[Answer, ...]]:
    return counted(given("u", "F-01", values))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"a": "ya", "b": "ya"}, (2, 2, 2)),
        ({"a": "ya"}, (None, 1, 2)),
        ({"a": "tidak"}, (0, 0, 0)),
        ({}, (None, 0, 2)),
    ],
)
def test_the_level_follows_the_answers_to_the_claim(values: Any, found: Any) -> None:
    made = suggested(instrument(), instrument().items[Key("E", "1")], sheet(**values))
    assert made is not None and (made.level, made.low, made.high) == found


def test_a_question_not_in_force_is_one_nobody_could_answer() -> None:
    document = small_document()
    claim = [
        {"code": "a", "kind": "yes-no"},
        {"code": "b", "kind": "yes-no", "years": ["2025", None]},
        {"code": "k", "kind": "yes-no", "when": {"not": {"item": "b", "is": "ya"}}},
    ]
    document["forms"].append({"code": "F-01", "role": "claim", "items": claim})
    document["forms"][0]["items"][0] = level("1", rule={"ladder": [YES, {"item": "b", "is": "ya"}]})
    found = {}
    for year in (2024, 2025):
        made = build(document, year=year)
        level_of = suggested(made, made.items[Key("E", "1")], sheet(a="ya"))
        assert level_of is not None
        found[year] = (
            level_of.level,
            level_of.missing,
            is_asked(made, made.items[Key("F-01", "k")], sheet(a="ya")),
        )
    assert found == {2024: (1, (), True), 2025: (None, ("b",), None)}


def test_an_item_without_a_rule_has_no_suggestion() -> None:
    assert suggested(instrument(), instrument().items[Key("E", "2")], sheet()) is None
    assert list(suggest_all(instrument(), sheet())) == [Key("E", "1")]


@pytest.mark.parametrize(
    ("values", "asked"), [({"a": "ya"}, True), ({"a": "tidak"}, False), ({}, None)]
)
def test_a_conditional_question_is_asked_when_its_condition_holds(values: Any, asked: Any) -> None:
    made = instrument()
    assert is_asked(made, made.items[Key("F-01", "b")], sheet(**values)) is asked
    assert is_asked(made, made.items[Key("F-01", "a")], sheet(**values)) is True


def test_conditions_that_go_in_a_circle_stay_open() -> None:
    made = instrument()
    assert is_asked(made, made.items[Key("F-01", "c")], sheet()) is None


def test_a_look_up_tells_open_from_rightly_not_asked() -> None:
    made = instrument()
    assert look_up(made, "F-01", sheet(a="tidak"))("b") is NOT_ASKED
    assert look_up(made, "F-01", sheet(a="ya"))("b") is None
    assert look_up(made, "F-01", sheet())("a") is None
    assert look_up(made, "F-01", sheet(a=Gap.NOT_APPLICABLE))("a") is NOT_ASKED
    assert look_up(made, "F-01", sheet(a=Gap.NOT_CHECKED))("a") is None
    assert look_up(made, "F-01", sheet(a="ya"))("a") == "ya"


def test_of_several_answers_the_last_is_looked_at() -> None:
    rows = counted(
        [
            *given("u", "F-01", {"a": "ya"}, evaluator="x"),
            *given("u", "F-01", {"a": "tidak"}, evaluator="y"),
        ]
    )
    assert look_up(instrument(), "F-01", rows)("a") == "tidak"


def test_a_suggested_level_is_exact() -> None:
    made = suggest_all(instrument(), sheet(a="ya", b="tidak"))[Key("E", "1")]
    assert made.level == Fraction(1) and made.row == 1


def test_a_rule_looks_at_its_questions_and_at_what_decides_whether_they_are_asked() -> None:
    found = instrument()
    item = next(each for each in found.items.values() if each.rule)
    assert list_looked_at(found, item) == {"a", "b"}


def test_questions_that_wait_for_each_other_are_each_looked_at_once() -> None:
    document = small_document()
    claim = [
        {"code": "c", "kind": "yes-no", "when": {"item": "d", "is": "ya"}},
        {"code": "d", "kind": "yes-no", "when": {"item": "c", "is": "ya"}},
        {"code": "e", "kind": "yes-no"},
    ]
    document["forms"].append({"code": "F-01", "role": "claim", "items": claim})
    document["forms"][0]["items"][0] = level("1", rule={"ladder": [{"item": "c", "is": "ya"}]})
    found = build(document)
    item = next(each for each in found.items.values() if each.rule)
    assert list_looked_at(found, item) == {"c", "d"}


def test_an_item_without_a_rule_looks_at_nothing() -> None:
    found = instrument()
    item = next(each for each in found.items.values() if each.rule is None)
    assert list_looked_at(found, item) == set()


def test_what_a_rule_does_not_look_at_changes_nothing() -> None:
    found = instrument()
    item = next(each for each in found.items.values() if each.rule)
    for values in ({"a": "ya"}, {"a": "tidak"}, {"b": "ya"}):
        alone = suggested(found, item, sheet(**values))
        assert suggested(found, item, sheet(**values, c="ya", d="tidak")) == alone
