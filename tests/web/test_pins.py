"""Links on the page of an indicator's proofs: given, waiting, refused with a word, fetched."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.actions.test_pinning import ADDRESS, give, pin, refuse
from tests.files import make_pdf
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.proofs import FILL, PLACE, make_proofs
from tests.web.scored import Scored
from tilik.actions.pinning import take_link
from tilik.records.models import Document, EvidenceLink, PinnedLink

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


def post(officer: Client, proofs: Scored, **data: str) -> Any:
    return officer.post(proofs.path(PLACE), {"slot": "a", **data})


def test_a_link_given_waits_and_is_looked_after_by_the_page_itself(
    proofs: Scored, officer: Client
) -> None:
    assert post(officer, proofs, act="pin", address=ADDRESS).status_code == 302
    page = read(officer, proofs.path(PLACE))
    assert "sedang diambil" in page
    assert ADDRESS in page
    assert 'hx-trigger="every 3s"' in page
    assert "sedang diambil" in read(officer, proofs.path(FILL))


def test_a_link_that_will_not_do_says_why_and_stays_on_the_page(
    proofs: Scored, officer: Client
) -> None:
    response = post(officer, proofs, act="pin", address="https://a:b@contoh.go.id/sk.pdf")
    assert response.status_code == 400
    page = response.content.decode()
    assert "memuat nama pengguna atau kata sandi" in page
    assert 'value="https://a:b@contoh.go.id/sk.pdf"' in page
    assert 'aria-invalid="true"' in page
    assert not PinnedLink.objects.exists()


def test_a_log_in_page_is_no_evidence_and_the_file_is_asked_for(
    proofs: Scored, officer: Client
) -> None:
    take_link(pin(proofs).pk, refuse("link-login"))
    page = strip(read(officer, proofs.path(PLACE)))
    assert "halaman masuk" in page
    assert "kirimkan berkasnya" in page
    assert "tidak diambil" in page
    assert "every 3s" not in read(officer, proofs.path(PLACE))


def test_a_refused_link_is_tried_again_or_taken_away_with_one_button(
    proofs: Scored, officer: Client
) -> None:
    first = pin(proofs)
    take_link(first.pk, refuse("link-slow"))
    post(officer, proofs, again=str(first.pk))
    second = PinnedLink.objects.get(status="waiting")
    assert second.address == ADDRESS
    post(officer, proofs, drop=str(second.pk))
    assert ADDRESS not in read(officer, proofs.path(PLACE))
    assert post(officer, proofs, drop=str(second.pk)).status_code == 404
    assert post(officer, proofs, again="x").status_code == 404


def test_a_fetched_link_stands_as_a_document_with_where_it_is_from_and_its_fingerprint(
    proofs: Scored, officer: Client
) -> None:
    take_link(pin(proofs).pk, give(make_pdf()))
    link = EvidenceLink.objects.get()
    sha = link.document.versions.get().sha256
    page = strip(read(officer, proofs.path(PLACE)))
    assert f"diambil dari {ADDRESS}" in page
    assert sha[:12] in page
    assert sha in read(officer, proofs.path(f"bukti/sekolah/{link.pk}/"))


def test_where_links_are_off_the_file_is_asked_for(
    proofs: Scored, officer: Client, settings: Any
) -> None:
    settings.TILIK_LINKS = False
    page = read(officer, proofs.path(PLACE))
    assert 'name="address"' not in page
    assert "Tautan tidak diambil oleh peladen ini" in page
    assert post(officer, proofs, act="pin", address=ADDRESS).status_code == 400


def test_who_may_only_look_gives_no_link(proofs: Scored) -> None:
    checker = proofs.log_in(proofs.world.evaluator)
    assert 'name="address"' not in read(checker, proofs.path(PLACE))
    assert post(checker, proofs, act="pin", address=ADDRESS).status_code == 403
    found = pin(proofs)
    assert post(checker, proofs, drop=str(found.pk)).status_code == 403


def test_who_only_looks_is_not_told_of_what_they_may_not_do(proofs: Scored) -> None:
    page = read(proofs.log_in(proofs.world.evaluator), proofs.path(PLACE))
    assert "Anda tidak boleh" not in page
    dossier = read(proofs.log_in(proofs.world.evaluator), proofs.path("bukti/sekolah/"))
    assert "Bawa bukti tahun lalu" not in dossier
    own = read(proofs.log_in(proofs.world.operator), proofs.path("bukti/sekolah/"))
    assert "Bawa bukti tahun lalu" in own


def test_a_decree_that_is_only_named_is_no_document_of_the_dossier(
    proofs: Scored, officer: Client
) -> None:
    Document.objects.create(
        government=proofs.world.government, unit=proofs.world.school, title="SK standar"
    )
    assert "SK standar" not in read(officer, proofs.path("bukti/sekolah/"))
    assert "SK standar" not in read(officer, proofs.path(PLACE))
