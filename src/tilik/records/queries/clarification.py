"""Klarifikasi: what stands on each indicator of a unit, what the unit replied, what was decided.

A form filled in per service has its findings per service: each is replied to and decided by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from tilik.core.answers import STAGES
from tilik.records.models import (
    Adjudication,
    EvidenceLink,
    Finding,
    Objection,
    Round,
    RoundUnit,
    Service,
    Unit,
)
from tilik.records.queries.documents import ItemText, get_year, list_items, list_unit_forms

Place = tuple[str, str, int | None]
"""Form, item, and the service (its key) where it is not the unit as a whole."""

PLACE = ("sheet__form", "item", "sheet__service")
OPEN, AGREED, OBJECTED = "open", "agreed", "objected"


@dataclass(frozen=True)
class FindingState:
    """One indicator: the findings of its latest stage, the unit's newest reply, what is settled.

    Of one service where the form is filled in per service.
    """

    item: ItemText
    service: Service | None
    findings: tuple[Finding, ...]
    reply: Objection | None
    settled: Adjudication | None
    evidence: tuple[EvidenceLink, ...]

    @property
    def finding(self) -> Finding:
        """The one that is replied to."""
        return self.findings[-1]

    @property
    def state(self) -> str:
        """Not replied to, agreed, objected to, or how the objection was decided."""
        return get_state(self.reply)


@dataclass(frozen=True)
class UnitCount:
    """How far the clarification of one unit is."""

    row: RoundUnit
    total: int
    counts: Mapping[str, int]

    @property
    def replied(self) -> int:
        """Findings the unit has agreed with or objected to."""
        return self.total - self.counts.get(OPEN, 0)

    @property
    def waiting(self) -> int:
        """Objections nobody has decided."""
        return self.counts.get(OBJECTED, 0)

    @property
    def decided(self) -> int:
        """Objections that are decided."""
        return self.replied - self.waiting - self.counts.get(AGREED, 0)


def get_state(reply: Objection | None) -> str:
    """Where a finding stands, from the unit's newest reply to it."""
    if reply is None:
        return OPEN
    if reply.decision:
        return str(reply.decision)
    return AGREED if reply.agrees else OBJECTED


def list_states(row: RoundUnit) -> list[FindingState]:
    """Every indicator of the unit that has a level, in the order of the forms, in four queries."""
    round, unit = row.round, row.unit
    findings = _group(_list_findings(round, unit))
    replies = _list_replies(round, unit)
    settled = {
        (each.form, each.item, each.service_id): each
        for each in Adjudication.objects.filter(round=round, unit=unit).order_by("pk")
    }
    evidence: dict[tuple[str, str], list[EvidenceLink]] = defaultdict(list)
    links = EvidenceLink.objects.filter(round=round, unit=unit, withdrawn_at=None)
    for link in links.select_related("document").order_by("pk"):
        evidence[link.form, link.item].append(link)
    document = round.instrument_version.document
    return [
        FindingState(
            item,
            found[0].sheet.service,
            tuple(found),
            replies.get((unit.pk, *place)),
            settled.get(place),
            tuple(evidence[item.form, item.code]),
        )
        for form in list_unit_forms(document, "desk", row.form_variant)
        for item in list_items(form, get_year(round), row.kind)
        for place, found in findings.items()
        if place[:2] == (item.form, item.code)
    ]


def count_states(round: Round) -> list[UnitCount]:
    """How far the clarification of every unit is, in three queries whatever their number."""
    levels = _list_findings(round).values_list("sheet__unit", *PLACE).distinct()
    replies = _list_replies(round)
    counts: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for place in levels.order_by():
        counts[place[0]][get_state(replies.get(place))] += 1
    rows = round.round_units.select_related("unit")
    return [
        UnitCount(row, sum(counts[row.unit_id].values()), dict(counts[row.unit_id])) for row in rows
    ]


def count_waiting(round: Round) -> int:
    """Objections nobody has decided; the findings are looked at only where there may be some."""
    undecided = Objection.objects.filter(
        finding__sheet__round=round, agrees=False, decision__isnull=True
    )
    if not undecided.exists():
        return 0
    return sum(unit.waiting for unit in count_states(round))


def _list_findings(round: Round, unit: Unit | None = None) -> QuerySet[Finding]:
    """The findings with a level, of the round or of one of its units."""
    found = Finding.objects.filter(
        sheet__round=round, sheet__set_aside_at=None, revision__absence=None,
        revision__isnull=False,
    )  # fmt: skip
    if unit is not None:
        found = found.filter(sheet__unit=unit).select_related("sheet__service", "revision")
    return found.exclude(sheet__unit=None).order_by("revision")


def _group(findings: Iterable[Finding]) -> dict[Place, list[Finding]]:
    """The findings of the latest stage of each indicator: first of the unit as a whole."""
    grouped: dict[Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        sheet = finding.sheet
        grouped[sheet.form, finding.item, sheet.service_id].append(finding)
    for place, rows in grouped.items():
        last = max(STAGES.index(row.sheet.stage) for row in rows)
        grouped[place] = [row for row in rows if STAGES.index(row.sheet.stage) == last]
    return dict(sorted(grouped.items(), key=lambda each: _name(each[1][0])))


def _name(finding: Finding) -> str:
    """The service of the finding; empty for the unit as a whole."""
    return finding.sheet.service.name if finding.sheet.service else ""


def _list_replies(
    round: Round, unit: Unit | None = None
) -> dict[tuple[int | None, str, str, int | None], Objection]:
    """The newest reply to each indicator, by unit and place."""
    found = Objection.objects.filter(finding__sheet__round=round)
    # Who agreed with a level that counts no more has not agreed with its successor.
    found = found.exclude(agrees=True, finding__sheet__set_aside_at__isnull=False)
    if unit is not None:
        found = found.filter(finding__sheet__unit=unit)
    rows = found.select_related("finding__sheet", "by__person", "decided_by__person")
    return {
        (sheet.unit_id, sheet.form, row.finding.item, sheet.service_id): row
        for row in rows.order_by("pk")
        for sheet in [row.finding.sheet]
    }
