"""PEKPPP as data: worked examples, weights, provenance, forms, and a naive twin of the index."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.instrument import Instrument
from tilik.core.numbers import decimal_text
from tilik.core.results import Result, score_units
from tilik.core.suggestions import suggest_all
from tilik.library.canonical import nodes
from tilik.library.cases import differences
from tilik.library.emit import emit
from tilik.library.load import find, load, load_cases
from tilik.library.source import read

CODE = "pekppp-2022"
ASPECTS = {
    "a": (24, 1, 9),
    "b": (25, 10, 14),
    "c": (18, 15, 20),
    "d": (11, 21, 24),
    "e": (10, 25, 28),
    "f": (12, 29, 30),
}
WITHIN = (
    17,
    14,
    7,
    14,
    10,
    17,
    7,
    7,
    7,
    10,
    20,
    20,
    20,
    30,
    15,
    23,
    20,
    20,
    11,
    11,
    30,
    20,
    20,
    30,
    20,
    25,
    25,
    30,
    50,
    50,
)
USERS = ((1, 4), (5, 7), (8, 11), (12, 13), (14, 14))
REAL_ROW = (4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5)


def document() -> dict[str, Any]:
    return load(CODE).document


@cache
def instrument(variant: str = "") -> Instrument:
    return build(document(), variant)


def form(code: str) -> dict[str, Any]:
    return next(f for f in document()["forms"] if f["code"] == code)


def item(form_code: str, code: str) -> dict[str, Any]:
    return next(i for i in form(form_code)["items"] if i["code"] == code)


def node(code: str) -> Mapping[str, Any]:
    return next(n for n in nodes(document()["index"]) if n.get("code") == code)


def answers(levels: dict[int, int], users: list[tuple[int | None, ...]]) -> Iterator[Answer]:
    for number, level in levels.items():
        yield Answer("unit", "F-02A", str(number), value=Fraction(level))
    for person, row in enumerate(users):
        for number, value in enumerate(row, 1):
            if value is not None:
                yield Answer(
                    "unit", "F-03A", str(number), value=Fraction(value), respondent=str(person)
                )


def scored(
    levels: dict[int, int], users: list[tuple[int | None, ...]], variant: str = ""
) -> Result:
    return score_units(instrument(variant), list(answers(levels, users)))[0]


def grades(result: Result) -> list[str]:
    return [band.grade for band in result.outcome.bands]


def test_every_worked_example_recomputes() -> None:
    cases = load_cases(find(CODE)).data
    assert len(cases) >= 200
    assert differences(document(), cases) == []


def test_the_file_is_canonical() -> None:
    source = read(find(CODE).path)
    assert emit(source.data) == source.text


# ---- what is in the file ----


def test_the_forms_have_the_items_of_the_instrument() -> None:
    sizes = {f["code"]: len(f["items"]) for f in document()["forms"]}
    assert sizes["F-01"] > 80
    assert (sizes["F-02A"], sizes["F-02B"], sizes["F-03A"], sizes["F-03B"]) == (31, 30, 14, 11)


def test_every_claim_question_stands_behind_an_indicator() -> None:
    claims = {i["claim"] for i in form("F-02A")["items"]}
    assert {i["indicator"] for i in form("F-01")["items"]} == claims
    assert claims == {str(n) for n in range(1, 32)}


def test_the_shares_of_the_evaluators_score_are_those_of_the_tables() -> None:
    printed = {
        "1": "4.08",
        "10": "2.5",
        "16": "4.14",
        "19": "1.98",
        "24": "3.3",
        "28": "3",
        "30": "6",
    }
    for number, share in printed.items():
        aspect = next(a for a, (_, first, last) in ASPECTS.items() if first <= int(number) <= last)
        inner = next(
            c for c in node(f"f02a.{aspect}")["children"] if c["item"] == f"F-02A:{number}"
        )
        assert Fraction(inner["weight"]) * Fraction(
            node(f"f02a.{aspect}")["weight"]
        ) / 100 == Fraction(share)


def test_inner_weights_add_to_a_hundred_in_every_aspect() -> None:
    for aspect, (_, first, last) in ASPECTS.items():
        inner = [Fraction(c["weight"]) for c in node(f"f02a.{aspect}")["children"]]
        assert inner == [Fraction(w) for w in WITHIN[first - 1 : last]]
        assert sum(inner) == 100


def test_weights_of_the_online_form_are_unknown_and_never_invented() -> None:
    inner = [c for a in ASPECTS for c in node(f"f02b.{a}")["children"]]
    assert len(inner) == 29
    assert {c["weight"] for c in inner} == {"unknown"}


def test_the_ministrys_own_weights_are_told_from_those_of_local_applications() -> None:
    marks = {
        c["item"]: c["provenance"]["weight"]["mark"]
        for a in ASPECTS
        for c in node(f"f02a.{a}")["children"]
    }
    assert {marks[f"F-02A:{n}"] for n in range(1, 10)} == {"confirmed"}
    assert {marks[f"F-02A:{n}"] for n in range(10, 31)} == {"conflicting"}


def test_names_of_the_three_lowest_categories_are_marked_as_conflicting() -> None:
    marks = {b["grade"]: b["provenance"]["name"]["mark"] for b in document()["grades"][0]["bands"]}
    assert [g for g, mark in marks.items() if mark == "conflicting"] == ["F", "E", "D"]


def test_no_zone_is_presented_as_the_ministrys() -> None:
    assert {b["zone"] for b in document()["grades"][0]["bands"]} == {None}


def test_every_level_is_worded_differently_and_asks_for_evidence() -> None:
    for form_code in ("F-02A", "F-02B"):
        for entry in form(form_code)["items"]:
            words = {level["title"]["id"] for level in entry["levels"]}
            assert len(words) == 6, (form_code, entry["code"])
            assert all(slot["good"]["id"] != slot["bad"]["id"] for slot in entry["evidence"])


def test_every_effort_says_that_it_is_our_estimate() -> None:
    for form_code in ("F-02A", "F-02B"):
        for entry in form(form_code)["items"]:
            assert entry["effort"]["note"]["id"].startswith("Perkiraan kami")
            assert entry["effort"]["note"]["en"].startswith("Our estimate")
            needs = entry["effort"].get("requires", [])
            assert all(need.startswith(f"{form_code}:") for need in needs), entry["code"]


def test_every_item_has_a_theme() -> None:
    themed = [i for f in document()["forms"][1:] for i in f["items"]]
    assert len(themed) == 86
    assert all(i.get("theme") for i in themed)


# ---- known errors of circulating forms ----


def test_number_12_asks_for_mechanisms_and_not_for_the_criteria_of_number_13() -> None:
    mechanisms = {o["code"] for o in item("F-01", "12.1")["options"]}
    criteria = {o["code"] for o in item("F-01", "13.1")["options"]}
    assert {"diklat", "beasiswa", "konseling"} <= mechanisms
    assert mechanisms & criteria == {"tidak-ada"}


def test_number_24_is_a_choice_of_periods() -> None:
    question = item("F-01", "24.2")
    assert question["kind"] == "choice"
    assert len(question["options"]) == 5


def test_number_30_tells_a_draft_from_an_enactment() -> None:
    assert [o["code"] for o in item("F-01", "30.2")["options"]] == [
        "tidak",
        "rancangan",
        "ditetapkan",
    ]


# ---- rules ----


def test_where_the_rubric_is_silent_the_evaluator_decides() -> None:
    silent = {i["code"] for i in form("F-02A")["items"] if any("decide" in r for r in _table(i))}
    assert silent == {
        "1",
        "3",
        "4",
        "5",
        "6",
        "9",
        "11",
        "15",
        "16",
        "17",
        "21",
        "26",
        "28",
        "29",
        "30",
    }
    assert all(item("F-02A", code)["gaps"] for code in silent)


def _table(entry: dict[str, Any]) -> list[dict[str, Any]]:
    rule = entry.get("rule", {})
    return rule.get("table", []) if isinstance(rule, dict) else []


def test_every_silent_row_is_reached_by_a_worked_example() -> None:
    reached: dict[str, int] = {}
    for case in load_cases(find(CODE)).data:
        if case["expect"].get("decide"):
            reached[case["suggest"]] = reached.get(case["suggest"], 0) + 1
    for entry in form("F-02A")["items"]:
        rows = sum("decide" in row for row in _table(entry))
        assert reached.get(f"F-02A:{entry['code']}", 0) >= rows, entry["code"]


def test_nothing_answered_suggests_no_level() -> None:
    found = suggest_all(instrument(), {})
    assert len(found) == 54
    assert {(s.level, s.decide) for s in found.values()} == {(None, None)}


def test_the_order_of_number_23_changes_only_the_suggestion() -> None:
    levels = dict.fromkeys(range(1, 31), 3)
    one = scored(levels, [REAL_ROW]).outcome.value
    other = scored(levels, [REAL_ROW], "rubric-23=order-b,rubric-22=ladder").outcome.value
    assert one == other


# ---- the index ----


def test_a_missing_form_makes_the_index_incomplete() -> None:
    result = scored(dict.fromkeys(range(1, 31), 5), [])
    assert result.outcome.value is None
    assert (result.outcome.low, result.outcome.high) == (Fraction("3.75"), Fraction(5))
    assert grades(result) == ["B", "A-", "A"]


def test_users_alone_never_make_an_index() -> None:
    result = scored({}, [(2,) * 14, (3,) * 14])
    assert result.outcome.value is None
    assert result.outcome.low == Fraction("0.625")


def test_a_missing_level_leaves_only_its_own_share_open() -> None:
    levels = dict.fromkeys(range(1, 30), 5)
    result = scored(levels, [(5,) * 14])
    assert result.outcome.value is None
    assert result.outcome.low == 5 - Fraction("0.75") * Fraction("0.06") * 5


def test_the_two_readings_of_the_users_row_differ_by_a_tenth() -> None:
    levels = dict.fromkeys(range(1, 31), 5)
    flat, means = (scored(levels, [REAL_ROW], v).tree.find("f03") for v in ("", "f03-aspect-means"))
    assert flat is not None and means is not None
    assert (flat.value, means.value) == (Fraction("4.5"), Fraction("4.6"))


def test_both_forms_filled_in_are_marked_as_disputed() -> None:
    both = [*answers(dict.fromkeys(range(1, 31), 4), [(4,) * 14])]
    both += [Answer("unit", "F-02B", str(n), value=Fraction(4)) for n in range(1, 30)]
    result = score_units(instrument(), both)[0]
    found = result.tree.find("f02")
    assert found is not None
    assert "disputed" in found.status


def naive_ipp(
    levels: dict[int, int], users: list[tuple[int | None, ...]], variant: str
) -> Fraction:
    """The index in the regulation's words, with loops and nothing clever."""
    evaluators = Fraction(0)
    for weight, first, last in ASPECTS.values():
        numbers = range(first, last + 1)
        if variant == "plain-aspect-mean":
            aspect = Fraction(sum(levels[n] for n in numbers), len(numbers))
        else:
            aspect = sum((Fraction(WITHIN[n - 1], 100) * levels[n] for n in numbers), Fraction(0))
        evaluators += Fraction(weight, 100) * aspect
    if variant == "f03-flat-mean":
        every = [value for row in users for value in row if value is not None]
        people = Fraction(sum(every), len(every))
    else:
        people = _mean(
            [
                _mean(
                    [
                        _mean([Fraction(v) for v in row[a - 1 : b] if v is not None])
                        for a, b in USERS
                    ]
                )
                for row in users
            ]
        )
    return Fraction(3, 4) * evaluators + Fraction(1, 4) * people


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


LEVELS = st.lists(st.integers(0, 5), min_size=30, max_size=30).map(lambda v: dict(enumerate(v, 1)))
PEOPLE = st.lists(st.tuples(*[st.integers(0, 5)] * 14), min_size=1, max_size=4)
VARIANTS = st.sampled_from(["f03-flat-mean", "f03-aspect-means", "plain-aspect-mean"])


@given(LEVELS, PEOPLE, VARIANTS)
def test_the_index_agrees_with_a_naive_twin(
    levels: dict[int, int], users: list[tuple[int | None, ...]], variant: str
) -> None:
    result = scored(levels, users, variant)
    assert result.outcome.value == naive_ipp(levels, users, variant)


@given(LEVELS, PEOPLE)
def test_the_hundred_point_value_is_twenty_times_the_unrounded_index(
    levels: dict[int, int], users: list[tuple[int | None, ...]]
) -> None:
    value = scored(levels, users).outcome.value
    assert value is not None and 0 <= value * 20 <= 100
    assert abs(Fraction(decimal_text(value, 2)) - value) <= Fraction(1, 200)
