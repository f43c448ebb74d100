"""Scores, standings and instruments in a real browser: both sizes, both themes, without script."""

import pytest

from tests.web.scored import Scored, make_scored

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SHEET, LEAF = "nilai/sekolah/", "nilai/sekolah/E:1/"


@pytest.fixture
def scored() -> Scored:
    return make_scored(is_example=True)


def test_the_tree_opens_without_script_down_to_the_person(opened, session_cookies, scored):
    page = opened(
        scored.path(SHEET), width="phone", script=False, cookies=session_cookies(scored.world.admin)
    )
    page.locator(".tree details > summary").first.click()
    page.locator(".tree details > summary").first.click()
    page.get_by_role("link", name="1 Standar").click()
    assert page.get_by_text(scored.world.evaluator.get_role_line()).first.is_visible()
    assert page.locator(".rule [aria-current=true]").count() == 1


def test_in_print_a_sheet_keeps_its_mark_and_its_figures(opened, session_cookies, scored, shoot):
    page = opened(scored.path(SHEET), cookies=session_cookies(scored.world.admin))
    page.emulate_media(media="print")
    shoot(page, "sheet-print")
    assert page.locator(".example-band").is_visible()
    assert page.get_by_role("heading", name="3,10 — kategori B Baik").is_visible()
    assert not page.locator(".side").is_visible()
