"""Scripts hidden in the packed objects of a PDF are seen, honest packed PDFs are taken."""

import zlib

import pytest

from tests.files import make_pdf
from tilik.core.errors import UserError
from tilik.reading.kinds import PDF, PDF_UNPACKED, tell_kind

HARMLESS = b"1 0 2 40 <</Type/Catalog/Pages 3 0 R>> <</Type/Pages/Count 1>>" * 20
SCRIPT = b"1 0 <</S/JavaScript/JS(app.alert\\(1\\))>>"


def pack(objects: bytes, head: bytes = b"/Filter/FlateDecode", squeeze: bool = True) -> bytes:
    """A PDF with a stream of packed objects."""
    body = zlib.compress(objects) if squeeze else objects
    stream = b"9 0 obj<</Type/ObjStm/N 2/First 8%b/Length %d>>stream\r\n%b\nendstream endobj\n"
    return make_pdf().replace(b"trailer", stream % (head, len(body), body) + b"trailer")


def test_honest_packed_objects_are_taken() -> None:
    assert tell_kind(pack(HARMLESS)) == PDF
    assert tell_kind(pack(HARMLESS, b"", squeeze=False)) == PDF


@pytest.mark.parametrize(
    "objects",
    [
        SCRIPT,
        HARMLESS * 50 + SCRIPT,
        b"1 0 <</S/J#61vaScript/JS(1)>>",
        b"1 0 <</S/Launch/F(cmd.exe)>>",
        b"1 0 <</S/Rendition/R 4 0 R/JS(1)>>",
        b"1 0 <</Subtype/RichMedia>>",
    ],
)
def test_a_packed_script_or_program_is_refused(objects: bytes) -> None:
    with pytest.raises(UserError, match="file-active"):
        tell_kind(pack(objects))


def test_a_script_whose_name_is_written_in_numbers_is_refused() -> None:
    with pytest.raises(UserError, match="file-active"):
        tell_kind(make_pdf("/S /#4aavaScript"))


@pytest.mark.parametrize(
    "head",
    [
        b"/Filter/LZWDecode",
        b"/Filter[/ASCIIHexDecode/FlateDecode]",
        b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>",
    ],
)
def test_packed_objects_nobody_can_look_into_are_refused(head: bytes) -> None:
    with pytest.raises(UserError, match="file-locked"):
        tell_kind(pack(SCRIPT, head))


def test_packed_objects_that_are_locked_or_damaged_are_refused() -> None:
    damaged = pack(b"\0" * 400, squeeze=False)
    with pytest.raises(UserError, match="file-broken"):
        tell_kind(damaged)
    with pytest.raises(UserError, match="file-locked"):
        tell_kind(damaged.replace(b"trailer<<", b"trailer<</Encrypt 7 0 R"))


def test_packed_objects_that_unpack_without_end_are_refused() -> None:
    with pytest.raises(UserError, match="file-bomb"):
        tell_kind(pack(b" " * (PDF_UNPACKED + 10)))
