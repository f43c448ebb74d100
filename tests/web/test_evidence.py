"""Evidence on the pages of a unit's officer: asked for, sent in, described, renewed, withdrawn."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.files import HOSTILE, make_docx, make_pdf, make_picture
from tests.shared import shared
from tests.web.filled import read, read_fields, strip
from tests.web.proofs import FILL, PLACE, decide, make_proofs, offer
from tests.web.scored import Scored
from tests.world import make_world
from tilik.records.models import DocumentVersion, EvidenceLink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@shared
def proofs() -> Scored:
    return make_proofs()


@pytest.fixture
def officer(proofs: Scored) -> Client:
    return proofs.log_in(proofs.world.operator)


def make_file(content: bytes = make_pdf(), name: str = "SK.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_each_proof_is_asked_for_with_what_is_good_and_what_is_not(
    proofs: Scored, officer: Client
) -> None:
    page = strip(read(officer, proofs.path(FILL)))
    assert (
        "Keputusan Contoh baik dan kurang baik : Keputusan Contoh baik: Bernomor Contoh kurang baik: Rancangan"
        in page
    )
    assert page.count("belum ada") >= 2


def test_files_sent_with_the_form_itself_are_kept_like_its_answers(
    proofs: Scored, officer: Client
) -> None:
    path = proofs.path(FILL)
    fields = read_fields(read(officer, path)) | {"v-1": "ya", "go": "stay"}
    files = [make_file(), make_file(make_picture(), "papan.jpg")]
    response = officer.post(path, {**fields, "file-a": files, "file-b": make_file(name="x.pdf")})
    assert response.status_code == 200
    assert EvidenceLink.objects.filter(slot="a").count() == 2
    assert EvidenceLink.objects.filter(slot="b").count() == 1
    assert 'value="ya" checked' in response.content.decode()


def test_a_refused_file_says_why_and_the_answer_beside_it_is_kept(
    proofs: Scored, officer: Client
) -> None:
    path = proofs.path(FILL)
    fields = read_fields(read(officer, path)) | {"v-1": "ya", "go": "next"}
    response = officer.post(path, {**fields, "file-a": make_file(b"<svg/>", "logo.svg")})
    assert response.status_code == 409
    page = response.content.decode()
    assert "logo.svg: Hanya PDF, Word (DOCX), Excel (XLSX)" in page
    assert 'value="ya" checked' in page
    assert 'value="ya" checked' in read(officer, path)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_every_hostile_file_is_refused_in_words(proofs: Scored, officer: Client, name: str) -> None:
    response = officer.post(
        proofs.path(PLACE), {"slot": "a", "file": make_file(HOSTILE[name][0], "berkas.pdf")},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    page = response.content.decode()
    assert 'class="error-text"' in page
    assert "(file-" not in page
    assert not EvidenceLink.objects.exists()


def test_a_script_gets_the_proof_alone_and_may_send_more(proofs: Scored, officer: Client) -> None:
    response = officer.post(
        proofs.path(PLACE), {"slot": "a", "file": make_file()}, headers={"HX-Request": "true"}
    )
    page = response.content.decode()
    assert page.count('class="slot ') == 1
    assert "belum diperiksa" in page
    assert "data-add" in page


def test_the_same_file_for_another_proof_is_the_same_document(
    proofs: Scored, officer: Client
) -> None:
    for slot in ("a", "b"):
        officer.post(proofs.path(PLACE), {"slot": slot, "file": make_file()})
    assert DocumentVersion.objects.count() == 1
    assert EvidenceLink.objects.count() == 2


def test_a_document_of_the_dossier_is_chosen_for_another_indicator(
    proofs: Scored, officer: Client
) -> None:
    document = offer(proofs).document
    path = proofs.path("bukti/sekolah/butir/E/2/")
    assert f'name="document" value="{document.pk}"' in read(officer, path)
    officer.post(path, {"slot": "", "act": "choose", "document": [document.pk]})
    assert EvidenceLink.objects.filter(item="2", document=document).count() == 1


def test_a_document_of_another_unit_cannot_be_chosen(proofs: Scored, officer: Client) -> None:
    foreign = offer(proofs, by=proofs.world.admin, unit="klinik").document
    officer.post(proofs.path(PLACE), {"slot": "a", "act": "choose", "document": [foreign.pk]})
    assert not EvidenceLink.objects.filter(unit=proofs.units["sekolah"]).exists()


def test_what_is_said_of_a_document_is_kept_and_shown(proofs: Scored, officer: Client) -> None:
    path = proofs.path(f"bukti/sekolah/{offer(proofs).pk}/")
    facts = {
        "act": "describe", "title": "SK Standar", "number": "061/12", "signed_on": "2024-01-02",
        "valid_from": "2024-01-02", "valid_to": "2099-01-01", "page": "3",
    }  # fmt: skip
    assert officer.post(path, facts).status_code == 302
    page = strip(read(officer, proofs.path(FILL)))
    assert "SK Standar" in page
    assert "No. 061/12 · tanggal 2 Januari 2024 · berlaku sampai 1 Januari 2099" in page
    assert "lihat halaman 3" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "Tuliskan judul."),
        ({"signed_on": "2024-13-40"}, "tanggal tidak terbaca"),
        ({"valid_from": "2024-02-01", "valid_to": "2024-01-01"}, "Berakhir sebelum dimulai"),
        ({"page": "tiga"}, "Halaman berupa angka"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_its_fields(
    proofs: Scored, officer: Client, wrong: dict[str, str], words: str
) -> None:
    path = proofs.path(f"bukti/sekolah/{offer(proofs).pk}/")
    response = officer.post(path, {"act": "describe", "title": "SK", "number": "7/B", **wrong})
    assert response.status_code == 409
    assert words in response.content.decode()
    assert 'value="7/B"' in response.content.decode()


def test_a_newer_version_stands_beside_the_older_one(proofs: Scored, officer: Client) -> None:
    link = offer(proofs)
    path = proofs.path(f"bukti/sekolah/{link.pk}/")
    old = link.document.versions.get()
    officer.post(path, {"act": "renew", "file": make_file(make_pdf("baru"))})
    page = read(officer, path)
    assert "Versi 2" in page
    assert old.sha256 in page
    assert "Ini versi 1, bukan yang terbaru." in read(officer, f"{path}?versi={old.pk}")


def test_a_newer_version_without_a_file_says_so(proofs: Scored, officer: Client) -> None:
    response = officer.post(proofs.path(f"bukti/sekolah/{offer(proofs).pk}/"), {"act": "renew"})
    assert "Pilih berkas dulu." in response.content.decode()


def test_withdrawn_evidence_stays_in_the_dossier(proofs: Scored, officer: Client) -> None:
    path = proofs.path(f"bukti/sekolah/{offer(proofs).pk}/")
    assert officer.post(path, {"act": "withdraw"}).status_code == 302
    assert officer.get(path).status_code == 404
    page = strip(read(officer, proofs.path("bukti/sekolah/")))
    assert "1 dokumen di map dokumen unit" in page
    assert "sedang tidak dipakai" in page


def test_the_dossier_says_where_a_document_counts_in_every_period(
    proofs: Scored, officer: Client
) -> None:
    link = offer(proofs)
    later = make_proofs(proofs.world, "Bukti lain", 2025)
    officer.post(later.path(PLACE), {"slot": "a", "act": "choose", "document": [link.document_id]})
    page = strip(read(officer, proofs.path("bukti/sekolah/")))
    assert "No. 1 (E) · Bukti lain" in page


def test_what_is_soon_over_stands_on_top_of_the_dossier(proofs: Scored, officer: Client) -> None:
    document = offer(proofs).document
    document.valid_to = "2024-11-30"
    document.save()
    page = strip(read(officer, proofs.path("bukti/sekolah/")))
    assert "Segera atau sudah berakhir: SK · tidak berlaku lagi sejak 30 November 2024" in page


def test_a_returned_document_may_be_mended_though_the_form_is_closed(
    proofs: Scored, officer: Client
) -> None:
    link = decide(proofs, offer(proofs), accepts=False, reason="Halaman 2 hilang")
    proofs.round.phases.filter(stage="claim").update(
        starts_at="2024-01-01T00:00Z", ends_at="2024-01-05T00:00Z"
    )
    path = proofs.path(f"bukti/sekolah/{link.pk}/")
    assert "Halaman 2 hilang" in read(officer, path)
    officer.post(path, {"act": "renew", "file": make_file(make_docx(), "baru.docx")})
    link.refresh_from_db()
    assert link.status == "waiting"
    assert "Pernah dikembalikan, sudah diperbaiki" in read(officer, path)


def test_evidence_of_another_unit_or_government_is_not_there(
    proofs: Scored, officer: Client
) -> None:
    other = offer(proofs, by=proofs.world.admin, unit="klinik")
    assert officer.get(proofs.path("bukti/klinik/")).status_code == 403
    assert officer.get(proofs.path(f"bukti/klinik/{other.pk}/")).status_code == 403
    assert officer.get(proofs.path(f"bukti/sekolah/{other.pk}/")).status_code == 404
    stranger = proofs.log_in(make_world("65.01").admin)
    assert stranger.get(proofs.path("bukti/klinik/")).status_code == 404
    assert officer.get(proofs.path("bukti/sekolah/butir/E/99/")).status_code == 404


def test_a_unit_that_has_filled_its_room_is_told_how_much_it_holds(
    proofs: Scored, officer: Client, settings: Any
) -> None:
    offer(proofs)
    settings.TILIK_UNIT_BYTES = 300
    response = officer.post(
        proofs.path(PLACE), {"slot": "a", "file": make_file(make_pdf("x"))},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert "Dokumen unit sudah mengisi" in response.content.decode()
    assert EvidenceLink.objects.count() == 1


def test_a_photo_keeps_the_fingerprint_of_what_was_sent_beside_that_of_what_is_kept(
    proofs: Scored,
) -> None:
    photo = make_picture(size=(3000, 2000))
    version = offer(proofs, photo, "papan.jpg").document.versions.get()
    assert version.sent_sha256 == hashlib.sha256(photo).hexdigest()
    assert version.sent_sha256 != version.sha256
    assert offer(proofs, make_pdf()).document.versions.get().sent_sha256 == ""
