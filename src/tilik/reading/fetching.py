"""A file behind a link, fetched once: bounded in bytes, time and ways, from public addresses alone.

Nothing of ours goes along: no cookie, no account, no proxy of the surroundings. The standard
library's own HTTP speaks over a connection that `guard` has opened.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from urllib.parse import unquote

from tilik.core.errors import UserError
from tilik.reading.guard import connect_public
from tilik.reading.links import Target, make_direct, read_target

REDIRECTS = 5
SECONDS = 60.0
PAUSE = 20.0
"""The whole fetch may take SECONDS, and no silence within it more than PAUSE."""
CHUNK = 64 * 1024
MOVED = (301, 302, 303, 307, 308)
CLOSED = (401, 403, 407)
GONE = (404, 410)
LOGINS = ("accounts.google.com", "login.microsoftonline.com", "login.live.com", "login.yahoo.com")
PASSWORD = re.compile(rb"type\s*=\s*[\"']?password", re.IGNORECASE)
HEADERS = {"User-Agent": "Tilik", "Accept": "*/*", "Accept-Encoding": "identity"}
Connect = Callable[[str, int, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came, with the name its place gives it."""

    content: bytes
    name: str

    @property
    def size(self) -> int:
        """How many bytes."""
        return len(self.content)

    def read(self) -> bytes:
        """All its bytes."""
        return self.content


@dataclass(frozen=True, slots=True)
class Errand:
    """One fetch: how it connects, whom it trusts, how much it takes and when it gives up."""

    connect: Connect
    tls: ssl.SSLContext
    most: int
    ends: float

    def get_left(self) -> float:
        """The seconds left. Raises UserError("link-slow") where there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise UserError("link-slow")
        return left


def fetch(
    address: str,
    *,
    most: int,
    seconds: float = SECONDS,
    connect: Connect = connect_public,
    tls: ssl.SSLContext | None = None,
) -> Fetched:
    """The file behind the address, share links taken for the file they show.

    Raises UserError("link-…" | "file-large"); see `links`, `guard`.
    """
    ends = time.monotonic() + seconds
    errand = Errand(connect, tls or ssl.create_default_context(), most, ends)
    target = read_target(make_direct(address))
    for _step in range(REDIRECTS + 1):
        if target.host in LOGINS:
            raise UserError("link-login")
        found = _visit(target, errand)
        if isinstance(found, Fetched):
            return found
        target = found
    raise UserError("link-round")


def _visit(target: Target, errand: Errand) -> Fetched | Target:
    """The file, or where to go on. Raises UserError."""
    try:
        with _ask(target, errand) as response:
            if response.status in MOVED:
                return target.follow(response.getheader("Location") or "")
            _refuse_status(response.status)
            content = _read(response, errand)
            name = _find_name(response.headers, target)
    except ssl.SSLError as error:
        raise UserError("link-tls") from error
    except (OSError, HTTPException) as error:
        errand.get_left()  # cut off by our own clock
        code = "link-slow" if isinstance(error, TimeoutError) else "link-unreachable"
        raise UserError(code) from error
    _refuse_page(content)
    return Fetched(content, name)


@contextmanager
def _ask(target: Target, errand: Errand) -> Iterator[HTTPResponse]:
    """The answer of the server, its body not yet read; the connection ends with the clock."""
    left = errand.get_left()
    line = errand.connect(target.host, target.port, min(left, PAUSE))
    kind: type[HTTPConnection] = HTTPConnection
    if target.scheme == "https":
        kind = HTTPSConnection
        line = errand.tls.wrap_socket(
            line, server_hostname=target.host, do_handshake_on_connect=False
        )
    clock = Timer(errand.get_left(), _cut, (line,))
    clock.daemon = True
    clock.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        connection = kind(target.host, target.port)
        connection.sock = line  # its own `connect` would look the name up again
        connection.request("GET", target.path, headers=HEADERS)
        with closing(connection), connection.getresponse() as response:
            yield response
    finally:
        clock.cancel()
        line.close()


def _cut(line: socket.socket) -> None:
    """Nothing; whoever waits on the connection waits no longer."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _read(response: HTTPResponse, errand: Errand) -> bytes:
    """The body. Raises UserError("file-large"), OSError where it is cut off."""
    pieces = bytearray()
    if (response.length or 0) > errand.most:
        raise UserError("file-large", most=errand.most)
    while piece := response.read(CHUNK):
        pieces += piece
        if len(pieces) > errand.most:
            raise UserError("file-large", most=errand.most)
        errand.get_left()
    if response.length:
        raise ConnectionError
    errand.get_left()
    return bytes(pieces)


def _refuse_status(status: int) -> None:
    """Nothing. Raises UserError where the server does not hand out a file."""
    if status in CLOSED:
        raise UserError("link-login")
    if status in GONE:
        raise UserError("link-gone")
    if status != 200:
        raise UserError("link-status", found=status)


def _refuse_page(content: bytes) -> None:
    """Nothing. Raises UserError for a web page, told by its bytes: it is no document."""
    head = content[:CHUNK].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<!--", b"<script")) or (
        head.startswith(b"<") and b"<html" in head
    ):
        raise UserError("link-login" if PASSWORD.search(content) else "link-page")


def _find_name(headers: Message, target: Target) -> str:
    """What the server calls the file, else the end of its address."""
    named = headers.get_filename()
    return named or unquote(target.path.partition("?")[0].rpartition("/")[2]) or target.host
