"""The page on which a foreign survey's table is looked at, mended and brought in."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.actions.test_response_import import DAYS, HEADS, ROW, SECOND
from tests.campaigned import start_survey
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import log_in
from tests.world import World, make_world
from tilik.records.models import Campaign, Response

pytestmark = pytest.mark.django_db
ODD = (*ROW[:7], "Lumayan", *ROW[8:])


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world, period=DAYS)


def make_file(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    text = "\n".join(";".join(row) for row in (HEADS, *rows))
    return SimpleUploadedFile("jawaban.csv", text.encode())


def send(campaign: Campaign, language: str = "id", status: int = 200, **data: Any) -> str:
    client = log_in(campaign.by)
    client.cookies["django_language"] = language
    response = client.post(f"/survei/{campaign.pk}/impor/", data)
    assert response.status_code == status
    return response.content.decode()


def read_form(page: str) -> dict[str, Any]:
    """What the form of the look sends when nothing is changed."""
    form: dict[str, Any] = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]  # type: ignore[index]
        for name in ("content", "name", "seen")
    }
    form["column"] = re.findall(r'name="column" value="([^"]*)"', page)
    form["kind"] = form["seen"].split("|")
    return form


def test_the_page_says_that_who_anybody_is_is_dropped(campaign: Campaign) -> None:
    page = strip(read(log_in(campaign.by), f"/survei/{campaign.pk}/impor/"))
    assert "dibuang sebelum apa pun disimpan" in page


def test_a_look_shows_columns_meanings_and_stores_nothing(campaign: Campaign) -> None:
    page = send(campaign, act="look", file=make_file(ROW, SECOND))
    text = strip(page)
    assert "Baru: 2 · sudah ada: 0 · tidak terbaca: 0" in text
    assert "Menurut arti, bukan menurut nomor" in text
    assert "Nama Lengkap · NIK · No. HP · Email" in text
    assert "Siti Aminah" not in page
    assert not Response.objects.exists()


def test_confirmed_it_is_brought_in_and_twice_is_once(campaign: Campaign) -> None:
    form = read_form(send(campaign, act="look", file=make_file(ROW, SECOND)))
    assert "2 jawaban dimasukkan" in strip(send(campaign, act="apply", confirmed="1", **form))
    assert "0 jawaban dimasukkan" in strip(send(campaign, act="apply", confirmed="1", **form))
    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Periksa pertanyaan menurut artinya"), ("en", "by their meaning")],
)
def test_unconfirmed_nothing_comes_in_and_nothing_chosen_is_lost(
    campaign: Campaign, language: str, words: str
) -> None:
    form = read_form(send(campaign, act="look", file=make_file(ROW)))
    form["kind"][16] = "skip"
    form["seen"] = "|".join(form["kind"])
    page = send(campaign, language, act="apply", **form)
    assert words in page
    assert read_form(page)["kind"] == form["kind"]
    assert not Response.objects.exists()


def test_columns_changed_are_looked_at_before_they_come_in(campaign: Campaign) -> None:
    form = read_form(send(campaign, act="look", file=make_file(ROW)))
    form["kind"][16] = "skip"
    page = send(campaign, act="apply", confirmed="1", **form)
    assert "Kolom berubah" in page
    assert not Response.objects.exists()
    send(campaign, act="apply", confirmed="1", **read_form(page))
    assert Response.objects.count() == 1


def test_a_text_nobody_could_read_is_given_a_meaning(campaign: Campaign) -> None:
    page = send(campaign, act="look", file=make_file(ODD, SECOND))
    assert "“Lumayan” bukan jawaban untuk U1" in strip(page)
    form = read_form(page)
    page = send(campaign, act="look", text="U1|Lumayan", value="2", **form)
    assert "Baru: 2" in strip(page)
    told = {"text": "U1|lumayan", "value": "2"}
    assert 'name="text" value="U1|lumayan"' in page
    send(campaign, act="apply", confirmed="1", **told, **read_form(page))
    assert {row.answers["U1"] for row in Response.objects.all()} == {"2", "3"}


@pytest.mark.parametrize(
    "data",
    [
        {}, {"content": "%%%"}, {"content": "YWJj"}, {"file": SimpleUploadedFile("a.csv", b"")},
        {"file": SimpleUploadedFile("a.csv", b"Persyaratan")}, {"file": SimpleUploadedFile("a.xlsx", b"zip")},
    ],
)  # fmt: skip
def test_no_file_or_one_of_nothing_is_said_so(campaign: Campaign, data: dict[str, Any]) -> None:
    assert "error-summary" in send(campaign, status=409, act="look", **data)


def test_a_day_is_asked_for_where_the_table_has_none(campaign: Campaign) -> None:
    text = ";".join(HEADS[1:]) + "\n" + ";".join(ROW[1:])
    page = send(campaign, act="look", file=SimpleUploadedFile("b.csv", text.encode()))
    assert 'name="day"' in page
    send(campaign, act="apply", confirmed="1", day="2025-02-03", **read_form(page))
    assert Response.objects.get().day.isoformat() == "2025-02-03"
    for bad in ("2025-02-31", "besok"):
        assert 'value="2025-06-30"' in send(campaign, act="look", day=bad, **read_form(page))


def test_a_closed_survey_takes_nothing_and_says_so(campaign: Campaign) -> None:
    form = read_form(send(campaign, act="look", file=make_file(ROW)))
    log_in(campaign.by).post(f"/survei/{campaign.pk}/", {"act": "close"})
    assert "ditutup" in send(campaign, status=409, act="apply", confirmed="1", **form)
