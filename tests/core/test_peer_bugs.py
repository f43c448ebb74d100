"""Wrong numbers found by reading other applications; each of them is a test here."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest

from tests.core.small import given
from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.export import result_data
from tilik.core.grading import grade
from tilik.core.instrument import Gap, Instrument
from tilik.core.numbers import round_half_up
from tilik.core.ranking import Entry, rank
from tilik.core.results import Part, Result, roll_up, score_units
from tilik.core.score import ESTIMATE, INCOMPLETE, Score
from tilik.library.load import load

F = Fraction
SIZES = {"a": 9, "b": 5, "c": 6, "d": 4, "e": 4, "f": 2}
ELEMENTS = [f"U{n}" for n in range(1, 10)]


def pekppp(variant: str = "", **index: Any) -> Instrument:
    document = load("pekppp-2022").document
    return build({**document, "index": {**document["index"], **index}}, variant)


def skm(variant: str = "") -> Instrument:
    return build(load("skm-2017").document, variant)


def aspects(*values: int) -> list[Answer]:
    """F-02 A of one unit, every indicator of an aspect at the aspect's level."""
    levels = [v for v, n in zip(values, SIZES.values(), strict=True) for _ in range(n)]
    return given("u", "F-02A", {str(n): v for n, v in enumerate(levels, 1)})


def people(form: str, *rows: Iterable[int]) -> list[Answer]:
    return [
        answer
        for n, row in enumerate(rows)
        for answer in given("u", form, {str(i): v for i, v in enumerate(row, 1)}, respondent=str(n))
    ]


def asked(*rows: dict[str, Any], variant: str = "") -> Result:
    answers = [a for n, row in enumerate(rows) for a in given("u", "SKM", row, respondent=str(n))]
    (result,) = score_units(skm(variant), answers)
    return result


def scored(*answers: Answer, variant: str = "") -> Result:
    (result,) = score_units(pekppp(variant), answers)
    return result


def part(result: Result, code: str) -> Score:
    found = result.tree.find(code)
    assert found is not None
    return found


def letters(result: Result) -> list[str]:
    return [band.grade for band in result.outcome.bands]


def letter(instrument: Instrument, value: str | Fraction) -> str:
    return grade(instrument.grades[0], F(value)).band.grade


# ---- weights ----------------------------------------------------------------------------


def test_aspect_weights_are_used_and_not_just_stored() -> None:
    made = part(scored(*aspects(5, 5, 4, 2, 2, 2)), "f02a")
    assert made.value == F("3.83") and letter(pekppp(), F("3.83")) == "B"
    assert made.value != sum([5, 5, 4, 2, 2, 2], F(0)) / 6


def test_policy_indicators_weigh_what_the_table_says() -> None:
    answers = given("u", "F-02A", dict(zip("123456789", (5, 5, 1, 5, 5, 5, 1, 1, 1), strict=True)))
    assert part(scored(*answers), "f02a.a").value == F("3.88")
    plain = part(scored(*answers, variant="plain-aspect-mean"), "f02a.a")
    assert plain.value == F(29, 9)


def test_nine_weights_cut_to_three_decimals_cap_the_index_below_five() -> None:
    document = load("pekppp-2022").document
    form = document["index"]["children"][0]["children"][0]
    cut = {**form["children"][0], "weighting": "plain", "round_weights": "3"}
    index = {**form, "scale": ["0", "5"], "children": [cut, *form["children"][1:]]}
    (result,) = score_units(build({**document, "index": index}), aspects(5, 5, 5, 5, 5, 5))
    assert result.outcome.value == F("4.9988")
    assert part(scored(*aspects(5, 5, 5, 5, 5, 5)), "f02a").value == 5


def test_a_weight_that_is_missing_is_unknown_and_not_zero() -> None:
    document = load("pekppp-2022").document
    form = document["index"]["children"][0]["children"][0]
    without = [
        {
            **a,
            "children": [
                {**c, "weight": "unknown"} if n % 2 else c for n, c in enumerate(a["children"])
            ],
        }
        for a in form["children"]
        if a.get("scored", True)
    ]
    index = {**form, "scale": ["0", "5"], "children": without}
    (result,) = score_units(build({**document, "index": index}), aspects(5, 5, 5, 5, 5, 5))
    assert (result.outcome.value, result.outcome.low, result.outcome.high) == (5, 5, 5)
    assert ESTIMATE in result.outcome.status


# ---- missing is not zero ----------------------------------------------------------------


def test_a_perfect_evaluation_without_respondents_is_incomplete_and_never_3_75() -> None:
    result = scored(*aspects(5, 5, 5, 5, 5, 5))
    assert (result.outcome.value, result.outcome.low, result.outcome.high) == (None, F("3.75"), 5)
    assert result.outcome.status == {INCOMPLETE} and letters(result) == ["B", "A-", "A"]
    alone = scored(*aspects(5, 5, 5, 5, 5, 5), variant="missing-f03=f02-only")
    assert alone.outcome.value == 5


def test_respondents_without_an_evaluation_are_incomplete_and_never_0_625() -> None:
    result = scored(*people("F-03A", [2, 3] * 7))
    assert (result.outcome.value, result.outcome.low) == (None, F("0.625"))
    assert result.outcome.high == F("4.375") and "grade" not in result_data(pekppp(), result, {})


def test_an_unanswered_question_is_told_from_a_zero() -> None:
    zero = people("F-03A", [4] * 7 + [0] * 7)
    blank = [
        a if a.value else Answer(a.unit, a.form, a.item, gap=Gap.NOT_ANSWERED, respondent="0")
        for a in zero
    ]
    f03 = [
        next(n for n in scored(*rows).tree.children if n.code != "f02") for rows in (zero, blank)
    ]
    assert [node.value for node in f03] == [2, 4]


def test_an_unscored_indicator_leaves_its_aspect_open() -> None:
    aspect = part(scored(*aspects(5, 5, 5, 5, 5, 5)[1:]), "f02a.a")
    assert (aspect.value, aspect.low, aspect.high) == (None, F("4.15"), 5)


def test_an_unmarked_unit_is_absent_from_the_average() -> None:
    made = roll_up(pekppp(), [Part("a", F(4)), Part("b", F(5)), Part("c", None)])
    assert made.outcome.value == F("4.5") and made.missing == ("c",)


def test_the_average_divides_by_the_units_there_are() -> None:
    units = [Part(str(n), F(4)) for n in range(10)]
    assert roll_up(pekppp(), units).outcome.value == 4


# ---- respondents and evaluators ---------------------------------------------------------


def test_all_respondents_count_and_not_only_the_first() -> None:
    result = scored(*people("F-03A", [5] * 14, [1] * 14, [3] * 14))
    assert part(result, "F-03A:1").value == 3
    assert next(n for n in result.tree.children if n.code != "f02").value == 3


def test_the_real_row_shows_both_ways_to_average() -> None:
    row = people("F-03A", [4] * 7 + [5] * 7)
    flat, means = scored(*row), scored(*row, variant="f03-aspect-means")
    values = [next(n for n in r.tree.children if n.code != "f02").value for r in (flat, means)]
    assert values == [F("4.5"), F("4.6")]
    assert means.outcome.low - flat.outcome.low == F("0.025")


def test_answers_are_averaged_and_not_respondents_averages() -> None:
    rows = [*people("F-03A", [5] * 14), *given("u", "F-03A", {"1": 0}, respondent="second")]
    assert next(n for n in scored(*rows).tree.children if n.code != "f02").value == F(70, 15)


def test_two_evaluators_are_averaged_and_not_added_up() -> None:
    rows = [
        *given("u", "F-02A", {"1": 4}, evaluator="x"),
        *given("u", "F-02A", {"1": 5}, evaluator="y"),
    ]
    assert part(scored(*rows), "F-02A:1").value == F("4.5")


# ---- categories -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3.505", "B"),
        ("4.50", "A-"),
        ("3.50", "B-"),
        ("4.504", "A-"),
        ("1.005", "E"),
        ("0", "F"),
        ("5", "A"),
    ],
)
def test_between_printed_bounds_there_is_no_gap(value: str, expected: str) -> None:
    assert letter(pekppp(), value) == expected


def test_another_table_on_a_hundred_grades_more_than_a_seventh_of_all_values_otherwise() -> None:
    table = [
        (90, "A"),
        (81, "A-"),
        (71, "B"),
        (61, "B-"),
        (51, "C"),
        (41, "C-"),
        (31, "D"),
        (0, "F"),
    ]
    instrument = pekppp()
    grid = [F(n, 100) for n in range(0, 10_001, 10)]
    other = [next(g for bound, g in table if value >= bound) for value in grid]
    unlike = sum(letter(instrument, v / 20) != g for v, g in zip(grid, other, strict=True))
    assert F(unlike, len(grid)) > F(15, 100)


def test_a_value_is_rounded_and_not_cut_to_one_decimal() -> None:
    assert letter(pekppp(), "4.07") == "A-" and letter(pekppp(), "4.0") == "B"


@pytest.mark.parametrize("value", ["100.30", "24.99", "-1"])
def test_what_no_survey_can_reach_has_no_category(value: str) -> None:
    with pytest.raises(UserError):
        letter(skm(), value)


def test_the_categories_of_the_survey_are_named_as_in_the_regulation() -> None:
    names = {grade(skm().grades[0], F(v)).band.name["id"] for v in ("25", "65", "76.61", "88.31")}
    assert names == {"Tidak Baik", "Kurang Baik", "Baik", "Sangat Baik"}


def test_the_bounds_of_2004_are_not_used() -> None:
    assert [letter(skm(), v) for v in ("43.76", "62.51", "81.26")] == ["D", "D", "B"]


@pytest.mark.parametrize(
    ("mean", "right", "rounded_first"),
    [("3.5324", "A", "B"), ("3.0644", "B", "C"), ("2.5999", "C", "C"), ("2.595", "D", "C")],
)
def test_the_mean_is_not_rounded_before_it_is_multiplied(
    mean: str, right: str, rounded_first: str
) -> None:
    assert letter(skm(), F(mean) * 25) == right
    assert letter(skm(), round_half_up(F(mean), 2) * 25) == rounded_first


def test_the_edge_at_64_9975_depends_on_the_rounding_and_both_are_said() -> None:
    assert letter(skm(), "64.9975") == "C"
    assert letter(skm("unrounded-index"), "64.9975") == "D"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("76.30", "C"),
        ("76.60", "C"),
        ("76.605", "B"),
        ("76.61", "B"),
        ("65", "C"),
        ("64.99", "D"),
        ("88.30", "B"),
        ("88.304", "B"),
        ("88.305", "A"),
        ("88.31", "A"),
        ("100", "A"),
        ("25", "D"),
    ],
)
def test_survey_categories_have_no_gap_and_include_their_lower_bound(
    value: str, expected: str
) -> None:
    assert letter(skm(), value) == expected


# ---- the survey's weight ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "variant", "value", "expected"),
    [
        (3, "", "75", "C"),
        (3, "w0111", "74.925", "C"),
        (3, "w011", "74.25", "C"),
        (4, "", "100", "A"),
        (4, "w0111", "99.9", "A"),
        (4, "w011", "99", "A"),
        (1, "", "25", "D"),
        (1, "w0111", "24.975", "D"),
        (1, "w011", "24.75", "D"),
    ],
)
def test_one_ninth_is_exact_and_its_cut_forms_are_variants(
    answer: int, variant: str, value: str, expected: str
) -> None:
    result = asked(*[dict.fromkeys(ELEMENTS, answer)] * 3, variant=variant)
    assert result.outcome.value == F(value) and letters(result) == [expected]
    assert result_data(skm(variant), result, {})["grade"] == expected


def test_a_blank_is_left_out_of_its_elements_mean() -> None:
    result = asked(dict.fromkeys(ELEMENTS, 4), dict.fromkeys(ELEMENTS[1:], 4))
    assert result.outcome.value == 100


def test_an_element_that_does_not_apply_leaves_one_eighth_for_each_other() -> None:
    row = dict.fromkeys(ELEMENTS, 3) | {"U4": Gap.NOT_APPLICABLE}
    result = asked(row, row)
    assert result.outcome.value == 75 and part(result, "SKM:U1").weight == F(1, 8)
    assert result.tree.reason.facts["left_out"] == 1


def test_an_element_nobody_answered_is_not_divided_by_a_fixed_nine() -> None:
    result = asked(dict.fromkeys(ELEMENTS[:8], 4))
    assert (result.outcome.value, result.outcome.high) == (None, 100)
    assert result.outcome.low == 100 - F(75, 9)


# ---- ranks ------------------------------------------------------------------------------


def test_scores_that_round_alike_are_still_ranked_apart() -> None:
    places = rank([Entry("a", F("3.8251")), Entry("b", F("3.8349"))])
    assert [(p.entry.name, p.rank, p.tied, p.shown) for p in places] == [
        ("b", 1, False, "3.835"),
        ("a", 2, False, "3.825"),
    ]
