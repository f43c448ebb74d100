"""tilik read: what a service standard says, and what to look at."""

import datetime
from argparse import Namespace
from pathlib import Path
from typing import Any

from tilik.cli.output import Writer
from tilik.core.errors import UserError
from tilik.core.standards import Judged, Remark, Report, judge
from tilik.library.standards import load_checks
from tilik.reading.layout import Layout, read_layout
from tilik.reading.standards import find_services

OK = 0
SIGNS = {"error": "✗", "warning": "!", "information": "i"}


def read_standard(options: Namespace, writer: Writer) -> int:
    """Reads the document and says, for each service, what was found of the fourteen components."""
    path = Path(options.file)
    if not path.is_file():
        raise UserError("file-missing", file=str(path))
    layout = read_layout(path.read_bytes())
    checks = load_checks()
    services = find_services(layout, checks.components)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    report = judge(checks, services, layout.text, today=today, unit=options.unit)
    if writer.as_json:
        writer.data(make_data(report, layout, path.name))
    else:
        _say(report, layout, writer)
    return OK


def make_data(report: Report, layout: Layout, name: str) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "file": name,
        "pages": layout.pages,
        "unread_pages": list(layout.unread),
        "facts": dict(report.facts),
        "remarks": [_remark_data(remark) for remark in report.remarks],
        "services": [
            {
                "name": service.name,
                "components": [_component_data(each) for each in service.components],
                "unknown": [
                    {"label": row.label, "text": row.text, "page": row.page}
                    for row in service.unknown
                ],
            }
            for service in report.services
        ],
    }


def _component_data(judged: Judged) -> dict[str, Any]:
    row = judged.row
    return {
        "number": judged.component.number,
        "item": judged.component.item,
        "title": dict(judged.component.title),
        "found": str(judged.found),
        "suggestion": judged.suggestion,
        "label": row.label if row else None,
        "text": row.text if row else None,
        "page": row.page if row else None,
        "box": list(row.box) if row and row.box else None,
        "remarks": [_remark_data(remark) for remark in judged.remarks],
    }


def _remark_data(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "severity": str(remark.severity),
        "reason": dict(remark.reason),
        "ask": dict(remark.ask),
        "quote": remark.quote,
    }


def _say(report: Report, layout: Layout, writer: Writer) -> None:
    if layout.unread:
        pages = ", ".join(map(str, layout.unread))
        writer.line(writer.word("pages-unread", pages=pages))
    for remark in report.remarks:
        _say_remark(remark, writer)
    if not report.services:
        writer.line(writer.word("no-service"))
    for service in report.services:
        writer.line()
        writer.line(service.name)
        for each in service.components:
            title = each.component.title[writer.language]
            page = (
                f" ({writer.word('page', n=each.row.page)})" if each.row and each.row.page else ""
            )
            found = writer.word(f"found-{each.found}")
            writer.line(f"  {each.component.number:>2} {title}: {found}{page}")
            for remark in each.remarks:
                _say_remark(remark, writer, "     ")
        for row in service.unknown:
            writer.line(f"   ? {writer.word('heading-unknown', label=row.label)}")


def _say_remark(remark: Remark, writer: Writer, indent: str = "") -> None:
    sign, reason, ask = SIGNS[remark.severity], remark.reason, remark.ask
    quote = f" “{remark.quote}”" if remark.quote else ""
    writer.line(f"{indent}{sign} {reason[writer.language]}{quote} {ask[writer.language]}")
