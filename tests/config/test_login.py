"""One log-in for NIP, phone number and e-mail; wrong guesses bring a pause to one person alone."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tilik.records.models import Person, User

PASSWORD = "rahasia-yang-panjang"
NIP = "1985" + "0101" + "201001" + "1" + "001"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    user = User.objects.create(password="")
    user.set_password(PASSWORD)
    user.save()
    Person.objects.create(
        user=user, full_name="Contoh", nip=NIP, phone="+6281200000001", email="a@contoh.example"
    )
    return user


def log_in(client: Client, written: str, password: str = PASSWORD) -> int:
    """The status of the answer to the log-in form."""
    data = {"login": written, "password": password}
    return client.post(reverse("account_login"), data).status_code


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("written", [NIP, "081200000001", "+62 812-0000-0001", "A@contoh.example"])
def test_a_person_is_known_by_nip_phone_or_email(client: Client, user: User, written: str) -> None:
    assert log_in(client, written) == 302
    assert is_logged_in(client)


@pytest.mark.parametrize(("written", "password"), [(NIP, "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_look_alike(
    client: Client, user: User, written: str, password: str
) -> None:
    assert log_in(client, written, password) == 200
    assert not is_logged_in(client)


@override_settings(AXES_FAILURE_LIMIT=3)
def test_wrong_passwords_bring_a_pause_even_for_the_right_one(client: Client, user: User) -> None:
    statuses = [log_in(client, NIP, "wrong") for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert log_in(client, NIP) == 429
    assert not is_logged_in(client)


@override_settings(AXES_FAILURE_LIMIT=3)
def test_the_pause_of_one_person_leaves_the_office_alone(client: Client, user: User) -> None:
    for _ in range(3):
        log_in(client, "somebody@contoh.example", "wrong")
    assert log_in(client, NIP) == 302


def test_the_password_is_kept_as_argon2_outside_tests() -> None:
    from tilik.config import settings

    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
