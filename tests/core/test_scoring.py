"""The score of a unit as a tree: values, weights, contributions, marks and reasons."""

from typing import Any

import pytest

from tests.core.small import given, small_document
from tests.core.trees import FULL, NA, OPEN, F, leaf, node, of_two, small, tree
from tilik.core.instrument import Gap
from tilik.core.score import ADJUSTED, ESTIMATE, INCOMPLETE

# ---- complete ---------------------------------------------------------------------------


def test_a_complete_unit_is_scored_by_hand_the_same() -> None:
    made = small(FULL)
    assert node(made, "a").value == F("0.3") * 3 + F("0.7") * 4
    assert node(made, "b").value == F("3.5")
    assert node(made, "e").value == F("0.6") * F("3.7") + F("0.4") * F("3.5")
    assert node(made, "r").value == F(14, 4)
    assert made.value == F("0.75") * F("3.62") + F("0.25") * F("3.5") == made.low == made.high
    assert made.status == frozenset() and made.gap is None
    assert (made.reason.code, made.reason.facts) == ("weighted-mean", {"parts": 2, "left_out": 0})


def test_weights_and_contributions_are_of_the_parent() -> None:
    made = small(FULL)
    assert made.weight is None and made.contribution is None
    assert (node(made, "a").weight, node(made, "a").contribution) == (F("0.6"), F("2.22"))
    assert (node(made, "E:2").weight, node(made, "E:2").contribution) == (F("0.7"), F("2.8"))
    assert node(made, "E:2").item == ("E", "2") and node(made, "a").item is None


def test_what_is_not_scored_is_shown_but_moves_nothing() -> None:
    with_it = small(FULL | {"5": 1})
    assert with_it.value == small(FULL).value
    assert (node(with_it, "E:5").value, node(with_it, "E:5").weight) == (1, None)


def test_a_node_that_is_not_there_is_not_found() -> None:
    assert small(FULL).find("x") is None


# ---- missing ----------------------------------------------------------------------------


def test_a_missing_answer_leaves_a_range_and_never_counts_as_zero() -> None:
    made = small(FULL | {"1": OPEN})
    assert made.value is None and made.status == {INCOMPLETE}
    whole = small(FULL)
    assert (whole.low - made.low, made.high - whole.high) == tuple(
        F("0.75") * F("0.6") * F("0.3") * d for d in (3, 2)
    )
    assert node(made, "E:1").contribution is None and node(made, "E:1").weight == F("0.3")
    assert node(made, "b").value == F("3.5")


def test_a_missing_form_makes_the_index_incomplete() -> None:
    made = small(FULL, people=[])
    assert (made.value, made.low, made.high) == (None, F("2.715"), F("3.965"))
    r = node(made, "r")
    assert (r.gap, r.reason.code, r.status, r.n) == (OPEN, "form-missing", {INCOMPLETE}, 0)
    assert [child.code for child in r.children] == ["r.a", "r.b"]
    assert node(r, "R:1").gap is OPEN


def test_a_missing_optional_part_is_left_out_and_said_so() -> None:
    made = small(FULL, people=[], variant="missing=e-only")
    assert made.value == node(made, "e").value == F("3.62")
    assert made.status == {ADJUSTED}
    assert made.reason.facts == {"parts": 1, "left_out": 1}
    assert node(made, "r").weight is None


def test_an_optional_part_that_was_begun_is_not_left_out() -> None:
    children = [
        leaf(1),
        {"code": "o", "weight": "50", "optional": True, "children": [leaf(2), leaf(3)]},
    ]
    made = of_two(children, {"1": 5, "2": 5})
    assert (made.value, made.low, made.high) == (None, F("3.75"), 5)
    assert of_two(children, {"1": 5}).value == 5


def test_only_optional_parts_all_silent_are_not_answered_rather_than_not_applicable() -> None:
    made = of_two([leaf(1, optional=True)], {})
    assert (made.gap, made.status, made.low, made.high) == (OPEN, {INCOMPLETE}, 0, 5)


@pytest.mark.parametrize(
    ("gap", "status"),
    [
        (Gap.NOT_ANSWERED, {INCOMPLETE}),
        (Gap.NOT_CHECKED, {INCOMPLETE}),
        (Gap.NOT_COMPUTABLE, {INCOMPLETE}),
        (Gap.NOT_APPLICABLE, frozenset()),
    ],
)
def test_the_four_kinds_of_nothing_stay_apart(gap: Gap, status: Any) -> None:
    found = node(small({"1": gap}), "E:1")
    assert (found.gap, found.reason.code, found.status) == (gap, gap, status)
    assert (found.value, found.low, found.high, found.n) == (None, 0, 5, 0)


def test_evaluators_who_found_different_gaps_leave_it_unanswered() -> None:
    rows = [
        *given("u", "E", {"1": NA}, evaluator="x"),
        *given("u", "E", {"1": Gap.NOT_CHECKED}, evaluator="y"),
    ]
    assert node(tree(small_document(), *rows), "E:1").gap is OPEN
    same = [*rows[:1], *given("u", "E", {"1": NA}, evaluator="y")]
    assert node(tree(small_document(), *same), "E:1").gap is NA


# ---- not applicable ---------------------------------------------------------------------


def test_what_does_not_apply_leaves_its_weight_to_the_others() -> None:
    made = small(FULL | {"1": NA})
    assert node(made, "a").value == 4 and node(made, "E:2").weight == 1
    assert node(made, "a").status == made.status == {ADJUSTED}
    assert node(made, "a").reason.facts == {"parts": 1, "left_out": 1}
    assert node(made, "E:1").weight is None


def test_a_part_of_which_nothing_applies_does_not_apply_itself() -> None:
    made = small(FULL | {"1": NA, "2": NA})
    assert (node(made, "a").gap, node(made, "a").status) == (NA, frozenset())
    assert node(made, "a").reason.code == NA
    assert node(made, "e").value == node(made, "b").value
    nothing = small(dict.fromkeys("1234", NA), people=[])
    assert node(nothing, "e").gap is NA and nothing.gap is None


def test_a_part_without_anything_scored_is_not_computable() -> None:
    made = of_two([leaf(1, scored=False)], {"1": 3})
    assert (made.gap, made.status, made.value) == (Gap.NOT_COMPUTABLE, {INCOMPLETE}, None)


# ---- weights ----------------------------------------------------------------------------


def test_plain_weights_are_equal_among_what_applies() -> None:
    made = of_two(
        [leaf(1, "30"), leaf(2, "60"), leaf(3, "10")], {"1": 3, "2": 4, "3": NA}, weighting="plain"
    )
    assert made.value == F("3.5") and [c.weight for c in made.children] == [F(1, 2), F(1, 2), None]


def test_cut_weights_are_not_made_whole_again() -> None:
    parts = [leaf(n, "33") for n in (1, 2, 3)]
    made = of_two(parts, {"1": 5, "2": 5, "3": 5}, weighting="plain", round_weights="3")
    assert made.value == F("4.995") and made.children[0].weight == F("0.333")


def test_weights_that_do_not_sum_to_a_hundred_are_shares_of_their_sum() -> None:
    made = of_two([leaf(1, "30"), leaf(2, "30")], {"1": 3, "2": 4})
    assert made.value == F("3.5")


def test_unknown_weights_give_an_estimate_with_every_possible_value() -> None:
    parts = [leaf(1, "40"), leaf(2, "unknown"), leaf(3, "unknown")]
    made = of_two(parts, {"1": 5, "2": 1, "3": 3})
    assert made.value == F("0.4") * 5 + F("0.3") * 1 + F("0.3") * 3
    assert (made.low, made.high) == (F("0.4") * 5 + F("0.6") * 1, F("0.4") * 5 + F("0.6") * 3)
    assert made.status == {ESTIMATE} and made.reason.code == "equal-weights-assumed"


def test_a_single_part_of_unknown_weight_is_no_estimate() -> None:
    made = of_two([leaf(1, "unknown")], {"1": 3})
    assert (made.value, made.low, made.high, made.status) == (3, 3, 3, frozenset())


def test_a_given_part_that_does_not_apply_keeps_the_proportions_of_the_rest() -> None:
    parts = [leaf(1, "30"), leaf(2, "20"), leaf(3, "unknown"), leaf(4, "unknown")]
    made = of_two(parts, {"1": NA, "2": 5, "3": 0, "4": 0})
    assert made.value == made.low == made.high == F(2, 7) * 5


def test_an_unknown_part_that_does_not_apply_may_have_weighed_anything() -> None:
    parts = [leaf(1, "40"), leaf(2, "unknown"), leaf(3, "unknown")]
    made = of_two(parts, {"1": 5, "2": 0, "3": NA})
    assert (made.low, made.high, made.value) == (2, 5, 2)


def test_unknown_parts_beside_given_ones_that_take_all_the_weight_cannot_matter() -> None:
    parts = [leaf(1, "100"), leaf(2, "unknown")]
    assert of_two(parts, {"1": 4, "2": 0}).value == 4
    nothing_left = of_two(parts, {"1": NA, "2": 3})
    assert (nothing_left.low, nothing_left.high) == (3, 3)
