"""One indicator across all units in a real browser: by keys, by touch, without script."""

from time import monotonic

import pytest

from tests.e2e.conftest import THEMES, WIDTHS
from tests.web.pekppp import make_round3
from tests.web.scored import Scored, make_scored
from tilik.records.models import Finding, RoundUnit, Unit

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
FIRST, SECOND = "verifikasi/E/1/", "verifikasi/E/2/"
BATCH, PATIENCE = 60, 120_000


@pytest.fixture
def scored() -> Scored:
    return make_scored(is_example=True)


def get_levels(scored: Scored, item: str) -> dict[str, object]:
    findings = Finding.objects.filter(sheet__round=scored.round, item=item, revision__isnull=False)
    return {each.sheet.unit.code: each.revision.value for each in findings}


def wait_saved(page, unit: str) -> None:
    page.locator(f"#s-{unit}", has_text="tersimpan").wait_for()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_checking_are_accessible_and_fit_the_screen(
    opened, session_cookies, assert_accessible, shoot, scored, width, theme
):
    cookies = session_cookies(scored.world.evaluator)
    page = opened(scored.path("verifikasi/"), width=width, theme=theme, cookies=cookies)
    shoot(page, f"checks-{width}-{theme}")
    assert_accessible(page)
    page.goto(scored.path(f"{FIRST}?tahap=dokumen&unit=sekolah"))
    page.locator("#return summary").click()
    shoot(page, f"check-{width}-{theme}")
    assert_accessible(page)


def test_keys_choose_accept_comment_tick_open_and_return(opened, session_cookies, scored):
    page = opened(scored.path(SECOND), cookies=session_cookies(scored.world.evaluator))
    page.locator("#u-klinik").focus()
    page.keyboard.press("5")
    wait_saved(page, "klinik")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "u-sekolah"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "u-klinik"
    page.keyboard.press("c")
    page.keyboard.type("5 n r")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "u-klinik"
    page.keyboard.press("x")
    assert page.locator("#u-klinik [name=pick]").is_checked()
    page.keyboard.press("Enter")
    page.locator("#o-klinik", has_text="Isian dan riwayat").wait_for()
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.type("Lampirkan foto.")
    page.get_by_role("button", name="Kembalikan", exact=True).click()
    page.locator("#s-klinik", has_text="Lampirkan foto.").wait_for()
    page.locator("#u-klinik").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/verifikasi/E/1/*")
    found = Finding.objects.get(sheet__unit=scored.units["klinik"], item="2")
    assert (found.revision.value, found.revision.note) == ("5", "5 n r")


def test_the_suggestion_is_accepted_by_a_key_and_a_reason_asked_for_otherwise(
    opened, session_cookies, scored
):
    scored.claim("klinik", i1="tidak")
    page = opened(scored.path(FIRST), cookies=session_cookies(scored.world.evaluator))
    page.locator("#u-klinik .line-remark").fill("")
    page.locator("#u-klinik").focus()
    page.keyboard.press("2")
    page.locator("#s-klinik .error-text").wait_for()
    assert page.locator("#u-klinik input[data-key='2']").is_checked()
    page.keyboard.press("a")
    page.locator("#s-klinik .error-text").wait_for(state="detached")
    wait_saved(page, "klinik")
    assert get_levels(scored, "1")["klinik"] == "0"


def test_without_script_a_whole_page_is_kept(opened, session_cookies, scored):
    cookies = session_cookies(scored.world.evaluator)
    page = opened(scored.path(SECOND), cookies=cookies, script=False, width="phone")
    page.locator("#u-klinik .key", has_text="4").click()
    page.get_by_role("button", name="Simpan").click()
    wait_saved(page, "klinik")
    assert get_levels(scored, "2")["klinik"] == "4"


@pytest.mark.slow
def test_sixty_units_of_pekppp_are_checked_by_keys_in_two_minutes(opened, session_cookies) -> None:
    made = make_round3(filled=False)
    government, known = made.government, made.round.round_units.count()
    units = Unit.objects.bulk_create(
        Unit(government=government, code=f"u{n:02}", name=f"Unit {n:02}")
        for n in range(BATCH - known)
    )
    RoundUnit.objects.bulk_create(
        RoundUnit(
            government=government, round=made.round, unit=unit, name=unit.name,
            form_variant="luring",
        )
        for unit in units
    )  # fmt: skip
    page = opened(made.path("verifikasi/F-02A/7/"), cookies=session_cookies(made.evaluator))
    lines = page.locator(".check-line").evaluate_all("lines => lines.map(each => each.id)")
    began = monotonic()
    page.locator(".check-line").first.focus()
    for n in range(BATCH):
        page.keyboard.press(str(n % 6))
        page.keyboard.press("n")
    page.locator("#done", has_text=f"{BATCH}/{BATCH}").wait_for(timeout=PATIENCE)
    assert monotonic() - began < PATIENCE / 1000
    findings = Finding.objects.filter(sheet__round=made.round, item="7", revision__isnull=False)
    kept = {each.sheet.unit.code: each.revision.value for each in findings}
    assert kept == {line.removeprefix("u-"): str(n % 6) for n, line in enumerate(lines)}
