"""The office's own authority: vouches for private addresses alone, and phones take what it signs."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from django.core.management import CommandError, call_command
from django.utils import translation

from tilik.actions import certificates
from tilik.actions.certificates import (
    CA,
    CA_KEY,
    SERVER,
    SERVER_KEY,
    find_names,
    issue_certificate,
    read_authority,
    say_fingerprint,
)
from tilik.core.errors import UserError

NAMES = ["kantor.local", "192.168.1.10", "tilik.kabupaten.go.id"]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.TILIK_DATA = tmp_path
    return tmp_path / "tls"


def load(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def verify(folder: Path, name: str, server: x509.Certificate | None = None) -> None:
    """Nothing. Raises VerificationError where a careful client would not go on."""
    store = Store([load(folder / CA)])
    subject: Any = x509.DNSName(name)
    if name.replace(".", "").isdigit():
        import ipaddress

        subject = x509.IPAddress(ipaddress.ip_address(name))
    PolicyBuilder().store(store).build_server_verifier(subject).verify(
        server or load(folder / SERVER), []
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_client_that_trusts_the_authority_goes_on(folder: Path, name: str) -> None:
    issue_certificate(names=NAMES)
    verify(folder, name)


@pytest.mark.parametrize("name", ["lain.local", "192.168.1.11", "bank.co.id"])
def test_under_another_name_it_does_not(folder: Path, name: str) -> None:
    issue_certificate(names=NAMES)
    with pytest.raises(VerificationError):
        verify(folder, name)


def test_the_authority_cannot_be_used_against_other_sites(folder: Path) -> None:
    issue_certificate(names=NAMES)
    authority = load(folder / CA)
    for name in ("bank.co.id", "8.8.8.8", "go.id", "kantor.localx"):
        with pytest.raises(UserError) as refusal:
            issue_certificate(names=[name])
        assert refusal.value.code == "tls-outside"
    # Whoever steals the key signs without asking us: the phone itself refuses.
    forged = certificates._make_server(
        folder, authority, [x509.DNSName("bank.co.id")], datetime.now(UTC)
    )
    with pytest.raises(VerificationError):
        verify(folder, "bank.co.id", forged)


def test_the_days_are_those_phones_take(folder: Path) -> None:
    made = issue_certificate(names=NAMES)
    server = load(folder / SERVER)
    held = server.not_valid_after_utc - server.not_valid_before_utc
    assert held <= timedelta(days=398)
    assert made.ends == server.not_valid_after_utc
    assert server.not_valid_before_utc < datetime.now(UTC) - timedelta(days=1)
    assert load(folder / CA).not_valid_after_utc > datetime.now(UTC) + timedelta(days=3000)


def test_it_says_what_ios_and_android_ask_for(folder: Path) -> None:
    issue_certificate(names=NAMES)
    server, authority = load(folder / SERVER), load(folder / CA)
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert len(list(names)) == len(NAMES)
    usage = server.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert x509.ExtendedKeyUsageOID.SERVER_AUTH in usage
    basic = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    assert isinstance(server.public_key(), ec.EllipticCurvePublicKey)


def test_only_the_owner_reads_the_keys(folder: Path) -> None:
    issue_certificate(names=NAMES)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in (CA_KEY, SERVER_KEY):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_run_again_it_renews_and_phones_need_nothing(folder: Path) -> None:
    first = issue_certificate(names=NAMES)
    old = load(folder / SERVER).serial_number
    second = issue_certificate(names=["10.0.0.7"])
    assert (first.is_new_authority, second.is_new_authority) == (True, False)
    assert first.fingerprint == second.fingerprint
    assert load(folder / SERVER).serial_number != old
    verify(folder, "10.0.0.7")


def test_an_authority_soon_over_or_asked_anew_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "CA_DAYS", 300)
    first = issue_certificate(names=NAMES)
    monkeypatch.undo()
    second = issue_certificate(names=NAMES)
    third = issue_certificate(names=["baru.go.id"], new_authority=True)
    assert len({each.fingerprint for each in (first, second, third)}) == 3
    verify(folder, "baru.go.id")


@pytest.mark.parametrize("name", ["", "dua kata", "-x", "a..b", "*.local", "x" * 64, "té.local"])
def test_what_is_no_name_is_refused_and_nothing_made(folder: Path, name: str) -> None:
    with pytest.raises(UserError) as refusal:
        issue_certificate(names=[name])
    assert refusal.value.code == "tls-name"
    assert not folder.exists()


def test_the_server_can_use_what_was_made(folder: Path) -> None:
    issue_certificate(names=NAMES)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / SERVER, folder / SERVER_KEY)


def test_a_machine_without_a_network_still_has_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr("socket.socket.connect", refuse)
    names = find_names()
    assert names[0].endswith(".local")
    assert {"localhost", "127.0.0.1"} < set(names)


def test_phones_get_the_certificate_and_never_a_key(folder: Path) -> None:
    assert read_authority() is None
    made = issue_certificate(names=NAMES)
    content = read_authority()
    assert content is not None
    assert b"PRIVATE" not in content
    assert say_fingerprint(content) == made.fingerprint
    assert made.fingerprint.count(":") == 31


@pytest.mark.parametrize(
    ("language", "words"), [("id", "Tulis ke dalam .env"), ("en", "Write into")]
)
def test_the_command_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    with translation.override(language):
        call_command("tls", "kantor.local", "fe80::1")
    said = capsys.readouterr().out
    assert words in said
    assert "TILIK_HOSTS=kantor.local,[fe80::1]" in said
    assert "https://kantor.local:8000/pasang/" in said
    assert str(folder / CA) in said


def test_the_command_refuses_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="nama"), translation.override("id"):
        call_command("tls", "dua kata")
