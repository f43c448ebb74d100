"""Somebody who never saw Tilik answers on a phone: by taps, once, with or without script."""

import gzip
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.campaigned import start_survey
from tests.world import make_world
from tilik.records.models import Campaign, Response

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ASKED = """() => [...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource')].map(each => each.name)"""


@pytest.fixture
def campaign() -> Campaign:
    return start_survey(make_world())


def tap_answers(page: Page, skip: str = "") -> None:
    """Nothing; the third answer of every question is chosen, as a thumb would."""
    for each in page.locator("fieldset.ask[id]").all():
        if each.get_attribute("id") != skip:
            each.locator("label").nth(2).click()


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim jawaban").click()


def read_receipt(page: Page) -> str:
    expect(page.locator(".receipt")).to_be_visible()
    return page.locator(".receipt").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_newcomer_answers_by_taps_and_takes_it_back(opened, assert_accessible, campaign, script):
    page = opened(f"/s/{campaign.code}/?lewat=qr", width="phone", script=script)
    if script:
        assert_accessible(page)
    targets = [box.bounding_box() for box in page.locator(".answers label").all()]
    assert min(box["height"] for box in targets) >= 44
    tap_answers(page)
    assert page.locator("input:checked").count() == 9
    page.get_by_text("Tentang Anda").click()
    page.get_by_label("Jenis kelamin").select_option("P")
    page.locator("textarea").fill("Antre lama")
    send(page)
    code = read_receipt(page)
    row = Response.objects.get()
    assert set(row.answers.values()) == {"3"}
    assert (row.channel, row.traits) == ("qr", {"sex": "P"})
    page.get_by_role("link", name="menarik jawaban Anda").click()
    page.get_by_label("Kode tanda terima").fill(code)
    page.get_by_role("button", name="Tarik").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jawaban Anda sudah dihapus")
    assert not Response.objects.exists()


def test_a_nervous_double_tap_counts_once(opened, campaign):
    page = opened(f"/s/{campaign.code}/", width="phone")
    tap_answers(page)
    page.get_by_role("button", name="Kirim jawaban").dblclick()
    read_receipt(page)
    assert Response.objects.count() == 1


def test_without_a_signal_nothing_is_lost_and_it_counts_once_afterwards(opened, campaign):
    page = opened(f"/s/{campaign.code}/", width="phone")
    tap_answers(page)

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.fulfill(status=504, body="")
        else:
            route.continue_()

    page.route("**/s/**", lose_the_answer)
    send(page)
    expect(page.locator(".offline")).to_be_visible()
    assert page.locator("input:checked").count() == 9
    page.unroute("**/s/**")
    send(page)
    read_receipt(page)
    expect(page.locator("main")).to_contain_text("sudah tiba sebelumnya")
    assert Response.objects.count() == 1


def test_a_forgotten_question_is_named_and_led_to(opened, campaign):
    page = opened(f"/s/{campaign.code}/", width="phone")
    tap_answers(page, skip="u-U3")
    send(page)
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("ada yang belum dijawab")
    assert not Response.objects.exists()
    summary.get_by_role("link", name=re.compile("kecepatan")).click()
    page.locator("#u-U3 label").nth(1).click()
    send(page)
    read_receipt(page)
    assert Response.objects.get().answers["U3"] == "2"


def test_the_page_weighs_little_and_can_be_answered_by_keys_alone(opened, campaign):
    page = opened(f"/s/{campaign.code}/", width="phone")
    page.wait_for_load_state("load")
    sent = [page.request.get(each).body() for each in page.evaluate(ASKED)]
    assert len(sent) >= 6
    assert len(sent[0]) < 30_000
    assert sum(len(gzip.compress(body)) for body in sent) < 60_000
    for code in ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U9", "U8"):
        page.locator(f"#u-{code} input").first.focus()
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Kirim jawaban").focus()
    page.keyboard.press("Enter")
    read_receipt(page)
    assert set(Response.objects.get().answers.values()) == {"2"}


def test_a_kiosk_is_ready_for_the_next_person(opened, campaign):
    page = opened(f"/s/{campaign.code}/?lewat=kios", width="desk")
    tap_answers(page)
    send(page)
    read_receipt(page)
    page.get_by_role("link", name="Orang berikut").click()
    expect(page.get_by_role("button", name="Kirim jawaban")).to_be_visible()
    assert page.locator("input:checked").count() == 0
    assert Response.objects.get().channel == "kiosk"
