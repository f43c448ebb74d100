"""Statistics of others, asked anew: scipy and statsmodels (./test --full installs them)."""

from collections import Counter

import pytest

from tests.analysis.surveyed import real_respondents
from tilik.analysis.intervals import Curve
from tilik.analysis.reliability import measure
from tilik.analysis.student import get_probability, get_quantile

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def test_students_t_is_scipys_over_its_whole_range() -> None:
    from scipy import stats

    for df in (1, 1.5, 2, 4.7, 9, 29, 120, 999.5, 20_000):
        for t in (-30, -4, -1.5, -0.2, 0, 0.01, 0.7, 2, 3.3, 12):
            assert get_probability(t, df) == pytest.approx(stats.t.cdf(t, df), abs=1e-9)
        for probability in (0.005, 0.025, 0.3, 0.5, 0.9, 0.975, 0.999):
            known = stats.t.ppf(probability, df)
            assert get_quantile(probability, df) == pytest.approx(known, rel=1e-6, abs=1e-9)


def test_wilsons_interval_is_that_of_statsmodels() -> None:
    from statsmodels.stats.proportion import proportion_confint

    for n in (5, 15, 30, 201, 376, 5000):
        for right in {0, 1, n // 3, n // 2, n - 1, n}:
            known = proportion_confint(right, n, method="wilson")
            found = Curve(right / n, n, float("inf")).ends(0.95)
            assert found == pytest.approx(known, abs=1e-9)


def test_alpha_and_correlations_are_those_of_scipy_on_real_answers() -> None:
    from scipy import stats

    vectors = Counter(real_respondents())
    rows = [[int(v or 0) for v in row] for row in vectors.elements()]
    found = measure(vectors)
    for place, r in enumerate(found.correlations):
        column = [row[place] for row in rows]
        rest = [sum(row) - row[place] for row in rows]
        assert r == pytest.approx(stats.pearsonr(column, rest).statistic, abs=1e-9)
