"""Which answers count."""

from fractions import Fraction
from itertools import permutations

import pytest

from tilik.core.answers import Answer, counted
from tilik.core.instrument import Gap, Key


def on(stage: str, value: int, evaluator: str = "", **more: str) -> Answer:
    return Answer("u", "E", "1", Fraction(value), stage=stage, evaluator=evaluator, **more)


def values(answers: list[Answer], basis: str = "final") -> list[int]:
    return sorted(int(a.value) for rows in counted(answers, basis).values() for a in rows)


@pytest.mark.parametrize("both", [{}, {"value": Fraction(1), "gap": Gap.NOT_ANSWERED}])
def test_an_answer_has_a_value_or_a_gap_never_both_never_neither(both: dict) -> None:
    with pytest.raises(ValueError, match="an answer has a value or a gap"):
        Answer("u", "E", "1", **both)


def test_an_answer_knows_where_it_belongs() -> None:
    assert on("", 3).key == Key("E", "1") == Answer("v", "E", "1", Fraction(0)).key


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (on("", 3), 3),
        (on("desk", 3), None),
        (on("", 3, service="s"), None),
        (Answer("u", "E", "1", Fraction(7, 2)), None),
        (Answer("u", "E", "1", "ya"), None),
        (Answer("u", "E", "1", gap=Gap.NOT_CHECKED), None),
    ],
)
def test_only_final_whole_numbers_of_no_one_service_go_into_columns(
    answer: Answer, whole: int | None
) -> None:
    assert answer.whole == whole


STAGED = [on("claim", 5), on("desk", 1), on("field", 2), on("reply", 3), on("final", 4)]


@pytest.mark.parametrize(
    ("basis", "value"), [("claim", 5), ("desk", 1), ("field", 2), ("final", 4)]
)
def test_the_latest_stage_up_to_the_basis_counts_and_a_claim_never_does(
    basis: str, value: int
) -> None:
    for order in permutations(STAGED):
        assert values(list(order), basis) == [value]


def test_without_a_final_word_the_reply_counts() -> None:
    assert values(STAGED[:4]) == [3]
    assert values(STAGED[:1]) == []


def test_an_answer_without_a_stage_is_a_final_one() -> None:
    assert values([on("", 4), on("field", 2)]) == [4]
    assert values([on("", 4)], "desk") == [4]


def test_of_two_words_of_one_stage_the_later_counts() -> None:
    assert values([on("desk", 1), on("desk", 2)]) == [2]


def test_evaluators_stand_side_by_side_each_with_the_latest_look() -> None:
    answers = [on("desk", 1, "a"), on("field", 3, "a"), on("desk", 5, "b")]
    assert values(answers) == [3, 5]
    assert values(answers, "desk") == [1, 5]


@pytest.mark.parametrize("stage", ["reply", "final", ""])
def test_a_reply_or_the_final_word_overrules_every_evaluator(stage: str) -> None:
    assert values([on("field", 1, "a"), on("field", 5, "b"), on(stage, 3, "chair")]) == [3]


def test_final_words_overrule_in_their_own_service_and_for_their_own_respondent_only() -> None:
    field = [on("field", 1, "a", service="x"), on("field", 5, "b", service="y")]
    assert values([*field, on("final", 3, service="x")]) == [3, 5]
    people = [on("field", 1, respondent="p"), on("field", 5, respondent="q")]
    assert values([*people, on("final", 3, "c", respondent="q")]) == [1, 3]


def test_several_final_evaluators_are_all_kept() -> None:
    assert values([on("", 4, "a"), on("", 5, "b")]) == [4, 5]
