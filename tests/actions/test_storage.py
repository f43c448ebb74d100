"""Files are kept whole under their fingerprint, or refused with a word for why."""

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.files import (
    HOSTILE,
    Sent,
    make_docx,
    make_pdf,
    make_picture,
    make_xlsx,
)
from tilik.actions.receiving import clean_name, open_kept, receive
from tilik.actions.storage import Folder, make_key
from tilik.core.errors import NotFound, UserError
from tilik.reading.kinds import tell_kind
from tilik.reading.pictures import SIDE


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    """The folder files are kept in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files" / "documents"


def list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


# --- Keeping --------------------------------------------------------------------------------------


def test_bytes_come_back_under_their_fingerprint(tmp_path: Path) -> None:
    key = Folder(tmp_path).put(b"isi")
    sha = hashlib.sha256(b"isi").hexdigest()
    assert key == f"{sha[:2]}/{sha}"
    with Folder(tmp_path).open(key) as file:
        assert file.read() == b"isi"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    first = folder.put(b"isi")
    before = (tmp_path / first).stat().st_mtime_ns
    assert folder.put(b"isi") == first
    assert (tmp_path / first).stat().st_mtime_ns == before
    assert len(list_files(tmp_path)) == 1


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_a_write_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_rest: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        with pytest.raises(OSError, match="No space"):
            Folder(tmp_path).put(b"isi")
    assert not list_files(tmp_path)
    with pytest.raises(NotFound):
        Folder(tmp_path).open(make_key(b"isi"))


def test_bytes_are_on_the_disk_before_they_have_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("flush"), fsync(handle))[1])
    monkeypatch.setattr(
        Path, "replace", lambda self, to: (steps.append("name"), replace(self, to))[1]
    )
    Folder(tmp_path).put(b"isi")
    assert steps[:2] == ["flush", "name"]
    assert steps[2:]  # the folder's entry, too


@pytest.mark.parametrize(
    "key", ["", "../secret-key", "ab/../../secret-key", "/etc/passwd", "ab/" + "f" * 63, "ab/\0"]
)
def test_no_key_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret-key").write_text("rahasia")
    with pytest.raises(NotFound):
        Folder(tmp_path / "documents").open(key)


# --- What comes in --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (make_pdf(), "pdf"),
        (make_docx(), "docx"),
        (make_xlsx(), "xlsx"),
        (make_docx(word__embeddings__Sheet1_xlsx=make_xlsx()), "docx"),
        (make_picture("JPEG"), "jpg"),
        (make_picture("PNG"), "png"),
        (make_picture("WEBP"), "webp"),
    ],
)
def test_a_file_is_known_by_its_content_whatever_its_name(
    root: Path, content: bytes, ending: str
) -> None:
    kept = receive(Sent(content, "foto.exe"))
    assert kept.name == f"foto.{ending}"
    with open_kept(kept.key) as file:
        stored = file.read()
    assert hashlib.sha256(stored).hexdigest() == kept.sha256
    assert len(stored) == kept.size


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_and_nothing_kept(root: Path, name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(UserError) as refused:
        receive(Sent(content, "sk.pdf"))
    assert refused.value.code == code
    assert not list_files(root)


@given(cut=st.integers(0, 5000), place=st.integers(0, 5000), mark=st.binary(max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    root: Path, cut: int, place: int, mark: bytes
) -> None:
    for whole in (make_pdf(), make_docx(), make_xlsx(), make_picture(), make_picture("PNG"),
                  make_picture("WEBP")):  # fmt: skip
        at = place % len(whole)
        damaged = (whole[:at] + mark + whole[at + len(mark) :])[: max(1, len(whole) - cut)]
        try:
            receive(Sent(damaged))
        except UserError as error:
            assert error.code.startswith(("file-", "picture-"))


def test_a_document_that_is_too_large_is_refused_before_it_is_read(
    root: Path, settings: Any
) -> None:
    file = Sent(make_pdf(), size=settings.TILIK_DOCUMENT_BYTES + 1)
    with pytest.raises(UserError) as refused:
        receive(file)
    assert (refused.value.code, file.tell()) == ("file-large", 0)


def test_a_photo_has_a_bound_of_its_own(root: Path, settings: Any) -> None:
    settings.TILIK_PHOTO_BYTES = 500
    with pytest.raises(UserError, match="file-large"):
        receive(Sent(make_picture(size=(900, 900))))
    assert receive(Sent(make_pdf("x" * 1000))).size > 500


# --- Photos ---------------------------------------------------------------------------------------


def test_a_photo_is_scaled_upright_and_free_of_its_place(root: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)  # where it was taken
    sent = make_picture(size=(4000, 1000), exif=exif.tobytes())
    with open_kept(receive(Sent(sent)).key) as file:
        image = Image.open(io.BytesIO(file.read()))
    assert image.size == (SIDE // 4, SIDE)
    assert not image.getexif()


def test_what_hides_behind_a_photo_is_gone(root: Path) -> None:
    sent = make_picture() + b"<script>alert(1)</script>" + make_docx()
    with open_kept(receive(Sent(sent)).key) as file:
        stored = file.read()
    assert b"<script" not in stored
    assert b"PK\x03\x04" not in stored


def test_a_picture_one_can_see_through_stays_so(root: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with open_kept(receive(Sent(out.getvalue())).key) as file:
        assert Image.open(io.BytesIO(file.read())).getpixel((5, 5))[3] == 0


def test_the_same_photo_twice_is_the_same_fingerprint(root: Path) -> None:
    sent = make_picture(size=(3000, 2000))
    assert receive(Sent(sent)).sha256 == receive(Sent(sent, "lain.png")).sha256


# --- Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("SK Bupati.pdf", "SK Bupati.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\budi\\SK.docx", "SK.pdf"),
        ("sk.pdf\r\nSet-Cookie: a", "sk.pdf"),
        ("nama\u202efdp.exe", "namafdp.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "berkas.pdf"),
        ("...", "berkas.pdf"),
        ("a" * 400 + ".pdf", "a" * 200 + ".pdf"),
    ],
)
def test_a_name_is_bare_and_has_the_ending_of_its_kind(name: str, clean: str) -> None:
    assert clean_name(name, "pdf") == clean


def test_nothing_but_the_content_tells_what_a_file_is() -> None:
    assert tell_kind(make_pdf()) == "application/pdf"
    with pytest.raises(UserError, match="file-kind"):
        tell_kind(b"%PDX-" + make_pdf()[5:])
