"""Questions asked of five hundred units in five rounds: right, and in as few queries as of two."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.actions.scenes import LENGKAP
from tests.latest import list_latest
from tests.records.crowd import MANY_UNITS, PERIODS, SECTORS, Crowd, add_figures, add_seats
from tilik.actions.instruments import load_for_units
from tilik.records.models import Adjudication, Response, Result, RoundUnit, Sheet
from tilik.records.queries import (
    outlines,
    people,
    progress,
    published,
    results,
    rounds,
    scores,
    sheets,
)
from tilik.records.queries.findings import list_findings

pytestmark = pytest.mark.django_db
Ask = Callable[[Crowd], Any]


def rows(crowd: Crowd, some: int = MANY_UNITS) -> list[RoundUnit]:
    found = RoundUnit.objects.filter(round=crowd.newest).select_related("unit")
    return list(found.order_by("unit__code")[:some])


def outline(crowd: Crowd) -> list[outlines.Outline]:
    return outlines.list_outlines(crowd.newest, timezone.now())


def sheet(crowd: Crowd, form: str) -> Sheet:
    found = sheets.get_sheet(Sheet.objects.filter(round=crowd.newest, form=form)[0].pk)
    assert found is not None
    return found


QUESTIONS: dict[str, tuple[int, Ask]] = {
    "list_rounds": (2, lambda c: rounds.list_rounds(c.world.admin, timezone.now())),
    "get_overview": (5, lambda c: rounds.get_overview(c.newest, timezone.now())),
    "get_overview of the desk": (
        5,
        lambda c: rounds.get_overview(c.newest, timezone.now(), "desk"),
    ),
    "list_latest_of_unit": (2, lambda c: results.list_latest_of_unit(c.units[0])),
    "find_latest": (
        1,
        lambda c: results.find_latest(c.newest, unit=c.units[0], basis="final", variant="biasa"),
    ),
    "get_unit_score": (6, lambda c: scores.get_unit_score(c.newest, c.units[0])),
    "list_unit_results": (2, lambda c: scores.list_unit_results(c.newest)),
    "list_unit_results with trees": (
        3,
        lambda c: scores.list_unit_results(c.newest, with_trees=True),
    ),
    "get_whole": (1, lambda c: scores.get_whole(c.newest)),
    "find_earlier": (1, lambda c: scores.find_earlier(c.newest)),
    "list_entries": (1, lambda c: scores.list_entries(c.newest, c.units[0], [("K", "1")])),
    "list_standing": (1, lambda c: scores.list_standing(c.newest, c.units[0])),
    "count_ratings": (1, lambda c: scores.count_ratings(c.newest, c.units[0], "R", "1")),
    "count_respondents": (1, lambda c: progress.count_respondents(c.newest)),
    "list_open_groups": (1, lambda c: progress.list_open_groups(c.newest, rows(c))),
    "list_participants": (1, lambda c: outlines.list_participants(c.newest)),
    "list_outlines": (3, lambda c: outline(c)),
    "count_answered": (4, lambda c: outlines.count_answered(c.newest, outline(c))),
    "list_open": (4, lambda c: outlines.list_open(c.newest, outline(c))),
    "list_checked": (5, lambda c: outlines.list_checked(c.newest, outline(c))),
    "list_of_units": (1, lambda c: published.list_of_units(c.world.government)),
    "list_of_unit": (1, lambda c: published.list_of_unit(c.units[0])),
    "list_figures": (1, lambda c: published.list_figures(measure="lengkap", year=2023)),
    "list_units": (1, lambda c: people.list_units(c.world.government)),
    "list_people": (3, lambda c: people.list_people(c.world.government)),
    "load_for_units": (4, lambda c: load_for_units(c.newest)),
    "view_sheet": (5, lambda c: sheets.view_sheet(sheet(c, "K"))),
    "list_findings": (8, lambda c: list_findings(sheet(c, "E-L"))),
    "list_sheets": (1, lambda c: sheets.list_sheets(c.newest, c.units[0])),
}
EXTRA = {"list_open_groups": 1, "view_sheet": 2, "list_findings": 2}
"""Queries the test itself makes to find what it asks of."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_few_queries_however_many_units_there_are(
    name: str, crowd: Crowd, django_assert_max_num_queries: Any
) -> None:
    most, ask = QUESTIONS[name]
    add_figures(crowd)
    add_seats(crowd)
    with django_assert_max_num_queries(most + EXTRA.get(name, 0)):
        found = ask(crowd)
        if isinstance(found, list) and name != "list_sheets":  # there the page knows the unit
            [str(getattr(row, "unit", "")) for row in found]
    assert found is not None


# ---- rounds ----------------------------------------------------------------


def test_rounds_are_listed_newest_first_with_their_units(crowd: Crowd) -> None:
    listed = rounds.list_rounds(crowd.world.admin, timezone.now())
    ours = [r for r in listed if r.pk in {each.pk for each in crowd.rounds}]
    assert ours == crowd.rounds[::-1]


def test_somebody_with_a_hundred_units_sees_each_round_once(crowd: Crowd) -> None:
    add_seats(crowd)
    listed = rounds.list_rounds(crowd.world.operator, timezone.now())
    assert len(listed) == len({r.pk for r in listed})
    assert {r.pk for r in crowd.rounds} <= {r.pk for r in listed}


def test_outlines_say_what_the_overview_says(crowd: Crowd) -> None:
    now = timezone.now()
    for at in (now, now + timedelta(days=1000)):
        whole = rounds.get_overview(crowd.newest, at).units
        found = outlines.list_outlines(crowd.newest, at)
        assert [(u.row.unit_id, u.is_sent, u.is_late, u.deadline) for u in whole] == [
            (u.unit_id, u.is_sent, u.is_late, u.deadline) for u in found
        ]
        assert [u.participant for u in found] == outlines.list_participants(crowd.newest)


def test_what_is_answered_and_open_is_the_same_whoever_counts(crowd: Crowd) -> None:
    found, members = outline(crowd), rows(crowd)
    whole = rounds.get_overview(crowd.newest, timezone.now()).units
    counted = {u.row.unit_id: (u.answered, u.total) for u in whole}
    assert outlines.count_answered(crowd.newest, found) == counted
    told = outlines.list_open(crowd.newest, found)
    assert {unit: each[:2] for unit, each in told.items()} == counted
    groups = progress.list_open_groups(crowd.newest, members)
    assert {unit: each.groups for unit, each in told.items()} == groups


def test_a_unit_is_checked_where_every_form_of_a_stage_is(crowd: Crowd) -> None:
    desk = rounds.get_overview(crowd.newest, timezone.now(), "desk").units
    whole = {u.row.unit_id for u in desk if u.total and not u.missing}
    assert outlines.list_checked(crowd.newest, outline(crowd)) == whole
    assert 0 < len(whole) < len(desk)


def test_progress_is_of_each_units_own_answers(crowd: Crowd) -> None:
    overview = rounds.get_overview(crowd.newest, timezone.now())
    assert len(overview.units) == MANY_UNITS
    assert {(u.answered, u.total) for u in overview.units} == {(2, 4)}
    desk = rounds.get_overview(crowd.newest, timezone.now(), "desk")
    by_kind = {(u.row.kind, u.answered, u.total) for u in desk.units}
    assert by_kind == {("sekolah", 2, 2), ("puskesmas", 2, 3)}


def test_the_round_before_is_the_one_that_ended_last(crowd: Crowd) -> None:
    assert [scores.find_earlier(r) for r in crowd.rounds] == [None, *crowd.rounds[:-1]]


def test_a_round_of_another_scheme_is_not_the_one_before(crowd: Crowd) -> None:
    crowd.rounds[-2].scheme = "latihan"
    crowd.rounds[-2].save()
    assert scores.find_earlier(crowd.newest) == crowd.rounds[-3]
    crowd.rounds[-2].scheme = "mandiri"


# ---- results ---------------------------------------------------------------


def test_the_latest_result_of_every_place_is_listed_once(crowd: Crowd) -> None:
    listed = list_latest(crowd.newest)
    assert len(listed) == 2 * MANY_UNITS + 1 + len(SECTORS)
    newest = {r.pk for r in listed if r.scope == "unit"}
    older = Result.objects.filter(round=crowd.newest, scope="unit").exclude(pk__in=newest)
    assert older.count() == 2 * MANY_UNITS
    assert max(older.values_list("pk", flat=True)) < max(newest)


def test_a_unit_has_a_result_for_each_round_newest_first(crowd: Crowd) -> None:
    listed = results.list_latest_of_unit(crowd.units[7])
    finals = [r.round for r in listed if r.basis == "final"]
    assert finals == crowd.rounds[::-1]
    assert len(listed) == 2 * PERIODS
    assert {r.numerator for r in listed} == {"8"}


def test_every_unit_has_its_own_result(crowd: Crowd) -> None:
    found = scores.list_unit_results(crowd.newest)
    assert set(found) == {unit.pk for unit in crowd.units}
    assert {k: r.numerator for k, r in found.items()} == {
        unit.pk: str(n % 400 + 1) for n, unit in enumerate(crowd.units)
    }


def test_trees_come_only_when_they_are_asked_for(
    crowd: Crowd, django_assert_num_queries: Any
) -> None:
    bare = scores.list_unit_results(crowd.newest)
    assert all("tree" in result.get_deferred_fields() for result in bare.values())
    with_trees = scores.list_unit_results(crowd.newest, with_trees=True)
    with django_assert_num_queries(0):
        assert {r.read_tree()["code"] for r in with_trees.values()} == {"indeks"}


def test_the_whole_and_each_sector_are_found_apart(crowd: Crowd) -> None:
    whole = scores.get_whole(crowd.newest)
    assert whole is not None and (whole.scope, whole.numerator) == ("government", "333")
    for sector in SECTORS:
        found = scores.get_whole(crowd.newest, sector)
        assert found is not None and (found.scope, found.sector) == ("sector", sector)
    assert scores.get_whole(crowd.newest, "tidak-ada") is None


def test_the_score_of_a_unit_stands_with_its_claim_and_what_was_published(crowd: Crowd) -> None:
    add_figures(crowd)
    found = scores.get_unit_score(crowd.newest, crowd.units[3])
    assert found.final is not None and found.claim is not None
    assert (found.final.basis, found.claim.basis) == ("final", "claim")
    assert {r.round_id for r in found.variants} == {crowd.newest.pk}
    assert [f.item for f in found.findings] == ["1", "2"]
    assert found.published is not None
    assert (found.published.year, found.published.value) == (2023, "3.10")


# ---- entries, ratings, findings --------------------------------------------


def test_entries_are_of_the_places_asked_for_and_of_no_other(crowd: Crowd) -> None:
    unit = crowd.units[0]
    found = scores.list_entries(crowd.newest, unit, [("K", "1"), ("E-L", "2")])
    assert [(r.sheet.form, r.item) for r in found] == [("K", "1"), ("E-L", "2")]
    assert {r.pk for r in found} <= scores.list_standing(crowd.newest, unit)
    assert scores.list_entries(crowd.newest, unit, []) == []


def test_ratings_are_counted_without_those_excluded(crowd: Crowd) -> None:
    unit = crowd.units[0]
    assert scores.count_ratings(crowd.newest, unit, "R", "1") == {"3": 1, "4": 1}
    assert scores.count_ratings(crowd.newest, unit, "R", "2") == {"NA": 2}
    last = Response.objects.filter(campaign__round=crowd.newest, campaign__unit=unit).last()
    assert last is not None
    Response.objects.filter(pk=last.pk).update(
        excluded_at=timezone.now(), excluded_by=crowd.world.admin, excluded_reason="ganda"
    )
    assert scores.count_ratings(crowd.newest, unit, "R", "1") == {"3": 1}
    assert progress.count_respondents(crowd.newest)[unit.pk, "R"] == 1


def test_respondents_are_counted_for_every_unit(crowd: Crowd) -> None:
    counted = progress.count_respondents(crowd.newest)
    assert counted == {(unit.pk, "R"): 2 for unit in crowd.units}


def test_the_survey_forms_of_a_channel_say_how_many_they_need() -> None:
    assert progress.list_survey_forms(LENGKAP, "luring") == [("R", 2)]
    narrow = [dict(form, channel="daring") for form in LENGKAP["forms"] if form["code"] == "R"]
    assert progress.list_survey_forms({"forms": narrow}, "luring") == []
    assert progress.list_survey_forms({"forms": narrow}, "") == [("R", 2)]


def test_open_questions_are_told_by_their_indicator(crowd: Crowd) -> None:
    found = progress.list_open_groups(crowd.newest, rows(crowd, 3))
    assert set(found) == {unit.pk for unit in crowd.units[:3]}
    assert all(groups == ["b"] for groups in found.values())


@pytest.mark.parametrize(
    ("item", "group"),
    [
        ({"code": "1", "indicator": "a"}, "a"),
        ({"code": "1"}, "1"),
        ({"code": "1", "indicator": ""}, "1"),
    ],
)
def test_a_question_without_an_indicator_stands_for_itself(
    item: dict[str, str], group: str
) -> None:
    assert progress.get_group(item) == group


def test_the_findings_of_an_item_are_of_its_form(crowd: Crowd) -> None:
    unit = crowd.units[0]
    assert len(scores.list_item_findings(crowd.newest, unit, "E-L", "1")) == 1
    assert scores.list_item_findings(crowd.newest, unit, "E-D", "1") == []


def test_what_was_settled_is_told_newest_last(crowd: Crowd) -> None:
    unit = crowd.units[0]
    for level in ("3", "4"):
        Adjudication.objects.create(
            government=crowd.world.government,
            round=crowd.newest,
            unit=unit,
            form="E-L",
            item="1",
            chosen=level,
            reason="x",
            by=crowd.world.admin,
            at=timezone.now(),
        )
    settled = scores.list_adjudications(crowd.newest, unit, "E-L", "1")
    assert [found.chosen for found in settled] == ["3", "4"]
    assert scores.list_adjudications(crowd.newest, unit, "E-L", "2") == []
    assert list_findings(sheet(crowd, "E-L"))[0].adjudication == settled[-1]


# ---- published figures and people ------------------------------------------


def test_published_figures_are_listed_newest_year_first(crowd: Crowd) -> None:
    add_figures(crowd)
    assert [f.year for f in published.list_of_unit(crowd.units[0])] == [2024, 2023, 2022]
    figures = published.list_of_units(crowd.world.government, measure="lengkap")
    assert len(figures) == 3 * MANY_UNITS
    assert [f.year for f in figures] == sorted((f.year for f in figures), reverse=True)
    assert published.list_of_units(crowd.world.government, measure="lain") == []


def test_years_and_tables_say_what_was_published(crowd: Crowd) -> None:
    add_figures(crowd)
    assert published.list_years("lengkap") == [2024, 2023, 2022]
    assert published.list_tables() == [("lengkap", year, MANY_UNITS) for year in (2024, 2023, 2022)]
    assert published.list_years("lain") == []


def test_figures_are_found_by_all_that_is_asked(crowd: Crowd) -> None:
    add_figures(crowd)
    found = published.list_figures(measure="lengkap", year=2024, entity="Unit 7")
    assert [(f.entity, f.value) for f in found] == [("Unit 7", None)]
    assert published.list_figures(measure="lengkap", year=1999) == []


def test_units_that_closed_are_listed_only_when_asked_for(crowd: Crowd) -> None:
    gone = crowd.units[0]
    gone.valid_to = crowd.newest.period_end
    gone.save()
    listed = people.list_units(crowd.world.government)
    every = people.list_units(crowd.world.government, with_closed=True)
    assert gone not in listed and gone in every
    assert [unit.code for unit in every] == sorted(unit.code for unit in every)
    gone.valid_to = None
