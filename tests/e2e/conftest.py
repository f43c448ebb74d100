"""A real browser on a live server, the sizes and themes every page is looked at in, and axe.

TILIK_SHOTS names a folder for the pictures; without it none are kept.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("TILIK_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"phone": 360, "desk": 1440}
THEMES = ("light", "dark")
LANGUAGES = ("id", "en")

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, live_server) -> Iterator[Opener]:
    """Opens an address of the live server: `opened("/", width="phone", theme="dark")`.

    The page fails the test on a script error, a broken policy or a request to another host.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def _open(
        address: str,
        *,
        width: str = "desk",
        theme: str = "light",
        language: str = "id",
        script: bool = True,
        cookies: dict[str, str] | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": WIDTHS[width], "height": 800},
            color_scheme=theme,
            java_script_enabled=script,
            base_url=live_server.url,
        )
        contexts.append(context)
        jar = {"django_language": language, **(cookies or {})}
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in jar.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda line: (
                complaints.append(line.text)
                if line.type == "error" and "the server responded with a status" not in line.text
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:"))
                else complaints.append(f"asked for {request.url}")
            ),
        )
        page.goto(address)
        return page

    yield _open
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def session_cookies() -> Callable[[object], dict[str, str]]:
    """Cookies of a logged-in person, for `opened(..., cookies=…)`."""
    from django.conf import settings
    from django.test import Client

    def _log_in(user: object) -> dict[str, str]:
        client = Client()
        client.force_login(user, backend="tilik.actions.auth.IdentifierBackend")
        return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    return _log_in


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fails with axe's own words on any violation, and where the page is wider than the screen."""

    def _check(page: Page) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"the page is {wide} px wider than the screen"

    return _check


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Keeps a picture of the whole page where TILIK_SHOTS says."""
    folder = os.environ.get("TILIK_SHOTS")

    def _shoot(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return _shoot
