"""Running a survey: who may, its address, its end, what is left out and why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.campaigned import enter, said, start_survey
from tests.world import World, count_events, make_world, new_uuid
from tilik.actions.audit import find_break
from tilik.actions.surveys import (
    CODE_LENGTH,
    SIGNS,
    add_responses,
    close_campaign,
    exclude_response,
    include_response,
    set_population,
    take_back,
)
from tilik.actions.units import add_service, set_volume
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import AuditEvent, Campaign, Service
from tilik.records.queries.campaigns import find_by_code, find_volume, list_counting

pytestmark = pytest.mark.django_db
Act = Callable[[Any, Campaign], Any]


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


# ---- who may ---------------------------------------------------------------------

ACTS: dict[str, Act] = {
    "close": lambda by, c: close_campaign(by=by, campaign=c),
    "population": lambda by, c: set_population(by=by, campaign=c, population=90),
    "exclude": lambda by, c: exclude_response(by=by, response=c.responses.get(), reason="Uji"),
    "include": lambda by, c: include_response(by=by, response=c.responses.get()),
    "take back": lambda by, c: take_back(by=by, campaign=c, batch="A1"),
    "add": lambda by, c: add_responses(by=by, campaign=c, replies=[said("343434343")]),
}


@pytest.mark.parametrize("name", sorted(ACTS))
@pytest.mark.parametrize("who", ["admin", "operator", "head"])
def test_the_office_and_the_units_own_people_run_a_survey(
    world: World, campaign: Campaign, who: str, name: str
) -> None:
    enter(campaign, "343434343")
    before = AuditEvent.objects.count()
    ACTS[name](getattr(world, who), campaign)
    told = AuditEvent.objects.count() - before
    assert told == (0 if name == "take back" else 1)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_nobody_else_changes_anything(world: World, campaign: Campaign, name: str) -> None:
    enter(campaign, "343434343")
    before = AuditEvent.objects.count()
    far = make_world("64.01")
    for user in (world.evaluator, world.leader, far.admin, far.operator):
        with pytest.raises(PermissionDenied):
            ACTS[name](user, campaign)
    own = AuditEvent.objects.filter(government=world.government).count()
    assert own <= before
    assert campaign.responses.get().excluded_at is None


def test_a_unit_opens_no_survey_for_another(world: World) -> None:
    with pytest.raises(PermissionDenied):
        start_survey(world, unit=world.clinic)
    assert not Campaign.objects.exists()


def test_without_an_instrument_nothing_is_asked(world: World) -> None:
    with pytest.raises(UserError, match="instrument-missing"):
        start_survey(world, version=None)


# ---- the address ------------------------------------------------------------------


def test_the_address_is_short_and_without_signs_that_are_mistaken(campaign: Campaign) -> None:
    assert len(campaign.code) == CODE_LENGTH
    assert set(campaign.code) <= set(SIGNS)
    assert not set(SIGNS) & set("01oil")
    assert find_by_code(campaign.code) == campaign
    assert find_by_code("") is None
    assert find_by_code("tidak") is None


def test_the_next_survey_of_a_place_takes_the_address_over_so_that_posters_hold(
    world: World, campaign: Campaign
) -> None:
    close_campaign(by=world.operator, campaign=campaign)
    after = start_survey(world)
    assert after.code == campaign.code
    assert find_by_code(after.code) == after


def test_an_address_in_use_is_not_given_twice(world: World, campaign: Campaign) -> None:
    second = start_survey(world)
    assert second.code != campaign.code
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=second.pk).update(code=campaign.code)


def test_a_service_has_an_address_of_its_own(world: World, campaign: Campaign) -> None:
    close_campaign(by=world.operator, campaign=campaign)
    service = add_service(by=world.admin, unit=world.school, code="ktp", name="KTP")
    assert start_survey(world, service=service).code != campaign.code


def test_of_two_past_surveys_the_address_shows_the_newer(world: World, campaign: Campaign) -> None:
    close_campaign(by=world.operator, campaign=campaign)
    after = start_survey(world)
    close_campaign(by=world.operator, campaign=after)
    assert find_by_code(campaign.code) == after


def test_opened_twice_by_one_click_it_is_one_survey(world: World) -> None:
    uuid, version = new_uuid(), start_survey(world).instrument_version
    first, second = (start_survey(world, version=version, client_uuid=uuid) for _n in range(2))
    assert first == second
    assert Campaign.objects.count() == 2


# ---- closing, and how many use the service -------------------------------------------


def test_closing_is_told_once(world: World, campaign: Campaign) -> None:
    for _n in range(2):
        close_campaign(by=world.head, campaign=campaign)
    campaign.refresh_from_db()
    assert campaign.closed_by == world.head
    assert count_events("campaign.close") == 1


def test_after_the_end_nothing_is_entered(world: World, campaign: Campaign) -> None:
    close_campaign(by=world.operator, campaign=campaign)
    with pytest.raises(UserError, match="campaign-closed"):
        enter(campaign, "343434343")


def test_the_users_are_told_when_they_change_and_may_be_unknown_again(
    world: World, campaign: Campaign
) -> None:
    for users in (120, 120, None):
        set_population(by=world.operator, campaign=campaign, population=users)
        campaign.refresh_from_db()
        assert campaign.population == users
    events = AuditEvent.objects.filter(verb="campaign.population").order_by("pk")
    assert [e.diff["population"] for e in events] == [[None, 120], [120, None]]


# ---- leaving out ----------------------------------------------------------------------


def test_what_is_left_out_counts_no_more_and_stays_with_its_reason(
    world: World, campaign: Campaign
) -> None:
    enter(campaign, "343434343", "111111111")
    row = campaign.responses.order_by("pk").last()
    assert row is not None
    exclude_response(by=world.head, response=row, reason="  Diisi petugas sendiri ")
    row.refresh_from_db()
    assert (row.excluded_reason, row.excluded_by) == ("Diisi petugas sendiri", world.head)
    assert campaign.responses.count() == 2
    assert list_counting(campaign).count() == 1
    include_response(by=world.operator, response=row)
    row.refresh_from_db()
    assert (row.excluded_reason, row.excluded_by, row.excluded_at) == ("", None, None)
    assert list_counting(campaign).count() == 2


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_nothing_is_left_out_without_a_reason(campaign: Campaign, reason: str) -> None:
    enter(campaign, "343434343")
    with pytest.raises(UserError, match="reason-missing"):
        exclude_response(by=campaign.by, response=campaign.responses.get(), reason=reason)
    assert campaign.responses.get().excluded_at is None


def test_the_trail_says_what_was_done_and_not_what_was_said(campaign: Campaign) -> None:
    enter(campaign, "343434343")
    row = campaign.responses.get()
    exclude_response(by=campaign.by, response=row, reason="Diisi petugas")
    event = AuditEvent.objects.get(verb="campaign.exclude")
    assert event.diff == {"excluded": [None, row.pk]}
    assert (event.unit, event.form) == (campaign.unit, "SKM")
    assert find_break(f"government:{campaign.government_id}") is None


# ---- stacks taken back ------------------------------------------------------------------


def test_a_stack_taken_back_takes_nothing_else_with_it(world: World, campaign: Campaign) -> None:
    rows = [said("343434343", channel="paper") for _n in range(3)]
    add_responses(by=world.operator, campaign=campaign, replies=rows, batch="A1")
    enter(campaign, "222222222")
    add_responses(by=world.operator, campaign=campaign, replies=[said("444444444")], batch="A1")
    assert take_back(by=world.operator, campaign=campaign, batch="A1") == 3
    assert sorted(r.answers["U1"] for r in campaign.responses.all()) == ["2", "4"]
    assert take_back(by=world.operator, campaign=campaign, batch="A1") == 0
    assert count_events("campaign.take-back") == 1


def test_a_stack_without_a_name_is_no_stack(world: World, campaign: Campaign) -> None:
    enter(campaign, "343434343")
    assert take_back(by=world.operator, campaign=campaign, batch="") == 0
    assert campaign.responses.count() == 1


def test_a_period_backwards_and_a_foreign_service_open_nothing(world: World) -> None:
    today, clinic = timezone.localdate(), world.clinic
    gigi = add_service(by=world.admin, unit=clinic, code="gigi", name="Gigi")
    for change, code in (
        ({"period": (today, today - timedelta(1))}, "period-backwards"),
        ({"service": gigi}, "service-of-another-unit"),
        ({"form": "X"}, "unknown-form"),
        ({"round": world.round, "form": "SKM"}, "unknown-form"),
    ):
        with pytest.raises(UserError, match=code):
            start_survey(world, **change)
    assert not Campaign.objects.exists()


# ---- how many use the service ------------------------------------------------------------


def count(world: World, code: str, *figures: tuple[int, int, int]) -> Service:
    """A service of the school with so many users from one day of today's to another."""
    service = add_service(by=world.admin, unit=world.school, code=code, name=code)
    today = timezone.localdate()
    for first, last, users in figures:
        set_volume(
            by=world.admin, service=service, start=today + timedelta(first),
            end=today + timedelta(last), users=users,
        )  # fmt: skip
    return service


def find(world: World, service: Service | None = None) -> int | None:
    today = timezone.localdate()
    return find_volume(world.school, service, today, today + timedelta(30))


def test_of_several_figures_that_of_the_closest_days_holds(world: World) -> None:
    ktp = count(world, "ktp", (-300, 60, 9000), (0, 30, 700), (-400, -1, 50))
    assert find(world, ktp) == 700


def test_a_unit_has_the_users_of_all_its_services_or_none_is_known(world: World) -> None:
    assert find(world) is None
    count(world, "ktp", (0, 30, 700))
    count(world, "kk", (-10, 40, 300))
    assert find(world) == 1000
    count(world, "akta", (-90, -60, 80))
    assert find(world) is None
