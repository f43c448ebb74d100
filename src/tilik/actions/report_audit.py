"""A survey report looked through without being stored; kept as a document only where asked."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing

from tilik.actions.receiving import Incoming
from tilik.core.audit_contents import audit
from tilik.core.errors import NotFound, UserError
from tilik.library.audit import load_lexicon, load_rules
from tilik.library.audit_note import make_data, say_place, say_read, say_summary, write_pdf
from tilik.reading.isolated import paint_marks, read_report_rows
from tilik.reading.survey_report import read_report

SALT = "tilik.report-audit"
NOTE_SECONDS = 60 * 60 * 24
MOST, PICTURES = 200, 6
"""So many findings, and so many pages as pictures, one look shows."""
__all__ = [
    "Audited",
    "audit_file",
    "open_note",
    "say_place",
    "say_read",
    "say_summary",
    "seal_note",
]


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found, and the pages it was found on as pictures in words of a browser."""

    data: Mapping[str, Any]
    pages: Mapping[int, str]


def audit_file(file: Incoming) -> Audited:
    """What the report contradicts itself in; nothing of it is stored.

    Raises UserError("file-large" | "file-kind" | "file-unreadable" | …).
    """
    if (file.size or 0) > settings.TILIK_DOCUMENT_BYTES:
        raise UserError("file-large", most=settings.TILIK_DOCUMENT_BYTES)
    content = file.read()
    layout = read_report_rows(content)
    report = read_report(layout, load_lexicon())
    found = audit(report, load_rules())[:MOST]
    data = make_data(report, found, (file.name or "")[:200])
    data |= {"pages": layout.pages, "unread_pages": list(layout.unread)}
    return Audited(data, _paint(content, data["findings"]))


def _paint(content: bytes, findings: list[Mapping[str, Any]]) -> dict[int, str]:
    """The first pages that have findings, each marked with their numbers."""
    marks: dict[int, list[tuple[float, ...]]] = {}
    for n, finding in enumerate(findings, 1):
        if finding["page"] and finding["box"]:
            marks.setdefault(finding["page"], []).append((n, *finding["box"]))
    pages = {}
    for page in sorted(marks)[:PICTURES]:
        picture = b64encode(paint_marks(content, page, marks[page])).decode()
        pages[page] = f"data:image/webp;base64,{picture}"
    return pages


def seal_note(data: Mapping[str, Any]) -> str:
    """The findings as signed words that a page may hold and send back."""
    return signing.dumps(data, salt=SALT, compress=True)


def open_note(sealed: str, language: str) -> bytes:
    """The note of one page as PDF. Raises NotFound where we did not write it, or long ago."""
    try:
        data: Mapping[str, Any] = signing.loads(sealed, salt=SALT, max_age=NOTE_SECONDS)
    except signing.BadSignature as error:
        raise NotFound("note-over") from error
    return write_pdf(data, language)
