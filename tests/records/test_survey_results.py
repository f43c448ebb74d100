"""What is looked up of surveys: the campaigns of a round, who counts, the periods before, the steps."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shared import build_once
from tests.web.surveyed import Surveys, make_surveys
from tilik.actions.rounds import Member, open_round
from tilik.records.models import Response, Round
from tilik.records.queries.survey_results import (
    BEFORE,
    find_step,
    is_survey,
    iterate_responses,
    list_before,
    list_campaigns,
    list_channels,
    list_steps,
)

ALL = {f"U{n}": "3" for n in range(1, 10)}


def build() -> Surveys:
    made = make_surveys()
    made.ask([ALL] * 3)
    made.ask([ALL], unit=made.world.clinic)
    made.ask([ALL] * 2, made.before)
    return made


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Surveys]:
    yield from build_once(django_db_blocker, build)


@pytest.fixture
def made(_made: Surveys, db: None) -> Surveys:
    return _made


def open_year(made: Surveys, year: int, scheme: str = "mandiri", **rest: Any) -> Round:
    """A round of that year the school takes part in."""
    values = {
        "government": made.world.government,
        "instrument_version": made.now.instrument_version,
        "members": [Member(made.world.school)],
        **rest,
    }
    return open_round(
        by=made.world.admin, scheme=scheme, title=f"SKM {year} {scheme}",
        period=(date(year, 1, 1), date(year, 12, 31)), **values,
    )  # fmt: skip


def test_only_a_round_of_the_survey_is_one(made: Surveys) -> None:
    assert is_survey(made.now)
    assert not is_survey(made.world.round)


def test_the_surveys_of_a_round_are_its_own_of_one_unit_or_all(made: Surveys) -> None:
    assert len(list_campaigns(made.now)) == 2
    (own,) = list_campaigns(made.now, made.world.clinic)
    assert own.unit == made.world.clinic
    assert list_campaigns(made.before, made.world.clinic) == []


def test_answers_that_were_excluded_are_not_read_nor_is_how_they_came(made: Surveys) -> None:
    campaigns = list_campaigns(made.now, made.world.school)
    first = Response.objects.filter(campaign=campaigns[0]).earliest("pk")
    Response.objects.create(
        government=first.government, campaign=first.campaign, day=first.day, channel="kiosk",
        answers=ALL, excluded_reason="ganda", excluded_by=made.world.admin, excluded_at=made.now.at,
    )  # fmt: skip
    assert [row[0] for row in iterate_responses(campaigns)] == [campaigns[0].pk] * 3
    assert list_channels(campaigns) == ["paper"]


def test_the_answers_of_many_units_are_one_look_up(made: Surveys) -> None:
    campaigns = list_campaigns(made.now)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert len(list(iterate_responses(campaigns))) == 4
    assert len(seen) == 1


def test_the_periods_before_are_the_unit_s_own_of_the_same_survey_newest_first(
    made: Surveys,
) -> None:
    old = [open_year(made, year) for year in (2024, 2022, 2023)]
    open_year(made, 2021, "latihan")
    open_year(made, 2021, instrument_version=made.world.instrument)
    open_year(made, 2020, members=[Member(made.world.clinic)])
    open_year(made, 2026)
    found = list_before(made.now, made.world.school)
    assert found == [made.before, old[0], old[2], old[1]]
    assert list_before(made.before, made.world.school) == [old[0], old[2], old[1]]


def test_a_trend_goes_back_a_few_periods_and_no_further(made: Surveys) -> None:
    for year in range(2015, 2025):
        open_year(made, year)
    found = list_before(made.now, made.world.school)
    assert len(found) == BEFORE
    assert found[-1].period_start.year == 2022


def test_the_steps_are_those_of_that_round_and_unit_in_the_order_of_the_elements(
    made: Surveys,
) -> None:
    made.promise("U7")
    first = made.promise("U3", title="Pertama")
    made.promise("U3", title="Kedua")
    earlier = made.promise("U1", made.before)
    steps = list_steps(made.now, made.world.school)
    assert [(step.item, step.title) for step in steps[:2]] == [("U3", "Pertama"), ("U3", "Kedua")]
    assert steps[2].item == "U7"
    assert list_steps(made.before, made.world.school) == [earlier]
    assert list_steps(made.now, made.world.clinic) == []
    school = made.world.school
    assert find_step(made.now, school, first.pk) == first
    assert find_step(made.now, school, earlier.pk) is None
    assert find_step(made.now, made.world.clinic, first.pk) is None
