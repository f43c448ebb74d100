"""Zip files that people send: looked at before a byte is unpacked, read in bounded pieces."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tilik.core.errors import UserError
from tilik.reading.kinds import ZipLimits, refuse_bomb

JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


LIMITS = ZipLimits(unpacked=600 * 1024 * 1024, small=4 * 1024 * 1024)


class Archive:
    """A zip file, in memory or where it lies, whose members were looked at; none is unpacked."""

    def __init__(self, content: bytes | Path) -> None:
        try:
            source = content if isinstance(content, Path) else io.BytesIO(content)
            self._zip = zipfile.ZipFile(source)
            self._members = [each for each in self._zip.infolist() if not each.is_dir()]
        except (zipfile.BadZipFile, ValueError, EOFError, OSError) as error:
            raise UserError("pack-unreadable") from error
        _check(self._members)
        names = [_clean(each.filename) for each in self._members]
        self._top = _find_top(names)

    def list_files(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        """Each file by its path inside the pack, without what systems leave behind."""
        for member in self._members:
            name = _clean(member.filename)
            if not any(word in f"/{name.lower()}" for word in JUNK):
                yield name.removeprefix(self._top), member

    def read(self, member: zipfile.ZipInfo, most: int) -> bytes:
        """The bytes of a member, one more than `most` at the most. Raises UserError("file-broken")."""
        try:
            with self._zip.open(member) as file:
                return file.read(most + 1)
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, RuntimeError,
                zipfile.zlib.error) as error:  # type: ignore[attr-defined]  # fmt: skip
            raise UserError("file-broken") from error


def _check(members: list[zipfile.ZipInfo]) -> None:
    """Nothing. Raises UserError("file-bomb" | "file-locked" | "file-paths")."""
    refuse_bomb(members, LIMITS)
    names = [_clean(member.filename) for member in members]
    if len(set(names)) != len(names) or any(_leaves(name) for name in names):
        raise UserError("file-paths")


def _clean(name: str) -> str:
    """The path with the slashes of every system alike."""
    return name.replace("\\", "/")


def _leaves(name: str) -> bool:
    """Whether the path would lead out of the folder it is unpacked in."""
    return name.startswith("/") or ":" in name or ".." in name.split("/") or "\0" in name


def _find_top(names: list[str]) -> str:
    """The one folder everything stands in, where somebody packed the folder itself; else ""."""
    tops = {name.partition("/")[0] for name in names if not name.lower().startswith("__macosx/")}
    return f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name in names) else ""
