"""The signed scan of a decree, a maklumat and FKP minutes is filed with the service and kept in versions."""

from datetime import date

import pytest
from django.test import Client

from tests.files import Sent, make_docx, make_pdf
from tests.shared import shared
from tests.web.scored import log_in
from tests.world import World, make_world
from tilik.actions.signed_standards import file_signed_paper
from tilik.actions.standards import adopt_version, describe_service, set_component, start_version
from tilik.actions.units import add_service
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import AuditEvent, DocumentVersion, Service
from tilik.records.queries.evidence import list_documents

pytestmark = pytest.mark.django_db
URL = "/standar/sekolah/legalisir/"
PAPERS = ("keputusan", "maklumat", "fkp")


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def service(world: World) -> Service:
    """A service whose standard is in force, with a consultation that has a number and a day."""
    made = add_service(by=world.admin, unit=world.school, code="legalisir", name="Legalisir")
    version = start_version(by=world.admin, service=made)
    set_component(by=world.admin, version=version, number=11, text="4 petugas loket")
    adopt_version(by=world.admin, version=version, number="421/7", signed_on=date(2026, 1, 5))
    held = {"forum_number": "005/44", "forum_on": date(2026, 1, 2)}
    return describe_service(by=world.admin, service=made, **held)


def send(client: Client, of: str, content: bytes, name: str = "pindaian.pdf") -> str:
    """What the page of the service says after the scan was sent."""
    answer = client.post(f"{URL}naskah-{of}/", {"file": Sent(content, name)}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{URL}#naskah"
    return str(answer.content.decode())


@pytest.mark.parametrize("of", PAPERS)
def test_each_paper_is_filed_shown_and_sent_again(world: World, service: Service, of: str) -> None:
    client = log_in(world.operator)
    assert client.get(f"{URL}naskah-{of}/").status_code == 404
    page = send(client, of, make_pdf(of), f"{of}.pdf")
    assert "pindaian bertanda tangan disimpan bersama layanan" in page
    assert f"{of}.pdf</a>" in page
    answer = client.get(f"{URL}naskah-{of}/")
    assert b"".join(answer.streaming_content) == make_pdf(of)
    assert "sandbox" in answer["Content-Security-Policy"]


def test_minutes_carry_the_number_and_day_that_are_known_and_can_be_evidence(
    world: World, service: Service
) -> None:
    version = file_signed_paper(
        by=world.operator, service=service, of="fkp", file=Sent(make_pdf())
    )  # fmt: skip
    document = version.document
    assert (document.number, document.signed_on) == ("005/44", date(2026, 1, 2))
    assert document in list_documents(world.school)
    service.refresh_from_db()
    assert service.forum_document == document
    assert service.promise_document is None, "the other paper is still missing"


def test_a_newer_scan_is_the_next_version_and_the_same_one_is_the_same(
    world: World, service: Service
) -> None:
    for text in ("satu", "dua", "dua"):
        file_signed_paper(
            by=world.operator, service=service, of="maklumat", file=Sent(make_pdf(text))
        )
    assert list(DocumentVersion.objects.order_by("n").values_list("n", flat=True)) == [1, 2]
    assert AuditEvent.objects.filter(verb="service.file").count() == 2
    assert "versi 2, " in log_in(world.operator).get(URL).content.decode()


def test_the_scan_of_a_decree_waits_until_the_standard_is_in_force(world: World) -> None:
    made = add_service(by=world.admin, unit=world.school, code="legalisir", name="Legalisir")
    start_version(by=world.admin, service=made)
    client = log_in(world.operator)
    assert "belum ada versi yang berlaku" in client.get(URL).content.decode()
    assert "Berlakukan standarnya dahulu" in send(client, "keputusan", make_pdf())
    assert not DocumentVersion.objects.exists()


def test_what_is_no_scan_is_refused_in_words_and_nothing_is_kept(
    world: World, service: Service
) -> None:
    client = log_in(world.operator)
    assert "harus berupa PDF atau foto" in send(client, "fkp", make_docx(), "ba.docx")
    assert "Pilih pindaian" in client.post(f"{URL}naskah-fkp/", follow=True).content.decode()
    assert "bukan naskah sebuah layanan" in send(client, "lain", make_pdf())
    assert not DocumentVersion.objects.exists()
    service.refresh_from_db()
    assert service.forum_document is None


def test_a_full_unit_keeps_no_more(world: World, service: Service, settings) -> None:  # type: ignore[no-untyped-def]
    settings.TILIK_UNIT_BYTES = 10
    with pytest.raises(UserError, match="quota-full"):
        file_signed_paper(by=world.operator, service=service, of="fkp", file=Sent(make_pdf()))


def test_who_only_reads_the_unit_files_nothing(world: World, service: Service) -> None:
    with pytest.raises(PermissionDenied):
        file_signed_paper(by=world.evaluator, service=service, of="fkp", file=Sent(make_pdf()))
    assert not DocumentVersion.objects.exists()
