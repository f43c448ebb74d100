"""An offline pack in a real browser: sent in pieces, looked at, brought in; without script too."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.actions.packs import fill_pack
from tests.web.proofs import get_place, make_proofs
from tests.web.scored import Scored
from tests.world import new_uuid
from tilik.actions.packs import make_pack
from tilik.records.models import Answer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(settings: Any, tmp_path: Path) -> Scored:
    settings.MEDIA_ROOT = tmp_path / "files"
    return make_proofs()


@pytest.fixture
def pack(made: Scored, tmp_path: Path) -> Path:
    """The school's pack with two answers, larger than one piece."""
    content = make_pack(by=made.world.operator, row=get_place(made).row)[1]
    noise = b"".join(new_uuid().bytes for _ in range(40_000))
    filled = fill_pack(content, {"K:1": "Ya", "K:2": 7}, {}, {"bukti/besar.bin": noise})
    path = tmp_path / "paket.zip"
    path.write_bytes(filled)
    assert len(filled) > 2 * 256 * 1024
    return path


@pytest.mark.parametrize("script", [True, False])
def test_a_pack_is_sent_looked_at_and_brought_in(
    made: Scored, pack: Path, opened: Any, session_cookies: Any, script: bool
) -> None:
    cookies = session_cookies(made.world.operator)
    page = opened(made.path("paket/sekolah/"), script=script, cookies=cookies, width="phone")
    pieces: list[str] = []
    page.on("request", lambda each: pieces.append(each.url) if "/unggah/" in each.url else None)
    page.set_input_files("#pack-file", pack)
    page.get_by_role("button", name="Periksa dulu").click()
    page.wait_for_url(re.compile(r"\?paket="))
    assert (len(pieces) > 3) is script
    assert "2 baris diambil" in page.locator("#laporan h2").inner_text()
    page.get_by_role("button", name="Masukkan", exact=True).click()
    page.get_by_text("paket sudah dimasukkan").first.wait_for()
    assert Answer.objects.count() == 2


def test_what_is_no_pack_is_refused_where_it_was_chosen(
    made: Scored, opened: Any, session_cookies: Any, tmp_path: Path
) -> None:
    cookies = session_cookies(made.world.operator)
    page = opened(made.path("paket/sekolah/"), cookies=cookies)
    wrong = tmp_path / "paket.rar"
    wrong.write_bytes(b"Rar!")
    page.set_input_files("#pack-file", wrong)
    page.get_by_role("button", name="Periksa dulu").click()
    page.get_by_text("paket.rar: Ini bukan paket").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_packs_are_accessible(
    made: Scored, opened: Any, session_cookies: Any, assert_accessible: Any, theme: str
) -> None:
    cookies = session_cookies(made.world.admin)
    for path in (made.path("paket/"), made.path("paket/sekolah/"), "/pasang/"):
        page = opened(path, cookies=cookies, width="phone", theme=theme)
        assert_accessible(page)
