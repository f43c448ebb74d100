"""A file as it comes in: within bounds, of a known kind, cleaned, and safely kept."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction

from tilik.actions.storage import get_store
from tilik.core.errors import UserError
from tilik.reading.kinds import ENDINGS, PICTURES, tell_kind
from tilik.reading.pictures import repaint
from tilik.records.queries.report_audits import is_used

NAME_LENGTH = 200


class Incoming(Protocol):
    """A file somebody sends; `size` is known before a byte is read."""

    @property
    def size(self) -> int | None:
        """How many bytes."""

    @property
    def name(self) -> str | None:
        """What it is called where it comes from."""

    def read(self) -> bytes:
        """All its bytes."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept, with the fingerprints of the bytes kept and of those sent.

    They differ for a photo, which is painted anew.
    """

    name: str
    kind: str
    size: int
    sha256: str
    key: str
    sent_sha256: str


def receive(file: Incoming) -> Kept:
    """The file, kept whole or not at all; the same bytes are kept once.

    Raises UserError("file-large" | "file-empty" | "file-kind" | …, see `reading`).
    """
    if (file.size or 0) > settings.TILIK_DOCUMENT_BYTES:
        raise UserError("file-large", most=settings.TILIK_DOCUMENT_BYTES)
    content = file.read()
    sent = hashlib.sha256(content).hexdigest()
    kind = tell_kind(content)
    if kind in PICTURES:
        if len(content) > settings.TILIK_PHOTO_BYTES:
            raise UserError("file-large", most=settings.TILIK_PHOTO_BYTES)
        content = repaint(content, kind)
    name = clean_name(file.name or "", ENDINGS[kind])
    sha = hashlib.sha256(content).hexdigest()
    return Kept(name, kind, len(content), sha, get_store().put(content), sent)


def clean_name(name: str, ending: str) -> str:
    """The bare name without folders or marks that no one can see, with the ending of its kind."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in bare if unicodedata.category(sign)[0] != "C").strip(" .")
    stem = shown.rpartition(".")[0] if "." in shown else shown
    return f"{stem[:NAME_LENGTH].strip() or 'berkas'}.{ending}"


def open_kept(key: str) -> BinaryIO:
    """The bytes of a kept file, to read. Raises NotFound."""
    return get_store().open(key)


def drop_bytes(key: str) -> None:
    """Nothing; once the write around is stored, the bytes are gone unless a row still needs them.

    A write that is undone keeps them, for its row points at them again.
    """
    transaction.on_commit(lambda: _remove_unused(key))


def _remove_unused(key: str) -> None:
    if key and not is_used(key):
        get_store().remove(key)
