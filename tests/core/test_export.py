"""Results as data: one form for files, stored results and publications."""

import json
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from tests.core.small import given, small_document, text
from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.export import (
    answer_data,
    band_data,
    first_difference,
    number,
    result_data,
    rollup_data,
)
from tilik.core.instrument import Gap, Instrument
from tilik.core.results import Part, Result, roll_up, score_units

SMALL = build(small_document())
FULL = given("u", "E", {"1": 3, "2": 4, "3": 5, "4": 2})
PEOPLE = given("u", "R", {"1": 4, "2": 4, "3": 4})


def exported(answers: list[Answer], instrument: Instrument = SMALL) -> dict[str, Any]:
    (result,) = score_units(instrument, answers)
    return result_data(instrument, result, {})


def test_a_value_is_written_exactly_and_in_decimals() -> None:
    assert number(Fraction(1, 3)) == {"exact": "1/3", "decimal": "0.333333"}
    assert number(None) is None


def test_one_possible_category_is_shown_with_name_zone_and_distance() -> None:
    data = exported(FULL + PEOPLE)
    assert {k: data[k] for k in ("unit", "score", "exact", "rounded", "range", "status")} == {
        "unit": "u",
        "score": "3.715000",
        "exact": "743/200",
        "rounded": "3.72",
        "range": ["3.715000", "3.715000"],
        "status": [],
    }
    assert (data["grade"], data["name"], data["zone"]) == ("B", text("B"), None)
    assert data["to_next"] == "0.290000" and "grades" not in data and "suffix" not in data
    assert data["variants"] == {} and "services" not in data and "assumption" not in data


def test_several_possible_categories_stand_in_place_of_one() -> None:
    data = exported(FULL)
    assert data["grades"] == ["C", "B"] and data["status"] == ["incomplete"]
    assert not {"grade", "name", "zone", "to_next"} & data.keys()
    assert (data["score"], data["exact"], data["rounded"]) == (None, None, None)


def test_the_highest_category_has_no_next_one() -> None:
    data = exported(given("u", "E", dict.fromkeys("1234", 5)) + PEOPLE)
    assert (data["grade"], data["to_next"]) == ("A", None)


def test_a_range_within_one_category_shows_it_without_a_distance() -> None:
    answers = given("u", "E", {"1": 3, "2": 4, "3": 4}) + PEOPLE
    document = small_document()
    document["grades"][0]["bands"] = document["grades"][0]["bands"][:1]
    data = exported(answers, build(document))
    assert data["grade"] == "E" and data["score"] is None and "to_next" not in data


def test_without_categories_the_grade_is_null() -> None:
    assert exported(FULL + PEOPLE, build(small_document(grades=[])))["grade"] is None


def test_a_point_that_rests_on_equal_weights_says_so() -> None:
    document = small_document()
    for child in document["index"]["children"][0]["children"]:
        child["weight"] = "unknown"
    data = exported(FULL + PEOPLE, build(document))
    assert data["assumption"] == "equal-weights" and data["status"] == ["estimate"]
    assert "assumption" not in exported(FULL, build(document))


def test_a_result_below_the_scale_is_shown_in_its_lowest_category() -> None:
    index = {"code": "all", "scale": ["25", "100"], "weighting": "plain", "round_weights": "3"}
    index["children"] = [{"item": f"E:{n}", "weight": "33"} for n in (1, 2, 3)]
    bands = [{"grade": g, "from": low, "name": text(g)} for g, low in (("D", "25"), ("C", "65"))]
    scale = {"code": "k", "decimals": "2", "bands": bands, "to": "100"}
    data = exported(
        given("u", "E", {"1": 0, "2": 0, "3": 0}),
        build(small_document(index=index, grades=[scale])),
    )
    assert (data["score"], data["grade"], data["to_next"]) == ("24.975000", "D", "40.000000")


def test_the_tree_says_of_every_node_what_it_is_made_of() -> None:
    tree = exported([*FULL, *PEOPLE, *given("u", "E", {"5": Gap.NOT_CHECKED})])["tree"]
    assert (tree["code"], tree["scale"], tree["weight"], tree["contribution"]) == (
        "all",
        ["0/1", "5/1"],
        None,
        None,
    )
    assert tree["reason"] == {"code": "weighted-mean", "parts": 2, "left_out": 0}
    leaf = tree["children"][0]["children"][0]["children"][0]
    assert leaf == {
        "code": "E:1",
        "item": "E:1",
        "scale": ["0/1", "5/1"],
        "value": {"exact": "3/1", "decimal": "3.000000"},
        "range": ["3/1", "3/1"],
        "weight": {"exact": "3/10", "decimal": "0.300000"},
        "contribution": {"exact": "9/10", "decimal": "0.900000"},
        "status": [],
        "reason": {"code": "answer", "n": 1},
        "gap": None,
        "n": 1,
    }
    unchecked = tree["children"][0]["children"][0]["children"][2]
    assert (unchecked["gap"], unchecked["reason"]) == ("not-checked", {"code": "not-checked"})
    assert json.loads(json.dumps(tree)) == tree


def test_services_and_variants_stand_beside_the_unit() -> None:
    answers = [a for s in ("s", "t") for a in given("u", "E", {"1": 3}, service=s)]
    other = build(small_document(), "all-plain")
    (result,), (varied,) = score_units(SMALL, answers), score_units(other, answers)
    data = result_data(SMALL, result, {"all-plain": (other, varied)})
    assert [s["service"] for s in data["services"]] == ["s", "t"]
    assert data["services"][0]["tree"]["code"] == "all" and "grades" in data["services"][0]
    assert data["variants"]["all-plain"]["range"] != data["range"]


def test_a_roll_up_names_its_units_its_missing_ones_and_its_groups() -> None:
    parts = [Part("a", Fraction(4), group="g"), Part("b", None)]
    data = rollup_data(SMALL, roll_up(SMALL, parts))
    assert data is not None
    assert data["units"] == [{"unit": "a", "score": "4.000000"}] and data["missing"] == ["b"]
    assert data["groups"]["g"]["grade"] == "B" and data["grades"] == ["D", "C", "B", "A"]
    assert "groups" not in (rollup_data(SMALL, roll_up(SMALL, parts[1:])) or {})
    assert rollup_data(SMALL, None) is None


def test_a_suffix_is_exported_with_the_category_it_belongs_to() -> None:
    document = small_document()
    document["grades"][0]["suffix"] = {"item": "E:5", "is": "tinggi", "text": text("tanpa")}
    instrument = build(document)
    made = roll_up(instrument, [Part("a", Fraction(4))], frozenset({"tinggi"}))
    assert (rollup_data(instrument, made) or {})["suffix"] == text("tanpa")


def test_a_band_is_its_mark_name_and_zone() -> None:
    assert band_data(SMALL.grades[0].bands[0]) == {"grade": "E", "name": text("E"), "zone": None}


@pytest.mark.parametrize(
    ("answer", "data"),
    [
        (
            Answer("u", "E", "1", Fraction(7, 2)),
            {"unit": "u", "form": "E", "item": "1", "value": "7/2"},
        ),
        (Answer("", "E", "1", "ya"), {"unit": "", "form": "E", "item": "1", "value": "ya"}),
        (
            Answer("u", "E", "1", frozenset("ba")),
            {"unit": "u", "form": "E", "item": "1", "value": "a;b"},
        ),
        (Answer("u", "E", "1", frozenset()), {"unit": "u", "form": "E", "item": "1", "value": ""}),
        (
            Answer("u", "E", "1", gap=Gap.NOT_CHECKED),
            {"unit": "u", "form": "E", "item": "1", "gap": "not-checked"},
        ),
        (
            Answer("u", "R", "1", Fraction(3), None, "p", "e", "s", "desk"),
            {
                "unit": "u",
                "form": "R",
                "item": "1",
                "respondent": "p",
                "service": "s",
                "evaluator": "e",
                "stage": "desk",
                "value": "3/1",
            },
        ),
    ],
)
def test_an_answer_is_written_without_empty_fields(answer: Answer, data: dict[str, str]) -> None:
    assert answer_data(answer) == data


# ---- the first difference ---------------------------------------------------------------

DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab1", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)
    ),
    max_leaves=8,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [path, *(p for key, value in inner for p in places(value, (*path, key)))]


def spelled(path: tuple[Any, ...]) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


@hypothesis_given(DATA)
def test_data_does_not_differ_from_itself(data: Any) -> None:
    assert first_difference(data, deepcopy(data)) is None


@hypothesis_given(DATA, st.data())
def test_any_single_change_is_found_where_it_was_made(data: Any, draw: Any) -> None:
    path = draw.draw(st.sampled_from(places(data)))
    changed = deepcopy({"top": data})
    holder: Any = changed
    for key in ("top", *path)[:-1]:
        holder = holder[key]
    key = ("top", *path)[-1]
    holder[key] = draw.draw(st.sampled_from(["other", 12, 0.5]))
    found = first_difference({"top": data}, changed)
    assert found is not None
    assert found[0] == spelled(("top", *path)) and found[2] == holder[key]


@pytest.mark.parametrize(
    ("found", "made", "difference"),
    [
        ({"a": 1}, {}, ("a", 1, None)),
        ({}, {"a": 1}, ("a", None, 1)),
        ({"a": {"b": 1}}, {"a": {"b": 2, "c": 3}}, ("a.b", 1, 2)),
        ([1, 2], [1], ("", [1, 2], [1])),
        ([1, [2]], [1, [3]], ("[1][0]", 2, 3)),
        (True, 1, ("", True, 1)),
        ("ab", ["a", "b"], ("", "ab", ["a", "b"])),
        ("ab", "cd", ("", "ab", "cd")),
    ],
)
def test_the_difference_is_named_with_its_path(found: Any, made: Any, difference: Any) -> None:
    assert first_difference(found, made) == difference


def test_a_list_may_have_been_a_tuple() -> None:
    assert first_difference([1, "a"], (1, "a")) is None


def test_results_are_made_of_what_was_asked_for() -> None:
    result = Result("u", SMALL, score_units(SMALL, FULL)[0].tree, (), "s")
    assert (result.unit, result.service) == ("u", "s") and result.outcome.status == {"incomplete"}
