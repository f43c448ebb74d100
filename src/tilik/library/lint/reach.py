"""Which rows of a decision table can ever decide: a search over the answers that make a difference.

Answers that no condition tells apart are tried once: of a number the bounds and what lies
between, of ticks how many of each group of options. A branch is left as soon as an
earlier row surely holds or the wanted one surely fails, which keeps the search small.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from tilik.core.rules import NOT_ASKED, Condition, Row, Rule, holds, items_of

MOST_STEPS = 20_000
PARTS = Fraction(1000)  # a whole that most percentages divide evenly


@dataclass(frozen=True, slots=True)
class Question:
    """What a question can be answered with."""

    kind: str
    options: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    conditional: bool = False


def reachable_rows(rule: Rule, questions: Mapping[str, Question]) -> list[bool]:
    """For each row whether some answers make it decide. Where the search grows too long: True."""
    tests = [test for row in rule.rows if row.when for test in leaves(row.when)]
    asked = dict.fromkeys(item for row in rule.rows for item in items_of(row.when))
    if any(item not in questions for item in asked):
        return [True] * len(rule.rows)
    domains = {item: list(domain(item, questions[item], tests)) for item in asked}
    return [_is_reachable(rule.rows[: n + 1], domains) for n in range(len(rule.rows))]


def leaves(condition: Condition) -> Iterator[Condition]:
    """The tests inside a condition."""
    if condition.op in ("all", "any", "not"):
        for inner in condition.args:
            yield from leaves(inner)
    else:
        yield condition


def _is_reachable(rows: Sequence[Row], domains: Mapping[str, list[Any]]) -> bool:
    """Whether answers exist for which the last row holds and none before it does."""
    items = [item for item in domains if any(item in items_of(row.when) for row in rows)]
    held: dict[str, Any] = {}
    steps = [MOST_STEPS]

    def search(depth: int) -> bool:
        steps[0] -= 1
        if steps[0] < 0:
            return True
        truths = [True if r.when is None else holds(r.when, held.get) for r in rows]
        if True in truths[:-1] or truths[-1] is False:
            return False
        if depth == len(items):
            return truths[-1] is True and None not in truths
        for value in domains[items[depth]]:
            held[items[depth]] = value
            if search(depth + 1):
                return True
        del held[items[depth]]
        return False

    return search(0)


def domain(item: str, question: Question, tests: Sequence[Condition]) -> Iterator[Any]:
    """Answers to the item that the tests can tell apart, and "rightly not asked" where it can be."""
    mine = [test for test in tests if item in items_of(test)]
    if question.kind in ("choice", "yes-no"):
        yield from question.options
    elif question.kind == "choices":
        yield from _ticks(question.options, mine)
    elif question.kind in ("number", "level", "rating"):
        yield from _numbers(question, mine)
    else:
        named = {word for test in mine if test.op == "is" for word in test.args[1]}
        yield from (*sorted(named), "")
    if question.conditional:
        yield NOT_ASKED


def _ticks(options: Sequence[str], tests: Sequence[Condition]) -> Iterator[frozenset[str]]:
    """One set of ticks for each number of ticks in each group of options no test tells apart."""
    named = [test.args[1] for test in tests if test.args[1] is not None]
    groups: dict[tuple[bool, ...], list[str]] = {}
    for option in options:
        groups.setdefault(tuple(option in names for names in named), []).append(option)
    for counts in product(*(range(len(group) + 1) for group in groups.values())):
        parts = (group[:n] for group, n in zip(groups.values(), counts, strict=True))
        yield frozenset(option for part in parts for option in part)


def _numbers(question: Question, tests: Sequence[Condition]) -> Iterator[Fraction]:
    """Every bound and a number between each two, within what the question allows."""
    points = {Fraction(0) if question.low is None else question.low}
    if question.high is not None:
        points.add(question.high)
    for test in tests:
        points.update(_bounds(test))
    ordered = sorted(points)
    between = [(a + b) / 2 for a, b in pairwise(ordered)]
    beyond = [ordered[0] - 1, ordered[-1] + 1]
    for value in sorted({*ordered, *between, *beyond}):
        if value >= (question.low or 0) and (question.high is None or value <= question.high):
            yield value


def _bounds(test: Condition) -> Iterable[Fraction]:
    """Numbers at which a test may turn."""
    if test.op == "number":
        return [bound for _, bound in test.args[1]]
    if test.op == "ratio":
        return [PARTS, *(bound * PARTS for _, bound in test.args[2])]
    constants = [Fraction(side["number"]) for side in test.args[::2] if isinstance(side, Mapping)]
    return constants or [Fraction(1), PARTS]
