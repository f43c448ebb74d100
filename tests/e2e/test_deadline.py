"""Deadline week in a real browser: from the operator's last answer to the receipt in the hand."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.e2e.conftest import THEMES, WIDTHS
from tests.web.scored import Scored, make_scored
from tilik.actions.sheets import approve_sheet, send_sheet
from tilik.records.models import RoundUnit, Seat, Sheet, SheetReceipt

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scored() -> Scored:
    return make_scored(is_example=True)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_the_deadline_are_accessible_and_fit_the_screen(
    opened, session_cookies, assert_accessible, shoot, scored, width, theme
):
    sheet = Sheet.objects.get(round=scored.round, unit=scored.units["sekolah"], form="K")
    send_sheet(by=scored.world.operator, sheet=sheet)
    approve_sheet(by=scored.world.head, sheet=sheet)
    pages = {
        "waiting": scored.path("tenggat/"),
        "unit": scored.path("tenggat/klinik/"),
        "schedule": scored.path("jadwal/"),
        "receipts": scored.path("tanda-terima/sekolah/"),
    }
    cookies = session_cookies(scored.world.admin)
    page = opened(pages["waiting"], width=width, theme=theme, cookies=cookies)
    for name, path in pages.items():
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        shoot(page, f"deadline-{name}-{width}-{theme}")
        assert_accessible(page)


def test_operator_sends_head_approves_and_both_hold_the_same_receipt(
    opened, session_cookies, scored, tmp_path: Path
):
    world = scored.world
    operator = opened(
        scored.path("isian/sekolah/"), width="phone", cookies=session_cookies(world.operator)
    )
    operator.get_by_role("button", name="Kirim kepada kepala unit").click()
    head = opened(scored.path(), width="phone", cookies=session_cookies(world.head))
    head.locator(".next-act a").click()
    head.get_by_role("button", name="Setujui").click()
    head.get_by_role("link", name="Tanda terima").click()
    with head.expect_download() as waited:
        head.get_by_role("link", name=re.compile("JSON")).click()
    waited.value.save_as(tmp_path / "bytes.json")
    digest = hashlib.sha256((tmp_path / "bytes.json").read_bytes()).hexdigest()
    assert digest == SheetReceipt.objects.get().sha256
    operator.goto(scored.path("tanda-terima/sekolah/"))
    shown = operator.locator("code").first.inner_text().replace(" ", "")
    assert shown == digest


def test_the_office_gives_more_time_without_any_script(opened, session_cookies, scored):
    page = opened(
        scored.path("jadwal/"),
        width="desk" if "desk" in WIDTHS else next(iter(WIDTHS)),
        cookies=session_cookies(scored.world.admin),
    )
    page.select_option("[name=unit]", "klinik")
    page.fill("#perpanjang [name=until]", "2099-01-31T23:59")
    page.fill("#perpanjang [name=letter]", "800/1/2099")
    page.get_by_role("button", name="Perpanjang").click()
    page.get_by_role("cell", name="800/1/2099").wait_for()
    row = RoundUnit.objects.get(round=scored.round, unit=scored.units["klinik"])
    assert row.extension_letter == "800/1/2099"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_a_handover_are_accessible_and_fit_the_screen(
    opened, session_cookies, assert_accessible, shoot, scored, width
):
    cookies = session_cookies(scored.world.admin)
    page = opened("/kelola/serah-terima/", width=width, cookies=cookies)
    shoot(page, f"handover-{width}")
    assert_accessible(page)
    seat = Seat.objects.get(user=scored.world.operator)
    page.select_option("[name=seat]", str(seat.pk))
    page.get_by_label("Nama").fill("Pengganti Baru")
    page.get_by_label("NIP, nomor HP, atau surel").fill("0812 0000 1234")
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_label("Pesan WhatsApp").wait_for()
    assert "Serah terima" in page.get_by_label("Pesan WhatsApp").input_value()
    assert "Kata sandi pertama" in page.get_by_label("Slip akun").input_value()
    shoot(page, f"handover-done-{width}")
    assert_accessible(page)
    with page.expect_download() as waited:
        page.get_by_role("button", name="Sebagai PDF").click()
    assert waited.value.suggested_filename == "slip-akun.pdf"


def test_an_invitation_is_followed_on_a_phone_to_the_home_of_the_unit(
    opened, session_cookies, assert_accessible, scored
):
    world = scored.world
    office = opened("/kelola/peran/", cookies=session_cookies(world.admin))
    row = office.get_by_role("row", name=re.compile(world.operator.get_full_name()))
    row.get_by_role("button", name="Undang").click()
    message = office.get_by_label("Undangan").input_value()
    path = re.search(r"https?://[^/]+(/undangan/\S+)", message)[1]
    page = opened(path, width="phone")
    assert page.url.endswith("/undangan/"), "the token has left the address"
    assert_accessible(page)
    fields = page.locator("input[type=password]")
    fields.nth(0).fill("kata-sandi-pilihan-9")
    fields.nth(1).fill("kata-sandi-pilihan-9")
    page.get_by_role("button", name="Simpan kata sandi").click()
    page.get_by_label("NIP, nomor HP, atau surel").fill(world.operator.person.nip)
    page.get_by_label("Kata sandi").fill("kata-sandi-pilihan-9")
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/periode/*/")
    again = opened(path, width="phone")
    again.get_by_text("tidak berlaku lagi").first.wait_for()
    assert_accessible(again)
