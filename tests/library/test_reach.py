"""Which rows can decide: the search agrees with trying every answer there is."""

from fractions import Fraction
from itertools import chain, combinations, pairwise, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tilik.core.rules import NOT_ASKED, Rule, holds, items_of, read_rule
from tilik.library.lint.reach import MOST_STEPS, Question, domain, reachable_rows

OPTIONS = ("a", "b", "c")
QUESTIONS = {
    "p": Question("yes-no", ("ya", "tidak")),
    "q": Question("choice", OPTIONS, conditional=True),
    "c": Question("choices", OPTIONS),
    "n": Question("number", low=Fraction(0), high=Fraction(6)),
}
EVERY: dict[str, list[Any]] = {
    "p": ["ya", "tidak"],
    "q": [*OPTIONS, NOT_ASKED],
    "c": [frozenset(x) for x in chain.from_iterable(combinations(OPTIONS, n) for n in range(4))],
    "n": [Fraction(n, 4) for n in range(25)],
}

SOME = st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=2, unique=True)
TESTS = st.one_of(
    st.sampled_from([{"item": "p", "is": "ya"}, {"item": "p", "is": "tidak"}]),
    SOME.map(lambda some: {"item": "q", "is": some}),
    SOME.map(lambda some: {"item": "c", "has": some}),
    st.tuples(SOME, st.integers(1, 3)).map(lambda t: {"item": "c", "count": t[1], "of": t[0]}),
    st.integers(1, 3).map(lambda n: {"item": "c", "count": n, "max": 2}),
    st.tuples(st.sampled_from(["min", "max", "below", "above"]), st.integers(0, 6)).map(
        lambda t: {"item": "n", t[0]: t[1]}
    ),
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"all": some}),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"any": some}),
        inner.map(lambda one: {"not": one}),
    ),
    max_leaves=4,
)
TABLES = st.lists(CONDITIONS, min_size=1, max_size=4).map(
    lambda some: {"table": [*({"when": c, "level": n} for n, c in enumerate(some)), {"level": 9}]}
)


def tried(rule: Rule) -> list[bool]:
    """For each row whether any of all answers makes it the first that holds."""
    items = list(dict.fromkeys(i for row in rule.rows for i in items_of(row.when)))
    found = [False] * len(rule.rows)
    for values in product(*(EVERY[item] for item in items)):
        answer = dict(zip(items, values, strict=True)).get
        first = next(
            (n for n, row in enumerate(rule.rows) if row.when is None or holds(row.when, answer)),
            None,
        )
        if first is not None:
            found[first] = True
    return found


@given(TABLES)
@settings(max_examples=150)
def test_the_search_finds_what_trying_everything_finds(raw: dict[str, Any]) -> None:
    rule = read_rule(raw)
    assert reachable_rows(rule, QUESTIONS) == tried(rule)


def test_a_ratio_is_tried_on_both_sides_of_its_bounds() -> None:
    steps = [{"ratio": ["x", "y"], "min": f"0.{n}"} for n in (25, 50, 75, 90)]
    numbers = {"x": Question("number"), "y": Question("number")}
    assert reachable_rows(read_rule({"ladder": steps}), numbers) == [True] * 5
    two = {"table": [{"when": {"ratio": ["x", "y"], "min": "0.9"}, "level": 1},
                     {"when": {"ratio": ["x", "y"], "min": "0.95"}, "level": 2}]}  # fmt: skip
    assert reachable_rows(read_rule(two), numbers) == [True, False]


def test_two_numbers_are_compared_with_each_other_and_with_constants() -> None:
    numbers = {"x": Question("number"), "y": Question("number")}
    signs = ["<", "=", ">"]
    rows: list[dict[str, Any]] = [
        {"when": {"compare": ["x", sign, "y"]}, "level": n} for n, sign in enumerate(signs)
    ]
    assert reachable_rows(read_rule({"table": rows}), numbers) == [True] * 3
    constant = {
        "table": [{"when": {"compare": ["x", ">=", {"number": "7"}]}, "level": 1}, {"level": 0}]
    }
    assert reachable_rows(read_rule(constant), numbers) == [True, True]


def test_a_question_that_may_not_be_asked_is_tried_unasked() -> None:
    found = list(domain("q", QUESTIONS["q"], []))
    assert found[-1] is NOT_ASKED


def test_a_text_is_tried_as_each_word_asked_for_and_as_none_of_them() -> None:
    rule = read_rule({"table": [{"when": {"item": "t", "is": "x"}, "level": 1}, {"level": 0}]})
    assert reachable_rows(rule, {"t": Question("text")}) == [True, True]


def test_options_no_test_tells_apart_are_counted_not_combined() -> None:
    many = Question("choices", tuple(f"o{n}" for n in range(40)))
    rule = read_rule({"count": {"item": "c", "steps": [1, 10, 20, 40]}})
    assert len(list(domain("c", many, [row.when for row in rule.rows if row.when]))) == 41
    assert reachable_rows(rule, {"c": many}) == [True] * 5
    assert not all(
        reachable_rows(read_rule({"count": {"item": "c", "steps": [1, 41]}}), {"c": many})
    )


def test_where_the_search_grows_too_long_no_row_is_called_dead() -> None:
    names = [f"n{n}" for n in range(12)]
    numbers = {name: Question("number") for name in names}
    pairs = [{"any": [{"item": a, "min": 3}, {"item": b, "below": 3}]} for a, b in pairwise(names)]
    never = {"all": [*pairs, {"item": names[0], "below": 1}, {"item": names[-1], "min": 5}]}
    rule = read_rule({"table": [{"when": never, "level": 1}]})
    assert reachable_rows(rule, numbers) == [True]
    assert 5 ** len(names) > MOST_STEPS


def test_a_rule_that_asks_what_is_not_there_is_left_to_the_check_of_names() -> None:
    rule = read_rule({"table": [{"when": {"item": "zz", "is": "x"}, "level": 1}]})
    assert reachable_rows(rule, QUESTIONS) == [True]
