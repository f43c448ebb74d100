"""Worked examples in every shape: each comes out, or is told with both values."""

from typing import Any

import pytest

from tests.library.samples import number, sound, text
from tests.library.spoils import form, put
from tilik.library.canonical import canonical
from tilik.library.cases import Difference, differences

DATA = sound()
MIXED = {"1": 5, "2": 4, "3": 3}
KEYS = [("F-02", "1"), ("F-02", "2"), ("F-02", "3"), ("F-03", "1")]
ALL = {"F-02": {"1": 4, "2": 4, "3": 4}, "F-03": {"1": [3, 5]}}


def numbered(value: Any) -> Any:
    """The value with numbers as a file gives them."""
    if isinstance(value, dict):
        return {key: numbered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [numbered(inner) for inner in value]
    return (
        number(str(value))
        if isinstance(value, int | float) and not isinstance(value, bool)
        else value
    )


def told(case: dict[str, Any], data: dict[str, Any] = DATA) -> list[tuple[str, Any, Any]]:
    """Field, expected and found of what does not come out."""
    whole = {"code": "c", "title": text("c"), **numbered(case)}
    return [(d.field, d.expected, d.found) for d in differences(canonical(data), [whole])]


@pytest.mark.parametrize(
    "case",
    [
        {"answers": ALL, "expect": {"score": "4.0000", "exact": "4/1", "rounded": "4.00", "grade": "B"}},
        {"answers": ALL, "expect": {"nodes": {"f02": 4, "f03": 4, "F-02:1": 4}, "status": [], "grades": ["B"]}},
        {"answers": ALL, "expect": {"range": [4, 4], "zone": None, "suffix": None}},
        {"answers": {"F-02": {"1": [4, 5], "2": 4, "3": 4}, "F-03": {"1": 4}}, "expect": {"nodes": {"F-02:1": "4.5"}}},
        {"answers": {"F-02": ALL["F-02"]}, "expect": {"score": None, "grade": None, "grades": ["B", "A"],
                                                      "range": ["3.0", "4.25"], "status": ["incomplete"]}},
        {"answers": {**ALL, "F-02": MIXED}, "variant": "sama", "expect": {"score": "4.00"}},
        {"answers": {**ALL, "F-02": MIXED}, "variant": "weights=given", "expect": {"score": "4.281"}},
        {"answers": {**ALL, "F-02": {"1": "TB", "2": 4, "3": 4}}, "expect": {"nodes": {"F-02:1": None}, "score": 4}},
        {"answers": [{"form": "F-02", "item": n, "value": 4, "evaluator": "e", "stage": "final"} for n in "123"]
         + [{"form": "F-03", "item": "1", "value": v, "respondent": str(v)} for v in (3, 5)], "expect": {"score": 4}},
        {"answers": [{"form": "F-02", "item": "1", "gap": "not-checked"}], "expect": {"score": None}},
        {"answers": [{"unit": u, "form": f, "item": i, "value": v, "respondent": "1"}
                     for u, v in (("A", 3), ("B", 5)) for f, i in KEYS],
         "expect": {"score": "4.00", "grade": "B"}},
        {"rollup": [{"unit": "A", "score": "4.10"}, {"unit": "B", "score": "3.95"}], "expect": {"rounded": "4.03"}},
        {"rollup": [{"unit": "A", "score": 4, "weight": 3}, {"unit": "B", "score": 2}], "expect": {"score": "3.5"}},
        {"rollup": [{"unit": "A", "score": 4}, {"unit": "B", "score": None}], "expect": {"status": ["incomplete"]}},
        {"grade": "2.505", "expect": {"grade": "B"}},
        {"grade": "2.504", "expect": {"grade": "C"}},
        {"suggest": "F-02:1", "answers": {"F-01": {"1.1": "ya", "1.2": ["a", "b"]}}, "expect": {"level": 3}},
        {"suggest": "F-02:1", "answers": {"F-01": {"1.1": "tidak"}}, "expect": {"level": 0, "decide": False}},
        {"suggest": "F-02:1", "answers": {"F-01": {"1.1": "ya"}}, "expect": {"level": None, "range": [1, 5]}},
        {"suggest": "F-02:2", "answers": {"F-01": {"2.1": 5, "2.2": "10"}}, "expect": {"level": 3}},
    ],
)  # fmt: skip
def test_each_shape_of_example_comes_out(case: dict[str, Any]) -> None:
    assert told(case) == []


@pytest.mark.parametrize(
    ("case", "field", "expected", "found"),
    [
        ({"answers": ALL, "expect": {"score": "4.0001"}}, "score", "4.0001", "4.0000"),
        ({"answers": ALL, "expect": {"nodes": {"f02": "3.9"}}}, "nodes.f02", "3.9", "4.0"),
        ({"answers": ALL, "expect": {"nodes": {"f99": 1}}}, "nodes.f99", "1", "–"),
        ({"answers": ALL, "expect": {"status": ["estimate"]}}, "status", ["estimate"], []),
        ({"answers": ALL, "expect": {"range": [0, 5]}}, "range", ["0", "5"], ["4", "4"]),
        ({"answers": ALL, "expect": {"grades": ["A", "B"]}}, "grades", ["A", "B"], ["B"]),
        ({"answers": ALL, "expect": {"score": None}}, "score", None, "4.000000"),
        ({"grade": "4.01", "expect": {"grade": "B"}}, "grade", "B", "A"),
        ({"suggest": "F-02:1", "answers": {"F-01": {"1.1": "ya", "1.2": "a"}}, "expect": {"decide": True}},
         "decide", True, False),
    ],
)  # fmt: skip
def test_what_does_not_come_out_is_told_with_both_values(
    case: dict[str, Any], field: str, expected: Any, found: Any
) -> None:
    assert told(case) == [(field, expected, found)]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"answers": {"F-02": {"99": 4}}, "expect": {"score": 4}}, "unknown-item"),
        ({"answers": {"F-02": {"1": 6}}, "expect": {"score": 4}}, "bad-value"),
        ({"answers": {}, "expect": {"score": 4}}, "case-without-answers"),
        ({"grade": "5.5", "expect": {"grade": "A"}}, "out-of-scale"),
        ({"suggest": "F-02:3", "expect": {"level": 4}}, "no-rule"),
        ({"variant": "tiada", "grade": 4, "expect": {"grade": "B"}}, "unknown-variant"),
        ({"year": 1999, "grade": 4, "expect": {"grade": "B"}}, "unknown-year"),
    ],
)
def test_an_example_that_asks_for_what_is_not_there_is_told_why(
    case: dict[str, Any], words: str
) -> None:
    [(field, expected, found)] = told(case)
    assert (field, expected) == ("", numbered(case["expect"]))
    assert words in found


def test_an_instrument_without_categories_grades_nothing() -> None:
    data = sound()
    data["grades"] = []
    assert "no-grades" in told({"grade": 4, "expect": {"grade": "B"}}, data)[0][2]
    assert told({"answers": ALL, "expect": {"score": 4, "grade": None, "grades": []}}, data) == []


def test_answers_of_the_government_need_no_unit() -> None:
    data = sound()
    put(form(data, 0), role="government")
    scale = data["grades"][0]
    put(scale, suffix={"item": "F-01:1.1", "is": "ya", "text": text("Tanpa cela")})
    case = {"rollup": [{"unit": "A", "score": 4}], "answers": {"F-01": {"1.1": "ya"}},
            "expect": {"grade": "B", "suffix": "Tanpa cela (id)"}}  # fmt: skip
    assert told(case, data) == []


def test_a_difference_names_its_case_by_number_and_code() -> None:
    wrong = {"code": "salah", "title": text("x"), "grade": number(4), "expect": {"grade": "A"}}
    right = {**wrong, "code": "benar", "expect": {"grade": "B"}}
    assert differences(canonical(sound()), [right, wrong]) == [
        Difference(1, "salah", "grade", "A", "B")
    ]
