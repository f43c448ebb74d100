"""Intervals and categories: known quantiles, Wilson's formula, strata, and simulated surveys."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.coverage import GRADES, get_calibration, get_coverage, make_designs
from tests.analysis.surveyed import real_respondents
from tilik.analysis.intervals import (
    Stratum,
    get_probabilities,
    make_curve,
    make_interval,
)
from tilik.analysis.respondents import Shape, make_stratum
from tilik.analysis.student import get_probability, get_quantile
from tilik.core.instrument import Combine, Scale

OWN, SHOWN = Scale(Fraction(1), Fraction(4)), Scale(Fraction(25), Fraction(100))
STRATA = st.builds(
    Stratum,
    st.integers(2, 400),
    st.fractions(1, 4, max_denominator=50),
    st.floats(1e-6, 2.25),
    st.integers(400, 10**6),
)


def real_stratum(volume: int | None = None) -> Stratum:
    found = make_stratum(real_respondents(), Shape(Combine.MEAN, ()), volume)
    assert found is not None
    return found


# What scipy 1.17.1 says: scipy.stats.t.cdf, scipy.stats.t.ppf.
@pytest.mark.parametrize(
    ("t", "df", "known"),
    [
        (0.5, 1, 0.6475836176504333),
        (2.0, 3.5, 0.9369307387120432),
        (-1.3, 14, 0.1072987962809679),
        (3, 29, 0.9972504039330483),
        (1.96, 375, 0.9746320123601736),
        (0, 7, 0.5),
        (40, 2, 0.9996877926639076),
        (1.2, 1e5, 0.8849289083401939),
    ],
)
def test_the_distribution_of_t_is_scipys(t: float, df: float, known: float) -> None:
    assert get_probability(t, df) == pytest.approx(known, abs=1e-9)


@pytest.mark.parametrize(
    ("probability", "df", "known"),
    [
        (0.975, 1, 12.706204736174694),
        (0.975, 4.2, 2.7250727225923743),
        (0.975, 14, 2.144786687917804),
        (0.025, 29, -2.045229642132704),
        (0.9, 375, 1.283813189495305),
        (0.5, 9, 0.0),
    ],
)
def test_the_quantiles_of_t_are_scipys(probability: float, df: float, known: float) -> None:
    assert get_quantile(probability, df) == pytest.approx(known, rel=1e-9, abs=1e-9)


def test_without_end_of_freedom_t_is_the_normal_distribution() -> None:
    assert get_quantile(0.975, math.inf) == pytest.approx(1.959963984540054)
    assert get_probability(-1.959963984540054, 1e6) == pytest.approx(0.025)


# What statsmodels 0.14 says: proportion_confint(…, method="wilson").
@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (8, 10, 0.49016247153664183, 0.9433178485456247),
        (15, 15, 0.7961166989641513, 1.0),
        (200, 376, 0.4814111202506758, 0.5817731358189843),
    ],
)
def test_answers_at_the_two_ends_of_the_scale_have_wilsons_interval(
    right: int, n: int, low: float, high: float
) -> None:
    p = Fraction(right, n)
    stratum = Stratum(n, 1 + 3 * p, 9 * float(p * (1 - p)))
    curve = make_curve([stratum], OWN)
    assert curve is not None
    assert replace(curve, df=math.inf).ends(0.95) == pytest.approx((low, high))


def test_201_real_answers_have_the_known_interval() -> None:
    interval = make_interval([real_stratum()], OWN, SHOWN)
    assert interval is not None
    assert interval.value == pytest.approx(85.8485, abs=5e-5)
    assert interval.error == pytest.approx(0.463, abs=5e-4)
    # The plain interval is 84.94 to 86.76; Wilson's leans a little to the middle of the scale.
    assert (interval.low, interval.high) == pytest.approx((84.94, 86.76), abs=0.06)
    assert interval.n == 201
    chances = get_probabilities(interval, SHOWN, GRADES)
    assert list(chances) == ["D", "C", "B", "A"]
    assert chances["B"] > 0.999
    assert sum(chances.values()) == pytest.approx(1)


def test_the_probability_of_a_category_is_one_half_at_its_bound() -> None:
    mean = Fraction("88.305") / 25
    interval = make_interval([Stratum(500, mean, 0.1)], OWN, SHOWN)
    assert interval is not None
    chances = get_probabilities(interval, SHOWN, GRADES)
    assert chances["A"] == pytest.approx(0.5)
    assert chances["B"] == pytest.approx(0.5)


def test_a_census_leaves_nothing_open() -> None:
    interval = make_interval([real_stratum(201)], OWN, SHOWN)
    assert interval is not None
    assert interval.low == interval.high == interval.value
    assert interval.error == 0
    assert get_probabilities(interval, SHOWN, GRADES) == {"D": 0, "C": 0, "B": 1, "A": 0}


def test_half_of_all_users_leave_less_open_than_a_few_of_very_many() -> None:
    few, half = (make_interval([real_stratum(v)], OWN, SHOWN) for v in (10**6, 402))
    assert few is not None and half is not None
    assert half.error == pytest.approx(few.error * math.sqrt(0.5), rel=1e-3)


def test_all_alike_in_a_sample_does_not_mean_all_alike() -> None:
    interval = make_interval([Stratum(30, Fraction(4), 0.0)], OWN, SHOWN)
    assert interval is not None
    assert interval.high == 100
    assert 88 < interval.low < 92


def test_strata_are_put_together_by_volume() -> None:
    a, b = Stratum(100, Fraction(3), 0.2, 3000), Stratum(50, Fraction(2), 0.4, 1000)
    interval = make_interval([a, b], OWN, SHOWN)
    assert interval is not None
    assert interval.value == pytest.approx(25 * 2.75)
    variance = 0.75**2 * 0.2 / 100 * (1 - 100 / 3000) + 0.25**2 * 0.4 / 50 * (1 - 50 / 1000)
    assert interval.error == pytest.approx(25 * math.sqrt(variance))


def test_a_stratum_of_one_borrows_the_variance_of_the_others() -> None:
    one = Stratum(1, Fraction(3), 0.0, 500)
    with_it = make_interval([Stratum(40, Fraction(3), 0.3, 500), one], OWN, SHOWN)
    assert with_it is not None
    variance = 0.25 * 0.3 * (0.92 / 40 + 0.998)
    assert with_it.error == pytest.approx(25 * math.sqrt(variance), rel=1e-6)


@pytest.mark.parametrize(
    "strata",
    [
        [],
        [Stratum(1, Fraction(3), 0.0, 500)],
        [Stratum(20, Fraction(3), 0.1, None), Stratum(20, Fraction(3), 0.1, 100)],
        [Stratum(20, Fraction(3), 0.1, 0), Stratum(20, Fraction(3), 0.1, 0)],
    ],
)
def test_what_cannot_be_known_has_no_interval(strata: list[Stratum]) -> None:
    assert make_interval(strata, OWN, SHOWN) is None


@given(st.lists(STRATA, min_size=1, max_size=5))
def test_an_interval_holds_its_value_and_stays_on_the_scale(strata: list[Stratum]) -> None:
    interval = make_interval(strata, OWN, SHOWN)
    assert interval is not None
    assert 25 <= interval.low <= interval.value + 1e-9
    assert interval.value - 1e-9 <= interval.high <= 100
    chances = get_probabilities(interval, SHOWN, GRADES)
    assert all(0 <= chance <= 1 for chance in chances.values())
    assert sum(chances.values()) == pytest.approx(1)


@given(STRATA, st.integers(2, 9))
def test_more_respondents_make_it_narrower(stratum: Stratum, times: int) -> None:
    stratum = replace(stratum, volume=None)
    more = make_interval([replace(stratum, n=stratum.n * times)], OWN, SHOWN)
    fewer = make_interval([stratum], OWN, SHOWN)
    assert more is not None and fewer is not None
    assert more.high - more.low < fewer.high - fewer.low


@pytest.mark.parametrize("number", range(8))
def test_the_interval_of_a_hundred_surveys_holds_the_truth_about_95_times(number: int) -> None:
    assert get_coverage(make_designs()[number], 100, 100 + number) >= 0.88


def test_categories_come_true_about_as_often_as_they_are_called() -> None:
    called, came = get_calibration(160, 3)
    assert called == pytest.approx(came, abs=0.07)
