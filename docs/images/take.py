"""Takes the picture of the README from the example that `./run` serves.

Run in the environment of the tests: `.venv/bin/python docs/images/take.py [ADDRESS]`.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

LOGIN, PASSWORD = "000000000000000001", "contoh-tilik"
PICTURE = Path(__file__).with_name("home.png")
SIZE = {"width": 1440, "height": 960}


def main() -> None:
    """Nothing; the picture is beside this file."""
    address = (sys.argv[1:] or ["http://127.0.0.1:8000"])[0].rstrip("/")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page(viewport=SIZE)
        open_home(page, address)
        page.screenshot(path=PICTURE)
        browser.close()


def open_home(page: Page, address: str) -> None:
    """Nothing; the page shows the newest round as its coordinator sees it."""
    page.goto(f"{address}/beranda/")
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/periode/*/")


if __name__ == "__main__":
    main()
