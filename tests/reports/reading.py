"""A report read and judged in this process: the isolated one is tested on its own."""

from tilik.core.audit import Finding, Weight
from tilik.core.audit_contents import audit
from tilik.library.audit import load_lexicon, load_rules
from tilik.reading.kinds import DOCX, PDF, tell_kind
from tilik.reading.layout import Layout, read_docx, read_html, read_pdf
from tilik.reading.survey_report import read_report
from tilik.reading.workbooks import is_csv, read_csv, read_xlsx


def lay_out(content: bytes) -> Layout:
    """The rows of the file."""
    if is_csv(content):
        return read_csv(content)
    if content.startswith(b"<"):
        return read_html(content)
    return {PDF: read_pdf, DOCX: read_docx}.get(tell_kind(content), read_xlsx)(content)


def read_all(content: bytes) -> list[Finding]:
    """All findings, those that only inform too."""
    return audit(read_report(lay_out(content), load_lexicon()), load_rules())


def find_contradictions(content: bytes) -> list[Finding]:
    """The findings to act on."""
    return [f for f in read_all(content) if f.weight != Weight.INFORMATION]
