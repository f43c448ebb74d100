"""Documents looked through by the worker: what they hold, whom they name, what they are like."""

from pathlib import Path
from typing import Any

import pytest

from tests.files import Sent, make_pdf
from tests.reading.papers import PARAGRAPH, make_photo, make_scan, make_text_pdf, save
from tests.shared import shared
from tests.web.proofs import make_proofs, offer
from tests.web.scored import Scored
from tests.world import make_world
from tilik.actions.documents import add_version
from tilik.actions.readings import read_unread, read_version
from tilik.records.models import DocumentLikeness, DocumentReading, EvidenceLink
from tilik.records.queries.evidence import get_current

pytestmark = pytest.mark.django_db
OTHER = PARAGRAPH.replace("Keputusan kepala dinas", "Keputusan kepala badan")


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@shared
def proofs() -> Scored:
    return make_proofs()


def look(link: EvidenceLink) -> DocumentReading:
    """The newest version, looked through."""
    version = get_current(link.document)
    read_version.call(version.pk)
    return DocumentReading.objects.get(pk=version.pk)


def at_clinic(proofs: Scored, content: bytes, name: str = "SK.pdf") -> EvidenceLink:
    return offer(proofs, content, name, by=proofs.world.admin, unit="klinik")


def test_a_reading_keeps_figures_and_fingerprints_and_no_text(proofs: Scored) -> None:
    reading = look(offer(proofs, make_text_pdf(PARAGRAPH)))
    assert (reading.n_pages, reading.n_characters) == (1, len(PARAGRAPH))
    assert len(reading.sketch) > 40
    assert "Keputusan" not in str(vars(reading))


def test_an_empty_document_and_one_nobody_can_read_are_told_apart(proofs: Scored) -> None:
    assert look(offer(proofs)).is_empty
    broken = look(offer(proofs, b"%PDF-1.4\nrusak\n%%EOF"))
    assert broken.is_unreadable
    assert not broken.is_empty


def test_a_version_is_looked_through_once(proofs: Scored) -> None:
    link = offer(proofs)
    look(link)
    assert read_version.call(get_current(link.document).pk) is False


def test_what_the_worker_never_came_to_is_caught_up_with(proofs: Scored) -> None:
    offer(proofs)
    offer(proofs, make_pdf("lain"))
    read_unread.call()
    assert DocumentReading.objects.count() == 2


def test_near_same_texts_of_two_units_find_each_other(proofs: Scored) -> None:
    look(offer(proofs, make_text_pdf(PARAGRAPH)))
    look(at_clinic(proofs, make_text_pdf(OTHER)))
    like = DocumentLikeness.objects.get()
    assert 70 <= like.percent < 100
    assert like.one.document.unit == proofs.units["klinik"]


def test_near_same_pictures_and_scans_find_each_other(proofs: Scored) -> None:
    look(offer(proofs, save(make_photo(), "JPEG"), "papan.jpg"))
    look(at_clinic(proofs, make_scan(make_photo())))
    look(at_clinic(proofs, save(make_photo(2), "JPEG"), "lain.jpg"))
    assert DocumentLikeness.objects.count() == 1


def test_versions_of_one_document_and_the_same_bytes_are_no_likeness(proofs: Scored) -> None:
    link = offer(proofs, make_text_pdf(PARAGRAPH))
    look(link)
    add_version(by=proofs.world.operator, link=link, file=Sent(make_text_pdf(OTHER)))
    look(EvidenceLink.objects.get(pk=link.pk))
    look(at_clinic(proofs, make_text_pdf(OTHER)))
    likes = DocumentLikeness.objects.all()
    assert [like.other.sha256 for like in likes] == [link.document.versions.first().sha256]


def test_another_government_is_never_compared_with(proofs: Scored) -> None:
    look(offer(proofs, make_text_pdf(PARAGRAPH)))
    look(offer(make_proofs(make_world("65.01")), make_text_pdf(PARAGRAPH + " lagi")))
    assert not DocumentLikeness.objects.exists()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Foto di Puskesmas Melati", True),
        ("Foto di PUSKESMAS  MELATI bersama Sekolah Mawar", False),
        ("Foto di Sekolah Mawar", False),
    ],
)
def test_a_foreign_units_name_is_noted_where_the_own_is_never_said(
    proofs: Scored, text: str, named: bool
) -> None:
    for code, name in (("sekolah", "Sekolah Mawar"), ("klinik", "Puskesmas Melati")):
        proofs.units[code].name = name
        proofs.units[code].save()
    reading = look(offer(proofs, make_text_pdf(text)))
    assert reading.mentions == (["Puskesmas Melati"] if named else [])
