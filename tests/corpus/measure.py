"""How well made-up documents are read: presence and planted defects, per layout and in all."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz

from tests.corpus.make import Made
from tilik.core.standards import Found, ServiceJudged, judge
from tilik.library.standards import load_checks
from tilik.reading.layout import Layout, read_layout
from tilik.reading.standards import find_services

ALIKE = 85
TODAY = datetime.date(2026, 11, 24)


def read_text(made: Made) -> Layout:
    """The rows by the text layer alone."""
    return read_layout(made.content)


def measure(
    corpus: Iterable[Made], read: Callable[[Made], Layout] = read_text
) -> dict[str, Counter[str]]:
    """Counts by layout: hits, misses and false alarms of presence and of defects; services, pages."""
    checks = load_checks()
    counts: dict[str, Counter[str]] = {}
    for made in corpus:
        count = counts.setdefault(made.layout, Counter())
        layout = read(made)
        services = find_services(layout, checks.components)
        report = judge(checks, services, layout.text, today=TODAY)
        found = name_as_made(report.services, [service.name for service in made.services])
        count["pages"] += layout.pages
        count["unread"] += len(layout.unread)
        count["services"] += len(made.services)
        count["services-found"] += len(set(found) & {s.name for s in made.services})
        for service in made.services:
            seen = found.get(service.name)
            _count_presence(count, service.there, seen)
            _count_defects(count, service.defects, seen)
    return counts


def name_as_made(
    services: Iterable[ServiceJudged], names: Sequence[str]
) -> dict[str, ServiceJudged]:
    """The services by the names they were made with: a scan may have a letter wrong."""
    found = {}
    for service in services:
        best = max(names, key=lambda name: fuzz.ratio(name, service.name))
        found[best if fuzz.ratio(best, service.name) >= ALIKE else service.name] = service
    return found


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
