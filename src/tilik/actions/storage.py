"""Where the bytes of documents are kept: by their fingerprint, outside what the web server shows."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from tilik.core.errors import NotFound

KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")


class Store(Protocol):
    """A place for bytes, each under the key of its fingerprint."""

    def put(self, content: bytes) -> str:
        """The key under which the bytes are safe once this returns."""

    def open(self, key: str) -> BinaryIO:
        """The bytes, to read. Raises NotFound."""

    def remove(self, key: str) -> None:
        """Nothing; the bytes are gone. Only for what nothing refers to any more."""


class Folder:
    """A store in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        """The key; bytes that are there already are not written again.

        Written beside its place, flushed to the disk and renamed: a power cut leaves all or nothing.
        """
        key = make_key(content)
        path = self.root / key
        if path.exists():
            return key
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(waiting).replace(path)
        except BaseException:
            Path(waiting).unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)
        _flush_folder(self.root)
        return key

    def open(self, key: str) -> BinaryIO:
        """The bytes, to read. Raises NotFound for what is not there or no key at all."""
        if not KEY.fullmatch(key):
            raise NotFound("file-not-found")
        try:
            return (self.root / key).open("rb")
        except FileNotFoundError as error:
            raise NotFound("file-not-found") from error

    def remove(self, key: str) -> None:
        """Nothing; the bytes are gone, if they were there."""
        if KEY.fullmatch(key):
            (self.root / key).unlink(missing_ok=True)


def get_store() -> Store:
    """The store of this installation."""
    return Folder(Path(settings.MEDIA_ROOT) / "documents")


def make_key(content: bytes) -> str:
    """The key of the bytes: their SHA-256 in a folder of its first two digits."""
    sha = hashlib.sha256(content).hexdigest()
    return f"{sha[:2]}/{sha}"


def _flush_folder(path: Path) -> None:
    """Nothing; the folder's own entry is on the disk, so that a renamed file is found again."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
