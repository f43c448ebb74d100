"""Poster, paper form and links: what they say, and that the same link is always the same."""

import csv
import io
import re
from typing import Any

import pypdfium2
import pytest

from tests.campaigned import start_survey
from tests.web.filled import strip
from tests.web.scored import log_in, make_round
from tests.world import World, make_world
from tilik.actions.respondents import read_token
from tilik.records.models import Campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def read_pages(campaign: Campaign, name: str, language: str = "id") -> list[str]:
    """The text of every page of a PDF."""
    client = log_in(campaign.by)
    client.cookies["django_language"] = language
    response = client.get(f"/survei/{campaign.pk}/{name}.pdf")
    assert response["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(response.content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def read_links(campaign: Campaign, **asked: Any) -> list[dict[str, str]]:
    response = log_in(campaign.by).post(f"/survei/{campaign.pk}/tautan.csv", asked)
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith('.csv"')
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_poster_has_the_address_and_four_cards_for_the_table(campaign: Campaign) -> None:
    poster, cards = read_pages(campaign, "poster")
    for page, times in ((poster, 1), (cards, 4)):
        assert page.count(f"/s/{campaign.code}/") == times
        assert page.count("Bagaimana pelayanan Sekolah?") == times
        assert page.count("nomor ponsel tidak ditanyakan") == times
    assert "Arahkan kamera ponsel ke sini" in poster
    assert "Sampai" in poster
    assert "DATA CONTOH" not in poster


def test_the_poster_speaks_english_where_that_was_chosen(campaign: Campaign) -> None:
    poster, _cards = read_pages(campaign, "poster", "en")
    assert "How was Sekolah?" in poster


def test_papers_of_the_example_are_marked(world: World) -> None:
    make_round(world, is_example=True)
    campaign = start_survey(world)
    for name in ("poster", "formulir"):
        for page in read_pages(campaign, name):
            assert "DATA CONTOH – BUKAN HASIL RESMI" in page


def test_the_paper_form_is_one_sheet_with_the_digits_that_are_typed(campaign: Campaign) -> None:
    (sheet,) = read_pages(campaign, "formulir")
    assert len(re.findall(r"\b1 Tidak (?:sesuai|mudah|cepat|kompeten|sopan|ada)", sheet)) >= 6
    assert "4 Gratis" in sheet
    assert "Jenis kelamin" in sheet
    assert "56 atau lebih" in sheet
    for n in range(1, 10):
        assert f"{n}. " in sheet
    assert sheet.index("8. ") < sheet.index("Buruk") < sheet.index("9. ")
    assert not re.search(r"\b(Nama|NIK|Telepon) *[:…]", sheet)


def test_every_link_is_one_response_and_the_same_number_the_same_link(campaign: Campaign) -> None:
    first, again = read_links(campaign, n=5), read_links(campaign, n=5)
    assert first == again
    names = set()
    for n, row in enumerate(first, 1):
        assert row["no"] == str(n)
        assert row["pesan"].endswith(row["tautan"])
        token = row["tautan"].rstrip("/").rpartition("/")[2]
        names.add(read_token(campaign, token))
    assert len(names) == 5


def test_more_links_go_on_where_the_last_file_ended(campaign: Campaign) -> None:
    rows = read_links(campaign, n=3) + read_links(campaign, **{"n": 2, "from": 4})
    assert [row["no"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert len({row["tautan"] for row in rows}) == 5


@pytest.mark.parametrize("asked", ["0", "5001", "x", "", "-1"])
def test_a_number_of_links_nobody_needs_is_refused_in_words(campaign: Campaign, asked: str) -> None:
    response = log_in(campaign.by).post(
        f"/survei/{campaign.pk}/tautan.csv", {"n": asked}, follow=True
    )
    assert response.status_code == 200
    assert "1 sampai 5.000" in strip(response.content.decode())


def test_links_are_for_who_runs_the_survey(world: World, campaign: Campaign) -> None:
    path = f"/survei/{campaign.pk}/tautan.csv"
    assert log_in(world.evaluator).post(path, {"n": 1}).status_code == 403
    assert log_in(world.operator).get(path).status_code == 405
    assert log_in(make_world("64.01").admin).post(path, {"n": 1}).status_code == 404
