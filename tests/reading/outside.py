"""A small internet on this machine: names, plain and over TLS, whose answers are made up here."""

import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tilik.core.errors import UserError


@dataclass(frozen=True)
class Answer:
    """What is answered at one address; `act` writes it byte by byte instead."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    act: Callable[[Any], None] | None = None


@dataclass
class Outside:
    """Answers by "host/path", what was asked with which headers, and where names lead."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    inner: set[str] = field(default_factory=set)
    ports: dict[int, int] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None

    def connect(self, host: str, port: int, timeout: float) -> socket.socket:
        """Stands in for the guard: names of the inside are refused, the others live here."""
        if host in self.inner:
            raise UserError("link-inside")
        if port not in self.ports:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self.ports[port]), timeout)


@contextmanager
def open_outside(folder: Path, *names: str) -> Iterator[Outside]:
    """The internet while it stands; over TLS it proves to be one of the names."""
    made = Outside()
    cert, key = _make_certificate(folder, names or ("contoh.go.id",))
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(cert, key)
    made.tls = ssl.create_default_context(cafile=str(cert))
    servers = [_serve(made, None), _serve(made, served)]
    made.ports = {80: servers[0].server_port, 443: servers[1].server_port}
    try:
        yield made
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a client that goes away is what these tests are about."""


def _serve(outside: Outside, tls: ssl.SSLContext | None) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = (self.headers["Host"] or "").partition(":")[0]
            outside.asked.append((f"{host}{self.path}", dict(self.headers)))
            answer = outside.answers.get(f"{host}{self.path}", Answer(status=404))
            if answer.act:
                answer.act(self)
                return
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_rest: Any) -> None:
            """Nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def _make_certificate(folder: Path, names: tuple[str, ...]) -> tuple[Path, Path]:
    """A certificate of its own making for these names, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, secret
