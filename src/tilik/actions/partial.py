"""Files that arrive in pieces over a bad link: each piece goes where the last one ended."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings

from tilik.core.errors import Conflict, UserError
from tilik.records.models import User

MOST, PACKS = 30, 3
KEPT = 2 * 24 * 60 * 60
"""How many files and packs one person may have under way, and the seconds one waits for its rest."""
PACK = "pack-"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file all of whose pieces are there."""

    path: Path
    name: str
    size: int

    def read(self) -> bytes:
        """All its bytes."""
        return self.path.read_bytes()


def get_offset(by: User, uuid: UUID, kind: str = "") -> int:
    """How many bytes of the file are here."""
    path = _find_path(by, uuid, kind)
    return path.stat().st_size if path.exists() else 0


def add_piece(
    *, by: User, uuid: UUID, offset: int, length: int, piece: bytes, most: int | None = None,
    kind: str = "",
) -> int:  # fmt: skip
    """How many bytes of the file are here now; it may have `most`, else as many as a document.

    Raises Conflict("offset", offset=…) where the piece does not begin where the file ends,
    UserError("file-large" | "uploads-many").
    """
    most = most or settings.TILIK_DOCUMENT_BYTES
    if length > most or offset + len(piece) > length:
        raise UserError("file-large", most=most)
    with _make_room(by, uuid, kind).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two tabs sending the same file take turns
        held = file.seek(0, os.SEEK_END)
        if held != offset:
            raise Conflict("offset", offset=held)
        file.write(piece)
        return held + len(piece)


def add_whole(*, by: User, uuid: UUID, file: IO[Any], size: int, most: int) -> Path:
    """Where a pack sent in one piece lies now. Raises UserError("file-large")."""
    if size > most:
        raise UserError("file-large", most=most)
    path = _make_room(by, uuid, PACK)
    with path.open("wb") as kept:
        shutil.copyfileobj(file, kept)
    return path


def find(by: User, uuid: UUID) -> Path:
    """Where the person's pack lies. Raises UserError("pack-gone")."""
    path = _find_path(by, uuid, PACK)
    if not path.exists():
        raise UserError("pack-gone")
    return path


def take(*, by: User, uuid: UUID, name: str) -> Arrived:
    """The file as a form would have handed it over."""
    path = _find_path(by, uuid)
    return Arrived(path, name, path.stat().st_size)


def forget(*, by: User, uuid: UUID, kind: str = "") -> None:
    """Nothing; the pieces are gone."""
    _find_path(by, uuid, kind).unlink(missing_ok=True)


def clear_partial(*, now: float | None = None) -> int:
    """How many files were given up, for their rest never came."""
    old = (now or time.time()) - KEPT
    given_up = [path for path in _get_folder().glob("*") if path.stat().st_mtime < old]
    for path in given_up:
        path.unlink(missing_ok=True)
    return len(given_up)


def _find_path(by: User, uuid: UUID, kind: str = "") -> Path:
    """Where the pieces lie; the person is in the name, so nobody reaches another's."""
    return _get_folder() / f"{by.pk}-{kind}{uuid.hex}"


def _make_room(by: User, uuid: UUID, kind: str) -> Path:
    """Where the file goes. Raises UserError("uploads-many").

    A pack may be large: a new one takes the place of the one that waited longest.
    """
    path = _find_path(by, uuid, kind)
    if not path.exists():
        own = sorted(_list_own(by, kind), key=lambda each: each.stat().st_mtime)
        if kind == PACK:
            for old in own[: max(len(own) - PACKS + 1, 0)]:
                old.unlink(missing_ok=True)
        elif len(own) >= MOST:
            raise UserError("uploads-many", most=MOST)
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    return path


def _list_own(by: User, kind: str) -> Iterator[Path]:
    return _get_folder().glob(f"{by.pk}-{kind}[0-9a-f]*")


def _get_folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "partial"
