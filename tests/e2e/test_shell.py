"""The shell in a real browser: all components, both sizes, both themes, without script."""

import pytest

from tests.e2e.conftest import LANGUAGES, THEMES, WIDTHS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_component_is_accessible_and_fits_the_screen(
    opened, assert_accessible, shoot, settings, width, theme
):
    settings.DEBUG = True
    page = opened("/gaya/", width=width, theme=theme)
    shoot(page, f"gallery-{width}-{theme}")
    assert_accessible(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_log_in_page_is_accessible_in_both_languages(
    opened, assert_accessible, shoot, width, language
):
    page = opened("/akun/login/", width=width, language=language)
    shoot(page, f"login-{width}-{language}")
    assert page.locator("html").get_attribute("lang") == language
    assert_accessible(page)
    page.get_by_role("button", name="Masuk" if language == "id" else "Log in").click()
    page.locator(".error-summary:focus").wait_for()
    shoot(page, f"login-error-{width}-{language}")
    assert_accessible(page)


def test_a_wrong_address_leads_to_a_page_that_helps(opened, assert_accessible, shoot):
    page = opened("/tidak-ada/", width="phone", theme="dark")
    shoot(page, "error-404-phone-dark")
    assert page.get_by_role("link", name="Ke beranda").is_visible()
    assert_accessible(page)


def test_language_and_theme_switch_without_script(opened):
    page = opened("/akun/login/", width="phone", script=False)
    page.get_by_role("button", name="EN").click()
    page.locator("html[lang=en]").wait_for()
    page.locator(".switches summary").click()
    page.get_by_role("button", name="Dark").click()
    page.locator("html[data-theme=dark]").wait_for()
    assert page.url.endswith("/akun/login/")


def test_the_keyboard_reaches_the_content_first(opened):
    page = opened("/akun/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.locator("#content:focus").wait_for()


def test_escape_closes_a_menu_and_gives_the_focus_back(opened, settings):
    settings.DEBUG = True
    page = opened("/gaya/")
    menu = page.locator(".where details")
    menu.locator("summary").click()
    page.locator(".where details[open]").wait_for()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_text_is_copied_with_one_press(opened, settings):
    settings.DEBUG = True
    page = opened("/gaya/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Salin teks").click()
    page.get_by_role("button", name="Tersalin").wait_for()
    assert "71 dari 86 butir" in page.evaluate("navigator.clipboard.readText()")


def test_in_print_the_example_band_stays_and_the_controls_go(opened, settings, shoot):
    settings.DEBUG = True
    page = opened("/gaya/", theme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    shoot(page, "gallery-print")
    assert page.locator(".example-band").is_visible()
    assert not page.locator(".switches").is_visible()
    assert not page.locator(".side").is_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_nothing_moves_where_that_is_asked_for(opened, settings):
    settings.DEBUG = True
    page = opened("/gaya/")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration")
    assert moving == "0s"
