"""What respondents say of themselves: codes from a list, ages in bands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.traits import AGE, SEX, TRAITS, check_traits, get_band


def test_what_is_on_the_list_is_kept_in_the_order_of_the_list() -> None:
    said = {"education": "SMA", "sex": "P", "disability": "ya"}
    assert list(check_traits(said).items()) == [
        ("sex", "P"),
        ("education", "SMA"),
        ("disability", "ya"),
    ]


@pytest.mark.parametrize(
    "said", [{"sex": "p"}, {"sex": ""}, {"name": "Budi"}, {"age": "30"}, {"nik": "6408"}, {}]
)
def test_anything_else_is_left_out(said: dict[str, str]) -> None:
    assert check_traits(said) == {}


@pytest.mark.parametrize(
    ("years", "band"),
    [(1, "-17"), (17, "-17"), (18, "18-25"), (25, "18-25"), (26, "26-35"), (35, "26-35"),
     (36, "36-45"), (45, "36-45"), (46, "46-55"), (55, "46-55"), (56, "56-"), (99, "56-")],
)  # fmt: skip
def test_an_age_falls_into_its_band(years: int, band: str) -> None:
    assert get_band(years) == band


@given(st.integers(min_value=0, max_value=120))
def test_every_age_has_one_band_whose_ends_hold_it(years: int) -> None:
    band = get_band(years)
    low, _dash, high = band.partition("-")
    assert band in TRAITS[AGE]
    assert int(low or 0) <= years <= int(high or 200)


def test_no_list_asks_who_somebody_is() -> None:
    assert set(TRAITS) == {"sex", "age", "education", "job", "disability"}
    assert all(len(set(codes)) == len(codes) for codes in TRAITS.values())
    assert TRAITS[SEX] == ("L", "P")
