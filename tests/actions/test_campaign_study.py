"""All figures of surveys: real answers against published figures, groups against a second count."""

import csv
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.campaigned import NINE, enter, start_survey
from tests.shared import shared
from tests.world import World, make_world
from tilik.actions.campaign_results import get_required
from tilik.actions.campaign_study import Studied, explain, gather, gather_units, read_trend, study
from tilik.actions.surveys import MARGINS, set_margin, set_population
from tilik.core.errors import UserError
from tilik.records.models import Campaign

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[1] / "fixtures" / "skm" / "gianyar-2020.csv"


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def one(campaign: Campaign) -> Studied:
    (found,) = study([campaign])
    return found


def read_real() -> list[str]:
    with next(REAL.parent.glob("*gianyar*")).open(encoding="utf-8", newline="") as file:
        return ["".join(row[code] for code in NINE) for row in csv.DictReader(file)]


def test_201_real_answers_give_what_was_published_on_every_way(campaign: Campaign) -> None:
    enter(campaign, *read_real())
    found = one(campaign)
    shown = {name: f"{float(each.rounded or 0):.2f}" for name, each in found.facts.ways.items()}
    assert (shown[""], shown["w0111"], shown["w011"]) == ("85.85", "85.76", "84.99")
    assert found.reliability.alpha == pytest.approx(0.7286, abs=5e-5)
    assert found.sure is not None
    assert (found.sure.low, found.sure.high) == pytest.approx((84.91, 86.74), abs=0.02)
    assert found.sure.probability == pytest.approx(1, abs=1e-3)
    assert list(found.facts.lowest) == ["U4", "U3", "U5", "U7"]
    assert explain(found, Fraction("85.76"), 2, "en") == [
        "weight 0.111, from the counts of answers"
    ]
    assert any("0.11" in each for each in explain(found, Fraction("84.99"), 2, "en"))
    assert explain(found, Fraction("12.34"), 2, "en") == []


def test_every_element_has_its_own_interval_and_probability(campaign: Campaign) -> None:
    enter(campaign, *["343434343", "332233443", "444434443"] * 5)
    for element, sure in one(campaign).elements:
        assert sure is not None, element.code
        assert sure.low <= float(element.index or 0) <= sure.high
        assert 0 < (sure.probability or 0) <= 1


def test_a_fee_that_everybody_calls_free_is_taken_out_for_comparison(campaign: Campaign) -> None:
    enter(campaign, *["333433333"] * 6)
    free = one(campaign).facts.free
    assert free is not None
    assert (free.with_it.value, free.without.value) == (Fraction(700, 9), 75)


def test_nobody_is_no_study_and_few_show_nothing(campaign: Campaign) -> None:
    assert study([campaign]) == []
    enter(campaign, *["343434343"] * 4)
    assert not one(campaign).is_shown
    assert gather([one(campaign)]).mean is None
    enter(campaign, "343434343")
    assert one(campaign).is_shown


def make_three(world: World) -> list[Campaign]:
    """Two surveys of the school and one of the clinic, with 100, 300 and 600 users."""
    made = []
    for unit, digit, users in (
        (world.school, 3, 100),
        (world.school, 4, 300),
        (world.clinic, 2, 600),
    ):
        each = start_survey(world, by=world.admin, unit=unit, population=users)
        enter(each, *[str(digit) * 9] * 6, by=world.admin)
        made.append(each)
    return made


def test_a_government_has_a_mean_by_volume_and_a_plain_one_of_its_units(world: World) -> None:
    found = study(make_three(world))
    whole = gather_units(found)
    assert whole.mean is not None
    # 75, 100 and 50: by volume 7.5 + 30 + 30; plain of the units' plain means 87.5 and 50.
    assert (whole.mean.by_volume, whole.mean.plain) == (Fraction("67.5"), Fraction("68.75"))
    assert (whole.people, whole.population) == (18, 1000)
    assert whole.rate == Fraction(18, 1000)
    assert whole.sure is not None
    assert whole.sure.low < 67.5 < whole.sure.high


def test_an_unknown_volume_leaves_the_plain_mean_alone(world: World) -> None:
    made = make_three(world)
    set_population(by=world.admin, campaign=made[0], population=None)
    whole = gather_units(study(made))
    assert whole.mean is not None
    assert (whole.mean.by_volume, whole.sure, whole.rate) == (None, None, None)
    assert whole.mean.plain == Fraction("68.75")


def test_figures_of_few_are_not_in_the_groups_either(world: World) -> None:
    made = make_three(world)
    small = start_survey(world, by=world.admin, unit=world.clinic, population=9000)
    enter(small, "111111111", by=world.admin)
    assert gather(study([*made, small])).mean == gather(study(made)).mean


def test_many_surveys_are_studied_in_as_many_queries_as_one(world: World) -> None:
    made = make_three(world)
    study(made)
    counts = []
    for some in (made[:1], made):
        with CaptureQueriesContext(connection) as queries:
            study(some)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_the_trend_is_of_the_same_place_and_questionnaire_oldest_first(world: World) -> None:
    today = timezone.localdate()
    ends = [today - timedelta(400), today - timedelta(200), today]
    made = [
        start_survey(world, period=(end - timedelta(20), end), title=f"Ke-{n}")
        for n, end in enumerate(ends)
    ]
    other = start_survey(world, by=world.admin, unit=world.clinic)
    for each, row in zip(
        (*made, other), ("222222222", "333333333", "444444444", "1" * 9), strict=True
    ):
        enter(each, *[row] * 5, by=world.admin, day=each.period_end)
    assert [found.facts.outcome.value for found in read_trend(made[2])] == [50, 75, 100]
    assert [found.campaign for found in read_trend(made[1])] == made[:2]


@pytest.mark.parametrize(("margin", "required"), [("1/10", 88), ("1/20", 278), ("1/50", 706)])
def test_the_required_sample_is_that_of_the_margin_chosen(
    campaign: Campaign, margin: str, required: int
) -> None:
    set_population(by=campaign.by, campaign=campaign, population=1000)
    set_margin(by=campaign.by, campaign=campaign, margin=margin)
    campaign.refresh_from_db()
    assert get_required(campaign) == required


@pytest.mark.parametrize("margin", ["", "0", "1/3", "abc"])
def test_another_margin_is_refused(campaign: Campaign, margin: Any) -> None:
    with pytest.raises(UserError, match="bad-margin"):
        set_margin(by=campaign.by, campaign=campaign, margin=margin)
    assert margin not in MARGINS
