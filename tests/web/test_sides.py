"""Documents, field and users on one scale, whatever their forms are called; nothing made up."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tilik.web.presenters.sides import Sides, get_roles, mean, measure

ROLES = {"E": "evaluation", "R": "respondents", "G": "government"}


def leaf(item: str, value: int | None, weight: str | None = "1", top: int = 5) -> dict[str, Any]:
    return {
        "code": item,
        "item": item,
        "scale": ["0", str(top)],
        "value": None if value is None else {"exact": f"{value}/1"},
        "weight": None if weight is None else {"exact": weight},
        "gap": None if value is not None else "not-answered",
    }


def node(code: str, *children: dict[str, Any], value: str | None = None, weight: str = "1",
         top: int = 5, gap: str | None = None) -> dict[str, Any]:  # fmt: skip
    return {
        "code": code,
        "scale": ["0", str(top)],
        "value": None if value is None else {"exact": value},
        "weight": {"exact": weight},
        "gap": gap,
        "children": list(children),
    }


def test_the_highest_part_of_one_role_is_taken_as_it_stands() -> None:
    evaluation = node("f2", leaf("E:1", 2), leaf("E:2", 4), value="14/5", weight="3/4")
    users = node("f3", leaf("R:1", 4), value="4/1", weight="1/4")
    tree = node("index", evaluation, users, value="31/10")
    assert measure(tree, ROLES, "evaluation") == Fraction(14, 5)
    assert measure(tree, ROLES, "respondents") == 4


def test_mixed_parts_are_opened_and_weighed_as_the_index_weighs_them() -> None:
    mixed = node(
        "dim",
        node("in", leaf("E:1", 4), value="4/1", weight="1/4"),
        node("out", leaf("G:1", 5), value="5/1", weight="1/2"),
        node("pr", leaf("E:2", 1), value="1/1", weight="1/4"),
        weight="7/10",
    )
    tree = node("index", mixed, node("trust", leaf("R:1", 3), value="3/1", weight="3/10"))
    assert measure(tree, ROLES, "evaluation") == Fraction(5, 2)
    assert measure(tree, ROLES, "government") == 5


def test_scales_that_differ_meet_on_the_scale_of_the_index() -> None:
    users = node("users", leaf("R:1", 3, top=4), value="3/1", top=4, weight="1/2")
    tree = node("index", users, leaf("E:1", 1, "1/2"), top=100)
    assert measure(tree, ROLES, "respondents") == 75


def test_one_missing_part_makes_the_side_unknown_and_not_lower() -> None:
    tree = node(
        "index",
        node("a", leaf("E:1", 4), value="4/1", weight="1/2"),
        node("b", leaf("E:2", None), leaf("G:1", 5), weight="1/2"),
    )
    assert measure(tree, ROLES, "evaluation") is None


def test_a_form_that_was_not_used_is_left_out() -> None:
    unused = node("online", leaf("R:9", None), gap="not-applicable", weight="1")
    tree = node("index", node("a", leaf("E:1", 4), unused, value="4/1"), value="4/1")
    assert measure(tree, ROLES, "evaluation") == 4
    assert measure(tree, ROLES, "respondents") is None


def test_a_part_outside_the_score_weighs_nothing() -> None:
    extra = leaf("E:9", 0, weight=None)
    tree = node("index", leaf("E:1", 4, "1/2"), leaf("R:1", 2, "1/2"), extra)
    assert measure(tree, ROLES, "evaluation") == 4


def test_without_a_result_nothing_is_known() -> None:
    assert measure(None, ROLES, "evaluation") is None


def test_readings_are_rounded_once_and_unknown_sides_stay_unknown() -> None:
    readings = Sides(Fraction(2, 3), None, Fraction(5)).list_readings()
    assert [each.side for each in readings] == ["paper", "field", "citizen"]
    assert [each.value for each in readings] == [Decimal("0.67"), None, Decimal("5.00")]


def test_the_roles_come_from_the_instrument() -> None:
    document = {"forms": [{"code": "X", "role": "claim"}, {"code": "Y", "role": "respondents"}]}
    assert get_roles(document) == {"X": "claim", "Y": "respondents"}


@given(st.lists(st.one_of(st.none(), st.integers(0, 5).map(Fraction))))
def test_the_mean_is_of_the_known_values_alone(values: list[Fraction | None]) -> None:
    found, n = mean(values)
    known = [value for value in values if value is not None]
    assert n == len(known)
    assert found is None if not known else found * n == sum(known)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9)), min_size=1, max_size=6))
def test_a_side_lies_between_its_lowest_and_highest_part(parts: list[tuple[int, int]]) -> None:
    leaves = [leaf(f"E:{n}", value, f"{weight}/9") for n, (value, weight) in enumerate(parts)]
    other = leaf("R:1", 5, "1/9")
    found = measure(node("index", *leaves, other), ROLES, "evaluation")
    values = [value for value, _weight in parts]
    assert found is not None
    assert min(values) <= found <= max(values)
    naive = sum(Fraction(v * w) for v, w in parts) / sum(w for _v, w in parts)
    assert found == naive
