"""What a survey says: exact, counted twice, and silent where it cannot be sure."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.scenes import make_scene
from tests.campaigned import NINE, enter, start_survey
from tests.world import World, make_world, new_uuid
from tilik.actions.campaign_results import (
    compute_findings,
    get_reached_margin,
    get_required,
)
from tilik.actions.rollups import count_rows
from tilik.actions.surveys import exclude_response, open_campaign, set_population
from tilik.core.tallies import add, roll_row
from tilik.records.models import Campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def naive_index(rows: Sequence[str]) -> Fraction:
    """The index by the scheme of the regulation: means of elements, each a ninth, times 25."""
    columns = [[int(row[n]) for row in rows if row[n] != "-"] for n in range(9)]
    return sum((Fraction(sum(c), len(c)) for c in columns), Fraction(0)) / 9 * 25


ROWS = ["343434343", "332233443", "444444444", "2-3343434", "111343424"]


def test_the_index_is_that_of_a_second_count(campaign: Campaign) -> None:
    enter(campaign, *ROWS)
    found = compute_findings(campaign)
    assert found is not None
    assert found.outcome.value == naive_index(ROWS)
    assert found.people == 5
    assert {each.code: each.n for each in found.elements}["U2"] == 4


@pytest.mark.parametrize(
    ("digit", "value", "grade"), [("1", "25", "D"), ("3", "75", "C"), ("4", "100", "A")]
)
def test_where_all_say_the_same_the_index_is_known(
    campaign: Campaign, digit: str, value: str, grade: str
) -> None:
    enter(campaign, *[digit * 9] * 12)
    found = compute_findings(campaign)
    assert found is not None
    assert found.outcome.value == Fraction(value)
    assert found.band is not None
    assert found.band.grade == grade


def test_of_nobody_nothing_is_said(campaign: Campaign) -> None:
    assert compute_findings(campaign) is None


def test_what_is_left_out_moves_the_index_no_more(campaign: Campaign) -> None:
    enter(campaign, "444444444", "111111111")
    row = campaign.responses.order_by("pk").last()
    assert row is not None
    exclude_response(by=campaign.by, response=row, reason="Diisi petugas")
    found = compute_findings(campaign)
    assert found is not None
    assert (found.outcome.value, found.people) == (100, 1)


def test_one_respondent_has_no_interval_and_no_certainty(campaign: Campaign) -> None:
    enter(campaign, "343434343")
    found = compute_findings(campaign)
    assert found is not None
    assert (found.low, found.high, found.probability) == (None, None, None)
    assert not found.is_sure


def test_the_interval_holds_the_value_and_narrows_with_more_of_the_users_asked(
    campaign: Campaign,
) -> None:
    enter(campaign, *ROWS * 4)
    wide = compute_findings(campaign)
    set_population(by=campaign.by, campaign=campaign, population=22)
    narrow = compute_findings(campaign)
    assert wide is not None
    assert narrow is not None
    for found in (wide, narrow):
        assert found.low is not None
        assert found.high is not None
        value = float(found.outcome.value or 0)
        assert 25 <= found.low < value < found.high <= 100
    assert (narrow.high or 0) - (narrow.low or 0) < (wide.high or 0) - (wide.low or 0)


def test_who_asked_all_users_is_certain(campaign: Campaign) -> None:
    set_population(by=campaign.by, campaign=campaign, population=20)
    enter(campaign, *["343434343"] * 20)
    found = compute_findings(campaign)
    assert found is not None
    assert found.probability == 1
    assert found.is_sure


def test_near_a_bound_the_category_is_not_sure(campaign: Campaign) -> None:
    enter(campaign, *["333333333", "333333333", "333333333", "344333333"] * 3)
    found = compute_findings(campaign)
    assert found is not None
    assert found.band is not None
    assert found.probability is not None
    assert 0.05 < found.probability < 0.95
    assert not found.is_sure


def test_lowest_and_highest_name_all_that_tie(campaign: Campaign) -> None:
    enter(campaign, "122333444")
    found = compute_findings(campaign)
    assert found is not None
    assert [each.code for each in found.elements if each.is_lowest] == ["U1", "U2", "U3"]
    assert [each.code for each in found.elements if each.is_highest] == ["U7", "U8", "U9"]
    enter(campaign, "122333444")
    enter(campaign, *["222233344"] * 2)
    found = compute_findings(campaign)
    assert found is not None
    assert [e.code for e in found.elements if e.is_lowest] == ["U1", "U2", "U3"]


def test_an_element_is_graded_by_the_bounds_of_the_index(campaign: Campaign) -> None:
    enter(campaign, "123434343")
    found = compute_findings(campaign)
    assert found is not None
    grades = {each.code: each.grade for each in found.elements}
    assert (grades["U1"], grades["U2"], grades["U3"], grades["U4"]) == ("D", "D", "C", "A")


# ---- enough ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("users", "required"), [(None, None), (10, 10), (65, 56), (17041, 376), (1, 1)]
)
def test_the_required_sample_follows_the_users(
    world: World, campaign: Campaign, users: int | None, required: int | None
) -> None:
    set_population(by=world.operator, campaign=campaign, population=users)
    assert get_required(campaign) == required


def test_an_instruments_own_number_comes_first() -> None:
    scene = make_scene()
    campaign = open_campaign(
        by=scene.world.admin, round=scene.round, unit=scene.school, form="R", title="R",
        period=(scene.round.period_start, scene.round.period_end), population=500,
        client_uuid=new_uuid(),
    )  # fmt: skip
    assert get_required(campaign) == 2


def test_the_margin_reached_shrinks_with_respondents(campaign: Campaign) -> None:
    assert get_reached_margin(campaign, 100) is None
    campaign.population = 1000
    margins = [get_reached_margin(campaign, n) for n in (30, 100, 278, 1000)]
    known = [margin for margin in margins if margin is not None]
    assert sorted(known, reverse=True) == known
    assert (known[-1], len(known)) == (0, 4)
    assert get_reached_margin(campaign, 0) is None


# ---- counted twice ----------------------------------------------------------------------

VALUES = st.sampled_from(["1", "2", "3", "4", "NA", ""])
PEOPLE = st.lists(st.lists(VALUES, min_size=9, max_size=9), max_size=30)


@settings(max_examples=60)
@given(PEOPLE)
def test_the_quick_count_is_the_core_s_own(people: list[list[str]]) -> None:
    rows = [{c: v for c, v in zip(NINE, row, strict=True) if v} for row in people]
    slow = add(
        roll_row(NINE, {c: None if v == "NA" else int(v) for c, v in row.items()}) for row in rows
    )
    quick = count_rows(NINE, [(row, {}) for row in rows]).rolled
    assert quick.people == slow.people
    assert quick.whole == slow.whole
    assert {c: quick.tallies[c] for c in sorted(quick.tallies)} == {
        c: slow.tallies[c] for c in sorted(slow.tallies)
    }


def test_answers_to_other_questions_are_not_counted() -> None:
    found = count_rows(("U1",), [({"U1": "3", "lama": "4"}, {}), ({"lama": "1"}, {})]).rolled
    assert (found.people, found.tallies["U1"].total) == (1, 3)
