"""Surveys of a round read together: several of a unit, by service, over periods, on every way."""

from fractions import Fraction

import pytest

from tests.web.surveyed import Row, Surveys, make_surveys
from tilik.actions.survey_facts import load_ways, read_all, read_surveyed, read_trend
from tilik.actions.units import add_service
from tilik.core.errors import UserError
from tilik.core.tallies import elements_of

pytestmark = pytest.mark.django_db
CODES = [f"U{n}" for n in range(1, 10)]


@pytest.fixture
def made() -> Surveys:
    return make_surveys()


def alike(value: int, n: int = 1) -> list[Row]:
    return [dict.fromkeys(CODES, str(value))] * n


def test_the_ways_begin_with_the_one_that_counts_and_name_the_fee(made: Surveys) -> None:
    ways = load_ways(made.now)
    assert next(iter(ways.surveys)) == ""
    assert {"w0111", "w011"} <= set(ways.surveys)
    assert ways.survey is ways.surveys[""]
    assert ways.fee == "U4"
    assert list(elements_of(ways.survey)) == CODES


def test_a_round_that_is_no_survey_has_no_ways(made: Surveys) -> None:
    with pytest.raises(UserError, match="not-a-survey"):
        load_ways(made.world.round)


def test_two_surveys_of_a_unit_are_pooled_by_their_people(made: Surveys) -> None:
    made.ask(alike(4, 3), population=50)
    made.ask(alike(2, 1), population=30)
    found = read_surveyed(made.now, made.world.school)
    assert found is not None
    assert found.facts.people == 4
    assert found.facts.outcome.value == Fraction(14, 4) * 25
    assert (found.population, found.required) == (80, 66)
    assert len(found.campaigns) == 2


def test_users_are_unknown_where_one_survey_does_not_say(made: Surveys) -> None:
    made.ask(alike(4), population=50)
    made.ask(alike(4))
    found = read_surveyed(made.now, made.world.school)
    assert found is not None
    assert found.population is None
    assert found.required == 384


def test_a_service_asked_twice_is_one_and_a_survey_of_none_is_only_in_the_whole(
    made: Surveys,
) -> None:
    school, admin = made.world.school, made.world.admin
    services = [add_service(by=admin, unit=school, code=c, name=f"Layanan {c}") for c in "ab"]
    made.ask(alike(4), service=services[0])
    made.ask(alike(2), service=services[0])
    made.ask(alike(1), service=services[1])
    made.ask(alike(3))
    found = read_surveyed(made.now, school)
    assert found is not None
    assert [(name, f.people, f.outcome.value) for name, f in found.services] == [
        ("Layanan a", 2, 75), ("Layanan b", 1, 25),
    ]  # fmt: skip
    assert found.facts.people == 4


def test_units_are_apart_and_who_has_no_answers_is_not_there(made: Surveys) -> None:
    made.ask(alike(4))
    assert set(read_all(made.now)) == {made.world.school.pk}
    made.ask([], unit=made.world.clinic)
    assert set(read_all(made.now)) == {made.world.school.pk}
    assert read_surveyed(made.now, made.world.clinic) is None
    made.ask(alike(2), unit=made.world.clinic)
    values = {pk: each.facts.outcome.value for pk, each in read_all(made.now).items()}
    assert values == {made.world.school.pk: 100, made.world.clinic.pk: 50}


def test_who_answered_nothing_at_all_is_nobody_in_the_profile_either(made: Surveys) -> None:
    made.ask([*alike(3, 2), {}])
    found = read_surveyed(made.now, made.world.school)
    assert found is not None
    assert found.facts.people == 2
    assert sum(found.profile["sex"].values()) == 2


def test_the_trend_is_oldest_first_and_a_period_without_answers_stays_in_it(
    made: Surveys,
) -> None:
    made.ask(alike(4))
    ((round, found),) = read_trend(made.now, made.world.school)
    assert (round, found) == (made.before, None)
    made.ask(alike(3), made.before)
    ((_round, again),) = read_trend(made.now, made.world.school)
    assert again is not None
    assert again.facts.outcome.value == 75
