"""What a service standard says, judged by rules that are data: presence never passes for content.

Follows the fourteen components of law 25/2009 article 21. The machine words what it found
(`Found`) and suggests; only a person sets a status.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from tilik.core.decrees import find_facts
from tilik.core.standards_alike import find_alike

Text = Mapping[str, str]


class Found(StrEnum):
    """What was found where a component should stand."""

    PRESENT = "ada"
    PICTURE = "ada-gambar"
    REFERENCE = "rujukan"
    EMPTY = "kosong"
    NOT_FOUND = "tidak-ditemukan"
    TO_CHECK = "perlu-diperiksa"


class Severity(StrEnum):
    """How much a remark weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class Kind(StrEnum):
    """How a rule looks at a text."""

    NEEDS = "needs"
    REFUSES = "refuses"
    ONLY = "only"
    LABEL = "label"
    BOTH = "both"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Rule:
    """One check.

    NEEDS: fewer than `count` of the patterns are found. REFUSES: one is found. ONLY: nothing but
    one is there. LABEL: one is in the row's heading. BOTH: all are found, which contradict one
    another. SERVICE: the text is the service's name. `unless` patterns, in the text, and
    `unless_unit`, in the unit's name, silence it.
    """

    code: str
    severity: Severity
    kind: Kind
    reason: Text
    ask: Text
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_unit: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Component:
    """One of the fourteen: its item in the instrument, its names, and what it must say."""

    number: int
    item: str
    title: Text
    names: tuple[str, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A law no longer in force, and what took its place."""

    law: str
    pattern: str
    by: str


@dataclass(frozen=True, slots=True)
class Checks:
    """All that is looked for in a standard."""

    components: tuple[Component, ...]
    document: tuple[Rule, ...]
    decree: Mapping[str, Rule]
    replaced: tuple[Replaced, ...]
    page: tuple[Rule, ...]
    empty: tuple[str, ...]
    reference: tuple[str, ...]
    copied: tuple[int, ...]
    review_years: int


@dataclass(frozen=True, slots=True)
class Row:
    """A component as read: its heading, its text, where it stands; `picture` where an image does."""

    label: str
    text: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    picture: bool = False
    is_sure: bool = True
    """False where it was read off a picture and may say something else."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at, with the words it hangs on and the question to ask the unit."""

    code: str
    severity: Severity
    reason: Text
    ask: Text
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of one component; `row` is None where none was."""

    component: Component
    found: Found
    row: Row | None
    remarks: tuple[Remark, ...] = ()

    @property
    def suggestion(self) -> str:
        """The status suggested to the person who decides: adequate, defective, absent or unread."""
        if self.found in (Found.TO_CHECK, Found.PICTURE):
            return "unread"
        if self.found in (Found.EMPTY, Found.NOT_FOUND):
            return "absent"
        is_bad = any(remark.severity == Severity.ERROR for remark in self.remarks)
        return "defective" if is_bad or self.found == Found.REFERENCE else "adequate"


@dataclass(frozen=True, slots=True)
class ServiceRead:
    """One service as read: rows by the number of their component."""

    name: str
    rows: Mapping[int, Row]
    unknown: tuple[Row, ...] = ()
    is_uncertain: bool = False
    """Whether something on its pages could not be read, so that nothing may be called missing."""


@dataclass(frozen=True, slots=True)
class ServiceJudged:
    """One service with its fourteen components."""

    name: str
    components: tuple[Judged, ...]
    unknown: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A document judged: remarks on it as a whole, and each service."""

    remarks: tuple[Remark, ...]
    services: tuple[ServiceJudged, ...]
    facts: Mapping[str, str] = field(default_factory=dict)


def judge(
    checks: Checks, services: Sequence[ServiceRead], body: str, *, today: date, unit: str = ""
) -> Report:
    """The report on a document: `body` is its whole text, `unit` the unit's name where known."""
    judged = [_judge_service(checks, service, unit) for service in services]
    copied = _find_copied(checks, services)
    judged = [
        ServiceJudged(
            service.name,
            tuple(
                _add(each, copied) if each.component.number in copied else each
                for each in service.components
            ),
            service.unknown,
        )
        for service in judged
    ]
    body = tidy(body)
    facts = find_facts(body)
    texts = [(s.name, {n: row.text for n, row in s.rows.items()}) for s in services]
    remarks = [
        *_judge_document(checks, body, today, facts),
        *(
            _say(checks, "services-alike", f"{one} = {other}: {same}/{both}")
            for one, other, same, both in find_alike(texts)
        ),
        *apply_rules(checks.page, body),
    ]
    return Report(tuple(remarks), tuple(judged), facts)


def judge_text(
    checks: Checks, component: Component, row: Row, *, service: str, unit: str
) -> Judged:
    """One component judged by what its row says."""
    row = replace(row, text=tidy(row.text))
    bare = _strip(row.text, checks.empty)
    if len(re.sub(r"[^a-zA-Z]", "", bare)) < 3 and not re.search(r"\d", bare):
        return Judged(component, Found.PICTURE if row.picture else Found.EMPTY, row)
    if not row.is_sure:
        return Judged(component, Found.TO_CHECK, row)
    if _is_only(row.text, checks.reference):
        return Judged(component, Found.REFERENCE, row)
    found = [
        remark
        for rule in component.rules
        if (remark := _apply(rule, row.text, row.label, service, unit))
    ]
    if component.number == LEGAL_BASIS:
        found += _find_replaced(checks, row.text)
    return Judged(component, Found.PRESENT, row, tuple(found))


LEGAL_BASIS = 7


def _judge_service(checks: Checks, service: ServiceRead, unit: str) -> ServiceJudged:
    judged = []
    for component in checks.components:
        row = service.rows.get(component.number)
        if row is not None:
            judged.append(judge_text(checks, component, row, service=service.name, unit=unit))
            continue
        unsure = service.is_uncertain or bool(service.unknown)
        judged.append(Judged(component, Found.TO_CHECK if unsure else Found.NOT_FOUND, None))
    return ServiceJudged(service.name, tuple(judged), service.unknown)


def apply_rules(rules: Iterable[Rule], text: str) -> list[Remark]:
    """The remarks of the rules that do not hold of a text."""
    return [remark for rule in rules if (remark := _apply(rule, text, "", "", ""))]


def _apply(rule: Rule, text: str, label: str, service: str, unit: str) -> Remark | None:
    """The remark of a rule that does not hold, or None."""
    if _search(rule.unless, text) or (unit and _search(rule.unless_unit, unit)):
        return None
    quote = _find_fault(rule, text, label, service)
    if quote is None:
        return None
    return Remark(rule.code, rule.severity, rule.reason, rule.ask, quote)


def _find_fault(rule: Rule, text: str, label: str, service: str) -> str | None:
    """The words a fault hangs on (empty where it is something missing), or None."""
    if rule.kind == Kind.NEEDS:
        hits = sum(1 for pattern in rule.patterns if _search((pattern,), text))
        if len(rule.patterns) == 1 and rule.count > 1:
            hits = len(_compile(rule.patterns[0]).findall(text))
        return "" if hits < rule.count else None
    if rule.kind == Kind.REFUSES:
        return _search(rule.patterns, text)
    if rule.kind == Kind.ONLY:
        return text.strip() if _is_only(text, rule.patterns) else None
    if rule.kind == Kind.LABEL:
        return label if _search(rule.patterns, label) else None
    if rule.kind == Kind.BOTH:
        hits_all = all(_search((pattern,), text) for pattern in rule.patterns)
        return _search(rule.patterns, text) if hits_all else None
    return text.strip() if service and _squeeze(text) == _squeeze(service) else None


def _find_replaced(checks: Checks, text: str) -> list[Remark]:
    """A warning for each law that is no longer in force."""
    found = []
    for each in checks.replaced:
        if quote := _search((each.pattern,), text):
            found.append(_say(checks, "law-replaced", f"{quote} → {each.by}"))
    return found


def _find_copied(checks: Checks, services: Sequence[ServiceRead]) -> dict[int, Remark]:
    """A warning for each component that says the same in every one of several services."""
    found = {}
    for number in checks.copied if len(services) > 1 else ():
        texts = {_squeeze(row.text) for s in services if (row := s.rows.get(number))}
        count = sum(1 for s in services if number in s.rows)
        if count == len(services) and len(texts) == 1 and len(next(iter(texts))) > 20:
            found[number] = _say(checks, "copied", f"{count}×")
    return found


def _add(judged: Judged, copied: Mapping[int, Remark]) -> Judged:
    if judged.found != Found.PRESENT:
        return judged
    remark = copied[judged.component.number]
    return Judged(judged.component, judged.found, judged.row, (*judged.remarks, remark))


# --- the document as a whole ------------------------------------------------------------------

REPEALED = r"nomor\s+(\S+/(\d{4}))\s+tanggal\s+\d{1,2}\s+[a-z]+\s+(\d{4})"


def _judge_document(
    checks: Checks, body: str, today: date, facts: Mapping[str, str]
) -> list[Remark]:
    found = apply_rules(checks.document, body)
    if facts.get("number") == "":
        found.append(_say(checks, "number-blank"))
    if "number" in facts:
        found += _judge_date(checks, facts.get("date", ""), today)
    for match in re.finditer(REPEALED, body, re.IGNORECASE):
        if match[2] != match[3]:
            found.append(_say(checks, "repealed-mismatch", match[0]))
    return found


def _judge_date(checks: Checks, text: str, today: date) -> list[Remark]:
    years = checks.review_years
    if not text:
        return [_say(checks, "date-blank")]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return [_say(checks, "date-impossible", text)]
    if day > today:
        return [_say(checks, "date-future", text)]
    is_old = (day.year + years, day.month, day.day) < (today.year, today.month, today.day)
    return [_say(checks, "review-due", text)] if is_old else []


def _say(checks: Checks, code: str, quote: str = "") -> Remark:
    rule = checks.decree[code]
    return Remark(code, rule.severity, rule.reason, rule.ask, " ".join(quote.split()))


# --- texts ------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _search(patterns: Iterable[str], text: str) -> str | None:
    """The first words one of the patterns finds, spaces squeezed, or None."""
    for pattern in patterns:
        if match := _compile(pattern).search(text):
            return " ".join(match[0].split()) or match[0]
    return None


def tidy(text: str) -> str:
    """The text with runs of spaces and empty lines made one: patterns stay quick on any text."""
    return re.sub(r"\n[ \n]*", "\n", re.sub(r"[^\S\n]+", " ", text))


def _strip(text: str, patterns: Iterable[str]) -> str:
    for pattern in patterns:
        text = _compile(pattern).sub(" ", text)
    return text


def _is_only(text: str, patterns: Iterable[str]) -> bool:
    """Whether nothing but the patterns is there."""
    bare = _strip(text, patterns)
    return bare != text and len(re.sub(r"[^a-zA-Z0-9]", "", bare)) < 3


def _squeeze(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
