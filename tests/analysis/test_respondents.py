"""From rows to strata: against leaving each respondent out in turn, and against roll-ups."""

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from statistics import mean, variance

import pytest
from hypothesis import assume, given

from tests.analysis.surveyed import BLANK_ROWS, FULL_ROWS, real_respondents
from tests.core.surveyed import CODES, answers_of, survey
from tilik.analysis.respondents import (
    Shape,
    Vector,
    counted_stratum,
    element_stratum,
    make_stratum,
    rolled_stratum,
    shape_of,
)
from tilik.core.instrument import Combine
from tilik.core.results import outcome_of
from tilik.core.tallies import score_rolled, tally_answers

SHAPES = {
    combine: Shape(combine, ((0,), (1, 2, 3)))
    for combine in (Combine.MEAN, Combine.POOL, Combine.RESPONDENT_MEANS)
}


def naive_value(rows: Sequence[Vector], combine: Combine) -> float:
    """The index of the rows in its own words."""
    if combine is Combine.MEAN:
        columns = [[v for v in c if v is not None] for c in zip(*rows, strict=True)]
        return mean(mean(column) for column in columns if column)
    if combine is Combine.POOL:
        return mean(v for row in rows for v in row if v is not None)
    return mean(
        mean(mean(part) for part in ([v for v in p if v is not None] for p in (row[:1], row[1:])) if part)
        for row in rows
    )  # fmt: skip


def answered(rows: Sequence[Vector]) -> list[Vector]:
    return [row for row in rows if any(v is not None for v in row)]


@pytest.mark.parametrize("combine", SHAPES)
@given(rows=BLANK_ROWS)
def test_the_mean_of_a_stratum_is_the_index_of_its_rows(
    combine: Combine, rows: list[Vector]
) -> None:
    known = answered(rows)
    stratum = make_stratum(Counter(rows), SHAPES[combine], 500)
    if not known:
        assert stratum is None
        return
    assert stratum is not None
    assert float(stratum.mean) == pytest.approx(naive_value(known, combine))
    assert (stratum.n, stratum.volume) == (len(known), 500)


@pytest.mark.parametrize("combine", SHAPES)
@given(rows=FULL_ROWS)
def test_without_blanks_the_variance_is_that_of_respondents_own_means(
    combine: Combine, rows: list[Vector]
) -> None:
    stratum = make_stratum(Counter(rows), SHAPES[combine])
    own = [naive_value([row], combine) for row in rows]
    assert stratum is not None
    assert stratum.variance == pytest.approx(variance(own), abs=1e-9)


@pytest.mark.parametrize("combine", SHAPES)
def test_with_blanks_the_variance_is_near_that_of_the_jackknife(combine: Combine) -> None:
    full = sorted(real_respondents().elements())
    rows = [
        tuple(None if (7 * n + k) % 9 == 0 else v for k, v in enumerate(row[:4]))
        for n, row in enumerate(full)
    ]
    stratum = make_stratum(Counter(rows), SHAPES[combine])
    left_out = [naive_value(rows[:n] + rows[n + 1 :], combine) for n in range(len(rows))]
    n, middle = len(rows), mean(left_out)
    jackknife = (n - 1) / n * sum((v - middle) ** 2 for v in left_out)
    assert stratum is not None
    assert stratum.variance / n == pytest.approx(jackknife, rel=0.02)


@given(FULL_ROWS)
def test_a_roll_up_knows_the_variance_of_whole_rows(rows: list[Vector]) -> None:
    sheets = [dict(zip(CODES, row, strict=True)) for row in rows]
    rolled = tally_answers(survey(), answers_of(sheets))
    exact = make_stratum(Counter(rows), SHAPES[Combine.MEAN], 99)
    assert exact is not None
    found = rolled_stratum(rolled, exact.mean, 4, 99)
    assert found is not None
    assert (found.n, found.mean, found.volume) == (exact.n, exact.mean, 99)
    assert found.variance == pytest.approx(exact.variance, abs=1e-9)


def test_a_roll_up_without_whole_rows_knows_no_variance() -> None:
    rolled = tally_answers(survey(), answers_of([{"U1": 4}, {"U2": 3}]))
    assert rolled_stratum(rolled, Fraction(3), 4) is None


@given(BLANK_ROWS)
def test_an_element_is_estimated_from_its_own_answers(rows: list[Vector]) -> None:
    values = [row[2] for row in rows if row[2] is not None]
    stratum = element_stratum(Counter(rows), 2)
    assert stratum == counted_stratum(Counter(values))
    if not values:
        assert stratum is None
        return
    assert stratum is not None
    assert stratum.mean == Fraction(sum(values), len(values))
    spread = variance(values) if len(values) > 1 else 0
    assert math.isclose(stratum.variance, spread, abs_tol=1e-9)


@pytest.mark.parametrize("combine", ["mean", "pool", "respondent-means"])
def test_the_shape_of_a_survey_is_read_off_its_index(combine: str) -> None:
    shape = shape_of(survey(combine=combine))
    assert shape.combine == combine
    parts = ((0,), (1,), (2,), (3,)) if combine == "mean" else ((0,), (1, 2, 3))
    assert shape.parts == parts


@given(BLANK_ROWS)
def test_the_stratum_and_the_core_agree_to_the_last_digit(rows: list[Vector]) -> None:
    assume(all(any(v is not None for v in column) for column in zip(*rows, strict=True)))
    sheets = [{c: v for c, v in zip(CODES, row, strict=True) if v is not None} for row in rows]
    instrument = survey()
    outcome = outcome_of(
        instrument, score_rolled(instrument, tally_answers(instrument, answers_of(sheets)))
    )
    stratum = make_stratum(Counter(rows), shape_of(instrument))
    assert stratum is not None
    assert outcome.value == stratum.mean * 25
