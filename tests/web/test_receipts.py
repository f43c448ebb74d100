"""Receipts on their page: after approval, as PDF, as bytes whose fingerprint is the one printed."""

import hashlib
import io

import pypdfium2
import pytest

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import Scored, make_scored
from tests.world import make_world
from tilik.actions.sheets import approve_sheet, return_sheet, send_sheet
from tilik.records.models import Sheet, SheetReceipt

pytestmark = pytest.mark.django_db
PAGE = "tanda-terima/sekolah/"


@shared
def scored() -> Scored:
    return make_scored(is_example=True)


def approve(scored: Scored) -> SheetReceipt:
    sheet = Sheet.objects.get(round=scored.round, unit=scored.units["sekolah"], form="K")
    send_sheet(by=scored.world.operator, sheet=sheet)
    approve_sheet(by=scored.world.head, sheet=sheet)
    return SheetReceipt.objects.latest("pk")


def test_before_approval_the_page_says_when_there_will_be_one(scored: Scored) -> None:
    page = strip(read(scored.log_in(scored.world.operator), scored.path(PAGE)))
    assert "Belum ada tanda terima" in page


def test_the_head_approves_from_the_home_and_finds_the_receipt(scored: Scored) -> None:
    world = scored.world
    claim = scored.path("isian/sekolah/")
    operator, head = scored.log_in(world.operator), scored.log_in(world.head)
    operator.post(claim, {"act": "send", "form": "K"})
    assert f'href="{claim}"' in read(head, scored.path()).split("next-act")[1]
    head.post(claim, {"act": "approve", "form": "K"})
    assert f'href="{scored.path(PAGE)}"' in read(operator, claim)
    page = strip(read(operator, scored.path(PAGE)))
    assert world.head.get_role_line() in page
    assert world.operator.get_role_line() in page
    assert "3 dari 3 pertanyaan" in page
    version = scored.round.instrument_version
    assert f"Instrumen {version.document['title']['id']}, versi {version.version}" in page
    assert version.code not in page
    assert "WITA" in page
    assert "WIB" in page
    assert "DATA CONTOH – BUKAN HASIL RESMI" in page


def test_the_bytes_have_the_fingerprint_that_is_printed(scored: Scored) -> None:
    receipt = approve(scored)
    client = scored.log_in(scored.world.operator)
    content = client.get(scored.path(f"{PAGE}K/1.json")).content
    assert hashlib.sha256(content).hexdigest() == receipt.sha256
    assert receipt.sha256 in read(client, scored.path(PAGE))


def test_the_paper_names_unit_people_times_and_fingerprint(scored: Scored) -> None:
    receipt = approve(scored)
    response = scored.log_in(scored.world.head).get(scored.path(f"{PAGE}K/1.pdf"))
    assert response["Content-Disposition"].endswith('"tanda-terima-sekolah-k-1.pdf"')
    document = pypdfium2.PdfDocument(io.BytesIO(response.content))
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert "DATA CONTOH – BUKAN HASIL RESMI" in text
    assert "Sekolah" in text
    assert scored.world.head.get_role_line() in text
    assert receipt.sha256[:8] in text
    assert "WIB" in text


def test_a_receipt_of_a_form_opened_again_is_said_to_be_superseded(scored: Scored) -> None:
    receipt = approve(scored)
    return_sheet(by=scored.world.admin, sheet=receipt.sheet, reason="Lengkapi")
    page = strip(read(scored.log_in(scored.world.operator), scored.path(PAGE)))
    assert "sudah diganti" in page
    assert receipt.sha256 in page


@pytest.mark.parametrize("rest", ["", "K/1.pdf", "K/1.json"])
def test_receipts_are_for_the_unit_and_those_over_it(scored: Scored, rest: str) -> None:
    approve(scored)
    path = scored.path(PAGE + rest)
    for person in (scored.world.operator, scored.world.leader, scored.world.evaluator):
        assert scored.log_in(person).get(path).status_code == 200
    other = make_world("64.09")
    assert scored.log_in(other.admin).get(path).status_code == 404


def test_a_number_nobody_gave_is_not_found(scored: Scored) -> None:
    approve(scored)
    client = scored.log_in()
    assert client.get(scored.path(f"{PAGE}K/9.pdf")).status_code == 404
    assert client.get(scored.path(f"{PAGE}X/1.json")).status_code == 404
