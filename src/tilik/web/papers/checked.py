"""What would fail of a paper before it is written: the judge of `tilik read`, asked of the paper itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from tilik.actions.judging import get_checks, get_guide
from tilik.core.catalogue import NUMBERS
from tilik.core.drafting import Pattern, find_gap, print_component
from tilik.core.standards import (
    Found,
    Judged,
    Remark,
    Row,
    ServiceRead,
    Severity,
    apply_rules,
    judge,
)
from tilik.records.models import Service, StandardVersion
from tilik.records.models.standard import ComponentStatus
from tilik.web.papers.drafted import DECREE, TEAM, draft_of_unit
from tilik.web.papers.entered import COMPLAINTS, UnitWork, read_components
from tilik.web.papers.words import read_words
from tilik.web.papers.work import Draft
from tilik.web.presenters.texts import say
from tilik.web.reports import blocks as b

LATER = frozenset({"number-blank", "date-blank", "date-future"})
"""What the registry and the signing still bring: said, and no fault of the draft."""
ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFORMATION)
CHANNELS = "channels"


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that would fail or is weak, with the question to ask and wording that answers it."""

    severity: Severity
    reason: str
    ask: str
    quote: str = ""
    service: Service | None = None
    version: StandardVersion | None = None
    number: int = 0
    title: str = ""
    patterns: tuple[Pattern, ...] = ()


def check_paper(work: UnitWork, kind: str) -> list[Concern]:
    """All concerns of the paper as it stands, the worst first; words are in the page's language."""
    with translation.override("id"):
        draft = draft_of_unit(work, kind)
    found = [*_check_words(work, kind, draft)]
    if kind == DECREE:
        found += _check_decree(work, draft)
    return sorted(found, key=lambda concern: ORDER.index(concern.severity))


def count_errors(concerns: list[Concern]) -> int:
    """How many would fail."""
    return sum(concern.severity == Severity.ERROR for concern in concerns)


def count_weak(concerns: list[Concern]) -> int:
    """How many are weak."""
    return sum(concern.severity == Severity.WARNING for concern in concerns)


def read_draft(draft: Draft) -> str:
    """The words of the paper in the order a reader meets them."""
    return "\n".join(line for s in draft.sections for block in s.blocks for line in _read(block))


def _check_decree(work: UnitWork, draft: Draft) -> Iterator[Concern]:
    """The decree as a whole, then each component of each service."""
    checks, chosen = get_checks(), work.list_chosen(DECREE)
    if not chosen:
        yield Concern(
            Severity.ERROR,
            _("No service with a standard on record is chosen."),
            _("Which services does this decree adopt?"),
        )
    services = [ServiceRead(service.name, _print(version)) for service, version in chosen]
    report = judge(checks, services, read_draft(draft), today=work.today, unit=work.unit.name)
    for remark in report.remarks:
        yield _concern(remark, Severity.INFORMATION if remark.code in LATER else remark.severity)
    for (service, version), judged in zip(chosen, report.services, strict=True):
        if version is None:
            yield Concern(
                Severity.ERROR,
                _("No standard is on record for this service."),
                _("Begin its standard, or leave the service out of this decree."),
                service=service,
            )
            continue
        for each in judged.components:
            yield from _check_component(service, version, each)


def _check_component(
    service: Service, version: StandardVersion, judged: Judged
) -> Iterator[Concern]:
    """What the checks say of one component; what a person decided is adequate is no error."""
    number = judged.component.number
    row = read_components(version)[number]
    is_settled = bool(row.judged_at) and row.status == ComponentStatus.ADEQUATE
    guide = get_guide()
    patterns = guide.patterns.get(number, ())
    remarks = list(judged.remarks)
    if gap := find_gap(row.content):
        blank = guide.blank
        remarks.append(Remark(blank.code, blank.severity, blank.reason, blank.ask, gap))
    about = {"service": service, "version": version, "number": number}
    title = say(judged.component.title)
    if judged.found != Found.PRESENT:
        reason, ask = _say_found(judged)
        severity = Severity.INFORMATION if is_settled else Severity.ERROR
        yield Concern(severity, reason, ask, title=title, patterns=patterns, **about)  # type: ignore[arg-type]
    for remark in remarks:
        fitting = tuple(each for each in patterns if remark.code in each.fixes)
        severity = Severity.INFORMATION if is_settled else remark.severity
        yield Concern(
            severity, say(remark.reason), say(remark.ask), remark.quote,
            title=title, patterns=fitting, **about,  # type: ignore[arg-type]
        )  # fmt: skip


def _say_found(judged: Judged) -> tuple[str, str]:
    """Why a component that is not there fails, and the question its first check asks."""
    asks = [say(rule.ask) for rule in judged.component.rules]
    ask = asks[0] if asks else _("What holds in this unit?")
    if judged.found == Found.REFERENCE:
        return _("It only refers to something else."), ask
    return _("Nothing is written here."), ask


def _check_words(work: UnitWork, kind: str, draft: Draft) -> Iterator[Concern]:
    """What the rules of this paper and dots left in its fields say."""
    guide, text = get_guide(), read_draft(draft)
    for remark in apply_rules(guide.papers.get(kind, ()), text):
        yield _concern(remark, remark.severity)
    if kind == TEAM:
        checks = next(each for each in get_checks().components if each.number == COMPLAINTS)
        for remark in apply_rules(checks.rules, work.get(TEAM, CHANNELS)):
            if remark.code != "no-deadline":
                yield _concern(remark, remark.severity)
    blank = guide.blank
    for gap in _list_gaps(work, kind):
        yield Concern(blank.severity, say(blank.reason), say(blank.ask), gap)


def _list_gaps(work: UnitWork, kind: str) -> Iterator[str]:
    """Lines with dots, and rows that name neither who nor what."""
    for field in read_words(kind)["fields"]:
        name = field["name"]
        if field["kind"] == "lines" and (gap := find_gap(work.get(kind, name))):
            yield gap
        elif field["kind"] == "rows":
            yield from (
                " ".join(row).strip() for row in work.get_rows(kind, name) if not any(row[:2])
            )


def _concern(remark: Remark, severity: Severity) -> Concern:
    return Concern(severity, say(remark.reason), say(remark.ask), remark.quote)


def _print(version: StandardVersion | None) -> dict[int, Row]:
    """The rows of the annex, as they will be read."""
    rows = read_components(version) if version else {}
    titles = {each.number: each.title["id"] for each in get_checks().components}
    return {
        number: Row(titles[number], print_component(number, rows[number].content))
        for number in NUMBERS
        if number in rows
    }


def _read(block: b.Block) -> Iterator[str]:
    """The words of a block, a line each."""
    match block:
        case b.Heading() | b.Text():
            yield block.text
        case b.Pairs():
            yield from (f"{label}: {value}" for label, value in block.rows)
        case b.Clause():
            yield from (block.label, *filter(None, (block.before,)), *block.items)
        case b.Items():
            yield from block.items
        case b.Table():
            yield from (" | ".join(row) for row in (block.head, *block.rows))
        case b.Signatures():
            for person in block.people:
                yield from (person.above, person.office, person.name, *person.beneath)
