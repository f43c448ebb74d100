"""Evaluators two levels apart or more leave the mark that somebody has to decide."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.core.small import small_document
from tilik.core.answers import Answer, counted
from tilik.core.document import build
from tilik.core.score import AWAITING
from tilik.core.scoring import score_tree

SMALL = build(small_document())
LEVELS = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["desk", "field"])), st.integers(0, 5)
)


def make_answers(levels: Mapping[tuple[str, str], int], form: str, item: str) -> list[Answer]:
    return [
        Answer("u", form, item, Fraction(level), evaluator=who, stage=stage)
        for (who, stage), level in levels.items()
    ]


def is_apart_naively(levels: Mapping[tuple[str, str], int]) -> bool:
    """Every evaluator's latest word against every other's."""
    latest = [
        levels.get((who, "field"), levels.get((who, "desk")))
        for who in "ABC"
        if (who, "field") in levels or (who, "desk") in levels
    ]
    return any(abs(one - other) >= 2 for one in latest for other in latest)


@given(LEVELS)
def test_the_mark_stands_exactly_where_latest_words_are_two_levels_apart(levels) -> None:
    tree = score_tree(SMALL, counted(make_answers(levels, "E", "1")))
    assert (AWAITING in tree.status) == is_apart_naively(levels)


@given(LEVELS, st.integers(0, 5))
def test_a_settled_level_takes_the_mark_away(levels, chosen) -> None:
    final = Answer("u", "E", "1", Fraction(chosen), stage="final")
    tree = score_tree(SMALL, counted([*make_answers(levels, "E", "1"), final]))
    assert AWAITING not in tree.status
