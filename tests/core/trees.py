"""Trees of the small instrument, scored: shorthands for the tests of scoring."""

from fractions import Fraction
from typing import Any

from tests.core.small import given, small_document
from tilik.core.answers import Answer, counted
from tilik.core.document import build
from tilik.core.instrument import Gap
from tilik.core.score import Score
from tilik.core.scoring import score_tree

F = Fraction
NA, OPEN = Gap.NOT_APPLICABLE, Gap.NOT_ANSWERED
FULL = {"1": 3, "2": 4, "3": 5, "4": 2}
PEOPLE = [
    *given("u", "R", {"1": 5, "2": 4, "3": 2}, respondent="p"),
    *given("u", "R", {"1": 3}, respondent="q"),
]


def tree(document: Any, *answers: Answer, variant: str = "") -> Score:
    return score_tree(build(document, variant), counted(answers))


def small(values: dict[str, Any], people: Any = PEOPLE, variant: str = "") -> Score:
    return tree(small_document(), *given("u", "E", values), *people, variant=variant)


def node(score: Score, code: str) -> Score:
    found = score.find(code)
    assert found is not None
    return found


def of_two(children: list[dict[str, Any]], values: dict[str, Any], **root: Any) -> Score:
    index = {"code": "all", "scale": ["0", "5"], "children": children} | root
    return tree(small_document(index=index), *given("u", "E", values))


def leaf(n: int, weight: str = "50", **more: Any) -> dict[str, Any]:
    return {"item": f"E:{n}", "weight": weight} | more
