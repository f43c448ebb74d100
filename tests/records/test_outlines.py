"""The outline of a unit says what its sheets, its extension and its evaluators' sheets say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.shared import shared
from tests.web.scored import Scored, make_scored
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.actions.sheets import open_sheet, send_sheet
from tilik.records.models import RoundUnit
from tilik.records.queries.outlines import (
    Outline,
    count_answered,
    list_checked,
    list_open,
    list_outlines,
)
from tilik.records.queries.rounds import get_overview, get_round

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    return make_scored()


def find(scored: Scored, code: str, days: int = 0) -> Outline:
    """The unit so many days from now."""
    round = get_round(scored.round.pk)
    assert round is not None
    now = timezone.now() + timedelta(days=days)
    return next(unit for unit in list_outlines(round, now) if unit.code == code)


def close_claims(scored: Scored) -> None:
    end = timezone.now() - timedelta(days=1)
    plan = PhasePlan("claim", "Isian", "claim", end - timedelta(days=9), end)
    set_phases(by=scored.world.admin, round=scored.round, phases=[plan])


def test_a_unit_that_opened_nothing_has_not_sent_and_has_no_sheet(scored: Scored) -> None:
    clinic = find(scored, "klinik")
    assert not clinic.is_sent
    assert clinic.sheets == {}
    assert clinic.channel == "luring"


def test_a_form_is_sent_when_it_is_and_not_when_it_is_filled_in(scored: Scored) -> None:
    assert not find(scored, "sekolah").is_sent
    world = scored.world
    sheet = open_sheet(by=world.operator, round=scored.round, unit=world.school, form="K")
    send_sheet(by=world.operator, sheet=sheet)
    assert find(scored, "sekolah").is_sent
    assert find(scored, "sekolah").sheets == {"K": [sheet.pk]}


def test_who_did_not_send_is_late_after_the_deadline_unless_given_more_time(
    scored: Scored,
) -> None:
    close_claims(scored)
    assert find(scored, "klinik").is_late
    until = timezone.now() + timedelta(days=5)
    clinic = RoundUnit.objects.filter(round=scored.round, unit=scored.units["klinik"])
    clinic.update(extended_until=until, extension_letter="094/1")
    assert not find(scored, "klinik").is_late
    assert find(scored, "klinik").deadline == until
    assert find(scored, "klinik", days=6).is_late


def test_nobody_is_late_where_no_phase_is_laid_down(scored: Scored) -> None:
    set_phases(by=scored.world.admin, round=scored.round, phases=[])
    clinic = find(scored, "klinik", days=1000)
    assert clinic.deadline is None
    assert not clinic.is_late


def test_what_was_not_opened_is_wholly_open(scored: Scored) -> None:
    clinic = find(scored, "klinik")
    told = list_open(scored.round, [clinic])[clinic.unit_id]
    assert (told.answered, told.total, told.groups) == (0, 2, ["a", "b"])
    assert count_answered(scored.round, [clinic]) == {clinic.unit_id: (0, 2)}


def test_answers_count_once_each_and_leave_nothing_open(scored: Scored) -> None:
    school = find(scored, "sekolah")
    overview = get_overview(scored.round, timezone.now())
    counted = next(u for u in overview.units if u.row.unit_id == school.unit_id)
    told = list_open(scored.round, [school])[school.unit_id]
    assert (told.answered, told.total) == (counted.answered, counted.total) == (2, 2)
    assert told.groups == []


def test_an_empty_round_of_questions_asks_nothing(scored: Scored) -> None:
    assert list_open(scored.round, []) == {}
    assert count_answered(scored.round, []) == {}
    assert list_checked(scored.round, []) == set()


def test_a_unit_is_checked_once_its_last_item_has_a_level(scored: Scored) -> None:
    units = [find(scored, "sekolah"), find(scored, "klinik")]
    assert list_checked(scored.round, units) == {scored.units["sekolah"].pk}
    scored.find("klinik", "2", "1")
    assert list_checked(scored.round, units) == {unit.unit_id for unit in units}
