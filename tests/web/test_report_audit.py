"""Auditing a report at the desk: on its way, findings beside the pages, a note, earlier ones."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from tests.reading.papers import make_photo, make_scan, make_text_pdf, save
from tests.reports.layouts import LAYOUTS, print_docx
from tests.reports.truth import make_sound, plant
from tests.shared import shared
from tests.web.scored import BACKEND
from tests.world import World, count_events, make_government, make_user, make_world
from tilik.actions.documents import keep_document
from tilik.actions.report_audit import audit_report
from tilik.core.errors import PermissionDenied
from tilik.records.models import (
    AuditEvent,
    Document,
    DocumentVersion,
    Job,
    ReportAudit,
    User,
)
from tilik.records.models.job import JobState
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
PAGE = "/periksa-laporan/"


@shared
def world() -> World:
    return make_world()


def make_report(*kinds: int, layout: str = "ruled") -> bytes:
    report = make_sound(3)
    for kind in kinds:
        report = plant(report, kind)
    return LAYOUTS[layout](report)


def send(client: Client, content: bytes, name: str = "skm.pdf", unit: str = "") -> tuple[int, str]:
    """Status and text of the page of a report that was sent and looked through by the worker."""
    data = {"file": SimpleUploadedFile(name, content), "unit": unit}
    response = client.post(PAGE, data)
    if response.status_code != 302:
        return response.status_code, response.content.decode()
    audit_report.call(ReportAudit.objects.latest("pk").pk)
    shown = client.get(response["Location"])
    return shown.status_code, shown.content.decode()


def get_address() -> str:
    return f"{PAGE}{ReportAudit.objects.latest('pk').job.client_uuid}/"


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
    picture = client.get(f"{get_address()}halaman-2.webp")
    assert picture["Content-Type"] == "image/webp"
    assert picture.content[:4] == b"RIFF"
    numbers = re.findall(r'id="temuan-(\d+)"', text)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert 'id="hal-2"' in text


def test_a_report_becomes_a_document_only_where_a_unit_is_chosen(
    client: Client, world: World
) -> None:
    send(open_as(client, world.operator), make_report(1))
    assert not Document.objects.exists()
    assert count_events("report.audit") == 1


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


def test_the_note_is_a_pdf_of_the_findings(client: Client, world: World) -> None:
    send(open_as(client, world.operator), make_report(1))
    response = client.get(f"{get_address()}catatan.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_there_is_no_note_and_no_page_before_there_are_findings(
    client: Client, world: World
) -> None:
    file = SimpleUploadedFile("skm.pdf", make_report(1))
    open_as(client, world.operator).post(PAGE, {"file": file})
    assert client.get(f"{get_address()}catatan.pdf").status_code == 404
    assert client.get(f"{get_address()}halaman-1.webp").status_code == 404


def test_while_it_is_looked_through_the_page_says_how_far_and_asks_again(
    client: Client, world: World
) -> None:
    file = SimpleUploadedFile("skm.pdf", make_report(1))
    open_as(client, world.operator).post(PAGE, {"file": file})
    Job.objects.update(state=JobState.RUNNING, done=20, total=60)
    text = client.get(get_address()).content.decode()
    assert "sedang diperiksa" in text
    assert "20" in text
    assert "60" in text
    assert 'hx-trigger="every 2s"' in text
    part = client.get(get_address(), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "<html" not in part


def test_it_is_stopped_gone_on_with_and_deleted_from_the_page(client: Client, world: World) -> None:
    file = SimpleUploadedFile("skm.pdf", make_report(1))
    open_as(client, world.operator).post(PAGE, {"file": file})
    client.post(get_address(), {"act": "stop"})
    assert "Lanjutkan" in client.get(get_address()).content.decode()
    client.post(get_address(), {"act": "resume"})
    assert Job.objects.get().state == JobState.WAITING
    assert client.post(get_address(), {"act": "lain"}).status_code == 409
    response = client.post(get_address(), {"act": "delete"}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert not ReportAudit.objects.exists()


def test_earlier_audits_are_listed_with_what_was_found(client: Client, world: World) -> None:
    send(open_as(client, world.operator), make_report(1), "tw1.pdf")
    send(client, make_report(), "tw2.pdf")
    send(client, make_text_pdf("Undangan"), "surat.pdf")
    text = client.get(PAGE).content.decode()
    assert re.search(r"tw1\.pdf</a></th><td[^>]*>\d+ pertentangan</td>", text)
    assert re.search(r"tw2\.pdf</a></th><td[^>]*>tanpa pertentangan</td>", text)
    assert re.search(r"surat\.pdf</a></th><td[^>]*>tabel tidak ditemukan</td>", text)


def test_a_unit_sees_its_own_audits_and_the_office_sees_all(client: Client, world: World) -> None:
    send(open_as(client, world.operator), make_report(), "sekolah.pdf", world.school.code)
    own = get_address()
    send(open_as(client, world.admin), make_report(1), "kantor.pdf")
    offices = get_address()
    text = client.get(PAGE).content.decode()
    assert "sekolah.pdf" in text
    assert "kantor.pdf" in text
    text = open_as(client, world.operator).get(PAGE).content.decode()
    assert "sekolah.pdf" in text
    assert "kantor.pdf" not in text
    assert client.get(offices).status_code == 403
    assert open_as(client, world.evaluator).get(own).status_code == 200
    assert client.post(own, {"act": "delete"}).status_code == 403


def test_an_audit_of_another_government_is_not_found(client: Client, world: World) -> None:
    send(open_as(client, world.operator), make_report())
    address = get_address()
    stranger = make_user(make_government("64.09", "Kabupaten Lain"), Role.ADMIN)
    open_as(client, stranger)
    for path in ("", "catatan.pdf", "halaman-1.webp"):
        assert client.get(address + path).status_code == 404
    assert client.post(address, {"act": "delete"}).status_code == 404
    assert "skm.pdf" not in client.get(PAGE).content.decode()


def test_a_workbook_has_cells_and_no_pictures(client: Client, world: World) -> None:
    content = make_report(10, layout="workbook")
    _status, text = send(open_as(client, world.operator), content, "skm.xlsx")
    assert "Laporan SKM!A" in text
    assert "halaman-" not in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"bukan apa-apa", "Hanya PDF, Word (DOCX), Excel (XLSX), dan CSV"),
        (save(make_photo(), "PNG"), "Hanya PDF, Word (DOCX), Excel (XLSX), dan CSV"),
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


def test_a_report_too_long_says_so_when_it_is_read(client: Client, world: World) -> None:
    status, text = send(open_as(client, world.operator), make_text_pdf(*["x"] * 401))
    assert status == 200
    assert "terlalu panjang" in text
    assert Job.objects.get().state == JobState.FAILED


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
    status, text = send(open_as(client, world.operator), b"rusak", unit="sekolah")
    assert status == 400
    assert '<option value="sekolah" selected>' in text
    assert not Document.objects.exists()
