"""The public page of a survey: no account, under a minute, answered once, nothing lost."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.campaigned import NINE, PAPER, start_survey
from tests.web.filled import strip
from tests.web.scored import make_round
from tests.world import World, make_world
from tilik.actions.respondents import make_token
from tilik.actions.surveys import close_campaign
from tilik.actions.units import add_service
from tilik.records.models import Campaign, Comment, Freeze, Response
from tilik.web.public import doors

pytestmark = pytest.mark.django_db
WITHDRAW = "/s/tarik/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def at(campaign: Campaign, rest: str = "") -> str:
    return f"/s/{campaign.code}/{rest}"


def read(path: str, client: Client | None = None) -> str:
    return (client or Client()).get(path).content.decode()


def answer(digits: str = "343434343", **more: Any) -> dict[str, str]:
    """What a browser sends for these answers, in the order of the elements."""
    said = {f"u-{c}": d for c, d in zip(NINE, digits, strict=True) if d != "-"}
    return {"page": str(uuid4()), "channel": "link", **said, **more}


def send(campaign: Campaign, data: dict[str, str], rest: str = "", **extra: Any) -> HttpResponse:
    return Client().post(at(campaign, rest), data, **extra)


def find_code(page: str) -> str:
    return re.findall(r'class="receipt num">(\w{12})<', page)[0]


# ---- what is asked ----------------------------------------------------------------


def test_the_nine_are_asked_in_the_order_of_the_paper_with_four_answers_in_words(
    campaign: Campaign,
) -> None:
    page = read(at(campaign))
    assert re.findall(r'<fieldset id="u-(\w+)"', page) == list(PAPER)
    assert page.count('type="radio"') == 36
    assert "Sangat sesuai" in page
    assert "Gratis" in page
    assert "NIK, dan nomor ponsel tidak ditanyakan" in page
    assert not re.search(r'name="(nama|nik|name|hp|telepon)"', page)


def test_the_page_is_light_and_needs_no_script_and_no_account(campaign: Campaign) -> None:
    response = Client().get(at(campaign))
    assert response.status_code == 200
    assert len(response.content) < 30_000
    assert "login" not in response.content.decode().split("<main")[1].split("</main>")[0]
    assert "no-store" in response["Cache-Control"]


def test_it_speaks_the_language_that_was_chosen(campaign: Campaign) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    page = read(at(campaign), client)
    assert "How was Sekolah?" in page
    assert "Send answers" in page
    assert "Bagaimana pelayanan Sekolah?" in read(at(campaign))


def test_the_heading_names_the_service(world: World) -> None:
    service = add_service(by=world.admin, unit=world.school, code="ktp", name="Cetak KTP")
    page = read(at(start_survey(world, service=service)))
    assert "Bagaimana pelayanan Cetak KTP?" in page
    assert "Sekolah ·" in strip(page)


def test_notes_for_the_office_are_not_read_to_respondents(campaign: Campaign) -> None:
    page = strip(read(at(campaign)).split("<main")[1])
    assert all(word not in page for word in ("PermenPANRB", "U8", "kuesioner baku"))


def test_a_scale_of_numbers_says_what_its_ends_mean(world: World) -> None:
    scored = make_round(world)
    campaign = start_survey(
        world, by=world.admin, round=scored.round, unit=world.school, form="R", title="Warga"
    )
    page = read(at(campaign))
    assert page.count('class="answers scale"') == 2
    assert page.count('type="radio"') == 12
    assert "tidak setuju" in page


def test_the_example_is_marked_as_such(world: World) -> None:
    plain = start_survey(world)
    assert "DATA CONTOH" not in read(at(plain))
    make_round(world, is_example=True)
    other = start_survey(world, by=world.admin, unit=world.clinic, version=plain.instrument_version)
    assert "DATA CONTOH – BUKAN HASIL RESMI" in read(at(other))


# ---- answering ----------------------------------------------------------------------


def test_answers_are_kept_and_the_receipt_is_shown(campaign: Campaign) -> None:
    data = answer(sex="P", age="26-35", saran="Cepat, Ibu Siti ramah")
    page = send(campaign, data).content.decode()
    row = Response.objects.get()
    assert "Terima kasih: jawaban Anda tersimpan" in page
    assert len(find_code(page)) == 12
    assert row.answers == dict(zip(NINE, "343434343", strict=True))
    assert row.traits == {"sex": "P", "age": "26-35"}
    assert Comment.objects.get().text == "Cepat, Ibu [nama] ramah"
    assert str(row.uuid) == data["page"]
    assert "lapor.go.id" in page


def test_sent_twice_it_counts_once_and_says_so(campaign: Campaign) -> None:
    data = answer()
    first, second = (send(campaign, data).content.decode() for _n in range(2))
    assert Response.objects.count() == 1
    assert find_code(first) == find_code(second)
    assert "sudah tiba sebelumnya dan dihitung sekali" in second


def test_a_foreign_page_may_send_it_for_nobody_is_logged_in(campaign: Campaign) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(at(campaign), answer()).status_code == 200
    assert Response.objects.count() == 1
    assert not client.cookies.get("sessionid")


def test_what_is_missing_is_named_and_what_was_said_stays(campaign: Campaign) -> None:
    page = send(campaign, answer("34-434343", sex="L", saran="Antre lama")).content.decode()
    assert not Response.objects.exists()
    assert 'href="#u-U3"' in page
    assert page.count(" checked") == 8
    assert '<option value="L" selected>' in page
    assert "Antre lama" in page
    assert page.count("has-error") == 1
    assert 'name="gaps"' in page


def test_a_blank_question_is_sent_blank_where_one_wants_so(campaign: Campaign) -> None:
    send(campaign, answer("34-434343", gaps="1"))
    assert "U3" not in Response.objects.get().answers


def test_nothing_at_all_is_never_sent(campaign: Campaign) -> None:
    page = send(campaign, answer("---------", gaps="1")).content.decode()
    assert not Response.objects.exists()
    assert page.count("has-error") == 9
    assert 'name="gaps"' not in page


def test_the_page_keeps_its_name_while_it_is_mended_so_that_it_counts_once(
    campaign: Campaign,
) -> None:
    data = answer("34-434343")
    again = send(campaign, data).content.decode()
    assert f'name="page" value="{data["page"]}"' in again


@pytest.mark.parametrize(("language", "words"), [("id", "belum terkirim"), ("en", "Not sent yet")])
def test_an_answer_that_is_none_is_refused_in_words_with_the_rest_kept(
    campaign: Campaign, language: str, words: str
) -> None:
    client = Client()
    client.cookies["django_language"] = language
    page = client.post(at(campaign), answer("943434343")).content.decode()
    assert words.lower() in page.lower()
    assert page.count(" checked") == 8
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("lewat", "channel", "kept"),
    [("qr", "qr", "qr"), ("kios", "kiosk", "kiosk"), ("", "link", "link"), ("x", "link", "link")],
)
def test_the_way_it_came_is_kept(campaign: Campaign, lewat: str, channel: str, kept: str) -> None:
    page = read(at(campaign, f"?lewat={lewat}"))
    assert f'name="channel" value="{channel}"' in page
    send(campaign, answer(channel=channel), f"?lewat={lewat}")
    assert Response.objects.get().channel == kept


@pytest.mark.parametrize("channel", ["paper", "import", "pigeon", ""])
def test_nobody_outside_calls_it_paper(campaign: Campaign, channel: str) -> None:
    send(campaign, answer(channel=channel))
    assert Response.objects.get().channel == "link"


def test_a_broken_page_name_or_moment_still_counts(campaign: Campaign) -> None:
    send(campaign, answer(page="x", began="x"))
    assert Response.objects.get().signals == []


def test_whoever_answers_as_soon_as_the_page_is_there_is_marked(campaign: Campaign) -> None:
    began = re.findall(r'name="began" value="([^"]+)"', read(at(campaign)))[0]
    send(campaign, answer(began=began))
    assert Response.objects.get().signals == ["fast"]


def test_one_phone_twice_is_marked_and_both_count(campaign: Campaign) -> None:
    for agent in ("Ponsel", "Ponsel", "Lain"):
        send(campaign, answer(), HTTP_USER_AGENT=agent)
    signals = list(Response.objects.order_by("pk").values_list("signals", flat=True))
    assert signals == [[], ["device"], []]


def test_too_many_from_one_address_are_asked_to_wait_and_keep_their_answers(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilik.web.public.survey.MOST", 1)
    send(campaign, answer())
    page = send(campaign, answer(saran="Masih ada")).content.decode()
    assert Response.objects.count() == 1
    assert "tunggu satu menit" in page
    assert page.count(" checked") == 9
    assert "Masih ada" in page


# ---- the kiosk ---------------------------------------------------------------------------


def test_a_kiosk_goes_back_to_the_start_by_itself(campaign: Campaign) -> None:
    page = send(campaign, answer(channel="kiosk"), "?lewat=kios").content.decode()
    start = f"/s/{campaign.code}/?lewat=kios"
    assert f'http-equiv="refresh" content="15; url={start}"' in page
    assert f'href="{start}"' in page
    assert "lapor.go.id" not in page


def test_a_kiosk_serves_everybody_and_marks_nobody(campaign: Campaign) -> None:
    for _n in range(3):
        send(campaign, answer(channel="kiosk"), "?lewat=kios")
    assert set(Response.objects.values_list("device", flat=True)) == {""}


# ---- when it is not open, and links that count once ------------------------------------------


def test_before_and_after_its_days_it_says_so(world: World) -> None:
    today = timezone.localdate()
    later = start_survey(world, period=(today + timedelta(2), today + timedelta(9)))
    past = start_survey(world, period=(today - timedelta(9), today - timedelta(2)))
    assert "belum dimulai" in read(at(later))
    assert "sudah selesai" in read(at(past))
    for each in (later, past):
        page = send(each, answer()).content.decode()
        assert "tidak dibuka pada hari ini" in page
        assert page.count(" checked") == 9
    assert not Response.objects.exists()


def test_a_closed_one_thanks_and_a_frozen_period_keeps_nothing(
    world: World, campaign: Campaign
) -> None:
    Campaign.objects.update(round=world.round)
    Freeze.objects.create(
        government=world.government, round=world.round, n=1, sha256="0" * 64, canonical=b"{}",
        by=world.admin, at=timezone.now(),
    )  # fmt: skip
    assert "dibekukan" in send(campaign, answer()).content.decode()
    other = start_survey(world)
    close_campaign(by=world.operator, campaign=other)
    assert "sudah selesai" in read(at(other))
    assert not Response.objects.exists()


@pytest.mark.parametrize("code", ["tidak1", "x", "../etc"])
def test_an_unknown_address_is_not_found(code: str) -> None:
    assert Client().get(f"/s/{code}/").status_code == 404


def test_the_address_is_read_whatever_its_letters(campaign: Campaign) -> None:
    assert Client().get(f"/s/{campaign.code.upper()}/").status_code == 200


def test_a_link_counts_once_and_says_so_afterwards(campaign: Campaign) -> None:
    token = make_token(campaign, 1)
    path = f"{token}/"
    assert "Kirim jawaban" in read(at(campaign, path))
    for digits in ("343434343", "111111111"):
        send(campaign, answer(digits), path)
    assert Response.objects.get().answers["U1"] == "3"
    assert "sudah dipakai" in read(at(campaign, path))
    assert Client().get(at(campaign, "1-abcdefabcdef/")).status_code == 404


# ---- taking back ---------------------------------------------------------------------------


def test_who_has_the_receipt_takes_the_answers_back(campaign: Campaign) -> None:
    code = find_code(send(campaign, answer(saran="Baik")).content.decode())
    page = Client().post(WITHDRAW, {"code": f" {code.upper()} "}).content.decode()
    assert "Jawaban Anda sudah dihapus" in page
    assert campaign.title in page
    assert not Response.objects.exists()
    assert not Comment.objects.exists()


def test_a_wrong_receipt_is_told_and_stays_to_be_mended(campaign: Campaign) -> None:
    send(campaign, answer())
    page = Client().post(WITHDRAW, {"code": "abcabcabcabc"}).content.decode()
    assert "Tidak ada jawaban dengan kode ini" in page
    assert 'value="abcabcabcabc"' in page
    assert Response.objects.count() == 1


def test_receipts_are_not_guessed_by_the_hundred(campaign: Campaign) -> None:
    client = Client()
    # More than two minutes' worth: a new minute may begin in between.
    pages = [client.post(WITHDRAW, {"code": f"{n:012}"}).content.decode() for n in range(22)]
    assert all("Tidak ada jawaban" in page for page in pages[:10])
    assert any("tunggu satu menit" in page for page in pages[10:])


def test_the_page_of_the_receipt_asks_for_nothing_else() -> None:
    page = read(WITHDRAW).split("<main")[1].split("</main>")[0]
    assert re.findall(r'<input[^>]*name="(\w+)"', page) == ["code"]


def test_every_open_page_has_a_name_of_its_own(campaign: Campaign) -> None:
    names = {re.findall(r'name="page" value="([^"]+)"', read(at(campaign)))[0] for _n in range(3)}
    assert len({UUID(name) for name in names}) == 3


# ---- read once a minute -----------------------------------------------------------


def test_a_survey_is_read_again_after_a_minute_and_when_it_is_over(
    world: World, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert campaign.unit.name in read(at(campaign))
    campaign.unit.name = "Sekolah Baru"
    campaign.unit.save()
    assert "Sekolah Baru" not in read(at(campaign)), "many answer within a minute"
    monkeypatch.setattr(doors, "LASTS", 0)
    assert "Sekolah Baru" in read(at(campaign))
    monkeypatch.undo()
    close_campaign(by=world.admin, campaign=campaign)
    assert "sudah selesai" in read(at(campaign))


def test_an_answer_takes_few_statements(campaign: Campaign) -> None:
    send(campaign, answer())
    with CaptureQueriesContext(connection) as queries:
        send(campaign, answer(saran="Baik"))
    assert len(queries) <= 14
