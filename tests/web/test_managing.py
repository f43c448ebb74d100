"""The office's desk: files looked at before they act, periods opened, roles, slips, help."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from tests.shared import shared
from tests.web.scored import log_in, make_document
from tests.world import World, make_government, make_user, make_version, make_world
from tilik.actions.faults import IMPORTS
from tilik.actions.permissions import ROLES, VERBS
from tilik.library.load import load_text, versions
from tilik.records.models import InstrumentVersion, Round, Unit, UnitLineage, User
from tilik.records.models.seat import Role
from tilik.web.presenters.managing import make_role_table

pytestmark = pytest.mark.django_db
UNITS, ROLES_PAGE = "/kelola/unit/", "/kelola/peran/"
INSTRUMENTS, NEW = "/kelola/instrumen/", "/kelola/periode/baru/"


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def office(world: World) -> Client:
    return log_in(world.admin)


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def send(client: Client, kind: str, text: str) -> HttpResponse:
    """The answer to a CSV that is looked at first."""
    file = SimpleUploadedFile("daftar.csv", text.encode())
    return client.post(UNITS, {"kind": kind, "act": "look", "file": file})


def apply(client: Client, response: HttpResponse) -> HttpResponse:
    """The answer to the button beneath the report."""
    form = response.content.decode().split('id="laporan"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(UNITS, {**fields, "act": "apply"})


# --- Units and people -----------------------------------------------------------------------------


def test_a_file_of_units_is_shown_line_by_line_before_anything_happens(office: Client) -> None:
    response = send(office, "unit", "kode,nama\nsekolah,Sekolah Satu\ndinas,Dinas\n")
    page = strip(response.content.decode())
    assert "Inilah akibat berkas ini: 1 baru, 1 berubah, 0 tetap" in page
    assert "nama: Sekolah → Sekolah Satu" in page
    assert not Unit.objects.filter(code="dinas").exists()


def test_the_button_beneath_brings_in_what_was_shown(office: Client) -> None:
    response = apply(office, send(office, "unit", "kode,nama\ndinas,Dinas\n"))
    assert "Selesai: 1 baru" in strip(response.content.decode())
    assert Unit.objects.get(code="dinas").name == "Dinas"


def test_the_same_file_twice_changes_nothing(office: Client) -> None:
    text = "kode,nama\ndinas,Dinas\n"
    apply(office, send(office, "unit", text))
    assert "0 baru, 0 berubah, 1 tetap" in strip(send(office, "unit", text).content.decode())


def test_a_line_that_cannot_be_read_says_why_and_stops_the_file(office: Client) -> None:
    page = send(office, "unit", "kode,nama,induk\ndinas,Dinas,tidak-ada\n").content.decode()
    assert "kode induk tidak dikenal" in page
    assert "Perbaiki baris ini" in page
    assert 'value="apply"' not in page


def test_a_file_that_is_no_table_is_refused_in_words(office: Client) -> None:
    page = send(office, "unit", "apa,saja\n1,2\n").content.decode()
    assert "tidak ada tabel dengan kolom" in page
    assert "tidak ada yang diubah" in page


def test_no_file_and_a_broken_one_are_refused(office: Client) -> None:
    assert "1,5 MB" in office.post(UNITS, {"kind": "unit", "act": "look"}).content.decode()
    fields = {"kind": "unit", "act": "apply", "content": "%%%", "name": "x.csv"}
    assert "1,5 MB" in office.post(UNITS, fields).content.decode()


def test_a_file_name_leads_to_no_other_folder(office: Client) -> None:
    fields = {
        "kind": "unit",
        "act": "look",
        "content": "a29kZSxuYW1hCmEsQQo=",
        "name": "../../x.csv",
    }
    assert "1 baru" in strip(office.post(UNITS, fields).content.decode())


def test_new_people_get_slips_that_are_shown_once(office: Client, world: World) -> None:
    text = "nama,nip,kode unit,peran\nSiti,199001012020012001,sekolah,operator\n"
    page = apply(office, send(office, "orang", text)).content.decode()
    slip = page.split('id="copy-slips"')[1].split(">", 1)[1].split("</textarea>")[0]
    assert "Masuk sebagai: 199001012020012001" in slip
    password = re.search(r"Kata sandi pertama: (\S+)", slip)
    assert password is not None
    user = User.objects.get(person__nip="199001012020012001")
    assert user.check_password(password[1])
    assert password[1] not in office.get(UNITS).content.decode()


def test_a_nip_that_lost_its_digits_is_found_before_it_is_stored(office: Client) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nama", "nip"])
    book.active.append(["Siti", 199001012020012001])
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("orang.xlsx", buffer.getvalue())
    page = office.post(UNITS, {"kind": "orang", "act": "look", "file": file}).content.decode()
    assert "format selnya sebagai teks" in page


def step(client: Client, **fields: str) -> str:
    """The page after a change of a unit was recorded, or refused."""
    values = {"act": "lineage", "unit": "sekolah", "on": "2026-01-05", **fields}
    return strip(client.post(UNITS, values, follow=True).content.decode())


def test_a_renamed_unit_is_in_the_list_by_both_its_names(office: Client) -> None:
    page = step(office, name="Sekolah Satu", reason="Perbup 7 Tahun 2026")
    assert "Sekolah sekarang bernama Sekolah Satu." in page
    assert "Sekolah Sekolah Satu 5 Januari 2026 Perbup 7 Tahun 2026" in page
    assert "sudah tercatat" in step(office, name="Sekolah Dua")


def test_a_merged_unit_ends_and_joins_no_new_period(office: Client) -> None:
    assert "Sekolah sekarang bagian dari Klinik." in step(office, into="klinik")
    assert Unit.objects.get(code="sekolah").valid_to is not None
    assert 'value="sekolah"' not in office.get(NEW).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Tulis nama baru atau pilih unit tempat ia digabung."),
        ({"name": "Satu", "into": "klinik"}, "Tulis nama baru atau pilih unit"),
        ({"into": "sekolah"}, "tidak dapat digabung ke dirinya sendiri"),
        ({"name": "Satu", "on": "2999-01-01"}, "belum tiba"),
        ({"name": "Satu", "unit": "asing"}, "asing"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    office: Client, fields: dict[str, str], words: str
) -> None:
    page = step(office, reason="Perda 3", **fields)
    assert words in page
    assert not UnitLineage.objects.exists()
    assert Unit.objects.get(code="sekolah").name == "Sekolah"


@pytest.mark.parametrize("kind", ["unit", "orang"])
def test_the_empty_workbook_is_one_that_the_import_reads(office: Client, kind: str) -> None:
    response = office.get(f"/kelola/unit/contoh-{kind}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    row = {"kode": "baru", "nama": "Baru", "nip": "199001012020012009"}
    headings = [cell.value for cell in book.active[1]]
    for column, heading in enumerate(headings, 1):
        book.active.cell(2, column, row.get(heading))
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("isi.xlsx", buffer.getvalue())
    page = office.post(UNITS, {"kind": kind, "act": "look", "file": file}).content.decode()
    assert "1 baru" in strip(page)


def test_there_is_no_other_empty_workbook(office: Client) -> None:
    assert office.get("/kelola/unit/contoh-gaji.xlsx").status_code == 404


def test_every_conflict_has_words_in_both_languages() -> None:
    assert all(text and english and text != english for text, english in IMPORTS.values())


# --- Instruments ----------------------------------------------------------------------------------


def get_text() -> str:
    entry = next(iter(versions()))
    return entry.path.read_text(encoding="utf-8")


def upload(client: Client, text: str, act: str) -> HttpResponse:
    file = SimpleUploadedFile("v1.yaml", text.encode())
    return client.post(INSTRUMENTS, {"act": act, "file": file})


def test_all_that_stands_against_an_instrument_is_listed_at_once(office: Client) -> None:
    text = get_text().replace("code: ", "kode: ", 1).replace("measure: ", "ukuran: ", 1)
    page = strip(upload(office, text, "store").content.decode())
    assert page.count("harus diperbaiki") >= 2
    assert "kode" in page
    assert "ukuran" in page


def test_looking_first_stores_nothing(office: Client) -> None:
    before = InstrumentVersion.objects.count()
    text = re.sub(r"^code: .*$", "code: punya-kami", get_text(), count=1, flags=re.MULTILINE)
    page = upload(office, text, "look").content.decode()
    assert 'id="laporan"' in page
    assert InstrumentVersion.objects.count() == before


def test_an_instrument_without_faults_is_stored_for_this_government(
    office: Client, world: World
) -> None:
    text = re.sub(r"^code: .*$", "code: punya-kami", get_text(), count=1, flags=re.MULTILINE)
    assert load_text(text, "v1.yaml")
    response = upload(office, text, "store")
    assert response.status_code == 302
    version = InstrumentVersion.objects.get(code="punya-kami")
    assert version.government == world.government
    assert "punya-kami" in office.get(INSTRUMENTS).content.decode()


def test_a_file_that_is_no_text_is_refused(office: Client) -> None:
    file = SimpleUploadedFile("v1.yaml", b"\xff\xfe\x00")
    page = office.post(INSTRUMENTS, {"act": "store", "file": file}).content.decode()
    assert "bukan berkas teks" in page


def test_a_taken_version_is_refused_in_words(office: Client) -> None:
    text = re.sub(r"^code: .*$", "code: punya-kami", get_text(), count=1, flags=re.MULTILINE)
    upload(office, text, "store")
    other = re.sub(r"^next_review: .*$", "next_review: 2031-01-31", text, flags=re.MULTILINE)
    page = upload(office, other, "store").content.decode()
    assert "naikkan versinya" in page


# --- A new period ---------------------------------------------------------------------------------


def fill(world: World, **changes: object) -> dict[str, object]:
    version = make_version(**make_document())
    return {
        "title": "Periode uji",
        "instrument": str(version.pk),
        "scheme": "mandiri",
        "start": "2024-01-01",
        "end": "2024-12-31",
        "channel": "luring",
        "units": ["sekolah", "klinik"],
        "claim_from": "2024-03-01",
        "claim_until": "2024-03-31",
        "client": "0d0f2c1e-0000-4000-8000-000000000001",
        **changes,
    }


def test_a_period_is_opened_with_units_and_days(office: Client, world: World) -> None:
    response = office.post(NEW, fill(world))
    round = Round.objects.get(title="Periode uji")
    assert response.headers["Location"] == f"/periode/{round.pk}/"
    assert {row.unit.code for row in round.round_units.all()} == {"sekolah", "klinik"}
    phase = round.phases.get()
    assert (phase.stage, phase.title) == ("claim", "Pengisian F-01 dan bukti dukung oleh unit")
    assert phase.ends_at > phase.starts_at


def test_the_form_sent_twice_opens_one_period(office: Client, world: World) -> None:
    fields = fill(world)
    office.post(NEW, fields)
    assert office.post(NEW, fields).status_code == 302
    assert Round.objects.filter(title="Periode uji").count() == 1


def test_what_is_wrong_stands_above_and_what_was_typed_stays(office: Client, world: World) -> None:
    page = office.post(NEW, fill(world, end="2023-01-01", claim_until="")).content.decode()
    assert "Periode berakhir sebelum dimulai." in page
    assert "Isi kedua tanggal" in page
    assert 'value="Periode uji"' in page
    assert not Round.objects.filter(title="Periode uji").exists()


def test_a_taken_name_is_refused_in_words(office: Client, world: World) -> None:
    page = office.post(NEW, fill(world, title=world.round.title)).content.decode()
    assert "sudah ada" in page


def test_only_own_units_can_take_part(office: Client, world: World) -> None:
    page = office.post(NEW, fill(world, units=["asing"])).content.decode()
    assert 'class="error-summary"' in page
    assert not Round.objects.filter(title="Periode uji").exists()


def test_without_units_the_page_leads_to_bringing_them_in() -> None:
    client = log_in(make_user(make_government("64.11", "Kabupaten Baru"), Role.ADMIN))
    assert f'href="{UNITS}"' in client.get(NEW).content.decode().split('class="empty"')[1]


# --- Roles, slips, help ---------------------------------------------------------------------------


def test_the_table_of_rights_is_the_one_that_is_asked() -> None:
    with translation.override("id"):
        roles, rows = make_role_table()
    assert len(roles) == len(ROLES)
    assert len(rows) == len(VERBS)
    for verb, (words, has) in zip(VERBS, rows, strict=True):
        assert has == [verb in ROLES[role] for role in ROLES]
        assert words != VERBS[verb], "every right is worded in Indonesian"


def test_accounts_stand_with_their_roles(office: Client, world: World) -> None:
    page = strip(office.get(ROLES_PAGE).content.decode())
    assert "operator unit – Sekolah" in page
    assert "5 akun" in page


def test_a_new_slip_sets_a_new_first_password(office: Client, world: World) -> None:
    page = office.post(ROLES_PAGE, {"account": world.operator.pk}).content.decode()
    password = re.search(r"Kata sandi pertama: (\S+)", page)
    assert password is not None
    user = User.objects.get(pk=world.operator.pk)
    assert user.check_password(password[1])
    assert user.password_is_temporary


def test_no_slip_is_made_for_somebody_elsewhere(office: Client) -> None:
    stranger = make_user(make_government("64.09", "Kabupaten Lain"), Role.LEADER)
    assert office.post(ROLES_PAGE, {"account": stranger.pk}).status_code == 404


@pytest.mark.parametrize(
    "path", [UNITS, INSTRUMENTS, NEW, ROLES_PAGE, "/kelola/unit/contoh-unit.xlsx"]
)
def test_only_the_office_manages(world: World, path: str) -> None:
    for person in (world.operator, world.head, world.evaluator, world.leader):
        assert log_in(person).get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_the_navigation_offers_management_to_the_office_alone(world: World) -> None:
    home = f"/periode/{world.round.pk}/"
    assert UNITS in log_in(world.admin).get(home).content.decode()
    assert UNITS not in log_in(world.evaluator).get(home).content.decode()
    assert "/ringkasan/" not in log_in(world.operator).get(home).content.decode()


def test_help_speaks_to_the_role_one_has(world: World) -> None:
    page = strip(log_in(world.evaluator).get("/bantuan/").content.decode())
    assert "Tombol: 0–5" in page
    assert "Buka periode" not in page
    page = strip(log_in(world.admin).get("/bantuan/").content.decode())
    assert "Buka periode: instrumen, unit, jadwal." in page
