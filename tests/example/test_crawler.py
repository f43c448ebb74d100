"""A crawler walks the example: from every figure to answer, rule and person in four clicks."""

import re
from collections import deque
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.example.test_loading import NOW, PRACTICE, Rounds
from tilik.records.models import Seat
from tilik.records.models.seat import Role

# Thousands of pages, the same on both databases: walked once, with the browser tests.
pytestmark = [pytest.mark.django_db, pytest.mark.e2e]
CLICKS = 4
PART = re.compile(r"/periode/\d+/nilai/[^/]+/[^/]+/$")
LEAF = re.compile(r"/periode/\d+/nilai/[^/]+/[^/]+:[^/]+/$")
OTHERS = re.compile(r"/(isian|verifikasi|hitung)/|\.pdf$")
Pages = dict[str, str]


def log_in() -> Client:
    client = Client()
    admin = Seat.objects.filter(role=Role.ADMIN).select_related("user").first()
    assert admin is not None
    client.force_login(admin.user, backend="tilik.actions.auth.IdentifierBackend")
    return client


def find_links(page: str, home: str) -> Iterator[str]:
    """The addresses of this round that a page leads to."""
    for link in re.findall(r'href="(/[^"#?]*)', page):
        if link.startswith(home) and not OTHERS.search(link):
            yield link.replace("%3A", ":")


def crawl(client: Client, home: str) -> Pages:
    """Every page of scores of the round that can be reached, by its address."""
    pages: Pages = {}
    waiting = deque([home])
    while waiting:
        path = waiting.popleft()
        if path in pages:
            continue
        response = client.get(path)
        assert response.status_code == 200, path
        if not response["Content-Type"].startswith("text/html"):
            if response.streaming:
                b"".join(response)  # read to its end, the client closes it
            continue  # a picture or a paper leads nowhere
        pages[path] = response.content.decode()
        waiting.extend(find_links(pages[path], home))
    return pages


def count_clicks(links: dict[str, set[str]], start: str) -> dict[str, int]:
    """How many clicks each page is away from the start."""
    away = {start: 0}
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        for link in links[path]:
            if link not in away:
                away[link] = away[path] + 1
                waiting.append(link)
    return away


@pytest.mark.parametrize("name", [NOW, PRACTICE])
def test_from_every_page_every_answer_rule_and_person_is_four_clicks_away(
    example: Rounds, name: str
) -> None:
    home = f"/periode/{example[name].pk}/"
    pages = crawl(log_in(), home)
    leaves = [path for path in pages if LEAF.search(path)]
    n_units = example[name].round_units.count()
    assert len(leaves) >= 20 * n_units
    links = {path: set(find_links(page, home)) & set(pages) for path, page in pages.items()}
    for start in pages:
        if not PART.search(start):
            away = count_clicks(links, start)
            assert max(away[leaf] for leaf in leaves) <= CLICKS, start
    for leaf in leaves:
        assert_explained(pages[leaf], leaf)


def assert_explained(page: str, path: str) -> None:
    """A figure's page names who answered and when, and which row of its rule holds."""
    title = page.split("<h1>")[1].split("</h1>")[0]
    has_value = re.match(r"\s*[\d,.]+ —", title)
    is_part = 'class="tree' in page
    if has_value and not is_part:
        people = re.findall(r'<(?:small|p) class="[^"]*who[^"]*">(.*?)</(?:small|p)>', page, re.S)
        assert any(re.search(r"\d\d\.\d\d|tanpa nama", person) for person in people), path
    if 'class="stack rule"' in page and "Menurut aturan:" in page:
        rows = page.split('class="stack rule"')[1].split("</table>")[0]
        settled = "masih terbuka" not in page
        assert rows.count("aria-current") == (1 if settled else 0), path


def test_every_page_of_an_example_says_that_it_is_one(example: Rounds) -> None:
    client = log_in()
    for name in (NOW, PRACTICE):
        home = f"/periode/{example[name].pk}/"
        for rest in ("", "peringkat/", "resmi-mandiri/", "ringkasan/", "sektor/pendidikan/"):
            page = client.get(home + rest).content.decode()
            assert "DATA CONTOH – BUKAN HASIL RESMI" in page


def test_no_page_shows_a_category_where_several_are_possible(example: Rounds) -> None:
    from tilik.records.queries.scores import list_unit_results

    client = log_in()
    for name in (NOW, PRACTICE):
        for result in list_unit_results(example[name]).values():
            path = f"/periode/{example[name].pk}/nilai/{result.unit.code}/"
            title = client.get(path).content.decode().split("<h1>")[1].split("</h1>")[0]
            if len(result.grades) > 1:
                assert "kategori yang mungkin: " in title
            else:
                assert f"kategori {result.grades[0]['grade']} " in title
