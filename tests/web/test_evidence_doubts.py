"""What there is to ask about evidence: shown to who checks it, as questions, and to nobody else."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.files import make_pdf
from tests.reading.papers import PARAGRAPH, make_photo, make_text_pdf, save
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.proofs import FILL, PLACE, make_proofs, offer
from tests.web.scored import Scored
from tests.world import make_world
from tilik.actions.readings import read_unread
from tilik.records.models import EvidenceLink

pytestmark = pytest.mark.django_db
SHEET = "verifikasi/sekolah/"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@shared
def proofs() -> Scored:
    made = make_proofs()
    for code, name in (("sekolah", "Sekolah Mawar"), ("klinik", "Puskesmas Melati")):
        made.units[code].name = name
        made.units[code].save()
    return made


@pytest.fixture
def evaluator(proofs: Scored) -> Client:
    return proofs.log_in(proofs.world.evaluator)


def at_clinic(proofs: Scored, content: bytes, name: str = "SK.pdf") -> EvidenceLink:
    return offer(proofs, content, name, by=proofs.world.admin, unit="klinik")


def ask(proofs: Scored, client: Client, path: str = SHEET) -> str:
    """What the page says once the worker has looked everything through."""
    read_unread.call()
    return strip(read(client, proofs.path(path)))


def test_the_same_file_at_another_unit_is_asked_about(proofs: Scored, evaluator: Client) -> None:
    offer(proofs)
    at_clinic(proofs, make_pdf())
    page = ask(proofs, evaluator)
    assert "Berkas yang sama ada di Puskesmas Melati, No. 1 (Bukti)." in page
    assert "Apakah memang dipakai bersama?" in page


def test_the_same_document_for_several_indicators_is_as_it_should_be(
    proofs: Scored, evaluator: Client
) -> None:
    offer(proofs, make_text_pdf(PARAGRAPH))
    offer(proofs, make_text_pdf(PARAGRAPH), item="2")
    page = ask(proofs, evaluator)
    assert "Berkas yang sama" not in page
    assert "sama dengan" not in page


def test_last_years_file_is_asked_about_until_somebody_says_how_long_it_holds(
    proofs: Scored, evaluator: Client
) -> None:
    link = offer(make_proofs(proofs.world, "Bukti lama", 2023))
    offer(proofs)
    assert "sudah dipakai pada Bukti lama. Apakah masih berlaku?" in ask(proofs, evaluator)
    link.document.valid_to = date(2030, 1, 1)
    link.document.save()
    assert "Apakah masih berlaku?" not in ask(proofs, evaluator)


def test_a_near_same_text_of_another_unit_is_asked_about_at_both(
    proofs: Scored, evaluator: Client
) -> None:
    offer(proofs, make_text_pdf(PARAGRAPH), "SK satu.pdf")
    at_clinic(proofs, make_text_pdf(PARAGRAPH + " Tambahan."), "SK dua.pdf")
    assert "sama dengan “SK dua” milik Puskesmas Melati." in ask(proofs, evaluator)
    assert "sama dengan “SK satu” milik Sekolah Mawar." in ask(
        proofs, evaluator, "verifikasi/klinik/"
    )


def test_a_near_same_picture_of_ones_own_is_asked_about_otherwise(
    proofs: Scored, evaluator: Client
) -> None:
    offer(proofs, save(make_photo(), "JPEG"), "papan.jpg")
    offer(proofs, save(make_photo().resize((500, 375)), "PNG"), "papan lagi.png", slot="b")
    assert "sama dengan dokumen lain unit ini, “papan lagi”" in ask(proofs, evaluator)


def test_an_empty_file_and_one_that_does_not_open_are_asked_about(
    proofs: Scored, evaluator: Client
) -> None:
    offer(proofs)
    offer(proofs, b"%PDF-1.4\nrusak\n%%EOF", slot="b")
    page = ask(proofs, evaluator)
    assert page.count("Apakah berkasnya sudah benar?") == 1
    assert page.count("Apakah dapat Anda buka?") == 1


def test_a_text_that_names_only_another_unit_is_asked_about(
    proofs: Scored, evaluator: Client
) -> None:
    offer(proofs, make_text_pdf("Maklumat Puskesmas Melati"))
    page = ask(proofs, evaluator)
    assert "Menyebut Puskesmas Melati dan tidak pernah Sekolah Mawar." in page


@pytest.mark.parametrize(
    ("begins", "ends", "asked"),
    [
        (None, date(2023, 12, 31), True),
        (date(2025, 1, 1), None, True),
        (date(2023, 1, 1), date(2024, 1, 1), False),
        (None, None, False),
    ],
)
def test_a_document_that_holds_at_no_time_of_the_period_is_asked_about(
    proofs: Scored, evaluator: Client, begins: date | None, ends: date | None, asked: bool
) -> None:
    document = offer(proofs).document
    document.valid_from, document.valid_to = begins, ends
    document.save()
    assert ("Menurut tanggalnya tidak berlaku" in ask(proofs, evaluator)) is asked


def test_nothing_is_asked_before_the_unit(proofs: Scored) -> None:
    link = offer(proofs)
    at_clinic(proofs, make_pdf())
    officer = proofs.log_in(proofs.world.operator)
    for path in (FILL, PLACE, f"bukti/sekolah/{link.pk}/", "bukti/sekolah/"):
        page = ask(proofs, officer, path)
        assert "Puskesmas Melati" not in page
        assert "Apakah berkasnya" not in page


def test_the_document_itself_asks_the_same(proofs: Scored, evaluator: Client) -> None:
    link = offer(proofs)
    assert "Apakah berkasnya sudah benar?" in ask(proofs, evaluator, f"bukti/sekolah/{link.pk}/")
    assert "Apakah berkasnya sudah benar?" in ask(proofs, evaluator, PLACE)


def test_another_government_is_never_spoken_of(proofs: Scored, evaluator: Client) -> None:
    offer(make_proofs(make_world("65.01")), make_text_pdf(PARAGRAPH))
    offer(proofs, make_text_pdf(PARAGRAPH))
    page = ask(proofs, evaluator)
    assert "Berkas yang sama" not in page
    assert "sama dengan" not in page


def test_much_to_ask_takes_no_more_questions_to_the_database(
    proofs: Scored, evaluator: Client
) -> None:
    for n in range(6):
        offer(proofs, make_text_pdf(f"{PARAGRAPH} {n} Puskesmas Melati"), slot="ab"[n % 2])
        at_clinic(proofs, make_text_pdf(f"{PARAGRAPH} {n} lagi"))
    read_unread.call()
    read(evaluator, proofs.path(SHEET))  # the instrument is built once in a process
    with CaptureQueriesContext(connection) as queries:
        evaluator.get(proofs.path(SHEET))
    assert len(queries) <= 20
