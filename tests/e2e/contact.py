"""Pictures of every page in every size, theme and language: `just contact FOLDER`.

The example is loaded and each role follows the links from its first page; what nobody meets there is
taken from the small world of the tests. A sheet shows the four pictures of one page on a phone,
another those on a desk. This is for eyes, and no part of the tests.
"""

import os
from itertools import product
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.e2e.conftest import LANGUAGES, THEMES, WIDTHS
from tests.e2e.pages import Seen, list_pages, walk
from tests.e2e.test_whole_period import LOGINS
from tests.web.rights_table import make_things
from tests.web.scored import make_scored
from tilik.actions.auth import find_user
from tilik.actions.example import load

pytestmark = pytest.mark.django_db(transaction=True)
WIDE, HIGH = 1440, 2400
"""A sheet is as wide as a desk; of what is longer it shows the upper part."""
COLUMNS = {"phone": 4, "desk": 2}
MET: set[str] = set()


@pytest.fixture
def keep(opened, session_cookies, tmp_path):
    """Pictures a page that nobody met before."""
    folder = Path(os.environ.get("TILIK_SHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def _keep(who: str, seen: Seen) -> None:
        name = f"{seen.name.replace(':', '-')}-{who}"
        is_new = seen.name.startswith("tilik:") and seen.name not in MET
        if (
            is_new
            and not (folder / f"{name}-desk.png").exists()
            and os.environ.get("TILIK_ONLY", "") in name
        ):
            cookies = session_cookies(seen.user) if seen.user else {}
            picture(opened, cookies, seen, folder / name)
        MET.add(seen.name)

    return _keep


def test_what_people_meet_in_the_example_is_pictured(keep):
    load()
    people = {who: find_user(login) for who, login in LOGINS.items()}
    for who, seen in list(walk({"public": None, **people})):
        keep(who, seen)


def test_what_they_do_not_meet_is_pictured_from_the_small_world(keep):
    scored = make_scored(is_example=True)
    make_things(scored)
    for seen in list_pages(scored):
        keep("small", seen)


def picture(opened, cookies: dict[str, str], seen: Seen, name: Path) -> None:
    """Nothing; eight pictures of the page and two sheets of them are kept."""
    for width in WIDTHS:
        shots = []
        for language, theme in product(LANGUAGES, THEMES):
            page: Page = opened(
                seen.path, width=width, theme=theme, language=language, cookies=cookies
            )
            shots.append(Path(f"{name}-{width}-{language}-{theme}.png"))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=shots[-1], full_page=True)
            page.context.close()
        tile(shots, Path(f"{name}-{width}.png"), COLUMNS[width])


def tile(shots: list[Path], sheet: Path, columns: int) -> None:
    """Nothing; the pictures stand side by side on one sheet."""
    width, limit = WIDE // columns, HIGH * columns // len(shots)
    small = []
    for shot in shots:
        with Image.open(shot) as whole:
            whole.thumbnail((width, whole.height))
            small.append(whole.crop((0, 0, width, min(limit, whole.height))))
    rows = [small[n : n + columns] for n in range(0, len(small), columns)]
    heights = [max(each.height for each in row) for row in rows]
    canvas = Image.new("RGB", (WIDE, sum(heights)), "grey")
    for n, row in enumerate(rows):
        for place, each in enumerate(row):
            canvas.paste(each, (place * width, sum(heights[:n])))
    canvas.save(sheet)
