"""The required sample: the published table row by row, its inverse, and how it is shared out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.errors import UserError
from tilik.core.sampling import ROWS, allocate, get_margin, get_sample, look_up

# Krejcie and Morgan's table as printed, row after row.
PUBLISHED = {
    10: 10, 15: 14, 20: 19, 25: 24, 30: 28, 35: 32, 40: 36, 45: 40, 50: 44, 55: 48, 60: 52, 65: 56,
    70: 59, 75: 63, 80: 66, 85: 70, 90: 73, 95: 76, 100: 80, 110: 86, 120: 92, 130: 97, 140: 103,
    150: 108, 160: 113, 170: 118, 180: 123, 190: 127, 200: 132, 210: 136, 220: 140, 230: 144,
    240: 148, 250: 152, 260: 155, 270: 159, 280: 162, 290: 165, 300: 169, 320: 175, 340: 181,
    360: 186, 380: 191, 400: 196, 420: 201, 440: 205, 460: 210, 480: 214, 500: 217, 550: 226,
    600: 234, 650: 242, 700: 248, 750: 254, 800: 260, 850: 265, 900: 269, 950: 274, 1000: 278,
    1100: 285, 1200: 291, 1300: 297, 1400: 302, 1500: 306, 1600: 310, 1700: 313, 1800: 317,
    1900: 320, 2000: 322, 2200: 327, 2400: 331, 2600: 335, 2800: 338, 3000: 341, 3500: 346,
    4000: 351, 4500: 354, 5000: 357, 6000: 361, 7000: 364, 8000: 367, 9000: 368, 10000: 370,
    15000: 375, 20000: 377, 30000: 379, 40000: 380, 50000: 381, 75000: 382, 1000000: 384,
}  # fmt: skip
VOLUMES = st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 5000), max_size=8)
MARGINS = st.sampled_from([Fraction(1, 100), Fraction(3, 100), Fraction(1, 20), Fraction(1, 10)])


def naive_sample(population: int, margin: float) -> float:
    """The formula as it is printed, in floats."""
    x, p = 3.841, 0.5
    above = x * population * p * (1 - p)
    return above / (margin**2 * (population - 1) + x * p * (1 - p))


def test_every_row_of_the_published_table_comes_out_of_the_formula() -> None:
    assert {n: get_sample(n) for n in ROWS} == PUBLISHED
    assert len(PUBLISHED) == 90


@pytest.mark.parametrize(
    ("population", "sample"), [(0, 0), (1, 1), (2, 2), (60, 52), (65, 56), (17041, 376)]
)
def test_populations_between_the_rows_follow_the_formula(population: int, sample: int) -> None:
    assert get_sample(population) == sample


def test_an_unknown_population_asks_for_the_largest_sample() -> None:
    assert get_sample(None) == 384 == get_sample(10**9)
    assert get_sample(None, Fraction(1, 10)) == 96


@given(st.integers(1, 10**6), MARGINS)
def test_the_sample_agrees_with_the_printed_formula_in_floats(n: int, margin: Fraction) -> None:
    assert abs(get_sample(n, margin) - naive_sample(n, float(margin))) <= 0.5 + 1e-6
    assert get_sample(n, margin) <= n


@pytest.mark.parametrize("margin", [Fraction(0), Fraction(1), Fraction(-1, 20)])
def test_a_margin_outside_nought_and_one_is_refused(margin: Fraction) -> None:
    with pytest.raises(UserError) as refused:
        get_sample(100, margin)
    assert refused.value.code == "bad-margin"


def test_a_negative_population_is_refused() -> None:
    with pytest.raises(UserError) as refused:
        get_sample(-1)
    assert refused.value.code == "bad-population"


@given(st.integers(2, 10**6), MARGINS)
def test_the_margin_of_a_required_sample_is_the_one_asked_for(n: int, margin: Fraction) -> None:
    sample = get_sample(n, margin)
    one_less, one_more = get_margin(sample - 1, n), get_margin(sample + 1, n)
    assert one_less is None or one_less >= margin
    assert one_more is not None and one_more <= margin


@pytest.mark.parametrize(
    ("respondents", "population", "margin"),
    [
        (0, 100, None),
        (376, 17041, "0.05"),
        (100, 17041, "0.0978"),
        (384, None, "0.0501"),
        (60, 60, "0"),
        (61, 60, "0"),
        (1, 2, "0.98"),
    ],
)
def test_the_margin_of_a_sample_is_rounded_up(
    respondents: int, population: int | None, margin: str | None
) -> None:
    found = get_margin(respondents, population)
    assert found == (None if margin is None else Fraction(margin))


@pytest.mark.parametrize(
    ("population", "row"),
    [(17041, (20000, 377)), (60, (60, 52)), (5, (10, 10)), (2_000_000, (1_000_000, 384))],
)
def test_the_table_is_looked_up_at_the_next_larger_row(
    population: int, row: tuple[int, int]
) -> None:
    assert look_up(population) == row


def test_a_sample_is_shared_out_in_proportion() -> None:
    assert allocate(376, {"ktp": 10000, "kk": 5000, "akta": 2041}) == {
        "ktp": 221,
        "kk": 110,
        "akta": 45,
    }


def test_a_small_service_is_asked_at_least_once_and_a_silent_one_never() -> None:
    assert allocate(10, {"a": 1000, "b": 1, "c": 0, "d": 2}) == {"a": 8, "b": 1, "c": 0, "d": 1}


def test_equal_remainders_go_to_the_larger_service_first() -> None:
    assert allocate(3, {"b": 3, "a": 1}) == {"b": 2, "a": 1}
    assert allocate(3, {"a": 5, "b": 5}) == {"a": 2, "b": 1}


@given(st.integers(0, 6000), VOLUMES)
def test_what_is_shared_out_is_the_sample_within_what_there_is(
    sample: int, volumes: dict[str, int]
) -> None:
    shares = allocate(sample, volumes)
    served = {name for name, volume in volumes.items() if volume}
    assert sum(shares.values()) == min(max(sample, len(served)), sum(volumes.values()))
    assert {name for name, share in shares.items() if share} == served
    assert all(shares[name] <= volumes[name] for name in volumes)


@given(st.integers(50, 400), st.lists(st.integers(1000, 5000), min_size=2, max_size=6))
def test_no_service_is_further_than_one_from_its_exact_share(sample: int, sizes: list[int]) -> None:
    volumes = {str(n): size for n, size in enumerate(sizes)}
    for name, share in allocate(sample, volumes).items():
        assert abs(share - Fraction(sample * volumes[name], sum(sizes))) < 1
