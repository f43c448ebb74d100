"""The satisfaction survey: worked examples, real answers, and a naive twin of the index."""

import csv
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.grading import grade
from tilik.core.instrument import Instrument
from tilik.core.numbers import decimal_text
from tilik.core.results import Result, score_units
from tilik.library.cases import differences
from tilik.library.emit import emit
from tilik.library.load import find, load, load_cases
from tilik.library.source import read

CODE = "skm-2017"
DATA = Path(__file__).parent.parent / "fixtures" / "skm"
ELEMENTS = tuple(f"U{n}" for n in range(1, 10))
Sheet = dict[str, int | None]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def respondents(name: str) -> list[Sheet]:
    return [{u: int(row[u]) for u in ELEMENTS} for row in rows(name)]


def counted_respondents() -> list[Sheet]:
    """One respondent per printed answer: only the counts of each element matter."""
    answers = {
        row["unsur"]: [v for v in (1, 2, 3, 4) for _ in range(int(row[f"count_{v}"]))]
        for row in rows("counts-balkesmas-2024.csv")
    }
    return [{u: answers[u][n] for u in ELEMENTS} for n in range(200)]


@cache
def instrument(variant: str) -> Instrument:
    return build(load(CODE).document, variant)


def scored(sheets: Iterable[Sheet], variant: str = "") -> Result:
    answers = [
        Answer("unit", "SKM", u, value=Fraction(value), respondent=str(n))
        for n, sheet in enumerate(sheets)
        for u, value in sheet.items()
        if value is not None
    ]
    return score_units(instrument(variant), answers)[0]


def printed(result: Result, decimals: int = 4) -> str:
    assert result.outcome.value is not None
    return decimal_text(result.outcome.value, decimals)


def mutu(result: Result) -> list[str]:
    return [band.grade for band in result.outcome.bands]


def element(result: Result, code: str) -> Fraction:
    found = result.tree.find(f"SKM:{code}")
    assert found is not None and found.value is not None
    return found.value


def test_every_worked_example_recomputes() -> None:
    cases = load_cases(find(CODE)).data
    assert len(cases) >= 25
    assert differences(load(CODE).document, cases) == []


def test_the_file_is_canonical() -> None:
    source = read(find(CODE).path)
    assert emit(source.data) == source.text


@pytest.mark.parametrize(
    ("variant", "index", "grades"),
    [("", "85.8485", ["B"]), ("w0111", "85.7627", ["B"]), ("w011", "84.9900", ["B"])],
)
def test_201_real_answers_give_the_index_of_each_weight(
    variant: str, index: str, grades: list[str]
) -> None:
    result = scored(respondents("respondents-gianyar-2020.csv"), variant)
    assert printed(result) == index
    assert mutu(result) == grades


def test_the_third_lowest_element_is_a_tie() -> None:
    result = scored(respondents("respondents-gianyar-2020.csv"))
    order = sorted((element(result, u), u) for u in ELEMENTS)
    assert [decimal_text(value, 4) for value, _ in order[:4]] == [
        "2.9751",
        "3.3433",
        "3.3980",
        "3.3980",
    ]
    assert [u for _, u in order[:2]] == ["U4", "U3"]
    assert {u for _, u in order[2:4]} == {"U5", "U7"}
    assert order[2][0] == order[3][0] == Fraction(683, 201)


@pytest.mark.parametrize(
    ("variant", "index"), [("", "64.3836"), ("w0111", "64.3192"), ("w011", "63.7397")]
)
def test_73_careless_answers_stay_below_the_border_of_c(variant: str, index: str) -> None:
    result = scored(respondents("respondents-junk.csv"), variant)
    assert printed(result) == index
    assert mutu(result) == ["D"]


def test_a_report_rounded_twice_is_explained_from_its_counts() -> None:
    result = scored(counted_respondents())
    assert printed(result, 2) == "92.11"
    assert mutu(result) == ["A"]
    means = [element(result, u) for u in ELEMENTS]
    once = [Fraction(decimal_text(m, 2)) for m in means]
    assert decimal_text(sum(once, Fraction(0)) / 9 * 25, 2) == "92.19"
    twice = Fraction(decimal_text(sum(once, Fraction(0)) / 9, 2))
    assert decimal_text(twice * 25, 2) == "92.25"


def test_every_printed_element_mean_of_the_report_recomputes() -> None:
    result = scored(counted_respondents())
    for row in rows("counts-balkesmas-2024.csv"):
        assert decimal_text(element(result, row["unsur"]), 2) == row["nrr_published"]


# ---- every published index --------------------------------------------------

PATHS = {
    "sumbar": "none: its own column of weighted means adds up to 82.63",
    "arsip-2025": "none: its means are printed with one decimal",
    "perpustakaan-2025": "w0111",
    "balkesmas-2024-1": "the mean of the printed means rounded before it is multiplied",
    "gaspul-2025": "w011",
}
"""How each published index comes out of its printed means."""


def from_means(row: dict[str, str], variant: str) -> Result:
    answers = [Answer("unit", "SKM", u, value=Fraction(row[u])) for u in ELEMENTS]
    return score_units(instrument(variant), answers)[0]


def published_reports() -> list[dict[str, str]]:
    return rows("published-elements.csv")


@pytest.mark.parametrize("row", published_reports(), ids=lambda row: row["report"])
def test_printed_means_give_the_index_of_each_weight_and_its_grade(row: dict[str, str]) -> None:
    columns = {"": "recalc_1_9", "w0111": "recalc_0111", "w011": "recalc_011"}
    found = {column: printed(from_means(row, v), 2) for v, column in columns.items()}
    assert found == {column: row[column] for column in columns.values()}
    assert mutu(from_means(row, "")) == [row["grade_recalc_1_9"]]


def test_every_published_index_is_reached_or_it_is_said_why_not() -> None:
    assert PATHS.keys() == {row["report"] for row in published_reports()}
    for row in published_reports():
        found = {
            v
            for v in ("", "w0111", "w011")
            if printed(from_means(row, v), 2) == row["published_IKM"]
        }
        assert found == {PATHS[row["report"]]} & {"w0111", "w011"}, row["report"]
    twice = next(row for row in published_reports() if row["report"] == "balkesmas-2024-1")
    mean = Fraction(decimal_text(sum(Fraction(twice[u]) for u in ELEMENTS) / 9, 2))
    assert decimal_text(mean * 25, 2) == twice["published_IKM"]


def test_every_published_index_gets_the_grade_of_its_value() -> None:
    scale = instrument("").scale_of("unit")
    assert scale is not None
    every = [*published_reports(), *rows("published-totals.csv")]
    assert len(every) == 19
    for row in every:
        found = grade(scale, Fraction(row["published_IKM"])).band.grade
        assert found == row["grade_of_published_value"], row
        assert found == row.get("published_grade", found), row
        assert row["source"]


def test_the_one_year_that_two_places_of_a_report_print_differently_is_known() -> None:
    table = next(row for row in published_reports() if row["report"] == "perpustakaan-2025")
    chart = [r["published_IKM"] for r in rows("published-totals.csv") if r["year"] == "2025"]
    assert (table["published_IKM"], chart) == ("87.38", ["87.52"])


def test_only_exact_weights_let_full_marks_reach_a_hundred() -> None:
    full: list[Sheet] = [dict.fromkeys(ELEMENTS, 4)]
    assert [printed(scored(full, v), 2) for v in ("exact", "w0111", "w011")] == [
        "100.00",
        "99.90",
        "99.00",
    ]


@pytest.mark.parametrize(
    ("mean", "rounded", "unrounded"),
    [("3.5324", "A", "A"), ("3.0644", "B", "B"), ("2.5999", "C", "D"), ("3.5322", "A", "B")],
)
def test_a_mean_near_a_border_says_both_grades(mean: str, rounded: str, unrounded: str) -> None:
    document = load(CODE).document
    index = Fraction(mean) * 25
    found = []
    for variant in ("exact", "unrounded-index"):
        scale = build(document, variant).scale_of("unit")
        assert scale is not None
        found.append(grade(scale, index).band.grade)
    assert found == [rounded, unrounded]


def test_complaints_are_u8_and_facilities_u9_in_every_order() -> None:
    form = load(CODE).document["forms"][0]
    themes = {item["code"]: item["theme"] for item in form["items"]}
    assert (themes["U8"], themes["U9"]) == ("complaints", "facilities")
    orders = form["orders"]
    assert list(orders["kuesioner"][7:]) == ["U9", "U8"]
    assert list(orders["permen"][7:]) == ["U8", "U9"]


def test_the_names_of_the_grades_are_those_of_the_regulation() -> None:
    bands = load(CODE).document["grades"][0]["bands"]
    assert [b["name"]["id"] for b in bands] == ["Tidak Baik", "Kurang Baik", "Baik", "Sangat Baik"]


def test_every_element_has_four_worded_answers_in_both_languages() -> None:
    for item in load(CODE).document["forms"][0]["items"]:
        words = {(level["title"]["id"], level["title"]["en"]) for level in item["levels"]}
        assert len(words) == 4, item["code"]


def naive_index(sheets: list[Sheet], weight: Fraction | None = None) -> Fraction:
    """The index in the regulation's words: element means, weighted, times 25."""
    means = []
    for u in ELEMENTS:
        given_answers = [Fraction(s[u]) for s in sheets if s[u] is not None]  # type: ignore[arg-type]
        means.append(sum(given_answers, Fraction(0)) / len(given_answers))
    return sum((m * (weight or Fraction(1, 9)) for m in means), Fraction(0)) * 25


VALUE = st.one_of(st.none(), st.integers(1, 4))
SHEETS = st.lists(
    st.fixed_dictionaries(dict.fromkeys(ELEMENTS, VALUE)), min_size=1, max_size=6
).map(lambda sheets: [dict.fromkeys(ELEMENTS, 3), *sheets])


@given(SHEETS, st.sampled_from([("", None), ("w0111", "0.111"), ("w011", "0.11")]))
def test_the_index_agrees_with_a_naive_twin(
    sheets: list[Sheet], choice: tuple[str, str | None]
) -> None:
    variant, weight = choice
    result = scored(sheets, variant)
    assert result.outcome.value == naive_index(sheets, Fraction(weight) if weight else None)
