"""The desk in a real browser: kept at a tap, keys, two sizes and themes, no script at all."""

import pytest

from tests.web.proofs import make_proofs, offer
from tests.web.scored import Scored, make_scored
from tilik.records.models import Answer, Finding

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ASKS_AGAIN = """() => {
  const asker = document.createElement("p");
  asker.id = "lama";
  for (const name of ["select", "target"]) asker.setAttribute(`hx-${name}`, "#calendar");
  asker.setAttribute("hx-get", location.pathname);
  asker.setAttribute("hx-trigger", "every 1s");
  document.getElementById("calendar").append(asker);
  htmx.process(asker);
}"""
FILL, SHEET = "isian/sekolah/K/a/", "verifikasi/sekolah/"


@pytest.fixture
def scored() -> Scored:
    return make_scored(is_example=True)


def get_value(scored: Scored, item: str) -> object:
    answer = Answer.objects.filter(sheet__round=scored.round, sheet__form="K", item=item).get()
    return answer.revision.value


def test_a_tap_is_kept_and_the_level_follows(opened, session_cookies, scored):
    cookies = session_cookies(scored.world.operator)
    page = opened(scored.path(FILL), width="phone", cookies=cookies)
    assert "Level 3" in page.locator("#level").inner_text()
    page.get_by_label("Tidak").check()
    page.locator("#level", has_text="Level 0").wait_for()
    assert page.locator("#q-1").is_hidden()
    assert get_value(scored, "1") == "tidak"
    page.get_by_label("Ya", exact=True).check()
    page.locator("#level", has_text="Level 3").wait_for()
    assert page.locator("#q-1").is_visible()


def test_what_is_being_typed_survives_the_answer_that_comes_back(opened, session_cookies, scored):
    cookies = session_cookies(scored.world.operator)
    page = opened(scored.path(FILL), width="phone", cookies=cookies)
    page.locator("#v-1").fill("12")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("#v-1").press("Tab")
        page.locator("#q-1 summary").click()
        page.locator("#n-1").press_sequentially("tiga di antaranya baru")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("#n-1").press("Tab")
    page.locator("#saved", has_text="tersimpan").wait_for()
    assert page.locator("#n-1").input_value() == "tiga di antaranya baru"
    page.reload()
    assert page.locator("#v-1").input_value() == "12"
    assert page.locator("#n-1").input_value() == "tiga di antaranya baru"


def test_without_script_a_whole_indicator_is_filled_in(opened, session_cookies, scored):
    cookies = session_cookies(scored.world.operator)
    page = opened(scored.path(FILL), width="phone", cookies=cookies, script=False)
    page.locator("#v-1").fill("9")
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url("**/isian/sekolah/K/b/")
    assert get_value(scored, "2") == "9"


def test_a_level_is_chosen_by_its_key(opened, session_cookies, scored):
    page = opened(scored.path(SHEET), cookies=session_cookies(scored.world.evaluator))
    page.locator("#butir-0").focus()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "butir-1"
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("5")
    page.locator("#state-1", has_text="tersimpan").wait_for()
    found = Finding.objects.get(sheet__round=scored.round, sheet__unit__code="sekolah", item="2")
    assert found.revision.value == "5"
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "butir-0"


def test_a_key_that_needs_a_reason_asks_for_it_and_keeps_the_choice(
    opened, session_cookies, scored
):
    page = opened(scored.path(SHEET), cookies=session_cookies(scored.world.evaluator))
    page.locator("#remark-0").fill("")
    page.locator("#butir-0").focus()
    page.keyboard.press("1")
    page.locator("#state-0 .error-text").wait_for()
    assert page.locator("#butir-0 input[data-key='1']").is_checked()
    page.keyboard.press("r")
    page.keyboard.type("Hanya rancangan.")
    page.keyboard.press("Tab")
    page.locator("#state-0 .error-text").wait_for(state="detached")
    page.locator("#state-0", has_text="tersimpan").wait_for()
    found = Finding.objects.get(sheet__round=scored.round, sheet__unit__code="sekolah", item="1")
    assert (found.revision.value, found.revision.note) == ("1", "Hanya rancangan.")


def test_the_remark_is_a_key_away_beside_evidence_that_could_be_returned(
    opened, session_cookies, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    proofs = make_proofs()
    offer(proofs)
    page = opened(proofs.path(SHEET), cookies=session_cookies(proofs.world.evaluator))
    assert page.locator("#butir-0 [name=reason]").count()
    page.locator("#butir-0").focus()
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "remark-0"


def test_keys_do_nothing_while_a_remark_is_typed(opened, session_cookies, scored):
    page = opened(scored.path(SHEET), cookies=session_cookies(scored.world.evaluator))
    page.locator("#remark-1").press_sequentially("n 5 p")
    assert page.locator("#remark-1").input_value().startswith("n 5 p")
    assert page.evaluate("document.activeElement.id") == "remark-1"


def test_what_is_typed_while_the_calendar_is_laid_out_is_kept(opened, session_cookies, scored):
    page = opened("/kelola/periode/baru/", cookies=session_cookies(scored.world.admin))
    asked = []
    page.route("**/periode/baru/", lambda route: asked.append(route))
    day = page.locator("[name$=_from]").first
    day.fill("")
    with page.expect_request("**/periode/baru/"):
        page.locator("[name=instrument]").dispatch_event("change")
    page.get_by_label("Nama periode").fill("Yang diketik")
    page.locator("[name=units][value=sekolah]").check()
    asked[0].continue_()
    page.wait_for_function("() => document.querySelector('[name$=_from]').value")
    assert page.get_by_label("Nama periode").input_value() == "Yang diketik"
    assert page.locator("[name=units][value=sekolah]").is_checked()


def test_a_place_that_asks_again_waits_for_what_is_being_typed(opened, session_cookies, scored):
    page = opened("/kelola/periode/baru/", cookies=session_cookies(scored.world.admin))
    page.evaluate(ASKS_AGAIN)
    day = page.locator("[name$=_from]").first
    usual = day.input_value()
    day.fill("2026-03-01")
    for _ in range(2):
        page.wait_for_event("response")
    assert day.input_value() == "2026-03-01"
    day.fill(usual)
    page.locator("#lama").wait_for(state="detached")
