"""Surveys at the desk: the list, opening one, how far it is, what it says, what is worth a look."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.campaigned import enter, said, start_survey
from tests.web.filled import read, strip
from tests.web.scored import log_in, make_round
from tests.world import World, make_world
from tilik.actions.surveys import add_responses, close_campaign, set_population
from tilik.actions.units import add_service, set_volume
from tilik.records.models import Campaign, Response

pytestmark = pytest.mark.django_db
LIST, NEW = "/survei/", "/survei/baru/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def at(campaign: Campaign, rest: str = "") -> str:
    return f"/survei/{campaign.pk}/{rest}"


def act(campaign: Campaign, act: str, by: Any = None, **data: Any) -> str:
    """The page after something was asked for."""
    client = log_in(by or campaign.by)
    response = client.post(at(campaign), {"act": act, **data}, follow=True)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


# ---- the list ---------------------------------------------------------------------


def test_without_a_survey_the_list_says_what_to_do(world: World) -> None:
    page = strip(read(log_in(world.operator), LIST))
    assert "Belum ada survei" in page
    assert "Buka survei" in page


def test_the_heading_says_how_many_are_open_and_closed_ones_come_last(world: World) -> None:
    first = start_survey(world, title="Pertama")
    start_survey(world, by=world.admin, unit=world.clinic, title="Kedua")
    close_campaign(by=world.admin, campaign=first)
    page = read(log_in(world.admin), LIST)
    assert "1 survei terbuka" in page
    assert page.index("Kedua") < page.index("Pertama")
    assert "ditutup" in page


def test_a_unit_sees_its_own_surveys_and_the_office_all(world: World) -> None:
    start_survey(world, title="Punya sekolah")
    start_survey(world, by=world.admin, unit=world.clinic, title="Punya klinik")
    own, whole = (read(log_in(user), LIST) for user in (world.head, world.evaluator))
    assert "Punya sekolah" in own
    assert "Punya klinik" not in own
    assert "Punya klinik" in whole
    assert "Buka survei" not in strip(whole)


def test_a_survey_of_a_foreign_government_is_not_there(campaign: Campaign) -> None:
    far = make_world("64.01")
    assert "SKM Sekolah" not in read(log_in(far.admin), LIST)
    for method in ("get", "post"):
        assert getattr(log_in(far.admin), method)(at(campaign)).status_code == 404


def test_the_list_asks_no_more_for_fifty_surveys_than_for_two(world: World) -> None:
    client = log_in(world.admin)
    counts = []
    for more in (2, 48):
        for _n in range(more):
            start_survey(world)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_the_states_are_told_apart(world: World) -> None:
    today = timezone.localdate()
    start_survey(world, period=(today + timedelta(2), today + timedelta(3)))
    start_survey(world, period=(today - timedelta(3), today - timedelta(2)))
    start_survey(world)
    page = read(log_in(world.operator), LIST)
    for words in ("belum mulai", "masanya sudah lewat", ">terbuka</td>"):
        assert words in page
    assert "1 survei terbuka" in page


# ---- opening -----------------------------------------------------------------------


def fill_new(world: World, **changes: Any) -> dict[str, Any]:
    """What the form of a new survey sends for the school and the survey of the regulation."""
    start_survey(world, by=world.admin, unit=world.clinic)
    page = read(log_in(world.operator), NEW)
    place = re.findall(r'<option value="(\d+/)"', page)[0]
    form = re.findall(r'<option value="(\d+)"[^>]*>[^<]*(?:Kuesioner|SKM)', page)[0]
    today = timezone.localdate()
    wanted = {
        "place": place, "form": form, "start": today.isoformat(),
        "end": (today + timedelta(30)).isoformat(), "population": "", "page": str(uuid4()),
    }  # fmt: skip
    return wanted | changes


def test_a_unit_opens_its_survey_and_lands_on_it(world: World) -> None:
    data = fill_new(world)
    response = log_in(world.operator).post(NEW, data, follow=True)
    made = Campaign.objects.get(unit=world.school)
    assert response.redirect_chain[-1][0] == at(made)
    assert "Survei dibuka; pasang posternya" in response.content.decode()
    assert (made.population, made.service, made.form) == (None, None, "SKM")
    assert "Sekolah" in made.title


def test_a_click_twice_opens_one(world: World) -> None:
    data, client = fill_new(world), log_in(world.operator)
    for _n in range(2):
        client.post(NEW, data)
    assert Campaign.objects.filter(unit=world.school).count() == 1


def test_the_users_come_from_the_volume_where_it_is_known(world: World) -> None:
    service = add_service(by=world.admin, unit=world.school, code="ktp", name="KTP")
    today = timezone.localdate()
    set_volume(
        by=world.admin, service=service, start=today - timedelta(30),
        end=today + timedelta(60), users=480,
    )  # fmt: skip
    data = fill_new(world)
    page = read(log_in(world.operator), NEW)
    assert "Sekolah › KTP" in page
    log_in(world.operator).post(NEW, data | {"place": f"{world.school.pk}/{service.pk}"})
    assert Campaign.objects.get(service=service).population == 480


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"end": "2020-01-01"}, "sebelum"),
        ({"start": "x"}, "tanggal"),
        ({"place": "0/"}, "Pilih"),
        ({"form": "99"}, "Pilih"),
        ({"population": "-3"}, "1"),
    ],
)
def test_what_cannot_be_opened_is_told_and_what_was_chosen_stays(
    world: World, change: dict[str, str], words: str
) -> None:
    data = fill_new(world, **change)
    page = log_in(world.operator).post(NEW, data).content.decode()
    assert "error-summary" in page
    assert words.lower() in page.split("error-summary")[1].lower()
    assert f'value="{data["page"]}"' in page
    assert not Campaign.objects.filter(unit=world.school).exists()


def test_who_may_open_none_has_no_form(world: World) -> None:
    for user in (world.evaluator, world.leader):
        assert log_in(user).get(NEW).status_code == 403


# ---- one survey ---------------------------------------------------------------------


def test_the_heading_is_how_far_it_is(world: World, campaign: Campaign) -> None:
    assert "0 responden" in read(log_in(world.operator), at(campaign))
    set_population(by=world.operator, campaign=campaign, population=10)
    enter(campaign, *["343434343"] * 4)
    page = read(log_in(world.operator), at(campaign))
    assert "4 dari 10 responden: kurang 6" in page
    enter(campaign, *["343434343"] * 6)
    assert "Responden cukup: 10 dari 10" in read(log_in(world.operator), at(campaign))


def test_a_population_nobody_knows_is_said_to_be_unknown(campaign: Campaign) -> None:
    page = read(log_in(campaign.by), at(campaign))
    assert "Jumlah pengguna layanan dalam masa ini tidak diketahui" in page


def test_the_index_stands_with_its_interval_and_the_category_only_where_sure(
    world: World, campaign: Campaign
) -> None:
    set_population(by=world.operator, campaign=campaign, population=12)
    enter(campaign, *["333333333"] * 6)
    page = strip(read(log_in(world.operator), at(campaign)))
    assert "75,00" in page
    assert "Responden belum cukup: mutu pelayanan belum disebut" in page
    assert "Kurang Baik" not in page
    enter(campaign, *["333333333"] * 6)
    page = strip(read(log_in(world.operator), at(campaign)))
    assert "Kurang Baik" in page
    assert "aman: peluang mutu C 100" in page
    assert "Indeks bukan persentase orang yang puas" in page


def test_lowest_and_highest_are_marked_in_words(campaign: Campaign) -> None:
    enter(campaign, "122333444")
    page = strip(read(log_in(campaign.by), at(campaign)))
    assert page.count("terendah") == 3
    assert page.count("tertinggi") == 3


def test_who_answered_is_counted_with_who_did_not_say(campaign: Campaign) -> None:
    for traits in ({"sex": "P"}, {"sex": "P"}, {"sex": "L"}, {}):
        enter(campaign, "343434343", traits=traits)
    page = strip(read(log_in(campaign.by), at(campaign)))
    assert "Perempuan 2 50" in page
    assert "Laki-laki 1 25" in page
    assert "tidak disebut 1 25" in page


def test_what_is_worth_a_look_is_shown_and_counts(campaign: Campaign) -> None:
    enter(campaign, "333333333", "343434343")
    page = strip(read(log_in(campaign.by), at(campaign)))
    assert "1 jawaban perlu dilihat" in page
    assert "semua jawaban sama" in page
    assert "Tanda bukan bukti" in page
    assert "2 responden" in page


def test_identical_rows_are_worth_a_look_only_when_they_are_many(campaign: Campaign) -> None:
    enter(campaign, *["343434343"] * 3)
    assert "sama persis" not in read(log_in(campaign.by), at(campaign))
    enter(campaign, "343434343")
    assert "4 sama persis, jawaban demi jawaban" in read(log_in(campaign.by), at(campaign))


def test_leaving_out_asks_for_a_reason_and_shows_it(world: World, campaign: Campaign) -> None:
    enter(campaign, "333333333")
    pk = Response.objects.get().pk
    assert "alasan" in act(campaign, "exclude", response=pk, reason=" ").lower()
    assert Response.objects.get().excluded_at is None
    page = act(campaign, "exclude", response=pk, reason="Diisi petugas", by=world.head)
    assert "Diisi petugas" in page
    assert "0 responden" in page
    assert "1 responden" in act(campaign, "include", response=pk)


def test_a_response_of_another_survey_is_not_reached_through_this_one(
    world: World, campaign: Campaign
) -> None:
    other = start_survey(world, by=world.admin, unit=world.clinic)
    enter(other, "333333333", by=world.admin)
    pk = Response.objects.get().pk
    data = {"act": "exclude", "response": pk, "reason": "x"}
    for asked in (data, {"act": "x"}, {**data, "response": "x"}):
        assert log_in(world.operator).post(at(campaign), asked).status_code == 404
    assert Response.objects.get().excluded_at is None


@pytest.mark.parametrize(("typed", "kept"), [("250", 250), ("", None), ("0", None), ("x", None)])
def test_the_users_are_set_on_the_page(campaign: Campaign, typed: str, kept: int | None) -> None:
    act(campaign, "population", population=typed)
    campaign.refresh_from_db()
    assert campaign.population == kept


def test_closed_it_shows_no_way_to_answer_and_none_to_close(campaign: Campaign) -> None:
    page = act(campaign, "close")
    assert "ditutup" in page
    assert campaign.code not in page
    assert "Tutup survei" not in page


def test_who_only_reads_sees_no_buttons(world: World, campaign: Campaign) -> None:
    enter(campaign, "333333333")
    page = read(log_in(world.evaluator), at(campaign)).split("<main")[1]
    assert "Tutup survei" not in page
    assert "Sisihkan" not in page
    assert "tautan.csv" not in page
    assert "tumpukan/" not in page
    assert "poster.pdf" in page


def test_a_survey_in_a_period_is_read_by_its_own_instrument(world: World) -> None:
    scored = make_round(world)
    campaign = start_survey(world, by=world.admin, round=scored.round, form="R", title="Warga")
    replies = [
        said("343434343").__class__(timezone.localdate(), "qr", {"1": "4", "2": "3"}, uuid4())
        for _n in range(5)
    ]
    add_responses(by=world.admin, campaign=campaign, replies=replies)
    page = strip(read(log_in(world.admin), at(campaign)))
    assert "Mudah" in page
    assert "3,50" in page


@pytest.mark.parametrize("user", ["admin", "operator", "evaluator"])
def test_a_survey_of_hundreds_asks_few_queries(world: World, campaign: Campaign, user: str) -> None:
    enter(campaign, *["333333333", "343434343"] * 150)
    client: Client = log_in(getattr(world, user))
    client.get(at(campaign))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(at(campaign)).status_code == 200
    assert len(queries) <= 20


def test_in_english_everything_is_english(campaign: Campaign) -> None:
    enter(campaign, *["333333333"] * 4)
    client = log_in(campaign.by)
    client.cookies["django_language"] = "en"
    page = strip(read(client, at(campaign)).split("<main")[1])
    for words in ("4 respondents", "What it says so far", "worth a look", "Who answered"):
        assert words in page
