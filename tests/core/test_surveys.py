"""What is said of the elements of a survey, and what is not said of few people."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.surveyed import CODES, Row, answers_of, survey
from tilik.core.disclosure import hide, may_show
from tilik.core.instrument import GradeScale, Instrument, Key
from tilik.core.results import outcome_of
from tilik.core.score import Score
from tilik.core.surveys import (
    Weighed,
    band_edges,
    explain_free,
    find_highest,
    find_lowest,
    grade_element,
    means_of,
    reconcile,
    share_of,
    weigh,
)
from tilik.core.tallies import Tally, score_rolled, tally_answers

MEANS = {"U1": Fraction(3), "U2": Fraction(2), "U3": Fraction(4), "U4": Fraction(3)}


def tree_of(instrument: Instrument, rows: Sequence[Row]) -> Score:
    return score_rolled(instrument, tally_answers(instrument, answers_of(rows)))


def test_a_tie_at_the_last_place_is_listed_whole() -> None:
    assert [code for code, _ in find_lowest(MEANS, 2)] == ["U2", "U1", "U4"]
    assert [code for code, _ in find_highest(MEANS, 2)] == ["U3", "U1", "U4"]
    assert [code for code, _ in find_highest(MEANS, 1)] == ["U3"]


def test_no_more_elements_are_listed_than_there_are() -> None:
    assert len(find_lowest(MEANS, 9)) == 4
    assert find_lowest({}) == find_highest({}) == find_lowest(MEANS, 0) == []


@given(
    st.dictionaries(st.sampled_from("abcdefghi"), st.integers(1, 6).map(Fraction)),
    st.integers(1, 4),
)
def test_what_is_not_listed_is_strictly_better(means: dict[str, Fraction], count: int) -> None:
    lowest = dict(find_lowest(means, count))
    assert len(lowest) >= min(count, len(means))
    others = [mean for code, mean in means.items() if code not in lowest]
    assert all(mean > max(lowest.values()) for mean in others)


def test_the_means_of_the_elements_are_read_off_the_tree() -> None:
    rows: list[Row] = [{"U1": 4, "U2": 3, "U3": 2}, {"U1": 3, "U4": None}]
    assert means_of(tree_of(survey(), rows)) == {
        "U1": Fraction(7, 2),
        "U2": Fraction(3),
        "U3": Fraction(2),
    }
    pooled = tree_of(survey(combine="pool"), rows)
    assert means_of(pooled)["U1"] == Fraction(7, 2)


@pytest.mark.parametrize(
    ("mean", "grade"), [("3.5324", "A"), ("3.5322", "A"), ("3.5321", "B"), ("3.0644", "B"), ("2.6", "C"), ("1", "D")]
)  # fmt: skip
def test_an_element_is_graded_by_the_bounds_of_the_index(mean: str, grade: str) -> None:
    found = grade_element(survey(), "U3", Fraction(mean))
    assert found is not None and found.band.grade == grade
    assert grade_element(survey_without_grades(), "U3", Fraction(mean)) is None


def survey_without_grades() -> Instrument:
    return replace(survey(), grades=())


def test_a_free_service_is_shown_with_and_without_its_fee() -> None:
    rows: list[Row] = [{"U1": 3, "U2": 3, "U3": 3, "U4": 4}, {"U1": 3, "U2": 2, "U3": 3, "U4": 4}]
    instrument = survey()
    tree = tree_of(instrument, rows)
    free = explain_free(instrument, tree, Key("S", "U4"), 4)
    assert free is not None
    assert free.with_it == outcome_of(instrument, tree)
    assert free.with_it.value == Fraction(25, 4) * (3 + Fraction(5, 2) + 3 + 4)
    spared: list[Row] = [{**row, "U4": None} for row in rows]
    assert free.without == outcome_of(instrument, tree_of(instrument, spared))


def test_a_fee_that_somebody_judged_is_not_free() -> None:
    rows: list[Row] = [dict.fromkeys(CODES, 4), {**dict.fromkeys(CODES, 4), "U4": 3}]
    assert explain_free(survey(), tree_of(survey(), rows), Key("S", "U4"), 4) is None
    assert explain_free(survey(), tree_of(survey(), rows), Key("S", "none"), 4) is None


def test_the_same_answers_on_every_way_keep_their_names() -> None:
    ways = {"": survey(), "w011": survey(round_weights="1")}
    rolled = tally_answers(survey(), answers_of([dict.fromkeys(CODES, 3)]))
    found = reconcile(ways, rolled)
    assert found[""].value == 75
    assert found["w011"].value == Fraction(75) * 4 * Fraction(3, 10)


def test_the_share_of_answers_is_exact_and_unknown_without_any() -> None:
    tally = Tally({1: 1, 3: 2, 4: 4})
    assert share_of(tally, frozenset({3, 4})) == Fraction(6, 7)
    assert share_of(Tally(), frozenset({3, 4})) is None


def test_services_are_weighed_by_volume_and_plainly() -> None:
    values = {"a": Fraction(80), "b": Fraction(90)}
    assert weigh(values, {"a": 300, "b": 100}) == Weighed(Fraction(165, 2), Fraction(85))
    assert weigh(values, {"a": 300, "b": None}) == Weighed(None, Fraction(85))
    assert weigh(values, {"a": 300}) == Weighed(None, Fraction(85))
    assert weigh(values, {"a": 0, "b": 0}) == Weighed(None, Fraction(85))
    assert weigh({}, {}) is None


def test_a_category_begins_where_its_bound_is_rounded_to() -> None:
    scale = survey().scale_of("unit")
    assert scale is not None
    assert dict(band_edges(scale))["A"] == Fraction("88.305")
    unrounded = GradeScale(scale.code, None, scale.bands, scale.top)
    assert dict(band_edges(unrounded))["A"] == Fraction("88.31")


# ---- few people ------------------------------------------------------------


def test_a_small_cell_takes_the_next_smallest_with_it() -> None:
    assert hide({"L": 40, "P": 3, "?": 12}) == {"L": 40, "P": None, "?": None}
    assert hide({"L": 40, "P": 5}) == {"L": 40, "P": 5}
    assert hide({"L": 40, "P": 0}) == {"L": 40, "P": 0}


def test_two_small_cells_that_are_few_together_take_another_one() -> None:
    assert hide({"a": 1, "b": 1, "c": 9, "d": 30}) == {"a": None, "b": None, "c": None, "d": 30}
    assert hide({"a": 2, "b": 4, "c": 9}) == {"a": None, "b": None, "c": 9}


@given(
    st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 30), max_size=7),
    st.integers(2, 8),
)
def test_no_hidden_count_can_be_had_from_the_total(cells: dict[str, int], least: int) -> None:
    shown = hide(cells, least)
    hidden = [cells[name] for name, n in shown.items() if n is None]
    assert all(n is None or n == 0 or n >= least for n in shown.values())
    if hidden and len([n for n in cells.values() if n]) > 1:
        assert len(hidden) > 1
    if hidden and sum(cells.values()) >= least:
        assert sum(hidden) >= least


def test_a_result_of_few_people_stays_inside() -> None:
    assert not may_show(4)
    assert may_show(5)
    assert not may_show(9, least=10)
