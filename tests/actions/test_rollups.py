"""The sums of a campaign: kept by night, always what a count of every response gives."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.campaigned import NINE, enter, said, start_survey
from tests.shared import shared
from tests.world import make_world
from tilik.actions.campaign_results import compute_findings
from tilik.actions.rollups import Counted, count_rows, keep_sums, read_counted, roll_up_all
from tilik.actions.surveys import add_responses, exclude_response, include_response, take_back
from tilik.records.models import Campaign, Response, Rollup

pytestmark = pytest.mark.django_db
ROWS = ("343434343", "332233443", "444444444", "2-3343434")


@shared
def campaign() -> Campaign:
    return start_survey(make_world())


def count_anew(campaign: Campaign) -> Counted:
    """The twin: every response that counts, one by one."""
    rows = campaign.responses.filter(excluded_at__isnull=True).values_list("answers", "traits")
    return count_rows(NINE, list(rows))


def last(campaign: Campaign) -> Response:
    row = campaign.responses.order_by("pk").last()
    assert row is not None
    return row


def test_the_night_keeps_a_row_for_every_element_and_one_for_all(campaign: Campaign) -> None:
    enter(campaign, *ROWS, traits={"sex": "P"})
    roll_up_all.call()
    rows = {row.element: row for row in Rollup.objects.filter(campaign=campaign)}
    assert set(rows) == {"", *NINE}
    assert (rows["U2"].n, rows["U2"].total, rows["U2"].total_of_squares) == (3, 11, 41)
    assert rows[""].n == 4
    assert read_counted(campaign, NINE).traits["sex"] == {"L": 0, "P": 4, "": 0}


def test_what_came_since_is_counted_on_top_and_merged_in_the_next_night(campaign: Campaign) -> None:
    enter(campaign, *ROWS[:2])
    roll_up_all.call()
    enter(campaign, *ROWS[2:])
    assert read_counted(campaign, NINE) == count_anew(campaign)
    roll_up_all.call()
    assert Rollup.objects.get(campaign=campaign, element="").watermark == last(campaign).pk
    assert read_counted(campaign, NINE) == count_anew(campaign)


def test_leaving_out_and_letting_count_again_forgets_the_sums(campaign: Campaign) -> None:
    enter(campaign, *ROWS)
    first = campaign.responses.order_by("pk")[0]
    roll_up_all.call()
    exclude_response(by=campaign.by, response=last(campaign), reason="uji")
    roll_up_all.call()
    exclude_response(by=campaign.by, response=first, reason="uji")
    include_response(by=campaign.by, response=last(campaign))
    found = read_counted(campaign, NINE)
    assert found == count_anew(campaign)
    assert found.rows == 3


def test_a_stack_taken_back_is_in_no_sum(campaign: Campaign) -> None:
    replies = [said(row, channel="paper") for row in ROWS]
    add_responses(by=campaign.by, campaign=campaign, replies=replies, batch="A1")
    roll_up_all.call()
    take_back(by=campaign.by, campaign=campaign, batch="A1")
    assert read_counted(campaign, NINE).rows == 0


def test_a_response_that_came_late_under_an_older_number_is_not_lost(campaign: Campaign) -> None:
    enter(campaign, *ROWS)
    early = campaign.responses.order_by("pk")[0]
    held = (early.pk, early.uuid)
    early.delete()
    keep_sums(campaign, NINE)
    early.pk, early.uuid = held
    early.save(force_insert=True)
    assert read_counted(campaign, NINE) == count_anew(campaign)
    assert read_counted(campaign, NINE).rows == 4


def test_sums_of_other_elements_are_not_taken_for_these(campaign: Campaign) -> None:
    enter(campaign, *ROWS)
    keep_sums(campaign, NINE[:3])
    assert read_counted(campaign, NINE) == count_anew(campaign)


def test_from_the_sums_the_findings_are_the_same_and_no_answer_is_read(campaign: Campaign) -> None:
    enter(campaign, *ROWS)
    before = compute_findings(campaign)
    roll_up_all.call()
    with CaptureQueriesContext(connection) as queries:
        assert compute_findings(campaign) == before
    assert len(queries) <= 4


def test_a_night_without_news_changes_nothing(campaign: Campaign) -> None:
    enter(campaign, *ROWS)
    roll_up_all.call()
    keys = list(Rollup.objects.values_list("pk", flat=True))
    roll_up_all.call()
    assert list(Rollup.objects.values_list("pk", flat=True)) == keys


VALUES = st.sampled_from(["1", "2", "3", "4", "NA", ""])
PEOPLE = st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=15)


def read_rows(people: Sequence[Sequence[str]]) -> list[tuple[dict[str, str], dict[str, str]]]:
    codes = NINE[:3]
    return [({c: v for c, v in zip(codes, r, strict=True) if v}, {"sex": "L"}) for r in people]


@settings(max_examples=60)
@given(PEOPLE, PEOPLE)
def test_the_sums_of_two_nights_are_those_of_both(
    one: list[list[str]], two: list[list[str]]
) -> None:
    codes = NINE[:3]
    added = count_rows(codes, read_rows(one)) + count_rows(codes, read_rows(two))
    whole = count_rows(codes, read_rows([*one, *two]))
    assert (added.products, added.traits, added.rows) == (whole.products, whole.traits, whole.rows)
    assert (added.rolled.people, added.rolled.whole) == (whole.rolled.people, whole.rolled.whole)
    assert dict(added.rolled.tallies) == dict(whole.rolled.tallies)
    assert added.measure() == whole.measure()
