"""Real answers and published figures, carried through to the words and cells of a survey's papers."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import pytest

from tests.cli.command import Capture, run_json
from tests.golden.test_skm import DATA, counted_respondents, respondents
from tests.golden.test_skm import rows as read_file
from tests.shared import build_once
from tests.web.surveyed import Row, Surveys, make_surveys
from tilik.actions.survey_facts import load_ways
from tilik.core.survey_facts import Facts, describe
from tilik.core.tallies import Rolled, Tally
from tilik.records.models import RoundUnit
from tilik.web.papers.study import Study, say_band, say_value
from tilik.web.papers.study_tables import TABLES

CODES = [f"U{n}" for n in range(1, 10)]
RECOMPUTED = {
    "sumbar": ("82,70", "82,62", "81,88", "B"),
    "arsip-2025": ("83,33", "83,25", "82,50", "B"),
    "perpustakaan-2025": ("87,47", "87,38", "86,60", "B"),
    "balkesmas-2024-1": ("92,19", "92,10", "91,27", "A"),
}
"""Published means on each weight: 1/9, 0.111, 0.11, and the category of the first."""


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Surveys]:
    yield from build_once(django_db_blocker, make_surveys)


@pytest.fixture
def made(_made: Surveys, db: None) -> Surveys:
    return _made


def study(made: Surveys, rows: Sequence[Row], **rest: Any) -> Study:
    """The study of the school, of whom these are the respondents."""
    made.ask([{k: str(v) for k, v in row.items() if v is not None} for row in rows], **rest)
    return Study(made.now, RoundUnit.objects.get(round=made.now, unit=made.world.school))


def by_way(found: Study) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in TABLES["survey-ways"](found)}


# ---- answers of respondents ------------------------------------------------


@pytest.mark.parametrize(
    ("value", "exact", "w0111", "w011", "mark"),
    [
        (3, "75,00", "74,93", "74,25", "C (Kurang Baik)"),
        (4, "100,00", "99,90", "99,00", "A (Sangat Baik)"),
        (1, "25,00", "24,98", "24,75", "D (Tidak Baik)"),
    ],
)
@pytest.mark.parametrize("n", [1, 7])
def test_answers_all_alike_print_what_each_weight_is_known_for(
    made: Surveys, n: int, value: int, exact: str, w0111: str, w011: str, mark: str
) -> None:
    found = study(made, [dict.fromkeys(CODES, value)] * n)
    ways = by_way(found)
    assert (found.facts["value"], found.facts["grade"]) == (exact, mark)
    assert (ways["bobot 0,111"][0], ways["bobot 0,11"][0]) == (w0111, w011)
    assert len(found.result.lowest) == 9, "all tie"


def test_201_real_respondents_print_85_85_and_all_their_sums(made: Surveys) -> None:
    found = study(made, respondents("respondents-gianyar-2020.csv"))
    counts = {row[0]: row[1:] for row in TABLES["survey-counts"](found)}
    assert (found.facts["value"], found.facts["grade"]) == ("85,85", "B (Baik)")
    assert [counts[code][5] for code in CODES] == [
        "693", "726", "672", "598", "683", "686", "683", "765", "706",
    ]  # fmt: skip
    assert {counts[code][4] for code in CODES} == {"201"}
    assert counts["U4"][2] == "192", "nearly everybody says the fee is fair"
    assert [counts[code][6] for code in ("U4", "U3", "U5", "U7")] == [
        "2,9751", "3,3433", "3,3980", "3,3980",
    ]  # fmt: skip
    assert found.result.lowest == ("U4", "U3", "U5", "U7")
    ways = by_way(found)
    assert (ways["bobot 0,111"][0], ways["bobot 0,11"][0]) == ("85,76", "84,99")


def test_73_careless_respondents_print_their_index_as_given(made: Surveys) -> None:
    found = study(made, respondents("respondents-junk.csv"))
    assert (found.facts["value"], found.facts["grade"]) == ("64,38", "D (Tidak Baik)")
    totals = {row[0]: row[6] for row in TABLES["survey-counts"](found)}
    assert [totals[code] for code in CODES] == [
        "184", "184", "186", "191", "193", "185", "189", "195", "185",
    ]  # fmt: skip


def test_200_counted_answers_print_every_mean_of_the_report_and_its_true_index(
    made: Surveys,
) -> None:
    found = study(made, counted_respondents(), population=None)
    assert (found.facts["value"], found.facts["grade"]) == ("92,11", "A (Sangat Baik)")
    published = {row["unsur"]: row for row in read_file("counts-balkesmas-2024.csv")}
    counts = {row[0]: row[1:] for row in TABLES["survey-counts"](found)}
    for code, row in published.items():
        assert counts[code][:4] == tuple(row[f"count_{v}"] for v in range(1, 5))
        assert counts[code][6] == row["nrr_exact"].replace(".", ",")
        mean = found.result.get(code)
        assert mean is not None and mean.mean is not None
        assert abs(mean.mean - Fraction(row["nrr_published"])) <= Fraction(1, 200)
    assert found.result.lowest[0] == "U4"


# ---- published means -------------------------------------------------------


def as_counts(mean: str) -> Tally:
    """A thousand answers of exactly that mean."""
    value = Fraction(mean)
    low = min(int(value), 3)
    more = (value - low) * 1000
    return Tally({low: 1000 - int(more), low + 1: int(more)})


def facts_of(made: Surveys, row: dict[str, str]) -> Facts:
    ways = load_ways(made.now)
    return describe(ways.surveys, Rolled({c: as_counts(row[c]) for c in CODES}, 1000), ways.fee)


@pytest.mark.parametrize("report", RECOMPUTED)
def test_published_means_recompute_on_every_weight(made: Surveys, report: str) -> None:
    row = next(r for r in read_file("published-elements.csv") if r["report"] == report)
    facts = facts_of(made, row)
    said = [say_value(facts.ways[way]) for way in ("", "w0111", "w011")]
    *expected, grade = RECOMPUTED[report]
    assert said == expected
    assert say_band(facts.band)[0] == grade


def test_one_published_index_follows_from_no_weight_and_one_only_from_a_cut_one(
    made: Surveys,
) -> None:
    found = {r["report"]: r for r in read_file("published-elements.csv")}
    said = {
        name: {say_value(o) for o in facts_of(made, found[name]).ways.values()}
        for name in RECOMPUTED
    }
    assert "81,71" not in said["sumbar"]
    assert "83,75" not in said["arsip-2025"]
    facts = facts_of(made, found["perpustakaan-2025"])
    assert say_value(facts.ways["w0111"]) == "87,38"
    assert say_value(facts.outcome) != "87,38"


# ---- borders and samples ---------------------------------------------------


@pytest.mark.parametrize(
    ("tally", "value", "grade"),
    [
        (5322, "88,31", "A"), (5321, "88,30", "B"), (641, "76,60", "C"), (642, "76,61", "B"),
    ],
)  # fmt: skip
def test_a_border_is_compared_after_rounding_once(
    made: Surveys, tally: int, value: str, grade: str
) -> None:
    """5322 of 10,000 give 4, the others 3: 88.305; the border of B is 76.605 likewise."""
    ways = load_ways(made.now)
    counts = Tally({3: 10_000 - tally, 4: tally})
    facts = describe(ways.surveys, Rolled(dict.fromkeys(CODES, counts), 10_000), ways.fee)
    assert (say_value(facts.outcome), say_band(facts.band)[0]) == (value, grade)


@pytest.mark.parametrize(
    ("population", "required"),
    [(17041, "376"), (65, "56"), (60, "52"), (1, "1"), (100, "80"), (2200, "327"), (20000, "377")],
)
def test_the_sample_of_the_guideline_is_printed(
    made: Surveys, population: int, required: str
) -> None:
    found = study(made, [dict.fromkeys(CODES, 3)], population=population)
    assert f"dibutuhkan sampel paling sedikit {required} responden" in found.facts["sampled"]


def test_an_empty_answer_is_neither_zero_nor_divided_by(made: Surveys) -> None:
    rows: list[Row] = [dict.fromkeys(CODES, 4), {c: 4 for c in CODES if c != "U9"}]
    found = study(made, rows)
    assert found.facts["value"] == "100,00"
    assert TABLES["survey-counts"](found)[-1][5:8] == ("1", "4", "4,0000")


# ---- the command line says the same ----------------------------------------


@pytest.mark.parametrize("name", ["respondents-gianyar-2020.csv", "respondents-junk.csv"])
def test_the_command_line_and_the_papers_agree_to_the_last_digit(
    made: Surveys, capsys: Capture, name: str
) -> None:
    (unit,) = run_json(capsys, "score", "skm-2017", DATA / name)["units"]
    found = study(made, respondents(name))
    assert unit["exact"] == str(found.result.outcome.value)
    assert {way: each["exact"] for way, each in unit["variants"].items() if way != "exact"} == {
        way: str(each.value) for way, each in found.result.ways.items() if way
    }
    assert unit["rounded"].replace(".", ",") == found.facts["value"]
    assert f"{unit['grade']} ({unit['name']['id']})" == found.facts["grade"]
