"""What shows that a document was signed electronically: signatures in its bytes, and QR codes."""

from typing import Any

from tilik.core.errors import UserError
from tilik.reading.isolated import read_marks
from tilik.reading.kinds import PDF, PICTURES, tell_kind

LONGEST = 300


def find_signs(content: bytes) -> dict[str, Any]:
    """Embedded `signatures` and what the QR codes say (`qr`); None is not looked at, never none.

    Who signed is not verified: a QR may be copied, a certificate may be anybody's.
    """
    try:
        kind = tell_kind(content)
        if kind not in {PDF, *PICTURES}:
            return {"signatures": None, "qr": None}
        found = read_marks(content, kind)
    except UserError:
        return {"signatures": None, "qr": None}
    marks = [" ".join(mark.split())[:LONGEST] for mark in found["marks"]]
    return {
        "signatures": found["signatures"] if kind == PDF else None,
        "qr": sorted({mark for mark in marks if mark}) if found["is_looked"] else None,
    }
