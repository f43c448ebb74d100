"""The pages of a unit's papers: asked before written, kept before printed, nothing typed is lost."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files import make_pdf
from tests.shared import shared
from tests.web.drafted import FORUM, TEAM, add_standard, fill_catalogue, keep
from tests.web.paper_files import read_docx, read_pdf
from tests.web.scored import log_in
from tests.world import World, make_user, make_world
from tilik.actions.standards import adopt_version
from tilik.records.models import IssuedPaper, StandardVersion, UnitPaper
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
ALL, DECREE = "/standar-naskah/sekolah/", "/standar-naskah/sekolah/keputusan-standar/"
PROMISE, TEAM_URL = "/standar-naskah/sekolah/maklumat/", "/standar-naskah/sekolah/tim-pengaduan/"
STANDARD = "/standar/sekolah/legalisir/"
ERRORS = re.compile(r"(\d+) hal belum memenuhi ketentuan")


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def weak(world: World) -> StandardVersion:
    """A service whose duration and number of staff would fail."""
    return add_standard(world, "Legalisir", _3="Senin-Kamis 07.00-14.00", _11="Sesuai kebutuhan")


def open_page(world: World, url: str) -> str:
    return log_in(world.operator).get(url).content.decode()


def read_fields(page: str) -> dict[str, str]:
    """The single fields and texts of the form as a browser would send them."""
    form = page.split('class="drafting"')[1]
    texts = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S)
    inputs = re.findall(r'<input (?![^>]*checkbox)[^>]*name="([^"]+)" value="([^"]*)"', form)
    return dict([*texts, *inputs])


def test_all_four_papers_say_how_many_things_would_fail(
    world: World, weak: StandardVersion
) -> None:
    page = open_page(world, ALL)
    assert ERRORS.findall(page) == ["2", "3", "2"]
    assert "semua ketentuan terpenuhi" in page
    assert "Kepala Sekolah" in page


def test_the_page_of_a_unit_leads_to_its_papers(world: World, weak: StandardVersion) -> None:
    assert f'href="{ALL}"' in open_page(world, "/standar/sekolah/")
    assert f'href="{ALL}"' not in log_in(world.leader).get("/standar/sekolah/").content.decode()


def test_what_would_fail_is_asked_with_wording_that_answers_it(
    world: World, weak: StandardVersion
) -> None:
    page = open_page(world, DECREE)
    assert "2 hal belum memenuhi ketentuan bila dicetak sekarang" in page
    assert "Ini jam buka, bukan lama penyelesaian" in page
    assert "Berapa orang pelaksananya?" in page
    assert 'name="pattern" value="workdays"' in page
    assert 'name="pattern" value="counter"' not in page


def test_one_click_takes_the_wording_into_the_form(world: World, weak: StandardVersion) -> None:
    client = log_in(world.operator)
    act = {"act": "take", "n": "1", "component": "11", "pattern": "people"}
    answer = client.post(STANDARD, act)
    assert answer["Location"] == f"{STANDARD}?buka=11#komponen-11"
    row = weak.components.get(number=11)
    assert row.content.startswith("Sesuai kebutuhan\n… orang pelaksana")
    assert "ganti titik-titiknya" in client.get(answer["Location"]).content.decode()
    assert "Masih ada titik-titik" in client.get(DECREE).content.decode()


def test_wording_is_taken_over_together_with_what_is_typed(
    world: World, weak: StandardVersion
) -> None:
    fields = {
        "act": "write", "n": "1", "component": "1", "text": "Ijazah asli", "pattern": "represented",
    }  # fmt: skip
    log_in(world.operator).post(STANDARD, fields)
    assert weak.components.get(number=1).content.startswith("Ijazah asli\nBila diwakili")


def test_a_promise_taken_over_fills_its_fields_and_waits_for_the_number(
    world: World, weak: StandardVersion
) -> None:
    client = log_in(world.operator)
    client.post(STANDARD, {"act": "take", "n": "1", "component": "3", "pattern": "workdays"})
    page = client.get(f"{STANDARD}?buka=3").content.decode()
    assert '<option value="hari-kerja" selected>' in page
    assert 'value="berkas dinyatakan lengkap"' in page
    fields = {"unit": "hari-kerja", "start": "berkas dinyatakan lengkap", "text": ""}
    sent = {"act": "write", "n": "1", "component": "3", **fields}
    client.post(STANDARD, {**sent, "number": ""})
    assert weak.components.get(number=3).content.startswith("… hari kerja sejak")
    client.post(STANDARD, {**sent, "number": "2"})
    assert weak.components.get(number=3).content == "2 hari kerja sejak berkas dinyatakan lengkap"


def test_a_standard_in_force_is_mended_in_a_new_version(
    world: World, weak: StandardVersion
) -> None:
    adopt_version(by=world.head, version=weak, number="1", signed_on=weak.at.date())
    page = open_page(world, DECREE)
    assert "Versi ini sedang berlaku: mulai versi baru" in page
    assert 'name="pattern"' not in page


def test_the_form_begins_with_law_and_catalogue(world: World, weak: StandardVersion) -> None:
    weak.service.forum_number, weak.service.forum_on = "005/44", weak.at.date()
    weak.service.save()
    fields = read_fields(open_page(world, DECREE))
    assert "Undang-Undang Nomor 25 Tahun 2009" in fields["legal"]
    assert "Forum Konsultasi Publik Nomor 005/44" in fields["noting"]
    assert "WhatsApp: 0800 0000 0017" in read_fields(open_page(world, TEAM_URL))["channels"]


def test_what_is_entered_is_kept_and_shown_again(world: World, weak: StandardVersion) -> None:
    client = log_in(world.operator)
    fields = read_fields(open_page(world, TEAM_URL))
    names = {"members-1-0": "Budi", "members-1-1": "Wakil kepala", "members-4-2": "Notulis"}
    sent = {**fields, **names, "duties": "menerima;\nmemutus;", "act": "keep"}
    page = client.post(TEAM_URL, sent, follow=True).content.decode()
    kept = UnitPaper.objects.get(kind="tim-pengaduan")
    assert kept.content["duties"] == "menerima;\nmemutus;"
    assert kept.content["members"][1] == ["Budi", "Wakil kepala", "Ketua"]
    assert kept.content["members"][-1] == ["", "", "Notulis"]
    assert 'value="Budi"' in page
    assert page.count('name="members-') == 3 * (5 + 3)


def test_an_emptied_field_stays_empty(world: World, weak: StandardVersion) -> None:
    fields = read_fields(open_page(world, DECREE)) | {"further": "", "noting": "", "act": "keep"}
    log_in(world.operator).post(DECREE, {**fields, "considering": ""})
    assert read_fields(open_page(world, DECREE))["considering"] == ""


def test_a_second_editor_sees_both_texts(world: World, weak: StandardVersion) -> None:
    fields = read_fields(open_page(world, PROMISE))
    keep(world, "maklumat", promise="Kami sanggup sepenuh hati")
    sent = {**fields, "promise": "Kami berjanji", "act": "pdf"}
    answer = log_in(world.operator).post(PROMISE, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kami berjanji" in page
    assert "Kami sanggup sepenuh hati" in page
    assert UnitPaper.objects.get().content["promise"] == "Kami sanggup sepenuh hati"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [("day", "31-31-2026", "31-31-2026"), ("promise", "x" * 20_001, "Lebih dari 20000 huruf")],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_field(
    world: World, weak: StandardVersion, field: str, text: str, words: str
) -> None:
    sent = {**read_fields(open_page(world, PROMISE)), field: text, "further": "Tulisan saya"}
    answer = log_in(world.operator).post(PROMISE, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert words in page
    assert "Tulisan saya" in page
    assert not UnitPaper.objects.exists()


@pytest.mark.parametrize(("ending", "read"), [("pdf", read_pdf), ("docx", read_docx)])
def test_a_file_is_made_of_what_stands_in_the_form_and_registered(
    world: World, weak: StandardVersion, ending: str, read: Any
) -> None:
    sent = {
        **read_fields(open_page(world, PROMISE)),
        "promise": "Kami sanggup sesuai Standar Pelayanan",
    }
    answer = log_in(world.operator).post(PROMISE, {**sent, "act": ending})
    assert f"maklumat-pelayanan-sekolah.{ending}" in answer["Content-Disposition"]
    assert "Kami sanggup sesuai Standar Pelayanan" in read(answer.content)
    paper = IssuedPaper.objects.get(kind="maklumat")
    assert (paper.unit, paper.round) == (world.school, None)
    page = open_page(world, ALL)
    assert str(paper) in page


def test_the_code_of_a_units_paper_says_when_its_data_changed(
    world: World, weak: StandardVersion
) -> None:
    client = log_in(world.operator)
    client.post(PROMISE, {**read_fields(open_page(world, PROMISE)), "act": "pdf"})
    address = f"/cek/{IssuedPaper.objects.get().code}/"
    page = client.get(address).content.decode()
    assert "data sekarang" in page.lower()
    assert "Maklumat Pelayanan" in page
    assert "Pembekuan" not in page.split("<dl")[1]


def test_the_signed_scan_is_filed_and_given_back(world: World, weak: StandardVersion) -> None:
    client = log_in(world.operator)
    client.post(PROMISE, {**read_fields(open_page(world, PROMISE)), "act": "pdf"})
    url = f"{ALL}pindaian/{IssuedPaper.objects.get().code}/"
    assert client.get(url).status_code == 404
    no_file = client.post(url, {"number": "800/1"}, follow=True)
    assert "Pilih pindaian" in no_file.content.decode()
    sent = {"number": "", "file": SimpleUploadedFile("m.pdf", make_pdf())}
    assert client.post(url, sent).status_code == 302
    assert IssuedPaper.objects.get().signed is None
    sent = {
        "number": "800/1",
        "signed_on": "2026-02-03",
        "file": SimpleUploadedFile("m.pdf", make_pdf()),
    }
    client.post(url, sent)
    assert "800/1" in open_page(world, ALL)
    assert client.get(url)["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("url", [ALL, DECREE])
def test_only_who_writes_the_units_standards_comes_in(
    world: World, weak: StandardVersion, url: str
) -> None:
    other = make_user(world.government, Role.OPERATOR, world.clinic)
    found = [log_in(who).get(url).status_code for who in (world.admin, world.head, world.operator)]
    assert found == [200, 200, 200]
    shut = [log_in(who).get(url).status_code for who in (world.evaluator, world.leader, other)]
    assert shut == [403, 403, 403]
    stranger = make_world("64.09")
    assert log_in(stranger.admin).get(url.replace("sekolah", "puskesmas")).status_code == 404


def test_a_paper_nobody_knows_has_no_page(world: World) -> None:
    assert log_in(world.operator).get(f"{ALL}surat-tugas/").status_code == 404


def test_who_signs_is_entered_once_for_all_papers(world: World, weak: StandardVersion) -> None:
    url = f"{ALL}penanda-tangan/"
    fields = read_fields(open_page(world, url))
    assert fields["office"] == "Kepala Sekolah"
    assert "Pemerintah Kabupaten" in fields["letterhead"]
    sent = {**fields, "office": "Direktur", "name": "Dr. Misal", "city": "Kota Uji"}
    log_in(world.operator).post(url, sent)
    answer = log_in(world.operator).post(
        DECREE, {**read_fields(open_page(world, DECREE)), "services": "legalisir", "act": "pdf"}
    )
    text = read_pdf(answer.content)
    for words in ("KEPUTUSAN DIREKTUR", "Dr. Misal", "Ditetapkan di Kota Uji"):
        assert words in text


def test_pages_and_forms_hold_in_english_too(world: World, weak: StandardVersion) -> None:
    client = log_in(world.operator)
    client.cookies["django_language"] = "en"
    keep(world, "berita-acara-fkp", **FORUM)
    keep(world, "tim-pengaduan", **TEAM)
    for kind, words in (("berita-acara-fkp", "Participants"), ("tim-pengaduan", "The team")):
        page = client.get(f"{ALL}{kind}/").content.decode()
        assert words in page
        assert "Keep and check" in page


def test_pages_of_papers_ask_few_queries(
    world: World, django_assert_max_num_queries: object
) -> None:
    fill_catalogue(world)
    client = log_in(world.admin)
    for url in (ALL, DECREE, TEAM_URL):
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            assert client.get(url).status_code == 200
