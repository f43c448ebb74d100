"""How well made-up documents are read: presence and planted defects, per layout and in all."""

import datetime
from collections import Counter
from collections.abc import Iterable

from tests.corpus.make import Made
from tilik.core.standards import Found, ServiceJudged, judge
from tilik.library.standards import load_checks
from tilik.reading.layout import read_layout
from tilik.reading.standards import find_services

TODAY = datetime.date(2026, 11, 24)


def measure(corpus: Iterable[Made]) -> dict[str, Counter[str]]:
    """Counts by layout: hits, misses and false alarms of presence and of defects; services."""
    checks = load_checks()
    counts: dict[str, Counter[str]] = {}
    for made in corpus:
        count = counts.setdefault(made.layout, Counter())
        layout = read_layout(made.content)
        services = find_services(layout, checks.components)
        report = judge(checks, services, layout.text, today=TODAY)
        found = {service.name: service for service in report.services}
        count["services"] += len(made.services)
        count["services-found"] += len(set(found) & {s.name for s in made.services})
        for service in made.services:
            read = found.get(service.name)
            _count_presence(count, service.there, read)
            _count_defects(count, service.defects, read)
    return counts


def _count_presence(count: Counter[str], there: set[int], read: ServiceJudged | None) -> None:
    seen = {
        each.component.number
        for each in (read.components if read else ())
        if each.found in (Found.PRESENT, Found.REFERENCE)
    }
    count["hit"] += len(seen & there)
    count["miss"] += len(there - seen)
    count["false"] += len(seen - there)


def _count_defects(
    count: Counter[str], planted: dict[int, str], read: ServiceJudged | None
) -> None:
    said = {
        (each.component.number, remark.code)
        for each in (read.components if read else ())
        for remark in each.remarks
        if remark.severity != "information" and remark.code != "copied"
    }
    wanted = set(planted.items())
    count["defect-hit"] += len(said & wanted)
    count["defect-miss"] += len(wanted - said)
    # A second remark on a row that is defective is no false alarm.
    count["defect-false"] += sum(1 for number, _code in said if number not in planted)


def rate(hits: int, misses: int, false: int) -> float:
    """The F1 of counts."""
    return 2 * hits / (2 * hits + misses + false) if hits else 0.0
