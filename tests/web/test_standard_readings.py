"""Pages of a document read for standards: sent, followed, accepted beside the page."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.files import Sent, make_picture, make_xlsx
from tests.reading.examples import BALKESMAS, GOOD_ONE, Example, make_pdf, make_rows
from tests.shared import shared
from tests.web.said import standard_read
from tests.web.scored import log_in
from tests.web.seen import read_main
from tests.world import World, make_world
from tilik.records.models import Job, StandardReading, StandardVersion
from tilik.records.models.job import JobState
from tilik.records.queries.standards import list_states

pytestmark = pytest.mark.django_db
UNIT = "/standar/sekolah/"


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Client:
    return log_in(world.operator)


def send(client: Client, example: Example, capture: object) -> str:
    """The address of the reading, read by the worker at once."""
    with capture(execute=True):  # type: ignore[operator]
        answer = client.post(UNIT, {"act": "read", "file": Sent(make_pdf(example))})
    return str(answer["Location"])


def test_a_decree_is_sent_read_and_accepted_component_by_component(
    world: World, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = send(client, BALKESMAS, django_capture_on_commit_callbacks)
    page = client.get(url).content.decode()
    assert "Rawat Jalan" in page
    assert "13 ada" in page or "14 ada" in page
    assert "PP 96/2012 tidak ditemukan." in page
    answer = client.post(url, {"act": "draft", "n": "0", "service": "baru", "name": "Rawat jalan"})
    beside = str(answer["Location"])
    for n in range(14, 0, -1):
        page = client.get(beside).content.decode()
        assert f"{n} komponen perlu dibenarkan" in page
        assert 'class="page-mark"' in page
        number = re.search(r'name="component" value="(\d+)"', page)
        text = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
        assert number
        assert text
        client.post(beside, {"component": number[1], "text": text[1]})
    assert "Semua komponen sudah dibenarkan" in client.get(beside).content.decode()
    version = StandardVersion.objects.get(service__name="Rawat jalan")
    states = {row.number: row.state for row in version.components.all()}
    assert [n for n, state in states.items() if state == "defective"] == [3, 4, 11]
    assert set(list_states(world.government)[world.school.pk]) == {version.service_id}


def test_the_page_is_a_picture_and_only_for_who_may_read_the_unit(
    world: World, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = send(client, GOOD_ONE, django_capture_on_commit_callbacks)
    picture = client.get(f"{url}halaman-2.webp")
    assert picture["Content-Type"] == "image/webp"
    assert "sandbox" in picture["Content-Security-Policy"]
    assert log_in(world.evaluator).get(f"{url}halaman-1.webp").status_code == 200
    foreign = log_in(make_world("64.09").admin)
    for address in (url, f"{url}0/", f"{url}halaman-1.webp"):
        assert foreign.get(address).status_code == 404
    assert client.get(f"{url}0/").status_code == 404  # no draft yet


def test_a_reading_under_way_says_so_and_is_stopped_and_gone_on_with(
    world: World, client: Client
) -> None:
    answer = client.post(UNIT, {"act": "read", "file": Sent(make_pdf(GOOD_ONE))})
    url = str(answer["Location"])
    page = client.get(url).content.decode()
    assert "menunggu dibaca" in page
    assert 'hx-trigger="every 2s"' in page
    assert "<html" not in client.get(url, headers={"HX-Request": "true"}).content.decode()
    client.post(url, {"act": "stop"})
    page = client.get(url).content.decode()
    assert "dihentikan" in page
    assert "every 2s" not in page
    client.post(url, {"act": "resume"})
    assert Job.objects.get().state == JobState.WAITING
    assert log_in(world.leader).post(url, {"act": "stop"}).status_code == 403


def test_a_heading_not_known_is_asked_for_and_learned(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    example = Example((), (("Mutasi", make_rows(n3="Berapa Sibuk")),))
    url = send(client, example, django_capture_on_commit_callbacks)
    assert "Judul yang tidak dikenali: “Berapa Sibuk”" in client.get(url).content.decode()
    client.post(url, {"act": "learn", "label": "Berapa Sibuk", "component": "3"})
    assert "Judul yang tidak dikenali" not in client.get(url).content.decode()


def test_what_is_no_decree_is_refused_in_words_and_nothing_is_kept(client: Client) -> None:
    for sent, words in (
        ({"file": Sent(make_xlsx(), "rekap.xlsx")}, "PDF, Word (DOCX), atau foto"),
        ({}, "Pilih berkas dulu"),
    ):
        answer = client.post(UNIT, {"act": "read", **sent})
        assert answer.status_code == 409
        assert words in answer.content.decode()
    assert not StandardReading.objects.exists()


def test_a_photo_is_taken_shown_as_its_page_and_typed_where_nothing_reads_it(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        photo = Sent(make_picture("PNG"), "foto.png")
        url = str(client.post(UNIT, {"act": "read", "file": photo})["Location"])
    page = client.get(url).content.decode()
    assert "tidak dapat dibaca" in page or "tidak terbaca" in page
    picture = client.get(f"{url}halaman-1.webp")
    assert picture.status_code == 200
    assert picture["Content-Type"] == "image/png"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert picture.content[:4] == b"\x89PNG"


def test_what_was_read_off_a_picture_is_said_with_its_pages(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = send(client, GOOD_ONE, django_capture_on_commit_callbacks)
    assert "Dibaca dari gambar" not in client.get(url).content.decode()
    reading = StandardReading.objects.get()
    reading.report = {**reading.report, "scanned": [1, 2], "poor": [2]}
    reading.save(update_fields=["report"])
    page = client.get(url).content.decode()
    assert "Dibaca dari gambar, halaman: 1, 2." in page
    assert "Kualitas pindaian rendah pada halaman: 2." in page


def test_a_draft_there_already_is_said_and_the_reading_stays(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = send(client, GOOD_ONE, django_capture_on_commit_callbacks)
    form = {"act": "draft", "n": "0", "service": "baru", "name": "Legalisir"}
    client.post(url, form)
    again = send(client, GOOD_ONE, django_capture_on_commit_callbacks)
    answer = client.post(again, form)
    assert answer.status_code == 409
    assert "Sudah ada rancangan" in answer.content.decode()


def test_a_text_too_long_is_refused_and_stays_in_the_field(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = send(client, GOOD_ONE, django_capture_on_commit_callbacks)
    client.post(url, {"act": "draft", "n": "0", "service": "baru", "name": "Legalisir"})
    answer = client.post(f"{url}0/", {"component": "5", "text": "x" * 20_001})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lebih dari 20000 huruf" in page
    assert "x" * 20_001 in page


@pytest.mark.parametrize(
    ("language", "overview", "beside"),
    [
        ("id", standard_read.OVERVIEW_ID, standard_read.BESIDE_ID),
        ("en", standard_read.OVERVIEW_EN, standard_read.BESIDE_EN),
    ],
)
def test_the_pages_of_a_reading_say_all_this(
    client: Client, django_capture_on_commit_callbacks: object, language: str,
    overview: tuple[str, ...], beside: tuple[str, ...],
) -> None:  # fmt: skip
    url = send(client, BALKESMAS, django_capture_on_commit_callbacks)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert tuple(read_main(client.get(url).content.decode())) == overview
    client.post(url, {"act": "draft", "n": "0", "service": "baru", "name": "Rawat jalan"})
    client.post(f"{url}0/", {"component": "5", "text": "Jasa pemeriksaan"})
    page = client.get(f"{url}0/", {"komponen": "6"}).content.decode()
    assert tuple(read_main(page)) == beside


def test_number_day_and_embedded_signatures_are_said_of_the_document(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = send(client, BALKESMAS, django_capture_on_commit_callbacks)
    reading = StandardReading.objects.get()
    assert reading.report["signed"]["signatures"] == 0
    reading.report["signed"] = {"signatures": 2, "qr": ["https://tte.contoh.go.id/1"]}
    reading.save()
    page = client.get(url).content.decode()
    assert "<dt>Nomor</dt><dd>800/001.11/7/2022</dd>" in page
    assert "tidak diverifikasi</dt><dd>2</dd>" in page
    assert "https://tte.contoh.go.id/1" in page
