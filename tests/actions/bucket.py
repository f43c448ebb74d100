"""A bucket on this machine: as much of S3 as the store asks for, in memory."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY_ID, SECRET = "kunci", "rahasia-yang-panjang"
MISSING = b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>tidak ada</Message></Error>"
CLOSED = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>tidak</Message></Error>"


@dataclass
class Bucket:
    """What lies in it by path, and what was asked: method, path and headers."""

    address: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)

    def get_settings(self) -> dict[str, str]:
        """What an installation writes to use it."""
        return {
            "bucket": "bukti",
            "endpoint": self.address,
            "region": "id-1",
            "key_id": KEY_ID,
            "secret": SECRET,
        }

    def count(self, method: str) -> int:
        """How often that was asked."""
        return sum(each == method for each, *_rest in self.asked)


@contextmanager
def open_bucket() -> Iterator[Bucket]:
    """The bucket while it stands; who does not sign with its key is turned away."""
    bucket = Bucket()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, status: int, body: bytes = b"") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", '"x"')
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def take(self) -> bool:
            """Whether the request is signed with the key of the bucket."""
            self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            bucket.asked.append((self.command, self.path, dict(self.headers)))
            signed = self.headers.get("Authorization", "")
            if signed.startswith(f"AWS4-HMAC-SHA256 Credential={KEY_ID}/"):
                return True
            self.answer(403, CLOSED)
            return False

        def do_PUT(self) -> None:
            if self.take():
                bucket.objects[self.path] = self.body
                self.answer(200)

        def do_GET(self) -> None:
            if self.take():
                found = bucket.objects.get(self.path)
                self.answer(404, MISSING) if found is None else self.answer(200, found)

        do_HEAD = do_GET

        def do_DELETE(self) -> None:
            if self.take():
                bucket.objects.pop(self.path, None)
                self.answer(204)

        def log_message(self, *_rest: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    bucket.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
