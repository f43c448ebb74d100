"""The judge written a second time, plainly: both find the same in reports drawn at random."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.core.audited import CODES, RULES, find
from tilik.core.audit import (
    NOWHERE,
    DateRead,
    ElementRow,
    ElementTable,
    Extremes,
    Figure,
    Group,
    Mark,
    Period,
    Place,
    Plan,
    Profile,
    SurveyReport,
    UnitRow,
    UnitTable,
)

LETTERS = "DCBA"
LOWEST = (Decimal("25"), Decimal("65"), Decimal("76.61"), Decimal("88.31"))


def make(hundredths: int, places: int = 2) -> Figure:
    """A figure of so many hundredths."""
    value = Fraction(hundredths, 100)
    return Figure(value, Fraction(1, 10**places), f"{hundredths / 100:.{places}f}")


def naive_letter(hundredths: int) -> str:
    """The category of a mean 1.00 to 4.00, by decimals and a loop."""
    value = (Decimal(hundredths) / 100 * 25).quantize(Decimal("0.01"), ROUND_HALF_UP)
    letter = "D"
    for name, low in zip(LETTERS, LOWEST, strict=True):
        if value >= low:
            letter = name
    return letter


def naive_mean_is_off(counts: list[int], printed: int) -> bool:
    """Whether printed hundredths are neither the rounded nor the cut-off mean of the answers."""
    answers = [level for level, n in enumerate(counts, 1) for _ in range(n)]
    exact = Decimal(sum(answers)) * 100 / len(answers)
    down = int(exact)
    near = {down, int(exact.quantize(Decimal(1), ROUND_HALF_UP))}
    return printed not in near


HUNDREDTHS = st.integers(100, 400)
NINE = st.lists(HUNDREDTHS, min_size=9, max_size=9)


@given(NINE, st.lists(st.sampled_from(LETTERS), min_size=9, max_size=9))
def test_wrong_categories_are_those_of_a_plain_loop(means: list[int], letters: list[str]) -> None:
    rows = tuple(
        ElementRow(code, NOWHERE, mean=make(mean), mark=Mark(letter, ""))
        for code, mean, letter in zip(CODES, means, letters, strict=True)
    )
    found = {f.facts["element"] for f in find(SurveyReport(tables=(ElementTable(rows),)))}
    twin = {
        code
        for code, mean, letter in zip(CODES, means, letters, strict=True)
        if naive_letter(mean) != letter
    }
    assert found == twin


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(any), HUNDREDTHS)
def test_wrong_means_are_those_of_answers_added_one_by_one(counts: list[int], printed: int) -> None:
    row = ElementRow("U1", NOWHERE, counts=tuple(counts), mean=make(printed))
    found = [f.code for f in find(SurveyReport(tables=(ElementTable((row,)),)))]
    exact = Fraction(sum(k * n for k, n in enumerate(counts, 1)), sum(counts))
    is_half = (exact * 200).denominator == 1 and (exact * 100).denominator != 1
    # A half may be rounded either way by the judge; the twin rounds it up or cuts it off.
    if not (is_half and abs(Fraction(printed, 100) - exact) <= Fraction(1, 200)):
        assert ("mean-counts" in found) == naive_mean_is_off(counts, printed)


@given(NINE, st.permutations(CODES), st.booleans())
def test_lowest_and_highest_are_a_set_no_other_set_beats(
    means: list[int], order: list[str], lowest: bool
) -> None:
    value = dict(zip(CODES, means, strict=True))
    said = tuple(order[:3])
    rows = tuple(ElementRow(code, NOWHERE, mean=make(value[code])) for code in CODES)
    report = SurveyReport(tables=(ElementTable(rows),), extremes=(Extremes(lowest, said, NOWHERE),))
    sums = [sum(value[c] for c in three) for three in combinations(CODES, 3)]
    best = min(sums) if lowest else max(sums)
    is_right = sum(value[c] for c in said) == best
    codes = [f.code for f in find(report) if f.kind == 6]
    assert bool(codes) != is_right


@given(NINE, st.lists(st.sampled_from(CODES), min_size=1, max_size=5))
def test_a_plan_is_right_where_it_holds_three_lowest(means: list[int], planned: list[str]) -> None:
    value = dict(zip(CODES, means, strict=True))
    rows = tuple(ElementRow(code, NOWHERE, mean=make(value[code])) for code in CODES)
    report = SurveyReport(tables=(ElementTable(rows),), plans=(Plan(tuple(planned), NOWHERE),))
    third = sorted(means)[2]
    low = [code for code in set(planned) if value[code] <= third]
    codes = {f.code for f in find(report)}
    assert ("plan-elements" in codes) == (len(low) < 3)
    assert ("plan-few" in codes) == (len(set(planned)) < 3)


@given(
    st.lists(st.integers(0, 90), min_size=2, max_size=5), st.integers(1, 300), st.integers(0, 300)
)
def test_respondents_are_added_up_by_hand(sizes: list[int], n: int, total: int) -> None:
    groups = tuple(Group(str(i), make(size * 100, 0)) for i, size in enumerate(sizes))
    profile = Profile("sex", groups, make(total * 100, 0))
    found = {f.code for f in find(SurveyReport(profiles=(profile,), respondents=make(n * 100, 0)))}
    twin = set()
    if sum(sizes) != n:
        twin.add("profile-sum")
    if sum(sizes) != total:
        twin.add("profile-total")
    assert found == twin


@given(st.lists(st.booleans(), min_size=1, max_size=9), st.integers(0, 100))
def test_a_share_of_steps_is_counted_by_hand(done: list[bool], said: int) -> None:
    plan = Plan((), NOWHERE, tuple(done))
    report = SurveyReport(plans=(plan,), follow_up_share=make(said * 100, 0))
    exact = Decimal(100 * done.count(True)) / len(done)
    near = {int(exact), int(exact.quantize(Decimal(1), ROUND_HALF_UP))}
    assert bool(find(report)) == (said not in near)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2017, 2030))
def test_days_are_those_of_a_table_of_months(day: int, month: int, year: int) -> None:
    is_leap = year % 4 == 0
    days = (31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    read = DateRead(year, month, day, "", NOWHERE)
    report = SurveyReport(dates=(read,), period=Period(2025))
    assert bool(find(report)) == (day > days[month - 1])


@given(st.lists(HUNDREDTHS, min_size=2, max_size=8))
def test_places_are_one_more_than_how_many_are_better(values: list[int]) -> None:
    places = [1 + sum(other > value for other in values) for value in values]
    rows = tuple(
        UnitRow(str(n), make(value), rank=make(place * 100, 0))
        for n, (value, place) in enumerate(zip(values, places, strict=True))
    )
    assert not find(SurveyReport(units=(UnitTable(rows),)))
    wrong = tuple(
        UnitRow(r.name, r.value, rank=replace(make(0, 0), place=Place(n)))
        for n, r in enumerate(rows)
    )
    assert len(find(SurveyReport(units=(UnitTable(wrong),)))) == len(values)


def test_the_bands_of_the_twin_are_those_of_the_rules() -> None:
    assert [(b.letter, b.low) for b in RULES.bands["survey"]] == [
        (letter, Fraction(low)) for letter, low in zip(LETTERS, LOWEST, strict=True)
    ]
