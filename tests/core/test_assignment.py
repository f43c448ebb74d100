"""Sharing units out: never one's own, even, rotated, the same every time; held against all ways."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.assignment import Evaluator, Task, assign

PEOPLE, UNITS = "ABC", "uvwxy"
ONE = st.just(1)
NAMES = st.frozensets(st.sampled_from(UNITS), max_size=3)


@st.composite
def make_cases(draw, weights=ONE):
    """A few units and evaluators with units of their own and of last year."""
    units = UNITS[: draw(st.integers(0, len(UNITS)))]
    people = [
        Evaluator(name, draw(NAMES), draw(NAMES)) for name in PEOPLE[: draw(st.integers(0, 3))]
    ]
    return [Task(unit, draw(weights)) for unit in units], people, draw(st.integers(1, 2))


def measure(tasks, people, plan) -> tuple[int, int]:
    """Unevenness and how many check the same again, counted anew."""
    weights = {task.unit: task.weight for task in tasks}
    loads = [
        sum(weights[unit] for unit, names in plan.items() if one.name in names) for one in people
    ]
    again = sum(
        unit in one.last and one.name in names for unit, names in plan.items() for one in people
    )
    return sum(load**2 for load in loads), again


def list_plans(tasks, people, each):
    """Every way to share them out with as many evaluators a unit as may."""
    ways = []
    for task in tasks:
        may = [one.name for one in people if task.unit not in one.own]
        ways.append(list(combinations(may, min(each, len(may)))))
    for chosen in product(*ways):
        yield dict(zip((task.unit for task in tasks), chosen, strict=True))


def count(plan, name: str) -> int:
    return sum(name in names for names in plan.values())


@given(make_cases())
def test_no_way_of_sharing_equal_units_is_better(case) -> None:
    tasks, people, each = case
    plan = assign(tasks, people, each)
    best = min(measure(tasks, people, other) for other in list_plans(tasks, people, each))
    assert measure(tasks, people, plan) == best


@given(make_cases(weights=st.integers(1, 4)))
def test_nobody_checks_their_own_and_every_unit_has_as_many_as_may(case) -> None:
    tasks, people, each = case
    plan = assign(tasks, people, each)
    assert list(plan) == [task.unit for task in tasks]
    for unit, names in plan.items():
        may = [one.name for one in people if unit not in one.own]
        assert len(set(names)) == len(names) == min(each, len(may))
        assert set(names) <= set(may)


@given(make_cases(weights=st.integers(1, 4)))
def test_the_order_of_names_changes_nothing(case) -> None:
    tasks, people, each = case
    plan = assign(tasks, people, each)
    assert assign(tasks, people[::-1], each) == plan
    assert assign(tasks[::-1], people, each) == plan


@given(make_cases(weights=st.integers(1, 4)), st.data())
def test_who_is_kept_stays_whatever_else_is_better(case, data) -> None:
    tasks, people, each = case
    before = assign(tasks, people, each)
    kept = {
        unit: frozenset(data.draw(st.sampled_from([(), names[:1]])))
        for unit, names in before.items()
    }
    plan = assign([Task(t.unit, t.weight, kept[t.unit]) for t in tasks], people, each)
    for unit, names in plan.items():
        assert kept[unit] <= set(names)
        assert len(names) == len(before[unit])


def test_sixty_units_are_shared_evenly_among_seven() -> None:
    tasks = [Task(f"u{n:02}", 31) for n in range(60)]
    people = [Evaluator(name) for name in "ABCDEFG"]
    plan = assign(tasks, people)
    assert {count(plan, one.name) for one in people} == {8, 9}


def test_two_a_unit_are_two_different_people_and_even() -> None:
    tasks = [Task(f"u{n:02}", 31) for n in range(30)]
    people = [Evaluator(name) for name in "ABCD"]
    plan = assign(tasks, people, 2)
    assert all(len(set(names)) == 2 for names in plan.values())
    assert {count(plan, one.name) for one in people} == {15}


def test_whoever_checked_a_unit_last_year_gets_another() -> None:
    units = [f"u{n}" for n in range(6)]
    people = [Evaluator("A", last=frozenset(units[:3])), Evaluator("B", last=frozenset(units[3:]))]
    plan = assign([Task(unit) for unit in units], people)
    assert {unit: names[0] for unit, names in plan.items()} == {
        "u0": "B", "u1": "B", "u2": "B", "u3": "A", "u4": "A", "u5": "A",
    }  # fmt: skip


def test_evenness_comes_before_rotation() -> None:
    units = [f"u{n}" for n in range(6)]
    people = [Evaluator("A", last=frozenset(units)), Evaluator("B")]
    plan = assign([Task(unit) for unit in units], people)
    assert count(plan, "A") == count(plan, "B") == 3


def test_three_change_in_a_circle_where_two_cannot() -> None:
    people = [
        Evaluator("A", own=frozenset("w"), last=frozenset("u")),
        Evaluator("B", own=frozenset("u"), last=frozenset("v")),
        Evaluator("C", own=frozenset("v"), last=frozenset("w")),
    ]
    plan = assign([Task(unit) for unit in "uvw"], people)
    assert plan == {"u": ("C",), "v": ("A",), "w": ("B",)}


def test_load_passes_through_somebody_to_whom_it_can_reach() -> None:
    people = [
        Evaluator("A", own=frozenset("xy")),
        Evaluator("B", own=frozenset("uvw")),
        Evaluator("C", own=frozenset("uvwx")),
    ]
    plan = assign([Task(unit) for unit in "uvwxy"], people)
    assert (count(plan, "A"), count(plan, "B"), count(plan, "C")) == (3, 1, 1)


@pytest.mark.parametrize("each", [1, 2])
def test_a_unit_that_is_everybodys_own_has_nobody(each: int) -> None:
    people = [Evaluator("A", own=frozenset("u")), Evaluator("B", own=frozenset("u"))]
    assert assign([Task("u"), Task("v")], people, each)["u"] == ()


def test_without_evaluators_nothing_is_assigned() -> None:
    assert assign([Task("u")], []) == {"u": ()}


def test_heavier_units_count_for_more() -> None:
    tasks = [Task("u", 60), Task("v", 30), Task("w", 30)]
    plan = assign(tasks, [Evaluator("A"), Evaluator("B")])
    assert plan["v"] == plan["w"] != plan["u"]


def test_a_hundred_units_and_twenty_evaluators_take_a_moment() -> None:
    tasks = [Task(f"u{n:03}", 31) for n in range(100)]
    people = [
        Evaluator(
            f"e{n:02}", frozenset({f"u{n:03}"}), frozenset(f"u{k:03}" for k in range(n, 100, 20))
        )
        for n in range(20)
    ]
    plan = assign(tasks, people)
    assert {count(plan, one.name) for one in people} == {5}
    assert measure(tasks, people, plan)[1] == 0
