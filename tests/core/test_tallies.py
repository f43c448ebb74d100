"""Integers that add up give the very tree that every answer one by one gives."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.small import small_document
from tests.core.surveyed import CODES, Row, answers_of, sheet_of, survey
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.instrument import Gap, Key
from tilik.core.scoring import score_tree
from tilik.core.tallies import (
    Rolled,
    Tally,
    Whole,
    add,
    elements_of,
    score_rolled,
    survey_of,
    tally_answers,
    values_of,
)

VALUE = st.one_of(st.none(), st.integers(1, 4))
ROW = st.dictionaries(st.sampled_from(CODES), VALUE, max_size=4)
ROWS = st.lists(ROW, max_size=9)
FULL = st.lists(
    st.fixed_dictionaries({code: st.integers(1, 4) for code in CODES}), min_size=1, max_size=9
)


def rolled_of(rows: Sequence[Row]) -> Rolled:
    return tally_answers(survey(), answers_of(rows))


@given(ROWS, st.sampled_from(["mean", "pool"]))
def test_the_tree_of_the_sums_is_the_tree_of_the_answers(rows: list[Row], combine: str) -> None:
    instrument = survey(combine=combine)
    assert score_rolled(instrument, rolled_of(rows)) == score_tree(instrument, sheet_of(rows))


@given(ROWS, st.sampled_from(["0.111", "0.11"]))
def test_rounded_weights_come_out_alike(rows: list[Row], weight: str) -> None:
    instrument = survey(round_weights=str(len(weight) - 2))
    assert score_rolled(instrument, rolled_of(rows)) == score_tree(instrument, sheet_of(rows))


@given(FULL, st.sampled_from([None, "U1", "U3"]))
def test_means_of_respondents_come_out_alike_where_nothing_was_left_blank(
    rows: list[Row], spared: str | None
) -> None:
    instrument = survey(combine="respondent-means")
    rows = [{code: None if code == spared else v for code, v in row.items()} for row in rows]
    assert score_rolled(instrument, rolled_of(rows)) == score_tree(instrument, sheet_of(rows))


def test_means_of_respondents_with_blanks_are_refused_rather_than_guessed() -> None:
    rows: list[Row] = [dict.fromkeys(CODES, 3), {"U1": 4}]
    with pytest.raises(UserError) as refused:
        score_rolled(survey(combine="respondent-means"), rolled_of(rows))
    assert refused.value.code == "needs-respondents"


@given(ROWS, st.integers(0, 9))
def test_two_nights_add_up_to_one(rows: list[Row], cut: int) -> None:
    assert rolled_of(rows[:cut]) + rolled_of(rows[cut:]) == rolled_of(rows)
    both = add([rolled_of(rows[:cut]), rolled_of(rows[cut:])])
    assert score_rolled(survey(), both) == score_rolled(survey(), rolled_of(rows))


@given(ROWS)
def test_every_integer_is_what_a_naive_count_says(rows: list[Row]) -> None:
    rolled = rolled_of(rows)
    for code in CODES:
        given_values = [v for row in rows if (v := row.get(code)) is not None]
        tally = rolled.tallies.get(code, Tally())
        assert tally.n == len(given_values)
        assert tally.total == sum(given_values)
        assert tally.squares == sum(v * v for v in given_values)
        assert tally.not_applicable == sum(code in row and row[code] is None for row in rows)
    sums = [sum(map(int, row.values())) for row in rows if set(row) == {*CODES} and all(row.values())]  # type: ignore[arg-type]  # fmt: skip
    assert rolled.whole == Whole(len(sums), sum(sums), sum(s * s for s in sums))
    assert rolled.people == sum(any(v is not None for v in row.values()) for row in rows)


def test_an_element_that_applies_to_nobody_leaves_the_divisor() -> None:
    rows: list[Row] = [{"U1": 4, "U2": 4, "U3": 4, "U4": None}]
    tree = score_rolled(survey(), rolled_of(rows))
    assert tree.value == 100
    assert tree.children[3].gap is Gap.NOT_APPLICABLE


def test_an_element_nobody_answered_is_unknown_and_not_nought() -> None:
    tree = score_rolled(survey(), rolled_of([{"U1": 4, "U2": 4, "U3": 4}]))
    assert tree.value is None
    assert (tree.low, tree.high) == (Fraction(13 * 25, 4), 100)
    assert Tally().mean is None


def test_a_survey_of_one_form_is_the_highest_node_that_form_decides_alone() -> None:
    whole = build(small_document())
    form = survey_of(whole, "R")
    assert form.index.code == "r"
    assert form.grades == ()
    assert elements_of(form) == dict.fromkeys(("1", "2", "3"), (0, 1, 2, 3, 4, 5))
    assert survey_of(whole) == form
    alone = survey()
    assert survey_of(alone).index is alone.index
    assert survey_of(alone).grades == alone.grades


@pytest.mark.parametrize("form", ["E", "none"])
def test_a_form_of_evaluators_is_no_survey(form: str) -> None:
    with pytest.raises(UserError) as refused:
        survey_of(build(small_document()), form)
    assert refused.value.code == "not-a-survey"


def test_nodes_that_pick_a_form_are_no_survey() -> None:
    instrument = survey(combine="best")
    with pytest.raises(UserError) as refused:
        score_rolled(instrument, rolled_of([dict.fromkeys(CODES, 3)]))
    assert refused.value.code == "not-a-survey"


def test_only_whole_numbers_of_a_known_scale_can_be_counted() -> None:
    document = small_document()
    items = document["forms"][1]["items"]
    items[0]["steps"] = "any"
    items[1]["levels"] = [{"level": "0.5", "title": {"id": "x", "en": "x"}}]
    items[2]["levels"] = [{"level": v, "title": {"id": v, "en": v}} for v in ("4", "2")]
    built = build(document)
    for code in ("1", "2"):
        with pytest.raises(UserError) as refused:
            values_of(built.items[Key("R", code)])
        assert refused.value.code == "not-a-survey"
    assert values_of(built.items[Key("R", "3")]) == (2, 4)
