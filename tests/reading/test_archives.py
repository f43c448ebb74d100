"""Zip files of people: looked at first, read in bounded pieces, nothing on a disk."""

import io
import struct
import zipfile

import pytest

from tests.actions.packs import zip_up
from tests.files import lock
from tilik.core.errors import UserError
from tilik.reading.archives import Archive


def find_refusal(content: bytes) -> str:
    with pytest.raises(UserError) as refusal:
        Archive(content)
    return refusal.value.code


def list_names(content: bytes) -> list[str]:
    return [name for name, _member in Archive(content).list_files()]


@pytest.mark.parametrize("top", ["", "Paket/", "Paket Dinas Kesehatan/"])
def test_files_are_named_from_inside_the_pack(top: str) -> None:
    assert list_names(zip_up({"a.txt": b"x", "bukti/b.txt": b"y"}, top)) == ["a.txt", "bukti/b.txt"]


def test_one_folder_beside_a_file_is_no_wrapping() -> None:
    assert list_names(zip_up({"bukti/a.txt": b"x", "b.txt": b"y"})) == ["bukti/a.txt", "b.txt"]


def test_what_systems_leave_behind_is_no_file_of_the_pack() -> None:
    left = {"__MACOSX/._a": b"", "P/.DS_Store": b"", "P/desktop.ini": b"", "P/bukti/Thumbs.db": b""}
    assert list_names(zip_up({"P/a.txt": b"x", **left})) in (["a.txt"], ["P/a.txt"])


def test_folders_are_no_files() -> None:
    assert list_names(zip_up({"bukti/": b"", "a.txt": b"x"})) == ["a.txt"]


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/x", "\\x", "a\\..\\..\\x", "C:x", "//host/x"]
)
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    assert find_refusal(zip_up({name: b"x", "a.txt": b"y"})) == "file-paths"


def test_a_name_that_stands_twice_is_refused() -> None:
    out = io.BytesIO()
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"x")
        archive.writestr("a.txt", b"y")
    assert find_refusal(out.getvalue()) == "file-paths"


def test_a_locked_pack_is_refused() -> None:
    assert find_refusal(lock(zip_up({"a.txt": b"x"}))) == "file-locked"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 17, b"x" * 100])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert find_refusal(content) == "pack-unreadable"


def test_no_more_is_read_than_asked_for() -> None:
    archive = Archive(zip_up({"a.bin": bytes(range(256)) * 400}))
    ((_name, member),) = archive.list_files()
    assert len(archive.read(member, 1000)) == 1001


def test_a_size_that_lies_reads_no_more_and_says_broken() -> None:
    content = bytearray(zip_up({"a.bin": b"abc" * 9000}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 7)  # the directory says: seven bytes
    archive = Archive(bytes(content))
    ((_name, member),) = archive.list_files()
    with pytest.raises(UserError) as refusal:
        archive.read(member, 100_000)
    assert refusal.value.code == "file-broken"


def test_a_member_that_is_damaged_is_named_broken_and_the_rest_is_read() -> None:
    content = bytearray(zip_up({"a.txt": b"first" * 50, "b.txt": b"second"}))
    at = content.index(b"a.txt") + len("a.txt")
    content[at + 3] ^= 0xFF
    archive = Archive(bytes(content))
    members = dict(archive.list_files())
    with pytest.raises(UserError) as refusal:
        archive.read(members["a.txt"], 1000)
    assert refusal.value.code == "file-broken"
    assert archive.read(members["b.txt"], 1000) == b"second"
