"""The leader's brief: six blocks, the same on the page and on paper, on one page, marked."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.shared import shared
from tests.web.scored import Scored, make_round, make_scored
from tests.web.test_scores import heading, read
from tests.world import make_world
from tilik.web.presenters.brief import MOST, Block, Brief, Row
from tilik.web.reports.brief import make_pdf

pytestmark = pytest.mark.django_db
PAGE, PAPER = "ringkasan/", "ringkasan.pdf"
BLOCKS = (
    "Di mana kita", "Seberapa pasti", "Apa yang kurang", "Langkah berikut", "Sejak periode lalu",
)  # fmt: skip


@shared
def scored() -> Scored:
    return make_scored(is_example=True)


def print_out(content: bytes, folder: Path) -> tuple[str, int]:
    """The text of a PDF, and on how many pages it stands."""
    path = folder / "ringkasan.pdf"
    path.write_bytes(content)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    info = subprocess.run(["pdfinfo", path], check=True, capture_output=True)
    pages = re.search(rb"Pages:\s+(\d+)", info.stdout)
    return text.stdout.decode(), int(pages[1]) if pages else 0


def test_the_page_has_six_blocks_with_the_facts_so_far(scored: Scored) -> None:
    page = read(scored.log_in(scored.world.leader), scored.path(PAGE))
    assert all(block in page for block in BLOCKS)
    assert "Satu bidang" in page
    assert "1 dari 2 unit lengkap" in page
    assert "Sekolah 3,10 B" in page
    assert "Klinik belum lengkap D sampai A" in page
    assert "Klinik 1,35–4,10 belum lengkap" in page
    assert "Nilai resmi: belum dipublikasikan." in page


def test_the_next_acts_begin_with_what_is_missing_then_with_most_to_gain(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(PAGE))
    act = page.index("Klinik melengkapi isiannya")
    assert act < page.index("Sekolah: 1 Standar +0,225 level 2 dari 5")


def test_the_paper_says_what_the_page_says_on_one_page(scored: Scored, tmp_path: Path) -> None:
    response = scored.log_in().get(scored.path(PAPER))
    assert response["Content-Type"] == "application/pdf"
    text, pages = print_out(response.content, tmp_path)
    assert pages == 1
    title = heading(scored.log_in(), scored.path(PAGE))
    assert title in " ".join(text.split())
    assert all(block in text for block in BLOCKS)
    assert "DATA CONTOH – BUKAN HASIL RESMI" in text


def test_what_is_no_example_is_not_marked_as_one(tmp_path: Path) -> None:
    scored = make_scored("64.09")
    text, _pages = print_out(scored.log_in().get(scored.path(PAPER)).content, tmp_path)
    assert "DATA CONTOH" not in text


def test_many_units_still_make_one_page(scored: Scored, tmp_path: Path) -> None:
    rows = tuple(
        Row(f"Dinas dengan Nama yang Panjang Nomor {n}", "3,21", "B-") for n in range(MOST)
    )
    blocks = tuple(Block(str(n), f"Judul {n}", ("Satu kalimat.",), rows) for n in range(6))
    from django.utils import timezone

    content = make_pdf(Brief("Judul", "Sub", blocks, True), "id", timezone.now())
    assert print_out(content, tmp_path)[1] == 1


def test_before_anything_is_computed_the_brief_says_so() -> None:
    scored = make_round(make_world("64.09"))
    page = read(scored.log_in(), scored.path(PAGE))
    assert "Belum ada yang dihitung" in page
    assert "Ini periode pertama sejenisnya." in page


def test_the_brief_is_for_those_who_see_the_whole(scored: Scored) -> None:
    for path in (PAGE, PAPER):
        assert scored.log_in(scored.world.operator).get(scored.path(path)).status_code == 403
        assert scored.log_in(scored.world.leader).get(scored.path(path)).status_code == 200


def test_the_brief_is_there_in_english(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(PAGE), "en")
    assert "Where we stand" in page
    assert "Sekolah 3.10 B" in page
