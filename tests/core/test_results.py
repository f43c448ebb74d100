"""Results: outcomes with categories, roll-ups, services, and the government's own inputs."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.core.small import given, level, small_document, text
from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.instrument import Gap
from tilik.core.results import (
    Part,
    Rollup,
    as_part,
    own_inputs,
    roll_up,
    score_government,
    score_unit,
    score_units,
)
from tilik.core.score import ESTIMATE, INCOMPLETE

F = Fraction
SMALL = build(small_document())
FULL = {"1": 3, "2": 4, "3": 5, "4": 2}
PEOPLE = {"1": 4, "2": 4, "3": 4}


def unit(name: str, **changes: Any) -> list[Answer]:
    return given(name, "E", FULL | {k[1:]: v for k, v in changes.items()}) + given(
        name, "R", PEOPLE
    )


def rolled(*parts: Part, over: str = "units") -> Rollup:
    return roll_up(replace(SMALL, rollup_over=over), parts)


def part(name: str, value: Any, **more: Any) -> Part:
    more = {k: F(v) if k in ("low", "high", "weight") else v for k, v in more.items()}
    return Part(name, None if value is None else F(value), **more)


# ---- units ------------------------------------------------------------------------------


def test_an_outcome_is_rounded_once_and_graded_once() -> None:
    (result,) = score_units(SMALL, unit("u"))
    outcome = result.outcome
    assert (outcome.value, outcome.rounded) == (F("3.715"), F("3.72"))
    assert [band.grade for band in outcome.bands] == ["B"]
    assert (result.unit, result.service, result.services) == ("u", "", ())
    assert result.outcome is outcome and result.tree is result.tree


def test_an_open_range_has_every_category_it_spans_and_no_value() -> None:
    (result,) = score_units(SMALL, given("u", "E", FULL))
    assert (result.outcome.value, result.outcome.rounded) == (None, None)
    assert [band.grade for band in result.outcome.bands] == ["C", "B"]


def test_without_categories_there_are_none_to_show() -> None:
    (result,) = score_units(build(small_document(grades=[])), unit("u"))
    assert result.outcome.bands == () and result.outcome.suffix is None


def test_the_governments_inputs_reach_every_unit_and_nothing_else_of_it_does() -> None:
    document = small_document()
    document["forms"][0]["items"][0]["scope"] = "government"
    own = given("", "E", {"1": 5, "2": 0}) + given("", "X", {"1": 5})
    answers = [*unit("u", _1=0), *own, *unit("v")]
    results = score_units(build(document), answers)
    assert [r.unit for r in results] == ["u", "v"]
    assert [r.tree.find("E:1").value for r in results] == [5, 5]
    assert [r.tree.find("E:2").value for r in results] == [4, 4]


def test_the_basis_decides_which_stage_counts() -> None:
    document = small_document()
    document["forms"][0]["items"][1]["scope"] = "government"
    answers = [
        answer
        for name, item in (("u", "1"), ("", "2"))
        for stage, value in (("desk", 0), ("final", 3))
        for answer in given(name, "E", {item: value}, stage=stage)
    ]
    for basis, value in (("desk", 0), ("final", 3)):
        (result,) = score_units(build(document), answers, basis)
        assert [result.tree.find(f"E:{n}").value for n in "12"] == [value, value]


def services(*names: str) -> list[Answer]:
    return [
        a
        for n, name in enumerate(names)
        for a in given("u", "E", {"1": n, "2": n, "3": n, "4": n}, service=name)
    ] + given("u", "R", PEOPLE)


def test_several_services_have_results_of_their_own_beside_the_units() -> None:
    (result,) = score_units(SMALL, services("t", "s"))
    assert [(s.service, s.unit) for s in result.services] == [("s", "u"), ("t", "u")]
    assert [s.outcome.value for s in result.services] == [F("1.75"), 1]
    assert result.outcome.value == F("1.375")
    assert score_units(SMALL, services("s"))[0].services == ()


def test_a_unit_is_judged_product_by_product_where_the_instrument_does() -> None:
    products = replace(SMALL, rollup_over="products")
    (result,) = score_units(products, services("s", "t") + given("u", "E", {"1": Gap.NOT_ANSWERED}))
    assert result.tree.reason.code == "mean-of-products"
    assert [c.code for c in result.tree.children] == ["s", "t"]
    assert score_units(products, services("s"))[0].tree.reason.code == "weighted-mean"


def test_a_service_sees_the_answers_for_all_services_and_its_own_only() -> None:
    answers = given("u", "E", {"1": 5}, service="s") + given("u", "E", {"2": 1}, service="t")
    result = score_units(SMALL, answers + given("u", "E", {"3": 2}))[0]
    first = result.services[0].tree
    assert [first.find(f"E:{n}").value for n in "123"] == [5, None, 2]


def test_a_single_unit_is_scored_from_its_sheet() -> None:
    assert score_unit(SMALL, {}, "u").outcome.status == {INCOMPLETE}


# ---- roll-ups ---------------------------------------------------------------------------


def test_units_are_averaged_unrounded_and_rounded_at_the_end() -> None:
    made = rolled(part("a", "3.334"), part("b", "3.335"))
    assert (made.outcome.value, made.outcome.rounded) == (F("3.3345"), F("3.33"))
    assert made.units == (("a", F("3.334")), ("b", F("3.335"))) and made.missing == ()


def test_a_weighted_unit_counts_by_its_weight() -> None:
    assert rolled(part("a", 5, weight=3), part("b", 1)).outcome.value == 4


def test_known_values_leave_no_range() -> None:
    outcome = rolled(part("a", 4), part("b", 3)).outcome
    assert (outcome.value, outcome.low, outcome.high) == (F("3.5"), F("3.5"), F("3.5"))


def test_a_government_is_graded_on_the_scale_of_governments() -> None:
    document = small_document()
    own = document["grades"][0] | {
        "scope": "government",
        "bands": document["grades"][0]["bands"][:1],
    }
    document["grades"] = [document["grades"][0] | {"scope": "unit"}, own]
    instrument = build(document)
    assert [b.grade for b in roll_up(instrument, [part("a", 4)]).outcome.bands] == ["E"]
    assert [b.grade for b in score_units(instrument, unit("u"))[0].outcome.bands] == ["B"]


def test_a_unit_without_a_value_is_absent_from_the_mean_and_named() -> None:
    made = rolled(part("a", 4), part("b", None))
    assert (made.outcome.value, made.outcome.status) == (4, {INCOMPLETE})
    assert (made.outcome.low, made.outcome.high) == (2, F("4.5"))
    assert made.missing == ("b",)
    assert len(made.outcome.bands) > 1


def test_what_is_known_of_an_unfinished_unit_narrows_the_range() -> None:
    made = rolled(part("a", 4), part("b", None, low=3, high=4))
    assert (made.outcome.low, made.outcome.high) == (F("3.5"), 4)


def test_no_unit_with_a_value_leaves_no_mean() -> None:
    made = rolled(part("a", None), part("b", None))
    assert (made.outcome.value, made.outcome.low, made.outcome.high) == (None, 0, 5)


def test_marks_of_the_units_that_count_are_kept() -> None:
    marked = frozenset({ESTIMATE})
    assert rolled(part("a", 4, low=3, high=5, status=marked)).outcome.status == {ESTIMATE}
    assert rolled(part("a", 4), part("b", None, status=marked)).outcome.status == {INCOMPLETE}
    both = rolled(part("a", 4, status=marked), part("b", None)).outcome.status
    assert both == {ESTIMATE, INCOMPLETE}


def test_products_are_averaged_inside_their_unit_first_unless_all_count_alike() -> None:
    parts = [part("a", 5, product="x"), part("a", 3, product="y"), part("b", 1)]
    assert rolled(*parts).outcome.value == F("2.5")
    assert rolled(*parts).units == (("a", 4), ("b", 1))
    assert rolled(*parts, over="products").outcome.value == 3


def test_a_unit_with_an_unfinished_product_has_no_value_but_a_range() -> None:
    made = rolled(
        part("a", 5, product="x", weight=2, status=frozenset({ESTIMATE})),
        part("a", None, low=1, high=3, product="y"),
    )
    assert made.outcome.value is None and made.missing == ("a",)
    assert (made.outcome.low, made.outcome.high) == (3, 4)
    heavy = rolled(part("a", 5, product="x", weight=3), part("a", 3, product="y"), part("b", 0))
    assert heavy.outcome.value == 3
    open_one = rolled(part("a", 5, product="x"), part("a", None, product="y"))
    assert (open_one.outcome.low, open_one.outcome.high) == (0, 5)
    known = rolled(
        part("a", 5, product="x", group="g", status=frozenset({ESTIMATE})),
        part("a", 3, product="y", group="g"),
        part("b", 1, weight=3),
    )
    assert known.outcome.value == F("1.75") and known.outcome.status == {ESTIMATE}
    assert known.groups[0][1].value == 4


def test_groups_have_outcomes_of_their_own() -> None:
    made = rolled(
        part("a", 5, group="jasa"),
        part("b", 3, group="barang"),
        part("c", 1, group="jasa"),
        part("d", 1),
    )
    assert [(name, outcome.value) for name, outcome in made.groups] == [("barang", 3), ("jasa", 3)]
    assert made.outcome.value == F("2.5")


@pytest.mark.parametrize("parts", [[], [part("a", 3, weight=0)]])
def test_nothing_to_roll_up_is_said_not_computed(parts: list[Part]) -> None:
    with pytest.raises(UserError, match=r"^nothing-to-roll-up$"):
        rolled(*parts)


def test_a_government_is_the_mean_of_its_units() -> None:
    results = score_units(SMALL, unit("u") + unit("v", _1=5) + given("w", "E", FULL))
    made = score_government(SMALL, results)
    values = [r.outcome.value for r in results[:2]]
    assert made is not None and made.outcome.value == sum(values) / 2
    assert made.missing == ("w",) and made.outcome.status == {INCOMPLETE}
    assert made.outcome.low == (sum(values) + results[2].outcome.low) / 3
    assert score_government(SMALL, []) is None


def test_a_government_is_the_mean_of_all_products_where_they_count_alike() -> None:
    answers = (
        services("s", "t") + given("v", "E", dict.fromkeys("1234", 5)) + given("v", "R", PEOPLE)
    )
    for over, mean in (
        ("products", F(1 + F("1.75") + F("4.75"), 3)),
        ("units", (F("1.375") + F("4.75")) / 2),
    ):
        instrument = replace(SMALL, rollup_over=over)
        made = score_government(instrument, score_units(instrument, answers))
        assert made is not None and made.outcome.value == mean


def test_a_result_enters_the_roll_up_with_all_that_is_known_of_it() -> None:
    (result,) = score_units(SMALL, given("u", "E", FULL))
    low, high = result.outcome.low, result.outcome.high
    assert as_part(result) == Part("u", None, low, high, status=frozenset({INCOMPLETE}))
    (several,) = score_units(SMALL, services("s", "t"))
    assert as_part(several.services[0]).product == "s"


# ---- suffix -----------------------------------------------------------------------------


def suffixed() -> dict[str, Any]:
    document = small_document()
    options = [{"code": "tinggi"}, {"code": "rendah"}]
    document["forms"].append(
        {"code": "G", "role": "government", "items": [level("P", kind="choice", options=options)]}
    )
    document["grades"][0]["suffix"] = {"item": "G:P", "is": "tinggi", "text": text("tanpa")}
    return document


@pytest.mark.parametrize(
    ("answer", "suffix"),
    [("tinggi", text("tanpa")), ("rendah", None), (None, None), (Gap.NOT_CHECKED, None)],
)
def test_the_suffix_follows_the_governments_input(answer: Any, suffix: Any) -> None:
    instrument = build(suffixed())
    answers = unit("u") + ([] if answer is None else given("", "G", {"P": answer}))
    results = score_units(instrument, answers)
    made = score_government(instrument, results, answers)
    assert made is not None and made.outcome.suffix == suffix
    assert results[0].outcome.suffix is None


def test_a_units_own_word_does_not_decide_the_governments_suffix() -> None:
    instrument = build(suffixed())
    assert own_inputs(instrument, given("u", "G", {"P": "tinggi"})) is None
    assert own_inputs(instrument, given("", "G", {"P": "tinggi"})) == {"tinggi"}
    assert own_inputs(SMALL, given("", "G", {"P": "tinggi"})) is None
    document = suffixed()
    document["grades"][0]["scope"] = "government"
    document["grades"].insert(0, small_document()["grades"][0] | {"scope": "unit"})
    assert own_inputs(build(document), given("", "G", {"P": "tinggi"})) == {"tinggi"}
    assert own_inputs(build(small_document(grades=[])), []) is None
