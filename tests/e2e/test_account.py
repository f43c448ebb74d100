"""Account pages in a real browser: log in, menu, two steps, password, log out."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.e2e.conftest import WIDTHS
from tilik.records.models import Person, User

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
NIP = "198001012005011001"
SECRET = "sandi-yang-panjang"


@pytest.fixture
def officer() -> User:
    """A person who can log in by NIP."""
    user = User(username="petugas")
    user.set_password(SECRET)
    user.save()
    Person.objects.create(user=user, nip=NIP, full_name="Siti Rahmah")
    return user


def log_in(page) -> None:
    page.get_by_label("NIP, nomor HP, atau surel").fill(NIP)
    page.get_by_label("Kata sandi").fill(SECRET)
    with page.expect_navigation():
        page.get_by_role("button", name="Masuk").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_officer_logs_in_by_nip_and_out_again(opened, officer, assert_accessible, shoot, width):
    page = opened("/akun/login/?next=/akun/2fa/", width=width)
    log_in(page)
    page.locator(".account summary").click()
    shoot(page, f"account-menu-{width}")
    assert page.locator(".panel").get_by_text("Siti Rahmah").is_visible()
    assert_accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Keluar").click()
    page.goto("/akun/login/")
    assert page.locator(".account summary").count() == 0


def test_a_wrong_password_says_so_and_keeps_the_name(opened, officer, shoot):
    page = opened("/akun/login/", width="phone")
    page.get_by_label("NIP, nomor HP, atau surel").fill(NIP)
    page.get_by_label("Kata sandi").fill("salah")
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_selector(".error-summary")
    shoot(page, "login-wrong-phone")
    assert page.get_by_label("NIP, nomor HP, atau surel").input_value() == NIP
    assert page.get_by_label("Kata sandi").input_value() == ""


def test_two_step_log_in_is_set_up_and_asked_for(opened, officer, assert_accessible, shoot):
    page = opened("/akun/login/?next=/akun/2fa/totp/activate/", width="phone")
    log_in(page)
    page.get_by_label("Kata sandi").fill(SECRET)  # asked again before a key is handed out
    assert_accessible(page)
    page.get_by_role("button", name="Konfirmasi").click()
    secret = page.locator("#authenticator_secret").input_value()
    shoot(page, "totp-activate-phone")
    assert_accessible(page)
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("#id_code").fill(format_hotp_value(hotp_value(secret, counter)))
    page.locator("main button[type=submit]").click()
    page.wait_for_selector(".codes")
    shoot(page, "recovery-codes-phone")
    assert_accessible(page)
    code = page.locator(".codes").inner_text().split()[0]
    page.goto("/akun/logout/")
    assert_accessible(page)
    with page.expect_navigation():
        page.locator("main button").click()
    page.goto("/akun/login/?next=/akun/2fa/")
    log_in(page)
    shoot(page, "totp-ask-phone")
    assert_accessible(page)
    page.get_by_label("Kode").fill(code)
    page.locator("main").get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/akun/2fa/")
    shoot(page, "totp-index-phone")
    assert_accessible(page)


def test_the_password_is_changed_on_a_page_of_ours(opened, officer, assert_accessible, shoot):
    page = opened("/akun/login/?next=/akun/password/change/")
    log_in(page)
    shoot(page, "password-desk")
    assert_accessible(page)
    page.locator("main button[type=submit]").click()
    page.wait_for_selector(".error-summary")
    assert_accessible(page)
