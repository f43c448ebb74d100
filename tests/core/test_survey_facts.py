"""What a survey came to, against a naive count and published figures."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.instrument import Instrument
from tilik.core.survey_facts import (
    Facts,
    compare,
    count_done,
    count_people,
    describe,
    find_fee,
    get_horizon,
    read_trait,
    read_value,
)
from tilik.core.tallies import Rolled, Tally, add, roll_row
from tilik.library.load import find, load

FIXTURES = Path(__file__).parents[1] / "fixtures" / "skm"
DOCUMENT = load(find("skm-2017")).document
CODES = [f"U{n}" for n in range(1, 10)]
WAYS: dict[str, Instrument] = {
    name: build(DOCUMENT, variant, 2025, "", "")
    for name, variant in {
        "": "", "w0111": "weight=w0111", "w011": "weight=w011", "raw": "grade=unrounded",
    }.items()
}  # fmt: skip
Row = Mapping[str, int | None]


def survey(rows: Sequence[Row]) -> Facts:
    return describe(WAYS, add(roll_row(CODES, row) for row in rows), "U4")


def read_rows(name: str) -> list[dict[str, int]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return [{code: int(row[code]) for code in CODES} for row in csv.DictReader(file)]


def all_of(value: int, n: int = 3) -> list[Row]:
    return [dict.fromkeys(CODES, value)] * n


def show(facts: Facts, way: str = "") -> tuple[str, str]:
    found = facts.ways[way]
    assert found.rounded is not None
    return f"{float(found.rounded):.2f}", found.bands[0].grade


# ---- oracles ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "exact", "w0111", "w011"),
    [
        (3, ("75.00", "C"), ("74.93", "C"), ("74.25", "C")),
        (4, ("100.00", "A"), ("99.90", "A"), ("99.00", "A")),
        (1, ("25.00", "D"), ("24.98", "D"), ("24.75", "D")),
    ],
)
def test_answers_all_alike_give_what_every_way_is_known_for(
    value: int, exact: tuple[str, str], w0111: tuple[str, str], w011: tuple[str, str]
) -> None:
    facts = survey(all_of(value))
    assert [show(facts, way) for way in ("", "w0111", "w011")] == [exact, w0111, w011]


def test_a_published_file_of_201_people_gives_its_index_and_both_that_tie_for_third() -> None:
    facts = survey(read_rows("respondents-gianyar-2020.csv"))
    assert facts.people == 201
    assert show(facts) == ("85.85", "B")
    assert facts.lowest == ("U4", "U3", "U5", "U7")
    means = {e.code: e.mean for e in facts.elements}
    assert means["U4"] == Fraction(598, 201)
    assert means["U5"] == means["U7"] == Fraction(683, 201)
    assert [e.tally.total for e in facts.elements] == [693, 726, 672, 598, 683, 686, 683, 765, 706]
    assert show(facts, "w0111")[0] == "85.76"
    assert show(facts, "w011")[0] == "84.99"


def test_careless_answers_are_counted_as_given() -> None:
    facts = survey(read_rows("respondents-junk.csv"))
    assert (facts.people, *show(facts)) == (73, "64.38", "D")


def test_counts_alone_are_enough() -> None:
    tallies = {}
    with (FIXTURES / "counts-balkesmas-2024.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["report"].endswith("Sem I 2024"):
                tallies[row["unsur"]] = Tally({n: int(row[f"count_{n}"]) for n in range(1, 5)})
    facts = describe(WAYS, Rolled(tallies, 200))
    assert show(facts) == ("92.11", "A")
    assert facts.lowest[0] == "U4"


# ---- a naive twin ----------------------------------------------------------

ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(CODES, st.sampled_from([1, 2, 3, 4, None]))),
    min_size=1,
    max_size=12,
)


def naive(rows: Sequence[Row]) -> tuple[dict[str, Decimal], Decimal | None]:
    """Means and index the way one would on paper, in decimals."""
    means = {}
    for code in CODES:
        given_ = [row[code] for row in rows if row.get(code) is not None]
        if given_:
            means[code] = Decimal(sum(v for v in given_ if v)) / len(given_)
    spared = [
        c for c in CODES if c not in means and any(c in row and row[c] is None for row in rows)
    ]
    is_whole = means and len(means) + len(spared) == len(CODES)
    return means, sum(means.values()) / len(means) * 25 if is_whole else None


@settings(max_examples=120, deadline=None)
@given(ROWS)
def test_every_survey_comes_to_what_one_would_reckon_on_paper(rows: list[Row]) -> None:
    facts, (means, index) = survey(rows), naive(rows)
    for each in facts.elements:
        if each.code in means:
            assert each.mean is not None
            assert abs(float(each.mean) - float(means[each.code])) < 1e-12
            assert each.index == each.mean * 25
        else:
            assert each.mean is None
            assert each.band is None
    if index is None:
        assert facts.outcome.value is None
    else:
        assert facts.outcome.rounded is not None
        shown = Decimal(str(float(facts.outcome.rounded)))
        assert abs(shown - index.quantize(Decimal("0.01"), ROUND_HALF_UP)) <= Decimal("0.01")
        assert facts.sum is not None
        assert facts.sum * 25 == facts.outcome.value


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_the_lowest_are_never_above_one_that_is_left_out(rows: list[Row]) -> None:
    facts = survey(rows)
    means = {e.code: e.mean for e in facts.elements if e.mean is not None}
    rest = [mean for code, mean in means.items() if code not in facts.lowest]
    assert len(facts.lowest) >= min(3, len(means))
    assert all(means[code] < mean for code in facts.lowest for mean in rest)


# ---- what is unknown -------------------------------------------------------


def test_an_element_nobody_answered_leaves_the_index_open_and_is_no_zero() -> None:
    facts = survey([{code: 3 for code in CODES if code != "U9"}] * 4)
    assert facts.outcome.value is None
    assert facts.band is None
    assert len(facts.outcome.bands) > 1
    assert facts.get("U9") is not None
    assert facts.get("U9").mean is None  # type: ignore[union-attr]


def test_an_element_that_does_not_apply_leaves_the_mean_of_the_others() -> None:
    facts = survey([{**dict.fromkeys(CODES, 4), "U1": 3, "U4": None}] * 2)
    assert facts.outcome.value == Fraction(31, 8) * 25
    assert facts.get("U1").weight == Fraction(1, 8)  # type: ignore[union-attr]


def test_a_free_service_is_told_with_and_without_its_fee() -> None:
    facts = survey([{**dict.fromkeys(CODES, 3), "U4": 4}] * 5)
    assert facts.free is not None
    assert facts.free.with_it.value == Fraction(28, 9) * 25
    assert facts.free.without.value == 75
    assert survey(all_of(3)).free is None


def test_half_way_between_two_categories_goes_up() -> None:
    """88.305 and 88.304 of the oracles: the value is rounded first, then compared."""
    at = [{**dict.fromkeys(CODES, 3)} for _n in range(10_000)]
    for n in range(5_322):
        at[n] = dict.fromkeys(CODES, 4)
    assert show(survey(at)) == ("88.31", "A")
    at[0] = {**dict.fromkeys(CODES, 4), "U1": 3}
    assert show(survey(at)) == ("88.30", "B")


# ---- who answered, then and now --------------------------------------------


def test_every_trait_adds_up_to_all_respondents() -> None:
    told: list[dict[str, Any]] = [
        {"sex": "L", "age": 25},
        {"sex": "P", "age": "26"},
        {},
        {"age": 90},
    ]
    found = count_people(told)
    assert all(sum(counts.values()) == len(told) for counts in found.values())
    assert found["sex"] == {"L": 1, "P": 1, "": 2}
    assert found["age"] == {"18-25": 1, "26-35": 1, "": 1, "56-": 1}


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [("age", 17, "-17"), ("age", "18", "18-25"), ("age", "35", "26-35"), ("age", "46-55", "46-55"),
     ("age", "-17", "-17"), ("age", 56, "56-"), ("job", " PNS ", "PNS"), ("job", "pns", "PNS"),
     ("job", "tni-polri", "TNI/POLRI"), ("job", "wirausaha", "WIRASWASTA"), ("job", None, ""),
     ("education", "SMA", "SLTA"), ("education", "SMP", "SLTP"), ("education", "D", "DIPLOMA"),
     ("education", "", ""), ("sex", "p", "P")],
)  # fmt: skip
def test_a_trait_is_read_as_its_kind(name: str, value: Any, kind: str) -> None:
    assert read_trait(name, value) == kind


def test_two_periods_are_compared_where_both_have_a_mean() -> None:
    before, now = survey([{"U1": 2, "U2": 3}]), survey([{"U1": 3, "U3": 4}])
    assert [(s.code, s.change) for s in compare(before, now)] == [("U1", 1)]


def test_the_share_done_counts_what_was_dropped_as_promised() -> None:
    assert count_done(["done", "running", "dropped"]) == Fraction(1, 3)
    assert count_done([]) is None


@pytest.mark.parametrize(
    ("start", "run"),
    [
        ((2025, 10, 1), "short"), ((2026, 10, 1), "short"), ((2026, 12, 1), "medium"),
        ((2027, 10, 1), "medium"), ((2027, 12, 1), "medium"), ((2028, 1, 1), "long"),
    ],
)  # fmt: skip
def test_a_step_is_for_the_short_the_medium_or_the_long_run(
    start: tuple[int, int, int], run: str
) -> None:
    assert get_horizon(date(2025, 12, 31), date(*start)) == run


def test_a_stored_answer_is_read_and_nonsense_refused() -> None:
    assert [read_value("3"), read_value(4), read_value("NA")] == [3, 4, None]
    with pytest.raises(UserError):
        read_value("tiga")


def test_the_element_of_the_fee_is_found_by_its_theme() -> None:
    assert find_fee(DOCUMENT, "SKM") == "U4"
    assert find_fee(DOCUMENT, "lain") == ""
