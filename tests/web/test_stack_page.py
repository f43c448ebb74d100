"""The keyboard entry of paper: checked before it is kept, told by row, nothing typed is lost."""

from typing import Any

import pytest

from tests.campaigned import enter, start_survey
from tests.web.filled import read, strip
from tests.web.scored import log_in
from tests.world import World, make_world
from tilik.actions.surveys import close_campaign
from tilik.records.models import Campaign, Response

pytestmark = pytest.mark.django_db
ROWS = "343434343 P 34 SMA\r\n44-444434 L\r\n333333333\r\n"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def at(campaign: Campaign) -> str:
    return f"/survei/{campaign.pk}/tumpukan/"


def send(campaign: Campaign, act: str = "keep", language: str = "id", **changes: Any) -> str:
    """The page after a stack was sent."""
    data = {"act": act, "batch": "A1", "day": "", "counted": "3", "rows": ROWS, **changes}
    client = log_in(campaign.by)
    client.cookies["django_language"] = language
    response = client.post(at(campaign), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_how_a_row_is_typed(campaign: Campaign) -> None:
    page = strip(read(log_in(campaign.by), at(campaign)))
    assert "9 angka (1234) menurut urutan cetak" in page
    assert "- untuk yang kosong" in page


def test_a_stack_is_kept_and_the_page_is_ready_for_the_next(campaign: Campaign) -> None:
    page = send(campaign, day="2026-01-05")
    assert "3 lembar disimpan" in page
    assert Response.objects.count() == 3
    assert "343434343" not in page
    assert ">A1</th>" in page


def test_the_day_of_the_answers_is_that_which_was_said(campaign: Campaign) -> None:
    day = campaign.period_start
    send(campaign, day=day.isoformat())
    assert set(Response.objects.values_list("day", flat=True)) == {day}


def test_kept_twice_it_says_that_nothing_is_counted_twice(campaign: Campaign) -> None:
    send(campaign)
    assert "tidak ada yang dihitung dua kali" in send(campaign)
    assert Response.objects.count() == 3


def test_checking_keeps_nothing_and_shows_the_totals(campaign: Campaign) -> None:
    page = send(campaign, "check")
    assert not Response.objects.exists()
    words = strip(page)
    assert "Jawaban 3 3 2 3 3 3 3 3 3" in words
    assert "Jumlah 10 11 6 11 10 11 10 10 10" in words
    assert "343434343 P 34 SMA" in page


FAULTS = (
    ("3434", "4 angka, seharusnya 9", "4 digits instead of 9"),
    ("943434343", "angka ke-1 bukan jawaban", "digit 1 is not an answer"),
    ("---------", "tidak ada yang dijawab", "nothing is answered"),
    ("343434343 XY", "di belakang angka hanya boleh", "behind the digits stand only"),
)


@pytest.mark.parametrize(("row", "words", "english"), FAULTS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_row_that_cannot_be_read_is_named_and_everything_typed_stays(
    campaign: Campaign, row: str, words: str, english: str, language: str
) -> None:
    page = send(campaign, language=language, rows=f"333333333\n{row}", counted="2")
    told = strip(page.split("error-summary")[1].split("<form")[0])
    assert (words if language == "id" else english) in told
    assert f"2 “{row}”" in told
    assert f"333333333\n{row}" in page
    assert 'value="A1"' in page
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("change", "words", "english"),
    [
        ({"counted": "4"}, "Anda menghitung 4 lembar dan memasukkan 3 baris", "You counted 4"),
        ({"counted": "x"}, "Hitung lagi", "Count again"),
        ({"batch": " "}, "Beri nama tumpukan ini", "Give the stack a name"),
    ],
)
def test_a_stack_that_is_refused_says_why_in_both_languages(
    campaign: Campaign, change: dict[str, str], words: str, english: str
) -> None:
    for language, said in (("id", words), ("en", english)):
        page = send(campaign, language=language, **change)
        assert said in strip(page)
        assert "343434343 P 34 SMA" in page
    assert not Response.objects.exists()


def test_a_name_used_for_other_papers_is_refused(campaign: Campaign) -> None:
    send(campaign)
    page = send(campaign, rows="222222222", counted="1")
    assert "pernah dimasukkan dengan jawaban lain" in page
    assert Response.objects.count() == 3


def test_a_stack_is_taken_back_by_its_name_alone(campaign: Campaign) -> None:
    send(campaign)
    enter(campaign, "222222222")
    assert "3 lembar ditarik kembali" in send(campaign, "take-back")
    assert Response.objects.get().answers["U1"] == "2"
    assert ">A1</th>" not in read(log_in(campaign.by), at(campaign))


def test_after_the_end_what_was_typed_stays_with_the_reason(campaign: Campaign) -> None:
    close_campaign(by=campaign.by, campaign=campaign)
    page = send(campaign)
    assert "sudah ditutup atau tidak dibuka" in page
    assert "343434343 P 34 SMA" in page


def test_only_who_runs_the_survey_enters(world: World, campaign: Campaign) -> None:
    for user, status in (
        (world.evaluator, 403),
        (world.leader, 403),
        (make_world("64.01").operator, 404),
    ):
        for method in ("get", "post"):
            assert getattr(log_in(user), method)(at(campaign)).status_code == status
    assert not Response.objects.exists()
