"""Alpha and item-total correlations: real answers, and the textbook formula in floats."""

from collections import Counter
from statistics import correlation, variance

import pytest
from hypothesis import given

from tests.analysis.surveyed import FULL_ROWS, real_respondents
from tilik.analysis.reliability import Reliability, measure
from tilik.analysis.respondents import Vector


def test_201_real_answers_have_the_known_alpha_and_correlations() -> None:
    found = measure(real_respondents())
    assert found.n == 201
    assert found.alpha == pytest.approx(0.7286, abs=5e-5)
    known = [0.563, 0.286, 0.613, -0.014, 0.501, 0.535, 0.372, 0.227, 0.426]
    assert found.correlations == pytest.approx(known, abs=6e-4)


@given(FULL_ROWS)
def test_both_are_what_the_textbook_says(rows: list[Vector]) -> None:
    found = measure(Counter(rows))
    full = [[int(v or 0) for v in row] for row in rows]
    sums = [sum(row) for row in full]
    columns = list(zip(*full, strict=True))
    if len(rows) < 3:
        assert found == Reliability(len(rows), None, (None,) * 4)
        return
    if len(set(sums)) == 1:
        assert found.alpha is None
    else:
        alpha = 4 / 3 * (1 - sum(map(variance, columns)) / variance(sums))
        assert found.alpha == pytest.approx(alpha)
    for column, r in zip(columns, found.correlations, strict=True):
        rest = [s - v for s, v in zip(sums, column, strict=True)]
        if len(set(column)) == 1 or len(set(rest)) == 1:
            assert r is None
        else:
            assert r == pytest.approx(correlation(column, rest), abs=1e-9)


def test_rows_with_blanks_stay_outside_and_nobody_is_no_reliability() -> None:
    rows: Counter[Vector] = Counter({(1, 2): 2, (3, 4): 1, (None, 4): 5})
    assert measure(rows).n == 3
    assert measure(rows).alpha == pytest.approx(1)
    assert measure(Counter()) == Reliability(0, None, ())
    assert measure(Counter({(3,): 9})) == Reliability(9, None, (None,))
