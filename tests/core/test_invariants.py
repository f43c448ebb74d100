"""What holds of every result, whatever the instrument and the answers."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import shapes
from tilik.core.answers import counted
from tilik.core.document import build
from tilik.core.export import result_data
from tilik.core.instrument import Gap
from tilik.core.results import score_unit
from tilik.core.score import INCOMPLETE, Score


def all_of(score: Score) -> list[Score]:
    return [score, *(s for child in score.children for s in all_of(child))]


@given(shapes.cases())
def test_a_value_lies_in_its_range_and_an_incomplete_node_has_none(case: Any) -> None:
    tree, answers = case
    made = score_unit(build(shapes.document_of(tree)), counted(answers)).tree
    for score in all_of(made):
        assert score.low <= score.high
        if score.value is None:
            assert score.gap is Gap.NOT_APPLICABLE or INCOMPLETE in score.status
        else:
            assert score.low <= score.value <= score.high and INCOMPLETE not in score.status


@given(shapes.cases())
def test_contributions_sum_to_the_value_and_weights_to_one(case: Any) -> None:
    tree, answers = case
    made = score_unit(build(shapes.document_of(tree)), counted(answers)).tree
    cut = {n["code"] for n in raw(tree["index"]) if "round_weights" in n}
    for score in all_of(made):
        weights = [c.weight for c in score.children if c.weight is not None]
        if weights and score.code not in cut:
            assert sum(weights) == 1
        if score.children and score.value is not None:
            assert (
                sum(c.contribution for c in score.children if c.weight is not None) == score.value
            )


def raw(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(n for child in node.get("children", ()) for n in raw(child))]


@given(shapes.cases(), st.data())
def test_answering_more_never_widens_the_range(case: Any, data: Any) -> None:
    tree, answers = case
    instrument = build(shapes.document_of(tree))
    before = score_unit(instrument, counted(answers)).outcome
    more = data.draw(shapes.completions(tree, answers))
    known = {a.key for a in answers if a.value is not None or a.gap is Gap.NOT_APPLICABLE}
    kept = data.draw(st.sets(st.sampled_from([i["code"] for i in tree["items"]])))
    some = [a for a in more if a.key in known or a.item in kept]
    after = score_unit(instrument, counted(some)).outcome
    assert before.low <= after.low and after.high <= before.high


@given(shapes.cases(), st.data())
@settings(max_examples=100)
def test_a_category_is_shown_alone_only_if_every_completion_gives_it(case: Any, data: Any) -> None:
    tree, answers = case
    instrument = build(shapes.document_of(tree))
    result = score_unit(instrument, counted(answers), "u")
    shown = result_data(instrument, result, {})
    assert ("grade" in shown) == (len(result.outcome.bands) == 1)
    assert ("grade" in shown) != ("grades" in shown)
    complete = score_unit(instrument, counted(data.draw(shapes.completions(tree, answers)))).outcome
    if complete.value is not None:
        allowed = shown.get("grades") or [shown["grade"]]
        assert {band.grade for band in complete.bands} <= set(allowed)
