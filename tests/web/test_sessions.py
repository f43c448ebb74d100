"""Where somebody is logged in: seen in words, ended by the holder or by the office."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import log_in
from tests.web.test_accounts import NEW, ROLES
from tests.world import PASSWORD, World, make_user, make_world
from tilik.actions.schedules import clear_sessions
from tilik.actions.sessions import end_sessions
from tilik.core.errors import PermissionDenied
from tilik.records.models import AuditEvent, User
from tilik.records.models.seat import Role
from tilik.web.presenters.devices import say_device

pytestmark = pytest.mark.django_db
SESSIONS, CHANGE = "/akun/sessions/", "/akun/password/change/"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36"
)
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"


@shared
def world() -> World:
    return make_world()


def enter(user: User, agent: str = OFFICE, password: str = PASSWORD) -> Client:
    """A client of that kind that went through the door itself."""
    client = Client(headers={"user-agent": agent})
    client.post("/akun/login/", {"login": user.person.nip, "password": password})
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    """Whether the log-in still holds."""
    return client.get(SESSIONS).status_code == 200


def test_own_log_ins_are_named_by_device_and_day_and_by_no_address(world: World) -> None:
    enter(world.operator, PHONE)
    page = strip(read(enter(world.operator), SESSIONS))
    assert "Anda masuk di 2 perangkat" in page
    assert "Chrome di Android" in page
    assert "Firefox di Windows perangkat ini" in page
    assert page.count("sejak") == 2
    assert "127.0.0.1" not in page
    assert "Mozilla" not in page


def test_nobody_sees_the_log_ins_of_another(world: World) -> None:
    enter(world.head, PHONE)
    page = strip(read(enter(world.operator), SESSIONS))
    assert "Anda masuk di 1 perangkat" in page
    assert "Android" not in page
    assert Client().get(SESSIONS).status_code == 302


def test_all_other_log_ins_end_with_one_button_and_the_own_stays(world: World) -> None:
    phone, office, head = (
        enter(world.operator, PHONE), enter(world.operator), enter(world.head),
    )  # fmt: skip
    response = office.post(SESSIONS, follow=True)
    assert "Sudah keluar dari semua perangkat lain." in response.content.decode()
    assert is_in(office)
    assert not is_in(phone)
    assert is_in(head)
    event = AuditEvent.objects.get(verb="person.end-sessions")
    assert (event.by, event.diff) == (world.operator, {"sessions": [1, 0]})


def test_one_log_in_ends_and_the_others_stay(world: World) -> None:
    phone, office, third = (
        enter(world.operator, PHONE), enter(world.operator), enter(world.operator),
    )  # fmt: skip
    gone = UserSession.objects.get(session_key=phone.session.session_key).pk
    assert f'name="session" value="{gone}"' in read(office, SESSIONS)
    response = office.post(SESSIONS, {"session": gone}, follow=True)
    assert "Sesi masuk itu sudah diakhiri." in response.content.decode()
    assert (is_in(phone), is_in(office), is_in(third)) == (False, True, True)
    assert AuditEvent.objects.get(verb="person.end-sessions").diff == {"sessions": [1, 0]}
    office.post(SESSIONS, {"session": gone})  # sent twice ends once
    assert AuditEvent.objects.filter(verb="person.end-sessions").count() == 1


@pytest.mark.parametrize("wanted", ["of another", "the own", "x", "9" * 30])
def test_nobody_ends_one_log_in_that_is_not_another_of_ones_own(world: World, wanted: str) -> None:
    phone, office, head = (
        enter(world.operator, PHONE), enter(world.operator), enter(world.head),
    )  # fmt: skip
    of = {"of another": head, "the own": office}.get(wanted)
    key = UserSession.objects.get(session_key=of.session.session_key).pk if of else wanted
    assert office.post(SESSIONS, {"session": key}).status_code == 302
    assert (is_in(phone), is_in(office), is_in(head)) == (True, True, True)
    assert not AuditEvent.objects.filter(verb="person.end-sessions").exists()


def test_where_there_is_one_log_in_there_is_nothing_to_end(world: World) -> None:
    page = read(enter(world.operator), SESSIONS)
    assert "Keluar dari perangkat lain</button>" not in page


def test_a_password_of_ones_own_ends_every_other_log_in(world: World) -> None:
    phone, office = enter(world.operator, PHONE), enter(world.operator)
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert office.post(CHANGE, sent).status_code == 302
    assert is_in(office)
    assert not is_in(phone)
    assert "Anda masuk di 1 perangkat" in strip(read(office, SESSIONS))


def test_the_way_there_stands_in_the_menu_of_the_account(world: World) -> None:
    assert f'href="{SESSIONS}"' in read(enter(world.operator), "/bantuan/")


# --- By the office --------------------------------------------------------------------------------


def test_the_office_ends_every_log_in_of_somebody(world: World) -> None:
    phone, desk = enter(world.operator, PHONE), enter(world.operator)
    office = log_in(world.admin)
    response = office.post(ROLES, {"account": world.operator.pk, "act": "end"})
    assert "2 sesi masuk diakhiri." in response.content.decode()
    assert not is_in(phone)
    assert not is_in(desk)
    assert is_in(enter(world.operator))  # the password is as it was
    assert AuditEvent.objects.get(verb="person.end-sessions").by == world.admin


def test_a_log_in_that_ran_out_is_not_counted(world: World) -> None:
    client = enter(world.operator)
    client.session.flush()
    assert end_sessions(by=world.admin, user=world.operator) == 0
    assert not UserSession.objects.filter(user=world.operator).exists()


def test_what_was_noted_of_a_log_in_is_gone_with_it(world: World) -> None:
    enter(world.operator, PHONE)
    client = enter(world.operator)
    Session.objects.exclude(session_key=client.session.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    clear_sessions.call()
    assert UserSession.objects.get().session_key == client.session.session_key
    assert is_in(client)


def test_only_the_office_of_a_government_ends_log_ins_of_its_people(world: World) -> None:
    client = enter(world.operator)
    others = [world.head, world.evaluator, make_world("65.01").admin]
    for who in others:
        with pytest.raises(PermissionDenied):
            end_sessions(by=who, user=world.operator)
    assert log_in(world.head).post(ROLES, {"account": world.operator.pk}).status_code == 403
    assert is_in(client)


def test_the_office_ends_no_log_in_of_who_runs_the_installation(world: World) -> None:
    system = make_user(None, Role.SYSTEM)
    with pytest.raises(PermissionDenied):
        end_sessions(by=world.admin, user=system)


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di Android"),
        (OFFICE, "Firefox di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
         "Safari di iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1",
         "Safari di macOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge di Windows"),
        ("Mozilla/5.0 (Linux; Android 13) SamsungBrowser/25.0 Chrome/121.0 Safari/537.36",
         "Samsung Internet di Android"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36", "Chrome di Linux"),
        ("curl/8.0", "perangkat yang tidak menyebut namanya"),
        ("", "perangkat yang tidak menyebut namanya"),
    ],
)  # fmt: skip
def test_a_device_is_said_in_words(agent: str, words: str) -> None:
    assert say_device(agent) == words
