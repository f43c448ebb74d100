"""The faults people listed in the published standards of `examples`, and which of them are found."""

from collections.abc import Callable, Mapping

from tests.corpus.measure import TODAY
from tests.reading import examples
from tests.reading.examples import Example, make_pdf
from tilik.core.standards import Report, judge
from tilik.library.standards import load_checks
from tilik.reading.layout import Layout
from tilik.reading.standards import find_services

ERROR, WARNING, ABSENT = "error", "warning", "absent"
DOCUMENT = 0
Listed = tuple[int, str]
LISTED: Mapping[str, tuple[Example, tuple[Listed, ...]]] = {
    "Balkesmas": (
        examples.BALKESMAS,
        (
            *((n, ERROR) for n in (3, 4, 11)),
            *((n, WARNING) for n in (6, 7, 8, 9, 10, 12)),
            (DOCUMENT, WARNING),
        ),
    ),
    "Pelalawan": (examples.PELALAWAN, ((10, ABSENT),)),
    "Padangsidimpuan": (examples.PADANGSIDIMPUAN, tuple((n, ABSENT) for n in range(5, 15))),
    "Kretek": (
        examples.KRETEK,
        (*((n, ABSENT) for n in range(8, 15)), (7, WARNING), (3, WARNING)),
    ),
    "Sragen": (examples.SRAGEN, ((4, ABSENT),)),
    "Prabumulih": (examples.PRABUMULIH, tuple((n, ABSENT) for n in range(7, 15))),
    "Bantul": (examples.BANTUL, ((DOCUMENT, ERROR),)),
}


def find_missed(read: Callable[[bytes], Layout]) -> list[tuple[str, Listed]]:
    """What was listed and not found, the documents read so."""
    missed: list[tuple[str, Listed]] = []
    for name, (example, listed) in LISTED.items():
        said = list_said(judge_one(read(make_pdf(example)), example.unit))
        missed += [(name, each) for each in listed if each not in said]
    return missed


def judge_one(layout: Layout, unit: str) -> Report:
    """The report on a document."""
    checks = load_checks()
    services = find_services(layout, checks.components)
    return judge(checks, services, layout.text, today=TODAY, unit=unit)


def list_said(report: Report) -> set[Listed]:
    """What was said of the document and of each component; an error is a warning too."""
    said = {(DOCUMENT, str(remark.severity)) for remark in report.remarks}
    for service in report.services:
        for each in service.components:
            said |= {(each.component.number, str(remark.severity)) for remark in each.remarks}
            said |= {(each.component.number, each.suggestion)}
    return said | {(number, WARNING) for number, severity in said if severity == ERROR}


def count_listed() -> int:
    """How many faults were listed in all."""
    return sum(len(listed) for _example, listed in LISTED.values())
