"""Evidence before the evaluator: looked at in the page, accepted, returned; its bytes served safely."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.files import Sent, make_docx, make_pdf, make_picture
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.proofs import decide, make_proofs, offer
from tests.web.scored import Scored
from tests.world import make_world
from tilik.actions.documents import add_version
from tilik.records.models import EvidenceLink
from tilik.records.queries.evidence import get_current

pytestmark = pytest.mark.django_db
SHEET = "verifikasi/sekolah/"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@shared
def proofs() -> Scored:
    return make_proofs()


@pytest.fixture
def evaluator(proofs: Scored) -> Client:
    return proofs.log_in(proofs.world.evaluator)


def answer(client: Client, proofs: Scored, link: EvidenceLink, act: str, **rest: Any) -> Any:
    """The evaluator's word, sent from a page that showed the newest version."""
    seen = rest.pop("seen", get_current(link.document).pk)
    headers = rest.pop("headers", {})
    data = {"act": act, "seen": seen, **rest}
    return client.post(proofs.path(f"bukti/sekolah/{link.pk}/"), data, headers=headers)


def test_the_sheet_shows_the_evidence_of_each_indicator_under_its_own_card(
    proofs: Scored, evaluator: Client
) -> None:
    offer(proofs)
    offer(proofs, make_picture(), "spanduk.jpg", slot="", item="2")
    first, second = read(evaluator, proofs.path(SHEET)).split('id="butir-1"')
    assert "SK" in strip(first.split('id="butir-0"')[1])
    assert "spanduk" not in first
    assert "spanduk" in strip(second)


def test_the_sheet_asks_no_more_of_the_database_with_much_evidence(
    proofs: Scored, evaluator: Client
) -> None:
    for n in range(8):
        offer(proofs, make_pdf(str(n)), slot="ab"[n % 2])
    evaluator.get(proofs.path(SHEET))  # the instrument is read once a process
    with CaptureQueriesContext(connection) as queries:
        evaluator.get(proofs.path(SHEET))
    assert len(queries) <= 20


def test_evidence_is_accepted_from_the_sheet_and_the_way_leads_back(
    proofs: Scored, evaluator: Client
) -> None:
    link = offer(proofs)
    back = proofs.path(SHEET)
    response = answer(evaluator, proofs, link, "accept", next=back)
    assert response.headers["Location"] == back
    link.refresh_from_db()
    assert link.status == "accepted"
    assert "diterima" in read(evaluator, back)


def test_the_way_back_never_leads_to_another_site(proofs: Scored, evaluator: Client) -> None:
    response = answer(evaluator, proofs, offer(proofs), "accept", next="https://jahat.example/")
    assert response.headers["Location"].startswith("/periode/")


def test_returned_without_a_reason_is_refused_and_with_one_the_unit_reads_it(
    proofs: Scored, evaluator: Client
) -> None:
    link = offer(proofs)
    refused = answer(evaluator, proofs, link, "return", headers=SCRIPT)
    assert "Tulis alasannya." in refused.content.decode()
    answer(evaluator, proofs, link, "return", reason="Tidak terbaca")
    page = read(proofs.log_in(proofs.world.operator), proofs.path("isian/sekolah/K/a/"))
    assert "Tidak terbaca" in page
    assert "dikembalikan" in page


def test_a_returned_proof_is_told_to_the_unit_from_its_page_and_its_card_leads_there(
    proofs: Scored, evaluator: Client
) -> None:
    link = offer(proofs)
    path, label = proofs.path(f"bukti/sekolah/{link.pk}/"), 'id="pesan"'
    assert label not in read(evaluator, path)
    decide(proofs, link, accepts=False, reason="Tidak terbaca")
    page = read(evaluator, path)
    text = page.split('<textarea id="copy-proof-')[1].split("</textarea>")[0].partition(">")[2]
    assert text == (
        "*Bukti*\nYth. operator Sekolah, mohon diperbaiki dan dikirim ulang:\n"
        f"bukti dukung “{link.document.title}” pada indikator No. 1: Tidak terbaca\n"
        f"Perbaiki di sini: http://testserver{path}\n– Kabupaten 64.08"
    )
    assert f'href="{path}#pesan"' in read(evaluator, proofs.path(SHEET))
    assert (
        f'href="{path}#pesan"'
        in answer(
            evaluator, proofs, link, "return", reason="Masih buram", headers=SCRIPT
        ).content.decode()
    )
    assert label not in read(proofs.log_in(proofs.world.operator), path)


def test_a_version_that_came_meanwhile_is_looked_at_before_it_is_decided_on(
    proofs: Scored, evaluator: Client
) -> None:
    link = offer(proofs)
    seen = get_current(link.document).pk
    add_version(by=proofs.world.operator, link=link, file=Sent(make_pdf("baru")))
    response = answer(evaluator, proofs, link, "return", seen=seen, reason="Kabur", headers=SCRIPT)
    page = response.content.decode()
    assert "Unit mengirim versi baru" in page
    assert ">Kabur</textarea>" in page
    link.refresh_from_db()
    assert link.status == "waiting"
    newest = get_current(EvidenceLink.objects.get(pk=link.pk).document).pk
    assert f'name="seen" value="{newest}"' in page


def test_a_change_after_the_check_is_asked_about(proofs: Scored, evaluator: Client) -> None:
    link = decide(proofs, offer(proofs), accepts=True)
    add_version(by=proofs.world.operator, link=link, file=Sent(make_pdf("lain")))
    assert "Ada versi lebih baru setelah diperiksa." in read(evaluator, proofs.path(SHEET))


def test_the_unit_cannot_decide_on_its_own_evidence(proofs: Scored) -> None:
    link = offer(proofs)
    officer = proofs.log_in(proofs.world.operator)
    answer(officer, proofs, link, "accept")
    link.refresh_from_db()
    assert link.status == "waiting"
    assert 'value="accept"' not in read(officer, proofs.path(f"bukti/sekolah/{link.pk}/"))


# --- Bytes ----------------------------------------------------------------------------------------


def get_file(client: Client, proofs: Scored, link: EvidenceLink, rest: str = "") -> Any:
    version = get_current(link.document).pk
    response = client.get(proofs.path(f"bukti/sekolah/berkas/{version}/{rest}"))
    response.body = response.getvalue()  # read to its end, so that the file is closed
    return response


@pytest.mark.parametrize(
    ("content", "name", "shown"),
    [
        (make_pdf(), "SK.pdf", "inline"),
        (make_picture("PNG"), "papan.png", "inline"),
        (make_docx(), "laporan.docx", "attachment"),
    ],
)
def test_a_file_is_served_so_that_it_can_do_no_harm(
    proofs: Scored, evaluator: Client, content: bytes, name: str, shown: str
) -> None:
    response = get_file(evaluator, proofs, offer(proofs, content, name))
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Disposition"].startswith(f'{shown}; filename="{name}"')
    assert response.headers["Cache-Control"].startswith("private")
    assert len(response.body) == get_current(EvidenceLink.objects.get().document).size


def test_any_file_can_be_saved(proofs: Scored, evaluator: Client) -> None:
    response = get_file(evaluator, proofs, offer(proofs), "?unduh")
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_page_of_a_pdf_is_a_picture_and_a_page_behind_the_last_is_the_last(
    proofs: Scored, evaluator: Client
) -> None:
    link = offer(proofs)
    for page in ("1/", "9/"):
        response = get_file(evaluator, proofs, link, page)
        assert response.headers["Content-Type"] == "image/webp"
        assert response.body[8:12] == b"WEBP"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_only_a_pdf_has_pages(proofs: Scored, evaluator: Client) -> None:
    link = offer(proofs, make_picture(), "papan.jpg")
    assert get_file(evaluator, proofs, link, "1/").status_code == 404


def test_a_file_that_cannot_be_shown_is_an_answer_and_no_crash(
    proofs: Scored, evaluator: Client
) -> None:
    link = offer(proofs, b"%PDF-1.4\nrusak\n%%EOF")
    assert get_file(evaluator, proofs, link, "1/").status_code == 400


def test_bytes_are_for_those_who_may_read_the_units_answers(proofs: Scored) -> None:
    link = offer(proofs)
    foreign = offer(proofs, make_pdf("lain"), by=proofs.world.admin, unit="klinik")
    officer = proofs.log_in(proofs.world.operator)
    assert get_file(officer, proofs, link).status_code == 200
    assert get_file(officer, proofs, foreign).status_code == 404
    assert get_file(proofs.log_in(make_world("65.01").admin), proofs, link).status_code == 404
    assert get_file(Client(), proofs, link).status_code == 302
