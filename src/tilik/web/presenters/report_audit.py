"""What was found in a report, as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tilik.actions.report_audit import Audited, say_place, say_read, say_summary
from tilik.core.errors import UserError
from tilik.web.presenters.refusals import say_refusal

ICONS = {"error": "circle-alert", "warning": "triangle-alert", "information": "info"}
TONES = {"error": "note-error", "warning": "note-warning", "information": "note-info"}


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
    pages: tuple[tuple[int, str], ...]


def make_view(audited: Audited, language: str) -> View:
    """The findings in the language."""
    data = audited.data
    lines = [_make_line(n, each, audited, language) for n, each in enumerate(data["findings"], 1)]
    return View(
        file=data["file"],
        summary=say_summary(data, language),
        read=say_read(data, language),
        unread=", ".join(map(str, data["unread_pages"])),
        lines=tuple(lines),
        pages=tuple(audited.pages.items()),
    )


def _make_line(n: int, finding: Mapping[str, Any], audited: Audited, language: str) -> Line:
    words = {
        "error": _("contradiction"),
        "warning": _("to look at"),
        "information": _("note"),
    }
    weight = finding["severity"]
    return Line(
        n, ICONS[weight], TONES[weight], words[weight], finding["title"][language],
        say_place(finding, language), finding["page"] if finding["page"] in audited.pages else None,
        finding["reason"][language], finding["ask"][language],
    )  # fmt: skip


def say_refused_report(error: UserError) -> str:
    """Why a file was not looked through, and what to do."""
    words = {
        "file-kind": _("Only PDF, Word (DOCX) and Excel (XLSX) can be audited. Nothing was kept."),
        "file-long": _(
            "The report is too long to be read at once. Send the chapter of results and its "
            "annexes alone. Nothing was kept."
        ),
        "file-unreadable": _(
            "The file took too much time or memory, or is damaged. Save it anew, or send the "
            "chapter of results alone. Nothing was kept."
        ),
    }
    return words.get(error.code) or say_refusal(error)
