"""A zip written while it is sent: no file of it is ever whole in memory, and the same is the same bytes."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tilik.core.errors import NotFound
from tilik.web.reports.blocks import clean

CHUNK = 256 * 1024
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip can name: what a file is does not depend on when it was packed."""
READABLE = 0o644 << 16
UNIX = 3
BARE = set('\\/:*?"<>|')
LOST = ".tidak-ditemukan.txt"


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the zip: its path and how it is opened."""

    name: str
    open: Callable[[], BinaryIO]


def hold(name: str, content: bytes) -> Member:
    """A file whose bytes are there already."""
    return Member(name, lambda: io.BytesIO(content))


def stream_zip(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of the zip, piece by piece; a file that is lost leaves an empty one that says so."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for member in members:
            try:
                source = member.open()
            except NotFound:
                member, source = Member(member.name + LOST, member.open), io.BytesIO()
            with source, archive.open(_describe(member.name), "w") as out:
                while piece := source.read(CHUNK):
                    out.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()


def name_folder(text: str, most: int = 60) -> str:
    """The text as a name every file system takes."""
    plain = "".join(" " if sign in BARE else sign for sign in clean(text).replace("\n", " "))
    return " ".join(plain.split())[:most].strip(" .") or "tanpa nama"


def _describe(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, MOMENT)
    info.compress_type, info.external_attr, info.create_system = (
        zipfile.ZIP_DEFLATED,
        READABLE,
        UNIX,
    )
    return info


class _Pipe(io.RawIOBase):
    """Takes what the zip writes and hands it on; it cannot go back, so nothing need be kept."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, piece: object) -> int:
        """How much was taken: all of it."""
        taken = bytes(piece)  # type: ignore[call-overload]
        self.waiting += taken
        return len(taken)

    def take(self) -> bytes:
        """What has come since the last time."""
        found = bytes(self.waiting)
        self.waiting.clear()
        return found
