"""Auditing a report at the desk: findings beside the pages, a note, and nothing stored unasked."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from tests.reading.papers import make_photo, make_scan, make_text_pdf, save
from tests.reports.layouts import LAYOUTS, print_docx
from tests.reports.truth import make_sound, plant
from tests.web.scored import BACKEND
from tests.world import World, make_government, make_user, make_world
from tilik.actions.documents import keep_document
from tilik.core.errors import PermissionDenied
from tilik.records.models import AuditEvent, Document, DocumentVersion, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
PAGE, NOTE = "/periksa-laporan/", "/periksa-laporan/catatan.pdf"


@pytest.fixture
def world() -> World:
    return make_world()


def make_report(*kinds: int, layout: str = "ruled") -> bytes:
    report = make_sound(3)
    for kind in kinds:
        report = plant(report, kind)
    return LAYOUTS[layout](report)


def send(client: Client, content: bytes, name: str = "skm.pdf", unit: str = "") -> tuple[int, str]:
    """Status and text of the page after a report was sent."""
    data = {"file": SimpleUploadedFile(name, content), "unit": unit}
    response = client.post(PAGE, data)
    return response.status_code, response.content.decode()


def open_as(client: Client, user: User) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def test_the_page_asks_for_a_file_and_says_that_it_is_forgotten(
    client: Client, world: World
) -> None:
    text = open_as(client, world.admin).get(PAGE).content.decode()
    assert 'type="file"' in text
    assert "dilupakan" in text


def test_findings_stand_with_numbers_beside_the_pages(client: Client, world: World) -> None:
    status, text = send(open_as(client, world.operator), make_report(1, 10))
    assert status == 200
    assert "NRR tercetak 3,28; dari jumlah jawabannya 3,59." in text
    assert "data:image/webp;base64," in text
    numbers = re.findall(r'id="temuan-(\d+)"', text)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert 'id="hal-2"' in text


def test_neither_file_nor_findings_are_stored_unless_a_unit_is_chosen(
    client: Client, world: World
) -> None:
    events = AuditEvent.objects.count()
    send(open_as(client, world.operator), make_report(1))
    assert not Document.objects.exists()
    assert AuditEvent.objects.count() == events


def test_a_report_is_kept_as_a_document_of_the_unit_chosen_once(
    client: Client, world: World
) -> None:
    content = make_report()
    keep_document(by=world.admin, unit=world.school, file=SimpleUploadedFile("skm.pdf", content))
    send(open_as(client, world.admin), content, unit=world.school.code)
    version = DocumentVersion.objects.get()
    assert version.document.unit == world.school
    assert version.file_name == "skm.pdf"
    event = AuditEvent.objects.filter(verb="document.version").get()
    assert "skm" not in str(event.diff)


def test_a_unit_of_others_cannot_be_given_a_document(client: Client, world: World) -> None:
    status, _text = send(open_as(client, world.operator), make_report(), unit="tidak-ada")
    assert status == 404
    stranger = make_user(make_government("64.09", "Kabupaten Lain"), Role.ADMIN)
    with pytest.raises(PermissionDenied):
        keep_document(by=stranger, unit=world.school, file=SimpleUploadedFile("x.pdf", b"x"))
    assert not Document.objects.exists()


def test_the_note_is_a_pdf_of_the_findings_the_page_held(client: Client, world: World) -> None:
    _status, text = send(open_as(client, world.operator), make_report(1))
    found = re.search(r'name="note" value="([^"]+)"', text)
    assert found is not None
    response = client.post(NOTE, {"note": found[1]})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_a_note_that_was_tampered_with_is_not_made(client: Client, world: World) -> None:
    response = open_as(client, world.operator).post(NOTE, {"note": "palsu"}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Kirim lagi laporannya." in response.content.decode()


def test_a_workbook_has_cells_and_no_pictures(client: Client, world: World) -> None:
    content = make_report(10, layout="workbook")
    _status, text = send(open_as(client, world.operator), content, "skm.xlsx")
    assert "Laporan SKM!A" in text
    assert "data:image" not in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"bukan apa-apa", "Hanya PDF, Word (DOCX), dan Excel (XLSX)"),
        (save(make_photo(), "PNG"), "Hanya PDF, Word (DOCX), dan Excel (XLSX)"),
        (make_text_pdf(*["x"] * 401), "terlalu panjang"),
        (b"", "Pilih"),
    ],
)
def test_what_cannot_be_audited_is_refused_in_words(
    client: Client, world: World, content: bytes, words: str
) -> None:
    status, text = send(open_as(client, world.operator), content)
    assert status == 400
    assert escape(words) in text or "kosong" in text
    assert 'type="file"' in text


def test_without_a_file_the_form_comes_back(client: Client, world: World) -> None:
    response = open_as(client, world.operator).post(PAGE, {"unit": ""})
    assert response.status_code == 400


def test_a_file_without_tables_says_that_nothing_could_be_checked(
    client: Client, world: World
) -> None:
    _status, text = send(open_as(client, world.operator), make_text_pdf("Surat undangan rapat"))
    assert "Tidak ditemukan tabel survei" in text


def test_the_page_speaks_english_too(client: Client, world: World) -> None:
    client.cookies["django_language"] = "en"
    _status, text = send(open_as(client, world.operator), make_report(1))
    assert "the mean is printed as 3.28; its answers give 3.59." in text


def test_who_is_not_logged_in_or_has_no_seat_may_not(client: Client, world: World) -> None:
    assert client.get(PAGE).status_code == 302
    nobody = make_user(None, Role.SYSTEM)
    assert open_as(client, nobody).get(PAGE).status_code == 403


def test_the_page_asks_the_database_little(
    client: Client, world: World, django_assert_max_num_queries: object
) -> None:
    open_as(client, world.operator)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(PAGE)


def test_a_finding_leads_to_the_picture_of_its_page(client: Client, world: World) -> None:
    _status, text = send(open_as(client, world.operator), make_report(1))
    for page in re.findall(r'href="#hal-(\d+)"', text):
        assert f'id="hal-{page}"' in text


def test_words_of_a_report_are_never_markup(client: Client, world: World) -> None:
    report = make_sound(3)
    report.law = "Keputusan Menteri <script>alert(1)</script> Nomor 14 Tahun 2017"
    _status, text = send(open_as(client, world.operator), LAYOUTS["word-long"](report), "a.docx")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_name_of_a_file_is_never_markup_either(client: Client, world: World) -> None:
    _status, text = send(open_as(client, world.operator), make_report(), "<b>skm.pdf")
    assert "<b>skm" not in text


def test_a_press_table_is_audited_as_well(client: Client, world: World) -> None:
    table = [("Perangkat Daerah", "Nilai IKM", "Mutu"), ("A", "86,95", "A"), ("B", "90,10", "A")]
    content = print_docx(["Rekapitulasi IKM", table])
    _status, text = send(open_as(client, world.operator), content, "rekap.docx")
    assert "A: 86,95 disebut A; kategorinya B." in text


def test_only_units_whose_documents_one_fills_in_are_offered(client: Client, world: World) -> None:
    text = open_as(client, world.operator).get(PAGE).content.decode()
    assert '<option value="sekolah">' in text
    assert '<option value="klinik">' not in text
    evaluator = make_user(world.government, Role.EVALUATOR)
    assert 'name="unit"' not in open_as(client, evaluator).get(PAGE).content.decode()


def test_pages_that_are_pictures_are_named(client: Client, world: World) -> None:
    _status, text = send(open_as(client, world.operator), make_scan(make_photo()))
    assert "Halaman ini gambar dan tidak terbaca: 1." in text


def test_a_file_larger_than_any_may_be_is_refused(
    client: Client, world: World, settings: Any
) -> None:
    settings.TILIK_DOCUMENT_BYTES = 1000
    status, text = send(open_as(client, world.operator), make_report())
    assert status == 400
    assert "Berkas tidak diperiksa" in text


def test_a_refused_file_is_not_kept_though_a_unit_was_chosen(client: Client, world: World) -> None:
    status, text = send(open_as(client, world.operator), b"%PDF-1.4 rusak", unit="sekolah")
    assert status == 400
    assert '<option value="sekolah" selected>' in text
    assert not Document.objects.exists()
