"""Forms filled in by many: every answer alike, or every respondent's parts alike."""

from fractions import Fraction
from typing import Any

import pytest

from tests.core.small import given, small_document
from tilik.core.answers import counted
from tilik.core.document import build
from tilik.core.instrument import Gap
from tilik.core.score import INCOMPLETE, Score
from tilik.core.scoring import score_tree

F = Fraction
NA = Gap.NOT_APPLICABLE


def form(*people: dict[str, Any], variant: str = "", **changes: Any) -> Score:
    document = small_document()
    document["index"]["children"][1] |= changes
    rows = [a for n, p in enumerate(people) for a in given("u", "R", p, respondent=str(n))]
    made = score_tree(build(document, variant), counted(rows)).find("r")
    assert made is not None
    return made


PEOPLE = ({"1": 5, "2": 4, "3": 0}, {"1": 3})


def test_all_answers_are_alike_by_default() -> None:
    made = form(*PEOPLE)
    assert (made.value, made.low, made.high, made.n) == (3, 3, 3, 2)
    assert made.reason.code == "pool-of-respondents"
    assert made.reason.facts == {"n": 2, "answers": 4}
    a, b = made.children
    assert (a.value, a.weight, a.contribution, a.n) == (4, F(3, 4), 3, 3)
    assert (b.value, b.weight, b.contribution, b.n) == (0, F(1, 4), 0, 1)
    assert (a.reason.code, a.reason.facts) == ("pooled-answers", {"n": 3})
    first = a.children[0]
    assert (first.value, first.weight, first.contribution) == (4, F(2, 3), F(8, 3))
    assert (first.reason.code, first.reason.facts, first.n) == ("mean-of-respondents", {"n": 2}, 2)
    assert first.item == ("R", "1") and made.weight == F(1, 4)


def test_each_respondents_parts_are_alike_in_the_other_variant() -> None:
    made = form(*PEOPLE, variant="r=aspects")
    assert made.value == (F(1, 2) * F("4.5") + F(1, 2) * 0 + 3) / 2
    assert made.reason.code == "respondent-means-of-respondents"
    assert [c.weight for c in made.children] == [F(3, 4), F(1, 4)]
    assert made.children[0].value == F("2.625") / F(3, 4)


def test_the_real_row_of_fourteen_answers_shows_both_means() -> None:
    row = {"1": 4, "2": 4, "3": 5}
    assert (form(row).value, form(row, variant="r=aspects").value) == (F(13, 3), F("4.5"))


def test_a_question_nobody_answered_says_why() -> None:
    made = form({"1": 5, "2": NA}, {"1": 3, "2": NA})
    assert made.value == 4 and made.status == frozenset()
    assert made.find("R:2").gap is NA and made.find("R:2").weight is None
    assert made.find("R:3").gap is Gap.NOT_ANSWERED
    assert made.find("R:2").item == ("R", "2")
    assert (made.find("r.b").reason.code, made.find("r.b").weight) == ("form-missing", None)


def test_an_option_that_stands_for_a_gap_is_no_answer_of_a_respondent() -> None:
    document = small_document()
    options = [{"code": "tb", "gap": "not-applicable"}, {"code": "x", "value": "5"}]
    document["forms"][1]["items"][1]["options"] = options
    rows = given("u", "R", {"1": 3, "2": "tb"}, respondent="p")
    made = score_tree(build(document), counted(rows)).find("r")
    assert made is not None and made.value == 3
    assert made.find("R:2").gap is NA
    rows += given("u", "R", {"2": "x"}, respondent="q")
    assert score_tree(build(document), counted(rows)).find("r").value == 4


def test_a_form_that_applies_to_nobody_does_not_apply() -> None:
    made = form({"1": NA}, {"2": NA})
    assert (made.gap, made.status, made.reason.code) == (NA, frozenset(), NA)
    begun = form({"1": NA}, {"2": Gap.NOT_ANSWERED})
    assert (begun.gap, begun.status) == (Gap.NOT_ANSWERED, {INCOMPLETE})
    assert form().status == {INCOMPLETE}


@pytest.mark.parametrize("combine", ["pool", "respondent-means"])
def test_answers_are_carried_to_the_scale_of_the_form(combine: str) -> None:
    made = form({"1": 5, "2": 5, "3": 0}, combine=combine, scale=["0", "100"])
    assert made.value == (F(200, 3) if combine == "pool" else 50)
    assert sum(c.contribution for c in made.children) == made.value
    assert made.find("R:1").value == 5


def test_a_single_item_answered_by_many_is_their_mean_over_all_services() -> None:
    index = {"code": "all", "scale": ["0", "5"], "children": [{"item": "R:1", "weight": "100"}]}
    rows = [
        a
        for n, (service, value) in enumerate([("s", 5), ("t", 1), ("t", 3)])
        for a in given("u", "R", {"1": value}, respondent=str(n), service=service)
    ]
    made = score_tree(build(small_document(index=index)), counted(rows))
    assert made.value == 3 and made.children[0].reason.code == "mean-of-respondents"
    assert made.children[0].n == 3
