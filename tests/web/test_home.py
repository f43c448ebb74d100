"""The home of a round: the finding, who is late, the one next act, each role's own view."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.shared import shared
from tests.web.scored import Scored, make_round, make_scored
from tests.world import make_government, make_user, make_world
from tilik.actions.rounds import Member, PhasePlan, add_units, open_round, set_phases
from tilik.actions.sheets import approve_sheet, open_sheet, send_sheet
from tilik.actions.units import add_unit
from tilik.records.models import Result
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    return make_scored()


def read(client: Client, path: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return strip(response.content.decode())


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def get_heading(client: Client, path: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    page = client.get(path).content.decode()
    return strip(page.split("<h1>")[1].split("</h1>")[0])


def close_claims(scored: Scored, days: int = 1) -> None:
    """The time to fill in ended some days ago."""
    end = timezone.now() - timedelta(days=days)
    plan = PhasePlan("claim", "Isian", "claim", end - timedelta(days=9), end)
    set_phases(by=scored.world.admin, round=scored.round, phases=[plan])


def send(scored: Scored, *, approved: bool = True) -> None:
    """The school's form is sent and, if wanted, approved."""
    world = scored.world
    sheet = open_sheet(by=world.operator, round=scored.round, unit=world.school, form="K")
    send_sheet(by=world.operator, sheet=sheet)
    if approved:
        approve_sheet(by=world.head, sheet=sheet)


def test_the_heading_is_the_provisional_finding(scored: Scored) -> None:
    assert get_heading(scored.log_in(), scored.path()).startswith("Indeks sementara 3,10")
    english = get_heading(scored.log_in(), scored.path(), "en")
    assert english.startswith("Provisional Indeks 3.10")


def test_several_possible_categories_are_never_one_in_the_heading() -> None:
    scored = make_round(make_world("64.09"))
    scored.find("sekolah", "1", "2")
    scored.compute()
    heading = get_heading(scored.log_in(), scored.path())
    assert "kategori yang mungkin" in heading
    assert "lagi ke" not in heading


def test_a_round_without_results_says_so_and_offers_to_compute() -> None:
    scored = make_round(make_world("64.09"))
    assert "belum ada yang dihitung" in get_heading(scored.log_in(), scored.path())
    assert "Hitung sekarang" in read(scored.log_in(), scored.path())


def test_the_button_computes_and_returns_to_where_it_stood() -> None:
    scored = make_round(make_world("64.09"))
    scored.find("sekolah", "1", "2")
    back = scored.path("nilai/sekolah/")
    response = scored.log_in().post(scored.path("hitung/"), {"next": back})
    assert response.headers["Location"] == back
    assert Result.objects.filter(round=scored.round).exists()


def test_the_button_leads_to_no_other_site(scored: Scored) -> None:
    response = scored.log_in().post(scored.path("hitung/"), {"next": "https://lain.example/"})
    assert response.headers["Location"] == scored.path()


def test_an_operator_may_not_compute(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    assert client.post(scored.path("hitung/")).status_code == 403


def test_the_row_of_a_unit_shows_claim_check_users_value(scored: Scored) -> None:
    page = scored.log_in().get(scored.path()).content.decode()
    row = strip(page.split("nilai/sekolah/")[1].split("</tr>")[0])
    assert "2/2" in row
    assert "3,10" in row
    assert "dokumen" in row
    # 60 % of 75 % of three levels is 1.35: more than the single missing level of the other item
    assert "No. 1 Standar (+1,35)" in row


def test_a_missing_value_is_incomplete_and_not_zero(scored: Scored) -> None:
    page = scored.log_in().get(scored.path()).content.decode()
    row = strip(page.split("nilai/klinik/")[1].split("</tr>")[0])
    assert "belum lengkap" in row
    assert "0,00" not in row
    assert "masih mungkin" in row


def test_documents_field_and_users_stand_on_one_scale(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path())
    # claim: only one item has a rule, so the documents are not known; field 2.8; users 4
    assert "lapangan 2,80" in page
    assert "pengguna 4,00" in page
    assert "0, 1 dan 1 dari 2" in page


def test_who_is_late_comes_first_with_a_text_to_copy(scored: Scored) -> None:
    close_claims(scored)
    page = read(scored.log_in(), scored.path())
    assert "2 terlambat" in page
    assert "2 unit belum mengirim isian, 2 di antaranya terlambat." in page
    assert "2 dari 2 unit belum mengirim isian:" in page


def test_the_text_to_copy_names_what_is_missing_until_when_and_where(scored: Scored) -> None:
    close_claims(scored)
    page = scored.log_in().get(scored.path()).content.decode()
    text = page.split('id="copy-klinik"')[1].split(">", 1)[1].split("</textarea>")[0]
    assert text.startswith("*Nilai contoh*\n")
    assert "0 dari 2" in text
    assert "No. a, b" in text
    assert "WITA" in text
    assert "WIB" in text
    assert scored.path("isian/klinik/") in text


def test_the_text_to_copy_is_indonesian_on_the_english_page(scored: Scored) -> None:
    close_claims(scored)
    client = scored.log_in()
    client.cookies["django_language"] = "en"
    page = client.get(scored.path()).content.decode()
    assert "Isi di sini:" in page
    assert "Messages to copy" in page


def test_a_sent_form_needs_no_reminder(scored: Scored) -> None:
    send(scored)
    page = scored.log_in().get(scored.path()).content.decode()
    assert 'id="copy-sekolah"' not in page
    assert 'id="copy-klinik"' in page


def test_the_office_is_told_of_the_only_unit_that_is_missing(scored: Scored) -> None:
    send(scored)
    assert "Klinik belum mengirim isian: 0 dari 2" in read(scored.log_in(), scored.path())


def test_an_evaluator_is_sent_to_the_unit_that_is_not_checked(scored: Scored) -> None:
    page = scored.log_in(scored.world.evaluator).get(scored.path()).content.decode()
    act = page.split("next-act")[1].split("</a>")[0]
    assert scored.path("verifikasi/klinik/") in act


def test_a_leader_is_sent_to_the_brief(scored: Scored) -> None:
    page = scored.log_in(scored.world.leader).get(scored.path()).content.decode()
    assert scored.path("ringkasan/") in page.split("next-act")[1].split("</a>")[0]
    assert "hitung/" not in page


def test_an_operator_sees_the_own_unit_alone(scored: Scored) -> None:
    page = read(scored.log_in(scored.world.operator), scored.path())
    assert "Sekolah: 2 dari 2 pertanyaan terjawab" in page
    assert "Klinik" not in page


def test_an_operator_is_led_to_the_first_open_indicator() -> None:
    scored = make_round(make_world("64.09"))
    scored.claim("sekolah", i1="ya", i2="4")
    page = scored.log_in(scored.world.operator).get(scored.path()).content.decode()
    assert scored.path("isian/sekolah/K/b/") in page.split("next-act")[1].split("</a>")[0]


def test_an_operator_whose_time_is_over_is_not_led_to_closed_fields(scored: Scored) -> None:
    close_claims(scored)
    page = read(scored.log_in(scored.world.operator), scored.path())
    assert "Mintalah perpanjangan" in page


def test_the_head_is_asked_to_approve_what_was_sent(scored: Scored) -> None:
    send(scored, approved=False)
    assert "menunggu persetujuan Anda" in read(scored.log_in(scored.world.head), scored.path())
    send_page = read(scored.log_in(scored.world.operator), scored.path())
    assert "menunggu kepala unit" in send_page


def test_after_approval_nothing_is_asked(scored: Scored) -> None:
    send(scored)
    assert "Tidak ada yang diminta" in read(scored.log_in(scored.world.operator), scored.path())


def test_somebody_of_another_government_finds_nothing(scored: Scored) -> None:
    stranger = make_user(make_government("64.09", "Kabupaten Lain"), Role.ADMIN)
    assert scored.log_in(stranger).get(scored.path()).status_code == 404


def test_who_is_not_logged_in_is_asked_to_be(scored: Scored) -> None:
    response = Client().get(scored.path())
    assert response.status_code == 302
    assert "/akun/login/" in response.headers["Location"]


def test_the_start_leads_to_the_newest_round(scored: Scored) -> None:
    newer = make_round(scored.world, title="Lebih baru", year=2030)
    response = scored.log_in().get("/beranda/")
    assert response.headers["Location"] == newer.path()


def test_the_start_teaches_where_there_is_no_round_yet() -> None:
    government = make_government("64.10", "Kabupaten Baru")
    admin, leader = make_user(government, Role.ADMIN), make_user(government, Role.LEADER)
    client = Client()
    client.force_login(admin, backend="tilik.actions.auth.IdentifierBackend")
    assert "/kelola/periode/baru/" in client.get("/beranda/").content.decode()
    client.force_login(leader, backend="tilik.actions.auth.IdentifierBackend")
    assert 'class="empty"' in client.get("/beranda/").content.decode()
    page = client.get("/beranda/").content.decode()
    assert 'class="button" href="/kelola/periode/baru/"' not in page


def test_example_data_is_marked_as_such() -> None:
    scored = make_scored("64.09", is_example=True)
    assert "DATA CONTOH" in read(scored.log_in(), scored.path())
    assert "DATA CONTOH" not in read(scored.log_in(), make_round(scored.world, title="B").path())


def test_many_units_cost_no_more_queries_than_two(scored: Scored) -> None:
    client = scored.log_in()
    client.get(scored.path())
    with CaptureQueriesContext(connection) as few:
        client.get(scored.path())
    world = scored.world
    units = [
        add_unit(by=world.admin, government=world.government, code=f"u{n:02}", name=f"Unit {n}")
        for n in range(60)
    ]
    members = [Member(unit, "luring") for unit in units]
    add_units(by=world.admin, round=scored.round, members=members)
    scored.compute()
    client.get(scored.path())
    with CaptureQueriesContext(connection) as many:
        page = client.get(scored.path())
    assert len(many) == len(few) <= 20
    assert "halaman 1 dari 3" in strip(page.content.decode())
    assert "Unit 59" in read(client, scored.path("?halaman=3"))


def test_a_round_without_units_says_what_to_do() -> None:
    world = make_world("64.09")
    empty = open_round(
        by=world.admin,
        government=world.government,
        instrument_version=world.instrument,
        scheme="mandiri",
        title="Kosong",
        period=(timezone.localdate(), timezone.localdate()),
    )
    client = Client()
    client.force_login(world.admin, backend="tilik.actions.auth.IdentifierBackend")
    page = client.get(f"/periode/{empty.pk}/").content.decode()
    assert "/kelola/unit/" in page.split("next-act")[1].split("</a>")[0]


def find_rows(client: Client, path: str) -> list[str]:
    """The names of the units in the table."""
    page = client.get(path).content.decode()
    return re.findall(r'<tr><th scope="row"><a [^>]+>([^<]+)<', page)


def add_many(scored: Scored, n: int) -> None:
    world = scored.world
    units = [
        add_unit(by=world.admin, government=world.government, code=f"u{k:03}", name=f"Unit {k}")
        for k in range(n)
    ]
    members = [Member(unit, "luring") for unit in units]
    add_units(by=world.admin, round=scored.round, members=members)


def test_one_of_many_units_is_found_by_a_part_of_its_name(scored: Scored) -> None:
    client = scored.log_in()
    assert 'name="cari"' not in client.get(scored.path()).content.decode()
    add_many(scored, 60)
    assert 'name="cari"' in client.get(scored.path()).content.decode()
    assert find_rows(client, scored.path("?cari=unit 59")) == ["Unit 59"]
    assert "Tidak ada unit yang cocok" in read(client, scored.path("?cari=entah"))


def test_units_are_narrowed_to_the_late_and_the_sent_and_the_pages_keep_it(scored: Scored) -> None:
    client = scored.log_in()
    add_many(scored, 60)
    send(scored)
    close_claims(scored)
    assert find_rows(client, scored.path("?status=terkirim")) == ["Sekolah"]
    assert "Sekolah" not in find_rows(client, scored.path("?status=terlambat"))
    page = client.get(scored.path("?status=belum&cari=unit&halaman=2")).content.decode()
    assert "?status=belum&amp;cari=unit&amp;halaman=3#unit" in page
    assert len(find_rows(client, scored.path("?status=mengada-ada"))) == 25


def test_late_units_come_first_also_on_later_pages(scored: Scored) -> None:
    add_many(scored, 30)
    send(scored)
    close_claims(scored)
    assert find_rows(scored.log_in(), scored.path("?halaman=2"))[-1] == "Sekolah"


def test_the_message_to_hundreds_names_them_and_to_fewer_says_what_is_missing(
    scored: Scored,
) -> None:
    client = scored.log_in()
    assert "1. Klinik: 0/2 – No. a, b" in read(client, scored.path())
    add_many(scored, 100)
    page = client.get(scored.path()).content.decode()
    text = page.split('id="copy-all"')[1].split("</textarea>")[0]
    assert "102 dari 102 unit belum mengirim isian:" in text
    assert "100. Unit 97" in text
    assert "No. a, b" not in text


def test_the_means_follow_what_is_computed_and_who_takes_part(scored: Scored) -> None:
    client = scored.log_in()
    assert "1 dari 2 unit lengkap" in read(client, scored.path())
    scored.find("klinik", "1", "2")
    scored.find("klinik", "2", "2")
    scored.compute()
    assert "0, 2 dan 1 dari 2" in read(client, scored.path())
    add_many(scored, 1)
    assert "0, 2 dan 1 dari 3" in read(client, scored.path())


def test_the_evaluator_of_many_units_is_told_how_many_are_not_checked(scored: Scored) -> None:
    add_many(scored, 30)
    page = read(scored.log_in(scored.world.evaluator), scored.path())
    assert "31 unit belum selesai diverifikasi; berikutnya Klinik" in page
