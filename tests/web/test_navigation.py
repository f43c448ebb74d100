"""The side navigation: calm, in the order of the year, open where one is and what is due."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.shared import shared
from tests.web.filled import read
from tests.web.scored import Scored, make_scored
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.web.desk.doors import DOORS, FEW, GROUPS, arrange, say_group
from tilik.web.desk.rooms import PAGES
from tilik.web.frame import Frame, Link

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    return make_scored()


def read_side(client: Client, path: str) -> str:
    return read(client, path).split('<nav class="side"')[1].split("</nav>")[0]


def list_groups(side: str) -> dict[str, bool]:
    """Each group by its word, and whether it is unfolded."""
    found = re.findall(r"<details( open)?><summary>(?:<svg.*?</svg>)?([^<]+)</summary>", side, re.S)
    return {word.strip(): bool(is_open) for is_open, word in found}


def move(scored: Scored, stage: str, start: int, end: int) -> None:
    now = timezone.now()
    plan = PhasePlan("satu", "Satu", stage, now + timedelta(start), now + timedelta(end))
    set_phases(by=scored.world.admin, round=scored.round, phases=[plan])


def test_the_office_finds_few_words_in_the_order_of_the_year(scored: Scored) -> None:
    side = read_side(scored.log_in(), scored.path(""))
    assert list(list_groups(side)) == ["Siapkan", "Isi", "Periksa", "Umumkan", "Kelola"]
    links = re.findall(r"</svg>([^<]+)</a>", side)
    assert links[0].strip() == "Beranda"
    assert links[-1].strip() == "Bantuan"
    assert len(links) >= 18


def test_no_page_is_lost_in_the_groups(scored: Scored) -> None:
    """Every page and door stands in exactly one group; home and help stand by themselves."""
    placed = [name for names in GROUPS.values() for name in names]
    assert len(placed) == len(set(placed))
    known = {name for name, *_rest in (*PAGES, *DOORS)} | {"checks", "instruments", "steps"}
    assert known - {"home"} == set(placed)


@pytest.mark.parametrize(
    ("stage", "start", "end", "word"),
    [
        ("claim", 5, 9, "Siapkan"),
        ("claim", -1, 1, "Isi"),
        ("desk", -1, 1, "Periksa"),
        ("field", -1, 1, "Periksa"),
        ("reply", -1, 1, "Periksa"),
        ("final", -1, 1, "Umumkan"),
        ("claim", -9, -5, "Umumkan"),
    ],
)
def test_what_is_due_by_the_calendar_is_unfolded(
    scored: Scored, stage: str, start: int, end: int, word: str
) -> None:
    move(scored, stage, start, end)
    groups = list_groups(read_side(scored.log_in(), scored.path("")))
    assert [name for name, is_open in groups.items() if is_open] == [word]


def test_the_group_of_the_page_one_is_on_is_unfolded_too(scored: Scored) -> None:
    move(scored, "claim", -1, 1)
    side = read_side(scored.log_in(), scored.path("riwayat/"))
    groups = list_groups(side)
    assert [name for name, is_open in groups.items() if is_open] == ["Isi", "Kelola"]
    assert side.count('aria-current="page"') == 1


def test_who_may_open_few_pages_sees_them_at_a_glance() -> None:
    links = {str(n): Link(str(n), f"/{n}/") for n in range(FEW)}
    assert not any(link.group for link in arrange(links))
    assert all(not group.label for group in Frame(navigation=arrange(links)).groups)


def test_a_page_alone_in_its_group_needs_no_folding() -> None:
    links = {name: Link(name, f"/{name}/") for name in (*GROUPS["check"], *GROUPS["tell"], "trail")}
    groups = Frame(navigation=arrange(links)).groups
    assert [len(group.links) for group in groups] == [len(GROUPS["check"]), len(GROUPS["tell"]), 1]
    assert [bool(group.label) for group in groups] == [True, True, False]


def test_every_group_has_a_word_in_both_languages() -> None:
    for language in ("id", "en"):
        with override(language):
            words = [say_group(code) for code in GROUPS]
        assert all(words)
        assert len(set(words)) == len(words)


def test_the_groups_unfold_without_a_script(scored: Scored) -> None:
    side = read_side(scored.log_in(), scored.path(""))
    assert side.count("<details") == side.count("<summary>") == 5
    script = Path("src/tilik/web/static/tilik/tilik.js").read_text(encoding="utf-8")
    assert "details.menu" in script  # only menus close by themselves, never these


def test_a_unit_officer_sees_no_door_of_the_office(scored: Scored) -> None:
    side = read_side(scored.log_in(scored.world.operator), scored.path(""))
    assert "Kelola" not in list_groups(side)
    assert "Tenggat" in side


@pytest.mark.parametrize("who", ["admin", "operator", "head", "evaluator", "leader"])
def test_every_link_leads_somewhere_and_stands_once(scored: Scored, who: str) -> None:
    client = scored.log_in(getattr(scored.world, who))
    urls = re.findall(r'<a href="([^"]+)"', read_side(client, scored.path("")))
    assert len(urls) == len(set(urls))
    for url in urls:
        assert client.get(url, follow=True).status_code == 200, url


def test_outside_a_period_the_doors_are_grouped_alike(scored: Scored) -> None:
    side = read_side(scored.log_in(), reverse("tilik:trail"))
    groups = list_groups(side)
    assert [name for name, is_open in groups.items() if is_open] == ["Kelola"]
    assert side.count('aria-current="page"') == 1


def test_the_menu_of_a_phone_has_the_same_groups(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(""))
    menu = page.split('class="menu menu-nav"')[1].split("</nav>")[0]
    assert list_groups(menu) == list_groups(page.split('<nav class="side"')[1].split("</nav>")[0])
