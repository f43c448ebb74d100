"""Every page in the browser: no fault of access, no wider than a phone, of use without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import LANGUAGES, WIDTHS
from tests.e2e.pages import Seen, list_pages, walk
from tests.e2e.test_whole_period import LOGINS
from tests.web.rights_table import NOT_READ, ROWS, make_things
from tests.web.scored import make_scored
from tilik.actions.auth import find_user
from tilik.actions.example import load

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
NO_HEADING = {"tilik:field"}
"""The field page puts its headings in by script: it is made for a phone without a signal."""
DEAD = """() => [
    ...document.querySelectorAll('button[type=button], a[href="#"], a:not([href])'),
    ...[...document.forms].filter(form => ![...form.elements].some(each => each.type === 'submit')),
  ].filter(each => each.checkVisibility()).map(each => each.outerHTML.slice(0, 120))"""

MET: set[str] = set()
"""Pages looked at in the example; where its test did not run, the small world shows them all."""
OPEN = "document.querySelectorAll('main details').forEach(each => each.open = true)"
SMALL = """() => [...document.querySelectorAll(
    'button, summary, select, textarea, input:not([type=hidden]), a.button, label.button')]
  .filter(each => each.checkVisibility({checkOpacity: true}) && !each.closest('label.choice, label.option'))
  .filter(each => !each.matches('input[type=checkbox], input[type=radio]'))
  .map(each => [each.getBoundingClientRect(), each.outerHTML.slice(0, 90)])
  .filter(([box]) => box.width > 2 && box.height < 43.5)
  .map(([box, html]) => `${Math.round(box.height)} px: ${html}`)"""
"""What a finger would miss: whatever is pressed is 44 px high on a phone."""


def name_cookies(session_cookies, pages: list[Seen]) -> dict[int | None, dict[str, str]]:
    """The cookies of everybody who opens one of the pages."""
    users = {seen.user.pk: seen.user for seen in pages if seen.user}
    return {None: {}, **{pk: session_cookies(user) for pk, user in users.items()}}


def go_through(opened, session_cookies, pages: list[Seen], **how) -> Iterator[tuple[Seen, Page]]:
    """Each page in turn, in one window for each person."""
    cookies = name_cookies(session_cookies, pages)
    for pk, jar in cookies.items():
        theirs = [seen for seen in pages if (seen.user.pk if seen.user else None) == pk]
        page = opened(theirs[0].path, cookies=jar, **how) if theirs else None
        for seen in theirs:
            page.goto(seen.path)
            yield seen, page


@pytest.fixture
def pages() -> list[Seen]:
    scored = make_scored(is_example=True)
    make_things(scored)
    return list_pages(scored)


@pytest.fixture
def assert_all_accessible(opened, session_cookies, assert_accessible):
    """Fails with every fault of access of the pages, light on a desk and dark on a phone."""

    def _check(pages: list[Seen]) -> None:
        wrong = []
        for seen, page in go_through(opened, session_cookies, pages):
            page.evaluate(OPEN)
            for theme, width in (("light", "desk"), ("dark", "phone")):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                page.set_viewport_size({"width": WIDTHS[width], "height": 800})
                try:
                    assert_accessible(page)
                except AssertionError as fault:
                    wrong.append(f"{seen.name} {seen.path} {width} {theme}: {fault}")
        assert not wrong, "\n".join(wrong)

    return _check


@pytest.mark.slow
def test_every_page_of_the_example_is_accessible_on_a_desk_and_on_a_phone(assert_all_accessible):
    load()
    pages = [seen for _who, seen in walk({"public": None, "admin": find_user(LOGINS["admin"])})]
    assert len(pages) > sum(row.reads != NOT_READ for row in ROWS.values()) // 2
    assert_all_accessible(pages)
    MET.update(seen.name for seen in pages)


def test_every_other_page_is_accessible_on_a_desk_and_on_a_phone(assert_all_accessible, pages):
    others = [seen for seen in pages if seen.name not in MET]
    assert others
    assert_all_accessible(others)


def test_every_page_is_of_use_without_script_in_both_languages(opened, session_cookies, pages):
    wrong = []
    for language in LANGUAGES:
        ways = {"script": False, "width": "phone", "language": language}
        for seen, page in go_through(opened, session_cookies, pages, **ways):
            if seen.name in NO_HEADING:
                assert page.locator("noscript").count()
                continue
            if page.locator("h1:visible").count() != 1:
                wrong.append(f"{seen.name} {language}: no heading of its own")
            wrong += [f"{seen.name} {language}: {dead}" for dead in page.evaluate(DEAD)]
            wrong += [f"{seen.name} {language}: {small}" for small in page.evaluate(SMALL)]
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                wrong.append(f"{seen.name} {language}: {wide} px too wide")
    assert not wrong, "\n".join(wrong)
