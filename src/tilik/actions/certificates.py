"""A certificate authority of an office's own, and the certificate its machine serves with.

Phones need HTTPS to work without a signal, and no public authority certifies a name or address that
only the office knows. The authority may vouch for private addresses and the names given alone, so a
phone that trusts it is at no risk elsewhere (RFC 5280, 4.2.1.10).
"""

import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from tilik.core.errors import UserError

DAYS, CA_DAYS = 397, 3650
"""Phones take no server certificate that holds longer than 398 days, of one's own authority 825."""
EARLY = timedelta(days=2)
"""A phone whose clock is behind takes it, too."""
LOCAL = ("localhost", "local", "lan", "internal", "home.arpa")
PRIVATE = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
    "::1/128", "fc00::/7", "fe80::/10",
)  # fmt: skip
CA, CA_KEY, SERVER, SERVER_KEY = "ca.crt", "ca.key", "server.crt", "server.key"

Key = ec.EllipticCurvePrivateKey
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and where it lies."""

    folder: Path
    names: tuple[str, ...]
    ends: datetime
    fingerprint: str
    is_new_authority: bool


def get_folder() -> Path:
    """Where keys and certificates lie."""
    return Path(settings.TILIK_DATA) / "tls"


def read_authority() -> bytes | None:
    """The authority's certificate as phones take it (DER), or None where there is none."""
    path = get_folder() / CA
    if not path.exists():
        return None
    return _load(path).public_bytes(serialization.Encoding.DER)


def say_fingerprint(content: bytes) -> str:
    """The SHA-256 of a certificate, as phones show it."""
    digest = x509.load_der_x509_certificate(content).fingerprint(hashes.SHA256())
    return digest.hex(":").upper()


def find_names() -> list[str]:
    """The names and addresses under which this machine is likely reached."""
    host = socket.gethostname().split(".")[0].lower()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))  # nothing is sent
            found = [str(probe.getsockname()[0])]
        except OSError:
            found = []
    return list(dict.fromkeys([f"{host}.local", "localhost", *found, "127.0.0.1"]))


def issue_certificate(*, names: Sequence[str], new_authority: bool = False) -> Made:
    """A new certificate for these names and addresses; the authority stays while it can vouch.

    Raises UserError("tls-name" | "tls-outside", found=…).
    """
    now = datetime.now(UTC)
    wanted = [_read_name(name) for name in dict.fromkeys(names)]
    folder = get_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = new_authority or not (folder / CA).exists() or not (folder / CA_KEY).exists()
    is_new = is_new or _load(folder / CA).not_valid_after_utc < now + timedelta(days=DAYS)
    if is_new:
        _make_authority(folder, wanted, now)
    authority = _load(folder / CA)
    for name in wanted:
        if not _vouches(authority, name):
            raise UserError("tls-outside", found=str(name.value))
    server = _make_server(folder, authority, wanted, now)
    der = authority.public_bytes(serialization.Encoding.DER)
    said = tuple(str(name.value) for name in wanted)
    return Made(folder, said, server.not_valid_after_utc, say_fingerprint(der), is_new)


def _read_name(name: str) -> x509.DNSName | x509.IPAddress:
    """A name or an address. Raises UserError("tls-name")."""
    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip().strip("[]")))
    except ValueError:
        pass
    text = name.strip().lower()
    parts = text.split(".")
    if len(text) > 253 or not all(
        part and len(part) <= 63 and part.replace("-", "").isalnum() and part.isascii()
        and not part.startswith("-") and not part.endswith("-")
        for part in parts
    ):  # fmt: skip
        raise UserError("tls-name", found=name)
    return x509.DNSName(text)


def _make_authority(
    folder: Path, wanted: Sequence[x509.DNSName | x509.IPAddress], now: datetime
) -> None:
    """Nothing; the authority may vouch for private addresses and for what is wanted."""
    key = ec.generate_private_key(ec.SECP256R1())
    spelled = f"Tilik {socket.gethostname().split('.')[0]}"[:50]
    name = x509.Name([
        x509.NameAttribute(NameOID.COMMON_NAME, f"{spelled} (CA)"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tilik"),
    ])  # fmt: skip
    allowed: list[x509.GeneralName] = [x509.DNSName(each) for each in LOCAL]
    allowed += [x509.IPAddress(ipaddress.ip_network(each)) for each in PRIVATE]
    for each in wanted:
        if isinstance(each, x509.DNSName):
            allowed.append(each)
        elif not _is_private(each.value):
            allowed.append(x509.IPAddress(ipaddress.ip_network(str(each.value))))
    usage = {"key_cert_sign": True, "crl_sign": True}
    made = (
        _begin(name, name, key, now, CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_make_usage(**usage), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _keep(folder / CA_KEY, _write_key(key))
    _keep(folder / CA, made.public_bytes(serialization.Encoding.PEM))


def _make_server(
    folder: Path,
    authority: x509.Certificate,
    wanted: Sequence[x509.DNSName | x509.IPAddress],
    now: datetime,
) -> x509.Certificate:
    """The certificate of the machine, kept beside its key."""
    signer = serialization.load_pem_private_key((folder / CA_KEY).read_bytes(), None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise UserError("tls-outside", found=CA_KEY)
    key = ec.generate_private_key(ec.SECP256R1())
    first = str(wanted[0].value)[:64]
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, first)])
    made = (
        _begin(name, authority.subject, key, now, DAYS)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_make_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    _keep(folder / SERVER_KEY, _write_key(key))
    _keep(folder / SERVER, made.public_bytes(serialization.Encoding.PEM))
    return made


def _begin(
    name: x509.Name, issuer: x509.Name, key: Key, now: datetime, days: int
) -> x509.CertificateBuilder:
    """A certificate with its names, key and days; they count from a little before now."""
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLY)
        .not_valid_after(now - EARLY + timedelta(days=days))
    )


def _make_usage(**granted: bool) -> x509.KeyUsage:
    """What the key may be used for, and nothing else."""
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: granted.get(name, False) for name in names})


def _vouches(authority: x509.Certificate, name: x509.DNSName | x509.IPAddress) -> bool:
    """Whether the authority may vouch for that name or address."""
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    subtrees = allowed.permitted_subtrees or []
    if isinstance(name, x509.IPAddress):
        networks = [each.value for each in subtrees if isinstance(each, x509.IPAddress)]
        return any(name.value in each for each in networks if isinstance(each, Network))
    tops = [each.value for each in subtrees if isinstance(each, x509.DNSName)]
    return any(name.value == top or name.value.endswith(f".{top}") for top in tops)


def _is_private(address: Address | Network) -> bool:
    """Whether the address is one of those every authority of ours may vouch for."""
    return isinstance(address, Address) and any(
        address in network for network in map(ipaddress.ip_network, PRIVATE)
    )


def _load(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _write_key(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _keep(path: Path, content: bytes) -> None:
    """Nothing; the file is whole or as it was, and its owner alone reads it."""
    fresh = path.with_suffix(f"{path.suffix}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
