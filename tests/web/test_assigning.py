"""Units assigned to evaluators: proposed by rule, changed by hand, confirmed as seats."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.shared import shared
from tests.web.scored import Scored, make_round
from tests.world import count_events, make_government, make_user, make_world
from tilik.actions.assigning import confirm, load_staff, propose
from tilik.actions.seats import close_seat, give_seat
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Round, RoundUnit, Seat, Sheet, User
from tilik.records.models.seat import Role
from tilik.records.queries.assignments import list_assignments, list_last_units, list_own_units

pytestmark = pytest.mark.django_db
PAGE = "tugas/"


@shared
def scored() -> Scored:
    """Two units; two evaluators."""
    made = make_round(make_world())
    make_user(made.world.government, Role.EVALUATOR)
    return made


@pytest.fixture
def people(scored: Scored) -> list[User]:
    second = User.objects.filter(seats__role=Role.EVALUATOR).order_by("pk").last()
    assert second is not None
    return [scored.world.evaluator, second]


@pytest.fixture
def office(scored: Scored) -> Client:
    return scored.log_in()


def get_rows(round: Round) -> list[RoundUnit]:
    return list(round.round_units.select_related("unit"))


def get_units(scored: Scored) -> tuple[int, int]:
    return scored.units["sekolah"].pk, scored.units["klinik"].pk


def give_own(scored: Scored, user: User, unit: str) -> Seat:
    return give_seat(
        by=scored.world.admin, user=user, role=Role.OPERATOR, government=scored.world.government,
        unit=scored.units[unit],
    )  # fmt: skip


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def plan(scored: Scored, **rest: Any) -> dict[int, list[int]]:
    return propose(rows=get_rows(scored.round), staff=load_staff(scored.round), **rest)


# ---- proposed ------------------------------------------------------------------


def test_units_are_shared_evenly(scored: Scored, people: list[User]) -> None:
    proposed = plan(scored)
    assert sorted(user for users in proposed.values() for user in users) == [p.pk for p in people]


def test_nobody_is_proposed_for_a_unit_they_once_belonged_to(
    scored: Scored, people: list[User]
) -> None:
    school, clinic = get_units(scored)
    close_seat(by=scored.world.admin, seat=give_own(scored, people[0], "sekolah"))
    assert plan(scored) == {clinic: [people[0].pk], school: [people[1].pk]}
    assert list_own_units(scored.world.government)[people[0].pk] == {school}


def test_who_checked_a_unit_the_last_time_is_proposed_for_the_other(
    scored: Scored, people: list[User]
) -> None:
    school, clinic = get_units(scored)
    scored.find("sekolah", "1", "3")
    following = make_round(scored.world, title="Berikutnya", year=2025)
    assert list_last_units(following.round) == {people[0].pk: {school}}
    proposed = propose(rows=get_rows(following.round), staff=load_staff(following.round))
    assert proposed == {school: [people[1].pk], clinic: [people[0].pk]}


def test_two_evaluators_of_a_unit_are_two_people(scored: Scored, people: list[User]) -> None:
    assert all(len(set(users)) == 2 for users in plan(scored, each=2).values())


def test_proposing_writes_nothing(scored: Scored) -> None:
    before = Seat.objects.count()
    plan(scored)
    assert Seat.objects.count() == before


# ---- confirmed -------------------------------------------------------------------


def test_confirmed_they_are_seats_and_a_list_for_the_letter(
    scored: Scored, people: list[User]
) -> None:
    confirm(by=scored.world.admin, round=scored.round, plan=plan(scored))
    listed = list_assignments(scored.round)
    assert {each.user for each in listed} == set(people)
    assert all(len(each.rows) == 1 for each in listed)
    assert count_events("round.assign") == 1
    assert count_events("seat.give") >= 2


def test_who_is_no_longer_in_the_plan_has_no_seat(scored: Scored, people: list[User]) -> None:
    school, clinic = get_units(scored)
    first, second = (each.pk for each in people)
    confirm(by=scored.world.admin, round=scored.round, plan={school: [first], clinic: [first]})
    confirm(by=scored.world.admin, round=scored.round, plan={school: [second], clinic: [first]})
    found = {
        each.user.pk: [row.unit_id for row in each.rows] for each in list_assignments(scored.round)
    }
    assert found == {first: [clinic], second: [school]}


def test_work_begun_before_goes_on_from_the_seat_of_the_unit(
    scored: Scored, people: list[User]
) -> None:
    scored.find("sekolah", "1", "3")
    school, _clinic = get_units(scored)
    seats = confirm(by=scored.world.admin, round=scored.round, plan={school: [people[0].pk]})
    assert Sheet.objects.get(round=scored.round, stage="desk").seat == seats[0]


def test_a_plan_against_the_rules_is_refused_whole(scored: Scored, people: list[User]) -> None:
    school, clinic = get_units(scored)
    give_own(scored, people[0], "sekolah")
    stranger = make_user(make_government("64.09", "Lain"), Role.EVALUATOR)
    for wrong, code in (
        ({clinic: [people[1].pk], school: [people[0].pk]}, "own-unit"),
        ({school: [stranger.pk]}, "not-an-evaluator"),
        ({0: [people[1].pk]}, "unit-not-in-round"),
    ):
        with pytest.raises(UserError, match=code):
            confirm(by=scored.world.admin, round=scored.round, plan=wrong)
    assert list_assignments(scored.round) == []


@pytest.mark.parametrize("who", ["evaluator", "operator", "leader"])
def test_only_the_office_assigns(scored: Scored, who: str) -> None:
    with pytest.raises(PermissionDenied):
        confirm(by=getattr(scored.world, who), round=scored.round, plan={})


# ---- on the page -------------------------------------------------------------------


def test_the_page_says_why_and_offers_nobody_their_own_unit(
    scored: Scored, people: list[User], office: Client
) -> None:
    give_own(scored, people[0], "sekolah")
    page = office.get(scored.path(PAGE)).content.decode()
    assert "Usulan: siapa memeriksa unit mana" in page
    assert f"unit sendiri atau bekas unit {people[0]}" in page
    school, clinic = get_units(scored)
    assert f'value="{people[0].pk}"' not in page.split(f'"who-{school}"')[1].split("</select>")[0]
    assert f'value="{people[0].pk}" selected' in page.split(f'"who-{clinic}"')[1]


def test_sent_it_holds_and_evaluators_see_only_their_units(
    scored: Scored, people: list[User], office: Client
) -> None:
    school, clinic = get_units(scored)
    data = {f"who-{school}": people[0].pk, f"who-{clinic}": people[1].pk}
    office.post(scored.path(PAGE), data)
    page = office.get(scored.path(PAGE)).content.decode()
    assert "2 penugasan berlaku" in strip(page)
    letters = re.search(r'href="([^"]+)#surat-tugas"', page)[1]
    assert 'id="surat-tugas"' in office.get(letters).content.decode()
    page = scored.log_in(people[0]).get(scored.path("verifikasi/E/1/")).content.decode()
    assert 'id="u-sekolah"' in page
    assert "klinik" not in page.lower()


def test_a_refused_choice_is_said_and_stays(
    scored: Scored, people: list[User], office: Client
) -> None:
    give_own(scored, people[0], "sekolah")
    school, _clinic = get_units(scored)
    page = office.post(scored.path(PAGE), {f"who-{school}": people[0].pk}).content.decode()
    assert "Tidak seorang pun memeriksa unitnya sendiri" in page
    assert list_assignments(scored.round) == []


def test_two_choices_stand_for_each_unit_where_asked_for(scored: Scored, office: Client) -> None:
    page = office.get(scored.path(f"{PAGE}?dua=1")).content.decode()
    school, _clinic = get_units(scored)
    assert page.count(f'name="who-{school}"') == 2
