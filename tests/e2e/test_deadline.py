"""Deadline week in a real browser: from the operator's last answer to the receipt in the hand."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.e2e.conftest import THEMES, WIDTHS
from tests.web.scored import Scored, make_scored
from tilik.actions.sheets import approve_sheet, send_sheet
from tilik.records.models import RoundUnit, Sheet, SheetReceipt

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
        for summary in page.locator("main details:not([open]) > summary").all():
            summary.click()
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
    page.get_by_text("800/1/2099").wait_for()
    row = RoundUnit.objects.get(round=scored.round, unit=scored.units["klinik"])
    assert row.extension_letter == "800/1/2099"
