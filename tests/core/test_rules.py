"""Decision tables: three-valued, ordered, and silent where the rubric is."""

from fractions import Fraction
from typing import Any

import pytest

from tests.core.small import text
from tilik.core.rules import (
    NOT_ASKED,
    Suggestion,
    holds,
    items_of,
    read_condition,
    read_rule,
    suggest,
)

YES = {"item": "y", "is": "ya"}
F = Fraction


def judge(condition: dict[str, Any], **answers: Any) -> bool | None:
    return holds(read_condition(condition), answers.get)


@pytest.mark.parametrize(
    ("condition", "value", "truth"),
    [
        ({"item": "x", "is": "ya"}, "ya", True),
        ({"item": "x", "is": "ya"}, "tidak", False),
        ({"item": "x", "is": ["a", "b"]}, "b", True),
        ({"item": "x", "is": ["a", "b"]}, "c", False),
        ({"item": "x", "has": "a"}, frozenset("ab"), True),
        ({"item": "x", "has": ["a", "b"]}, frozenset("ab"), True),
        ({"item": "x", "has": ["a", "b"]}, frozenset("a"), False),
        ({"item": "x", "count": "2"}, frozenset("ab"), True),
        ({"item": "x", "count": "3"}, frozenset("ab"), False),
        ({"item": "x", "count": "1", "max": "1"}, frozenset("ab"), False),
        ({"item": "x", "count": "1", "max": "2"}, frozenset("ab"), True),
        ({"item": "x", "count": "1", "of": ["a", "c"]}, frozenset("ab"), True),
        ({"item": "x", "count": "2", "of": ["a", "c"]}, frozenset("ab"), False),
        ({"item": "x", "min": "50"}, F(50), True),
        ({"item": "x", "min": "50"}, F(49), False),
        ({"item": "x", "max": "50"}, F(50), True),
        ({"item": "x", "max": "50"}, F(51), False),
        ({"item": "x", "below": "50"}, F(50), False),
        ({"item": "x", "below": "50"}, F(49), True),
        ({"item": "x", "above": "50"}, F(50), False),
        ({"item": "x", "above": "50"}, F(51), True),
        ({"item": "x", "min": "50", "below": "90"}, F(90), False),
        ({"compare": ["x", "<=", {"number": "3"}]}, F(3), True),
        ({"compare": ["x", "<", {"number": "3"}]}, F(3), False),
        ({"compare": ["x", "=", {"number": "3"}]}, F(3), True),
        ({"compare": ["x", ">=", {"number": "3"}]}, F(2), False),
        ({"compare": [{"number": "3"}, ">", "x"]}, F(2), True),
    ],
)
def test_a_condition_says_what_the_format_says(condition: Any, value: Any, truth: bool) -> None:
    assert judge(condition, x=value) is truth
    assert judge({"not": condition}, x=value) is not truth
    assert judge(condition) is None
    assert judge({"not": condition}) is None
    assert judge(condition, x=NOT_ASKED) is False


@pytest.mark.parametrize(
    ("part", "whole", "truth"),
    [
        (1, 2, True),
        (9, 10, False),
        (49, 100, False),
        (0, 0, False),
        (None, 2, None),
        (1, None, None),
    ],
)
def test_a_ratio_of_nothing_never_holds(part: Any, whole: Any, truth: bool | None) -> None:
    condition = {"ratio": ["a", "b"], "min": "0.5", "below": "0.9"}
    answers = {k: v if v is None else F(v) for k, v in (("a", part), ("b", whole))}
    assert judge(condition, **answers) is truth


def test_two_answers_are_compared_with_each_other() -> None:
    condition = {"compare": ["a", "<=", "b"]}
    assert judge(condition, a=F(1), b=F(2)) is True
    assert judge(condition, a=F(3), b=F(2)) is False
    assert judge(condition, a=F(3)) is None


A, B = {"item": "a", "is": "1"}, {"item": "b", "is": "1"}


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        ("1", "1", True, True),
        ("1", "0", False, True),
        ("0", "0", False, False),
        ("1", None, None, True),
        ("0", None, False, None),
        (None, None, None, None),
    ],
)
def test_what_is_open_stays_open_unless_the_rest_decides(
    a: Any, b: Any, both: Any, either: Any
) -> None:
    assert judge({"all": [A, B]}, a=a, b=b) is both
    assert judge({"any": [A, B]}, a=a, b=b) is either


@pytest.mark.parametrize("raw", [{"item": "x"}, {"ratio": ["a", "b"]}])
def test_a_number_needs_a_bound(raw: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a number needs min, max, below or above"):
        read_condition(raw)


def test_a_rule_of_no_known_form_is_refused() -> None:
    with pytest.raises(ValueError, match="a rule is a ladder, a count, a choice or a table"):
        read_rule({"steps": []})


def test_a_rule_looks_at_the_claim_unless_it_names_another_form() -> None:
    assert read_rule({"ladder": []}).form == "F-01"
    assert read_rule({"ladder": [], "form": "F-09"}).form == "F-09"


def test_the_items_of_a_condition_come_in_order() -> None:
    condition = {
        "all": [
            A,
            {"not": B},
            {"ratio": ["c", "d"], "min": "1"},
            {"compare": ["e", "<", {"number": "1"}]},
        ]
    }
    assert items_of(read_condition({"any": [B, A]})) == ["b", "a"]
    assert items_of(read_condition(condition)) == ["a", "b", "c", "d", "e"]
    assert items_of(None) == []


TABLE = {
    "table": [
        {"when": A, "level": "4"},
        {"when": B, "decide": text("tidak diatur")},
        {"level": "1"},
    ]
}


def test_the_first_row_that_holds_decides() -> None:
    rule = read_rule(TABLE)
    assert suggest(rule, {"a": "1", "b": "1"}.get) == Suggestion(F(4), F(4), F(4), 0)
    assert suggest(rule, {"a": "0", "b": "0"}.get) == Suggestion(F(1), F(1), F(1), 2)


def test_where_the_rubric_is_silent_the_evaluator_decides() -> None:
    made = suggest(read_rule(TABLE), {"a": "0", "b": "1"}.get)
    assert made == Suggestion(None, None, None, 1, text("tidak diatur"))


def test_open_questions_leave_a_range_and_are_named() -> None:
    made = suggest(read_rule(TABLE), {"b": "0"}.get)
    assert made == Suggestion(None, F(1), F(4), None, None, ("a",))
    silent = suggest(read_rule(TABLE), {"a": "0"}.get)
    assert silent == Suggestion(None, F(1), F(1), None, None, ("b",))


def test_open_questions_that_change_nothing_leave_the_level_settled() -> None:
    rule = read_rule({"table": [{"when": A, "level": "1"}, {"level": "1"}]})
    assert suggest(rule, {}.get) == Suggestion(F(1), F(1), F(1), None, None, ("a",))


def test_only_the_open_questions_are_named_once_each() -> None:
    rule = read_rule(
        {
            "table": [
                {"when": {"all": [A, B]}, "level": "2"},
                {"when": A, "level": "1"},
                {"level": "0"},
            ]
        }
    )
    assert suggest(rule, {"b": "1"}.get).missing == ("a",)


def test_open_questions_of_several_rows_are_all_named() -> None:
    assert suggest(read_rule(TABLE), {}.get).missing == ("a", "b")


def test_a_table_none_of_whose_rows_holds_suggests_nothing() -> None:
    rule = read_rule({"table": [{"when": A, "level": "1"}]})
    assert suggest(rule, {"a": "0"}.get) == Suggestion(None, None, None, None)


def test_a_ladder_ends_at_the_first_rung_that_is_missing() -> None:
    rule = read_rule({"ladder": [A, B]})
    levels = [suggest(rule, {"a": a, "b": b}.get).level for a in "01" for b in "01"]
    assert levels == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("more", "y", "ticked", "level"),
    [
        ({}, None, "ab", 1),
        ({}, None, "", 0),
        ({}, None, "abc", 2),
        ({"gate": YES}, "tidak", "abc", 0),
        ({"gate": YES}, "ya", "abc", 2),
        ({"base": YES}, "tidak", "abc", 0),
        ({"base": YES}, "ya", "", 1),
        ({"base": YES}, "ya", "abc", 3),
    ],
)
def test_counted_ticks_reach_steps_after_gate_and_base(
    more: Any, y: Any, ticked: str, level: int
) -> None:
    rule = read_rule({"count": {"item": "c", "steps": ["2", "3"]}} | more)
    assert suggest(rule, {"y": y, "c": frozenset(ticked)}.get).level == level


def test_only_the_listed_options_are_counted() -> None:
    rule = read_rule({"count": {"item": "c", "of": ["a", "b"], "steps": ["1", "2"]}})
    assert suggest(rule, {"c": frozenset("axyz")}.get).level == 1


def test_a_choice_gives_each_option_its_level() -> None:
    rule = read_rule({"choice": {"item": "y", "levels": {"ya": "5", "tidak": "2"}}})
    assert suggest(rule, {"y": "tidak"}.get) == Suggestion(F(2), F(2), F(2), 1)
    assert suggest(rule, {}.get) == Suggestion(None, F(2), F(5), None, None, ("y",))
