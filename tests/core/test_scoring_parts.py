"""The score of a unit: shares of an ancestor, unknown parts, scales, alternatives, evaluators."""

from typing import Any

import pytest

from tests.core.small import given, small_document
from tests.core.trees import FULL, NA, OPEN, F, leaf, node, of_two, small, tree
from tilik.core.document import build
from tilik.core.instrument import Gap
from tilik.core.score import ADJUSTED, DISPUTED, ESTIMATE, INCOMPLETE, Score, was_answered
from tilik.core.scoring import mean_of_products

# ---- shares of an ancestor --------------------------------------------------------------


def pinned(**values: Any) -> Score:
    groups = [
        {
            "code": "g",
            "weight": "unknown",
            "children": [leaf(1, "20", of="all"), leaf(2, "unknown")],
        },
        {"code": "h", "weight": "unknown", "children": [leaf(3, "unknown"), leaf(4, "unknown")]},
    ]
    return of_two(groups, {k[1:]: v for k, v in values.items()})


def test_a_share_of_an_ancestor_counts_in_the_whole() -> None:
    made = pinned(_1=5, _2=2, _3=1, _4=3)
    each = F("0.8") / 3
    assert made.value == F("0.2") * 5 + each * (2 + 1 + 3)
    assert (made.low, made.high) == (F("0.2") * 5 + F("0.8") * 1, F("0.2") * 5 + F("0.8") * 3)
    g, h = made.children
    assert (g.weight, h.weight) == (F("0.2") + each, 2 * each)
    assert g.children[0].weight == F("0.2") / (F("0.2") + each)
    assert (g.low, g.high) == (F("0.2") * 5 + F("0.8") * 2, 5)
    assert (h.low, h.value, h.high) == (1, 2, 3)
    assert made.status == {ESTIMATE} and made.reason.facts == {"parts": 2, "left_out": 0}
    assert [n.reason.code for n in (made, g, h)] == ["equal-weights-assumed"] * 3
    assert g.status == h.status == {ESTIMATE}


def test_a_share_whose_companions_do_not_apply_has_all_the_weight() -> None:
    made = pinned(_1=4, _2=NA, _3=NA, _4=NA)
    assert (made.value, made.low, made.high) == (4, 4, 4)
    assert ADJUSTED in made.status and made.children[1].weight is None


def test_what_was_left_out_under_a_share_is_still_said() -> None:
    made = pinned(_1=4, _2=NA, _3=1, _4=2)
    assert ADJUSTED in made.children[0].status and ADJUSTED in made.status
    assert made.children[0].reason.facts == {"parts": 1, "left_out": 1}


def test_a_share_that_does_not_apply_leaves_ordinary_unknown_weights() -> None:
    made = pinned(_1=NA, _2=2, _3=1, _4=3)
    assert (made.low, made.high) == (1, 3) and made.value == 2


def test_a_part_answered_as_a_whole_or_not_wholly_known_shares_the_rest_as_one() -> None:
    groups = [
        {"code": "g", "weight": "unknown", "children": [leaf(1, "20", of="all")]},
        {"code": "h", "weight": "unknown", "children": [leaf(2, "unknown"), leaf(3, "unknown")]},
    ]
    whole = of_two([groups[0], groups[1] | {"whole": "E:5"}], {"1": 5, "5": 2, "2": 0, "3": 0})
    assert whole.value == whole.low == whole.high == F("0.2") * 5 + F("0.8") * 2
    part = of_two([groups[0], groups[1] | {"complete": False}], {"1": 5, "2": 1, "3": 3})
    assert (part.value, part.low, part.high) == (F("2.6"), 1, 5)
    assert part.children[1].reason.code == "items-unknown"


def test_weights_inside_a_part_that_shares_the_rest_do_not_take_from_it() -> None:
    groups = [
        {"code": "g", "weight": "unknown", "children": [leaf(1, "20", of="all")]},
        {"code": "h", "weight": "unknown", "children": [leaf(3, "30"), leaf(4, "70")]},
    ]
    made = of_two(groups, {"1": 5, "3": 0, "4": 0})
    assert made.value == made.low == made.high == 1


def test_a_direct_child_may_have_a_share_of_its_parent_by_name() -> None:
    made = of_two(
        [leaf(1, "20", of="all"), leaf(2, "unknown"), leaf(3, "50", scored=False)], {"1": 5, "2": 0}
    )
    assert made.value == made.low == made.high == 1


# ---- unknown parts ----------------------------------------------------------------------


def test_parts_nobody_published_leave_the_whole_scale_open() -> None:
    made = of_two([leaf(1)], {"1": 3}, complete=False)
    assert (made.value, made.low, made.high) == (3, 0, 5)
    assert made.status == {ESTIMATE} and made.reason.code == "items-unknown"


WHOLE = [{"code": "w", "weight": "100", "whole": "E:5", "children": [leaf(1), leaf(2)]}]


def test_a_node_answered_as_a_whole_replaces_its_parts() -> None:
    made = node(of_two(WHOLE, {"5": 4, "1": 0, "2": 0}), "w")
    assert (made.value, made.children, made.item) == (4, (), ("E", "5"))


def test_a_whole_is_carried_from_its_own_scale() -> None:
    document = small_document(index={"code": "all", "scale": ["0", "100"], "children": WHOLE})
    made = tree(document, *given("u", "E", {"5": 4}))
    assert (made.value, made.low, made.high) == (80, 80, 80)
    open_one = tree(document, *given("u", "E", {"5": Gap.NOT_CHECKED}))
    assert (open_one.value, open_one.low, open_one.high) == (None, 0, 100)
    document["forms"][0]["items"][4]["scale"] = None
    assert tree(document, *given("u", "E", {"5": 4})).value == 4


def test_a_whole_left_blank_leaves_the_parts_in_place() -> None:
    assert of_two(WHOLE, {"5": OPEN, "1": 3, "2": 4}).value == F("3.5")
    assert node(of_two(WHOLE, {"5": NA, "1": 3, "2": 4}), "w").gap is NA


# ---- scales -----------------------------------------------------------------------------


def test_children_are_carried_to_the_parents_scale() -> None:
    made = of_two([leaf(1), leaf(2)], {"1": 5, "2": 0}, scale=["25", "100"])
    assert made.value == F("62.5")
    assert [c.contribution for c in made.children] == [50, F("12.5")]
    assert of_two([leaf(1)], {}, scale=["25", "100"]).low == 25


# ---- alternatives -----------------------------------------------------------------------

FORMS = [{"code": c, "children": [leaf(n)]} for n, c in ((1, "x"), (2, "y"))]


def test_of_two_forms_the_one_that_was_filled_in_counts() -> None:
    made = of_two(FORMS, {"2": 3}, combine="pick")
    assert (made.value, made.status, made.reason.code) == (3, frozenset(), "alternative")
    assert made.reason.facts == {"of": 2} and [c.weight for c in made.children] == [None, 1]


def test_the_form_nobody_used_is_named_and_not_opened() -> None:
    unused = of_two(FORMS, {"2": 3}, combine="pick").children[0]
    assert (unused.code, unused.gap, unused.status, unused.children) == ("x", NA, frozenset(), ())
    assert unused.reason.code == "other-form-used"


def test_two_filled_in_forms_are_averaged_and_disputed() -> None:
    made = of_two(FORMS, {"1": 2, "2": 3}, combine="pick")
    assert (made.value, made.low, made.high) == (F("2.5"), 2, 3)
    assert made.status == {DISPUTED} and made.reason.code == "alternatives-averaged"
    assert made.reason.facts == {"n": 2}


@pytest.mark.parametrize("combine", ["pick", "best"])
def test_no_form_filled_in_is_missing_and_none_that_applies_does_not_apply(combine: str) -> None:
    missing = of_two(FORMS, {}, combine=combine)
    assert (missing.gap, missing.status, len(missing.children)) == (OPEN, {INCOMPLETE}, 2)
    none = of_two(FORMS, {"1": NA, "2": NA}, combine=combine)
    assert (none.gap, none.status, none.reason.code) == (NA, frozenset(), NA)
    half = of_two(FORMS, {"1": NA}, combine=combine)
    assert half.gap is OPEN and [c.gap for c in half.children] == [NA, None]


def test_the_best_alternative_counts() -> None:
    made = of_two(FORMS, {"1": 2, "2": 3}, combine="best")
    assert (made.value, made.low, made.high) == (3, 3, 3)
    assert made.reason.code == "best-of" and made.reason.facts == {"of": 2}
    assert [c.weight for c in made.children] == [None, 1]


BEST = [{"code": "x", "children": [leaf(1)]}, {"code": "y", "children": [leaf(2), leaf(3)]}]


def test_an_unfinished_alternative_that_can_still_win_leaves_it_open() -> None:
    made = of_two(BEST, {"1": 3, "2": 4}, combine="best")
    assert (made.value, made.low, made.high) == (None, 3, F("4.5"))
    settled = of_two(BEST, {"1": 5, "2": 4}, combine="best")
    assert (settled.value, settled.low, settled.high) == (5, 5, 5)
    even = of_two(BEST, {"1": F("4.5"), "2": 4}, combine="best")
    assert (even.value, even.low, even.high) == (F("4.5"), F("4.5"), F("4.5"))
    alone = of_two(BEST, {"2": 4}, combine="best")
    assert (alone.value, alone.low, alone.high) == (None, 2, F("4.5"))


# ---- evaluators and services ------------------------------------------------------------


def rows(*found: tuple[str, str, int]) -> Score:
    answers = [a for e, s, v in found for a in given("u", "E", {"1": v}, evaluator=e, service=s)]
    return node(tree(small_document(), *answers), "E:1")


def test_evaluators_are_averaged() -> None:
    made = rows(("x", "", 4), ("y", "", 5))
    assert (made.value, made.n, made.reason.code) == (F("4.5"), 2, "mean-of-answers")
    assert made.reason.facts == {"n": 2}
    assert rows(("x", "", 4)).reason.code == "answer"


def test_services_are_averaged_after_their_evaluators() -> None:
    assert rows(("x", "s", 2), ("y", "s", 4), ("x", "t", 5)).value == 4


def test_options_count_with_their_value_and_their_gap() -> None:
    document = small_document()
    options = [
        {"code": "ya", "value": "1"},
        {"code": "tidak", "value": "0"},
        {"code": "tb", "gap": "not-applicable"},
    ]
    document["forms"][0]["items"][0] = {"code": "1", "kind": "choice", "options": options}

    def made(value: str) -> Score:
        return node(tree(document, *given("u", "E", {"1": value})), "E:1")

    assert (made("ya").value, made("tidak").value) == (1, 0)
    assert made("tb").gap is NA
    assert made("lain").gap is Gap.NOT_COMPUTABLE


def test_a_product_by_product_mean_names_its_products() -> None:
    index = build(small_document()).index
    made = mean_of_products(index, {"s": small(FULL), "t": small(dict.fromkeys("1234", 5))})
    assert made.value == (small(FULL).value + F("0.75") * 5 + F("0.25") * F("3.5")) / 2
    assert [c.code for c in made.children] == ["s", "t"] and made.children[0].weight == F(1, 2)
    assert (made.reason.code, made.reason.facts) == ("mean-of-products", {"n": 2})


def test_answered_means_anything_below_has_a_value() -> None:
    assert was_answered(small({"1": 3}, [])) and not was_answered(small({"1": NA}, []))
