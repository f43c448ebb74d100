"""tilik read: what a service standard says, and what to look at."""

import datetime
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tilik.cli.output import Writer
from tilik.core.errors import UserError
from tilik.core.standards import Remark, Report, judge
from tilik.core.standards_data import make_data
from tilik.library.standards import load_checks
from tilik.reading.isolated import read_all_rows
from tilik.reading.layout import Layout
from tilik.reading.signs import find_signs
from tilik.reading.standards import find_services

OK = 0
SIGNS = {"error": "✗", "warning": "!", "information": "i"}


def read_standard(options: Namespace, writer: Writer) -> int:
    """Reads the document and says, for each service, what was found of the fourteen components."""
    path = Path(options.file)
    if not path.is_file():
        raise UserError("file-missing", file=str(path))
    content = path.read_bytes()
    layout = read_all_rows(content, options.ocr)
    signed = find_signs(content)
    checks = load_checks()
    services = find_services(layout, checks.components)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    report = judge(checks, services, layout.text, today=today, unit=options.unit)
    if writer.as_json:
        writer.data({**describe(report, layout, path.name), "signed": signed})
    else:
        _say_signs(signed, writer)
        _say(report, layout, writer)
    return OK


def describe(report: Report, layout: Layout, name: str) -> dict[str, Any]:
    """The report as plain data with the file it is of."""
    known = {
        "file": name, "pages": layout.pages, "unread_pages": list(layout.unread),
        "scanned_pages": list(layout.scanned), "poor_pages": list(layout.poor),
    }  # fmt: skip
    return {**known, **make_data(report)}


def _say(report: Report, layout: Layout, writer: Writer) -> None:
    for key, listed in (
        ("pages-unread", layout.unread),
        ("pages-scanned", layout.scanned),
        ("pages-poor", layout.poor),
    ):
        if listed:
            writer.line(writer.word(key, pages=", ".join(map(str, listed))))
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


def _say_signs(signed: Mapping[str, Any], writer: Writer) -> None:
    """Nothing; what shows an electronic signature is said, nothing of what was not looked at."""
    if signed["signatures"]:
        writer.line(writer.word("signatures-embedded", n=signed["signatures"]))
    for text in signed["qr"] or ():
        writer.line(writer.word("qr-read", text=text))


def _say_remark(remark: Remark, writer: Writer, indent: str = "") -> None:
    sign, reason, ask = SIGNS[remark.severity], remark.reason, remark.ask
    quote = f" “{remark.quote}”" if remark.quote else ""
    writer.line(f"{indent}{sign} {reason[writer.language]}{quote} {ask[writer.language]}")
