"""Many units at once give what each of them gives alone."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import shapes, twin
from tests.core.small import given as answers_of
from tests.core.small import small_document
from tilik.core import bulk
from tilik.core.answers import Answer, counted
from tilik.core.document import build
from tilik.core.instrument import Gap, Instrument
from tilik.core.results import Result, score_units
from tilik.core.scoring import score_tree

ITEMS = ("1", "2", "3", "4")


def units(n: int, items: tuple[str, ...] = ITEMS, **more: str) -> list[Answer]:
    return [
        answer
        for u in range(n)
        for answer in answers_of(f"u{u}", "E", {c: (u * 7 + int(c) * 3) % 6 for c in items}, **more)
    ]


def taken(instrument: Instrument, answers: list[Answer]) -> set[str]:
    batch = bulk.batch_of(answers)
    places = bulk.placed(instrument, batch)
    return {unit for unit, place in zip(batch.units, places, strict=True) if place}


def assert_same(instrument: Instrument, answers: list[Answer]) -> list[Result]:
    results = score_units(instrument, answers)
    for result in results:
        own = [a for a in answers if a.unit == result.unit]
        alone = score_tree(instrument, counted(own))
        assert result.tree == alone
        assert result.outcome.value == alone.value
        assert (result.outcome.low, result.outcome.high) == (alone.low, alone.high)
    return results


@given(shapes.trees(("given", "plain", "cut")), st.data())
@settings(max_examples=30)
def test_units_scored_together_have_the_trees_of_the_general_path(tree: Any, data: Any) -> None:
    left_out = data.draw(st.sets(st.sampled_from([i["code"] for i in tree["items"]])))
    items = [i for i in tree["items"] if i["code"] not in left_out or len(tree["items"]) == 1]
    values = st.lists(st.integers(0, 5), min_size=len(items), max_size=len(items))
    answers = [
        Answer(f"u{u}", "E", item["code"], Fraction(value))
        for u in range(bulk.FEWEST)
        for item, value in zip(items, data.draw(values), strict=True)
    ]
    instrument = build(shapes.document_of(tree))
    results = assert_same(instrument, answers)
    if items:
        assert taken(instrument, answers) == {r.unit for r in results}
    for result in results if not left_out else ():
        own = {str(a.key): a.value for a in answers if a.unit == result.unit}
        assert result.outcome.value == twin.point(tree["index"], own)


def test_a_missing_form_leaves_the_same_range_in_the_mass_as_alone() -> None:
    instrument = build(small_document())
    results = assert_same(instrument, units(10))
    assert taken(instrument, units(10)) == {r.unit for r in results}
    assert all(r.outcome.value is None and r.outcome.low < r.outcome.high for r in results)


@pytest.mark.parametrize(
    "odd",
    [
        Answer("odd", "E", "1", gap=Gap.NOT_APPLICABLE),
        Answer("odd", "E", "1", Fraction(7, 2)),
        Answer("odd", "E", "1", Fraction(3), stage="desk"),
        Answer("odd", "E", "1", Fraction(3), service="s"),
        Answer("u3", "E", "5", Fraction(3)),
        Answer("u3", "E", "1", Fraction(3), evaluator="second"),
    ],
)
def test_units_unlike_the_others_take_the_general_path(odd: Answer) -> None:
    instrument = build(small_document())
    answers = [*units(10), odd]
    assert_same(instrument, answers)
    assert taken(instrument, answers) == {f"u{n}" for n in range(10)} - {odd.unit}


def test_units_stand_in_the_order_in_which_they_first_appear() -> None:
    answers = units(10)
    mixed = [*answers[:3], *reversed(answers[3:])]
    results = score_units(build(small_document()), mixed)
    assert [r.unit for r in results] == list(dict.fromkeys(a.unit for a in mixed))


def test_several_layouts_are_computed_each_by_itself() -> None:
    instrument = build(small_document())
    second = [Answer("v" + a.unit, a.form, a.item, a.value) for a in units(9, ("3", "1"))]
    answers = [*units(10), *second]
    assert_same(instrument, answers)
    assert len(taken(instrument, answers)) == 19


def test_too_few_units_are_not_worth_a_table() -> None:
    instrument = build(small_document())
    assert taken(instrument, units(bulk.FEWEST)) and not taken(instrument, units(bulk.FEWEST - 1))


@pytest.mark.parametrize("value", [-1, 2**63])
def test_numbers_that_fit_no_column_take_the_general_path(value: int) -> None:
    instrument = build(small_document())
    answers = [*units(9), *answers_of("x", "E", dict.fromkeys(ITEMS, value))]
    assert_same(instrument, answers)
    assert not taken(instrument, answers)


def test_respondents_are_never_put_into_columns() -> None:
    instrument = build(small_document())
    rows = [a for u in range(9) for a in answers_of(f"u{u}", "R", {"1": u % 6, "2": 3})]
    assert_same(instrument, rows)
    assert not taken(instrument, rows)


def two_parts(**root: Any) -> dict[str, Any]:
    children = [{"item": f"E:{n}", "weight": w} for n, w in ((1, "40"), (2, "60"))]
    return small_document(index={"code": "all", "scale": ["0", "5"], "children": children} | root)


@pytest.mark.parametrize("combine", ["best", "pick"])
def test_alternatives_are_not_linear(combine: str) -> None:
    instrument = build(two_parts(combine=combine))
    answers = units(9, ("1", "2"))
    assert_same(instrument, answers)
    assert not taken(instrument, answers)


@pytest.mark.parametrize("share", [{"weight": "unknown"}, {"weight": "40", "of": "all"}])
def test_unknown_weights_are_not_linear(share: dict[str, str]) -> None:
    document = two_parts()
    document["index"]["children"][0] |= share
    instrument = build(document)
    answers = units(9, ("1", "2"))
    assert_same(instrument, answers)
    assert not taken(instrument, answers)


def test_one_answered_alternative_is_as_linear_as_a_mean() -> None:
    instrument = build(two_parts(combine="pick"))
    answers = units(9, ("1",))
    assert_same(instrument, answers)
    assert len(taken(instrument, answers)) == 9


def test_the_governments_own_inputs_reach_every_unit_of_many() -> None:
    document = small_document()
    document["forms"][0]["items"][0]["scope"] = "government"
    instrument = build(document)
    answers = [*units(9, ("2", "3", "4")), Answer("", "E", "1", Fraction(5))]
    assert {r.tree.find("E:1").value for r in score_units(instrument, answers)} == {5}
    assert len(score_units(instrument, answers)) == 9
