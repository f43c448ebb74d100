"""The findings of a report as plain data and as a note of one page to act on: text or PDF."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from tilik.core.audit import Finding, Weight
from tilik.library.audit import say_ask, say_kind, say_path, say_reason
from tilik.library.words import word

PDF = Path(__file__).parent / "pdf"
MOST = 14
"""So many findings stand on one page; the gravest first."""
ORDER = (Weight.ERROR, Weight.WARNING, Weight.INFORMATION)
Data = Mapping[str, Any]


def make_data(read: Mapping[str, int], findings: Sequence[Finding], name: str) -> dict[str, Any]:
    """What was read and found, in both languages."""
    return {
        "file": name,
        "read": dict(read),
        "findings": [_make_finding(finding) for finding in findings],
    }


def _make_finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "kind": finding.kind,
        "code": finding.code,
        "severity": str(finding.weight),
        "page": place.page,
        "cell": place.cell,
        "box": [round(float(edge), 1) for edge in place.box] if place.box else None,
        "found": finding.found,
        "recomputed": finding.expected,
        "facts": dict(finding.facts),
        "paths": [
            {"path": p, "id": say_path(p, "id"), "en": say_path(p, "en")} for p in finding.paths
        ],
        "title": {lang: say_kind(finding.kind, lang) for lang in ("id", "en")},
        "reason": {lang: say_reason(finding, lang) for lang in ("id", "en")},
        "ask": {lang: say_ask(finding, lang) for lang in ("id", "en")},
    }


def say_place(finding: Data, language: str) -> str:
    """The page or the cell, in words; "" where neither is known."""
    if finding["page"]:
        return word("page", language, n=finding["page"])
    return str(finding["cell"])


def say_summary(data: Data, language: str) -> str:
    """How many of each weight, or that nothing was found or read."""
    if not any(data["read"].values()):
        return word("audit-nothing", language)
    n = Counter(finding["severity"] for finding in data["findings"])
    if not data["findings"]:
        return word("audit-clean", language, figures=count_figures(data))
    counts = {"errors": n["error"], "warnings": n["warning"], "notes": n["information"]}
    return word("audit-found", language, **counts)


def say_read(data: Data, language: str) -> str:
    """What was read, leaving out what there is none of."""
    kinds = [word(f"audit-{kind}", language, n=n) for kind, n in data["read"].items() if n]
    return word("audit-read", language, kinds=", ".join(kinds)) if kinds else ""


def count_figures(data: Data) -> int:
    """How many tables and sentences the findings rest on."""
    return sum(data["read"].values())


def list_note_lines(data: Data, language: str) -> list[dict[str, str]]:
    """The gravest findings, as many as a page holds."""
    ranks = {str(weight): n for n, weight in enumerate(ORDER)}
    ordered = sorted(data["findings"], key=lambda finding: ranks[finding["severity"]])
    return [
        {
            "severity": finding["severity"],
            "kind": str(finding["kind"]),
            "title": finding["title"][language],
            "place": say_place(finding, language),
            "reason": finding["reason"][language],
            "ask": finding["ask"][language],
        }
        for finding in ordered[:MOST]
    ]


def say_more(data: Data, language: str) -> str:
    """How many findings the note has no room for; "" for none."""
    left = len(data["findings"]) - MOST
    return word("audit-more", language, n=left) if left > 0 else ""


def write_text(data: Data, language: str) -> str:
    """The note as plain text."""
    lines = [word("audit-title", language), data["file"], "", say_summary(data, language), ""]
    for n, line in enumerate(list_note_lines(data, language), 1):
        place = f" ({line['place']})" if line["place"] else ""
        lines += [f"{n}. {line['reason']}{place}", f"   → {line['ask']}"]
    lines += ["", *filter(None, [say_more(data, language)]), say_read(data, language)]
    lines.append(word("audit-foot", language))
    return "\n".join(lines) + "\n"


def write_pdf(data: Data, language: str) -> bytes:
    """The note on one A4 page, tagged for screen readers."""
    content = {
        "language": language,
        "title": word("audit-title", language),
        "file": data["file"],
        "summary": say_summary(data, language),
        "lines": list_note_lines(data, language),
        "more": say_more(data, language),
        "read": say_read(data, language),
        "foot": word("audit-foot", language),
    }
    try:
        return _compile(content, "ua-1")
    except typst.TypstError:  # a sign no font of ours has, e.g. an emoji in a quotation
        return _compile(content, "1.7")


def _compile(content: Data, standard: Any) -> bytes:
    made: bytes = typst.compile(
        PDF / "audit.typ",
        font_paths=[PDF / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        pdf_standards=standard,
    )
    return made
