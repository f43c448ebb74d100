"""The worked numbers of the page on statistics are computed anew."""

from pathlib import Path

import pytest

from tests.analysis.surveyed import real_respondents
from tilik.analysis.intervals import make_interval
from tilik.analysis.reliability import measure
from tilik.analysis.respondents import Shape, make_stratum
from tilik.core.instrument import Combine, Scale
from tilik.core.numbers import fraction
from tilik.core.sampling import get_margin, get_sample

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "statistics.md").read_text("utf-8")


@pytest.mark.parametrize("users", [60, 500, 17041, None])
def test_the_table_of_samples_is_computed(users: int | None) -> None:
    margin = get_margin(100, users)
    assert margin is not None
    name = "unknown" if users is None else f"{users:,}"
    assert f"| {name} | {get_sample(users)} | {float(100 * margin):g} % |" in PAGE


def test_the_numbers_of_the_real_answers_are_computed() -> None:
    stratum = make_stratum(real_respondents(), Shape(Combine.MEAN, ()))
    assert stratum is not None
    own, shown = Scale(fraction(1), fraction(4)), Scale(fraction(25), fraction(100))
    interval = make_interval([stratum], own, shown)
    assert interval is not None
    ends = f"interval {interval.low:.2f} to {interval.high:.2f}"
    assert f"index {interval.value:.2f}, standard error {interval.error:.2f}, {ends}" in PAGE
    found = measure(real_respondents())
    assert f"alpha is {found.alpha:.4f}; U4" in PAGE
    assert f"at {found.correlations[3]:.3f}".replace("-", "−") in PAGE
