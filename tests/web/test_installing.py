"""How a phone takes the field page along: the steps, and the certificate where the office made one."""

from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from django.test import Client

from tests.web.filled import strip
from tilik.actions.certificates import issue_certificate

pytestmark = pytest.mark.django_db
PAGE, AUTHORITY = "/pasang/", "/pasang/tilik-ca.crt"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.TILIK_DATA = tmp_path


def read(*, secure: bool = True) -> str:
    return strip(Client().get(PAGE, secure=secure).content.decode())


def test_a_hosted_site_asks_for_no_certificate() -> None:
    page = read()
    assert "Pasang halaman lapangan" in page
    assert "Percayai kantor ini" not in page
    assert Client().get(AUTHORITY, secure=True).status_code == 404


def test_an_office_with_its_own_authority_shows_the_steps_and_the_fingerprint() -> None:
    made = issue_certificate(names=["kantor.local"])
    page = read()
    assert made.fingerprint in page
    assert "Pengaturan Kepercayaan Sertifikat: nyalakan Tilik" in page
    assert "Tambahkan ke layar utama" in page


def test_the_certificate_comes_as_phones_take_it() -> None:
    issue_certificate(names=["kantor.local"])
    response = Client().get(AUTHORITY, secure=True)
    assert response["Content-Type"] == "application/x-x509-ca-cert"
    constraints = x509.load_der_x509_certificate(response.content).extensions
    assert constraints.get_extension_for_class(x509.BasicConstraints).value.ca


def test_without_encryption_the_page_says_that_nothing_installs() -> None:
    assert "tidak terenkripsi" in read(secure=False)
    assert "tidak terenkripsi" not in read(secure=True)
