"""How far surveys are and which indicators are open, for many units in one question each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shared import shared
from tests.web.scored import Scored, make_document, make_round
from tests.world import make_world
from tilik.actions.suggesting import suggest_levels
from tilik.records.models import Response, RoundUnit
from tilik.records.queries.progress import (
    count_respondents,
    get_group,
    list_open_groups,
    list_survey_forms,
)

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    return make_round(make_world())


def get_rows(scored: Scored) -> list[RoundUnit]:
    return list(scored.round.round_units.select_related("unit"))


def test_responses_are_counted_by_unit_and_form(scored: Scored) -> None:
    scored.survey("sekolah", ("3", "4"), ("4", "5"), ("1", "1"))
    scored.survey("klinik", ("3", "4"))
    assert count_respondents(scored.round) == {
        (scored.world.school.pk, "R"): 3,
        (scored.world.clinic.pk, "R"): 1,
    }


def test_an_excluded_response_does_not_count(scored: Scored) -> None:
    scored.survey("sekolah", ("3", "4"), ("4", "5"))
    response = Response.objects.order_by("pk").first()
    assert response is not None
    Response.objects.filter(pk=response.pk).update(
        excluded_by=scored.world.admin,
        excluded_at=response.campaign.at,
        excluded_reason="Uji coba petugas",
    )
    assert count_respondents(scored.round) == {(scored.world.school.pk, "R"): 1}


def test_another_rounds_responses_are_not_ours(scored: Scored) -> None:
    other = make_round(scored.world, title="Lain")
    other.survey("sekolah", ("3", "4"))
    assert count_respondents(scored.round) == {}


def test_an_indicator_is_open_while_an_unconditional_question_is(scored: Scored) -> None:
    school = scored.world.school.pk
    assert list_open_groups(scored.round, get_rows(scored))[school] == ["a", "b"]
    scored.claim("sekolah", i1="ya")
    assert list_open_groups(scored.round, get_rows(scored))[school] == ["b"]
    scored.claim("sekolah", i3=["papan"])
    assert list_open_groups(scored.round, get_rows(scored))[school] == []


def test_an_answer_taken_back_opens_its_indicator_again(scored: Scored) -> None:
    scored.claim("sekolah", i1="ya")
    scored.claim("sekolah", i1=None)
    assert "a" in list_open_groups(scored.round, get_rows(scored))[scored.world.school.pk]


def test_one_units_answers_close_nothing_of_another(scored: Scored) -> None:
    scored.claim("sekolah", i1="ya", i3=["papan"])
    assert list_open_groups(scored.round, get_rows(scored))[scored.world.clinic.pk] == ["a", "b"]


def test_open_indicators_of_all_units_are_one_question(scored: Scored) -> None:
    rows = get_rows(scored)
    with CaptureQueriesContext(connection) as queries:
        list_open_groups(scored.round, rows)
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("channel", "least", "expected"),
    [
        ("luring", "10", [("R", 10)]),
        ("luring", None, [("R", 0)]),
        ("daring", "10", []),
        ("", "10", [("R", 10)]),
    ],
)
def test_the_forms_of_users_are_those_of_the_channel(
    channel: str, least: str | None, expected: list[tuple[str, int]]
) -> None:
    document = make_document()
    if least:
        document["forms"][2]["min_respondents"] = least
    assert list_survey_forms(document, channel) == expected


def test_a_question_that_names_no_indicator_is_its_own() -> None:
    assert get_group({"code": "7", "indicator": "a"}) == "a"
    assert get_group({"code": "7"}) == "7"


def test_levels_are_suggested_for_every_item_with_a_rule(scored: Scored) -> None:
    row = next(row for row in get_rows(scored) if row.unit == scored.world.school)
    found = suggest_levels(round=scored.round, row=row)
    assert set(found) == {"E:1"}
    assert found["E:1"].level is None
    assert found["E:1"].missing
    scored.claim("sekolah", i1="ya", i2="4")
    assert suggest_levels(round=scored.round, row=row)["E:1"].level == 3
    scored.claim("sekolah", i1="tidak")
    assert suggest_levels(round=scored.round, row=row)["E:1"].level == 0
