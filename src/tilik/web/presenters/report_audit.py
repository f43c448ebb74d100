"""What was found in a report, as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tilik.actions.report_audit import say_place, say_read, say_summary
from tilik.records.models import ReportAudit
from tilik.records.models.job import JobState
from tilik.web.presenters.refused_files import say_refused_file

ICONS = {"error": "circle-alert", "warning": "triangle-alert", "information": "info"}
TONES = {"error": "note-error", "warning": "note-warning", "information": "note-info"}
PICTURES = 12
"""So many pages are shown at once; the findings of others name theirs."""
STATES: Mapping[str, str | Promise] = {
    JobState.WAITING: gettext_lazy("waits to be audited"),
    JobState.RUNNING: gettext_lazy("is being audited"),
    JobState.DONE: gettext_lazy("audited"),
    JobState.FAILED: gettext_lazy("could not be audited"),
    JobState.STOPPED: gettext_lazy("stopped"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding with its number on the page's picture; `page` where there is such a picture."""

    n: int
    icon: str
    tone: str
    weight: str
    title: str
    place: str
    page: int | None
    reason: str
    ask: str


@dataclass(frozen=True, slots=True)
class View:
    """The page: how many, what was read, the findings and the pages they are on."""

    file: str
    summary: str
    read: str
    unread: str
    lines: tuple[Line, ...]
    pages: tuple[int, ...]
    left: int


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A report in the list of earlier ones."""

    audit: ReportAudit
    state: str
    is_running: bool


def say_state(found: ReportAudit) -> str:
    """How far it is, in words."""
    return str(STATES[found.job.state])


def make_row(found: ReportAudit) -> AuditRow:
    """The report with its outcome in a few words."""
    is_running = found.job.state in (JobState.WAITING, JobState.RUNNING)
    return AuditRow(found, _say_counts(found) or say_state(found), is_running)


def _say_counts(found: ReportAudit) -> str:
    """How many contradictions; "" while it is not known."""
    if found.job.state != JobState.DONE:
        return ""
    if not found.counts.get("read"):
        return _("no table found")
    n = found.counts.get("error", 0)
    if not n:
        return _("no contradiction")
    return ngettext("{n} contradiction", "{n} contradictions", n).format(n=n)


def make_view(data: Mapping[str, Any], pages: Sequence[int], language: str) -> View:
    """The findings in the language; `pages` can be shown."""
    shown = tuple(pages[:PICTURES])
    lines = [_make_line(n, each, shown, language) for n, each in enumerate(data["findings"], 1)]
    return View(
        file=data["file"],
        summary=say_summary(data, language).removesuffix("."),
        read=say_read(data, language),
        unread=", ".join(map(str, data["unread_pages"])),
        lines=tuple(lines),
        pages=shown,
        left=data["left"],
    )


def _make_line(n: int, finding: Mapping[str, Any], shown: Sequence[int], language: str) -> Line:
    words = {
        "error": _("contradiction"),
        "warning": _("to look at"),
        "information": _("note"),
    }
    weight = finding["severity"]
    return Line(
        n, ICONS[weight], TONES[weight], words[weight], finding["title"][language],
        say_place(finding, language), finding["page"] if finding["page"] in shown else None,
        finding["reason"][language], finding["ask"][language],
    )  # fmt: skip


def say_refused_report(code: str, facts: Mapping[str, Any]) -> str:
    """Why a file was not looked through, and what to do."""
    words = {
        "file-kind": _(
            "Only PDF, Word (DOCX), Excel (XLSX) and CSV can be audited; as a document of a unit no "
            "CSV is kept. Nothing was kept."
        ),
        "file-long": _(
            "The report is too long to be read. Send the chapter of results and its annexes alone."
        ),
        "file-unreadable": _(
            "The file took too much time or memory, or is damaged. Save it anew, or send the "
            "chapter of results alone."
        ),
        "file-not-found": _("The file is no longer here. Send the report in again."),
        "report-erased": _("The file is no longer here. Send the report in again."),
    }
    return words.get(code) or say_refused_file(code, facts)
