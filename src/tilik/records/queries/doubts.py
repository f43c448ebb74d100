"""What a careful reader would ask about evidence: elsewhere, alike, empty, another's, out of date."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from tilik.records.models import DocumentLikeness, DocumentVersion, EvidenceLink, Round, Unit
from tilik.records.queries.evidence import Twin, find_twins, get_current

Doubts = dict[int, list["Doubt"]]


@dataclass(frozen=True)
class Doubt:
    """One thing to ask about a piece of evidence; a question, never a reproach."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def find_doubts(links: Sequence[EvidenceLink], round: Round, unit: Unit) -> Doubts:
    """What there is to ask about each, by its key, in two queries."""
    found: Doubts = defaultdict(list)
    versions = {link.pk: get_current(link.document) for link in links}
    twins = find_twins(links, round.government_id) if links else []
    alike = _find_alike([version.pk for version in versions.values()])
    for link in links:
        version = versions[link.pk]
        found[link.pk] += _ask_of_twins(version, twins, round, unit)
        found[link.pk] += _ask_of_alike(version, alike)
        found[link.pk] += _ask_of_content(version, unit)
        if _is_outside(link, round):
            found[link.pk].append(Doubt("outside"))
    return found


def _ask_of_twins(
    version: DocumentVersion, twins: Sequence[Twin], round: Round, unit: Unit
) -> list[Doubt]:
    """The same bytes at another unit, or in another period where nobody said how long they hold."""
    asked: dict[tuple[str, str], Doubt] = {}
    for twin in twins:
        if twin.sha256 != version.sha256:
            continue
        facts = {"unit": twin.unit, "round": twin.round, "item": twin.item}
        if twin.unit_id != unit.pk:
            asked.setdefault(("twin", twin.unit), Doubt("twin", facts))
        elif twin.round_id != round.pk and version.document.valid_to is None:
            asked.setdefault(("again", ""), Doubt("again", facts))
    return list(asked.values())


def _find_alike(versions: Sequence[int]) -> list[DocumentLikeness]:
    """The likenesses of these versions to others."""
    if not versions:
        return []
    found = DocumentLikeness.objects.filter(Q(one__in=versions) | Q(other__in=versions))
    return list(found.select_related("one__document__unit", "other__document__unit"))


def _ask_of_alike(version: DocumentVersion, alike: Sequence[DocumentLikeness]) -> list[Doubt]:
    """Nearly the same text or picture in another document."""
    asked: dict[int, Doubt] = {}
    for likeness in alike:
        if version.pk not in (likeness.one_id, likeness.other_id):
            continue
        other = likeness.other if likeness.one_id == version.pk else likeness.one
        unit, own = other.document.unit, other.document.unit_id == version.document.unit_id
        facts = {"title": other.document.title, "unit": unit.name if unit else ""}
        code = "alike-own" if own else "alike"
        asked[other.document_id] = Doubt(code, facts | {"percent": likeness.percent})
    return list(asked.values())


def _ask_of_content(version: DocumentVersion, unit: Unit) -> list[Doubt]:
    """Nothing in it, nobody could open it, or another unit's name in it and never one's own."""
    reading = getattr(version, "reading", None)
    if reading is None:
        return []
    asked = [Doubt("empty")] if reading.is_empty else []
    asked += [Doubt("unreadable")] if reading.is_unreadable else []
    if reading.mentions:
        asked.append(Doubt("mentions", {"units": reading.mentions[:3], "own": unit.name}))
    return asked


def _is_outside(link: EvidenceLink, round: Round) -> bool:
    """Whether the document, by its own days, holds at no time of the period."""
    begins, ends = link.document.valid_from, link.document.valid_to
    return bool((ends and ends < round.period_start) or (begins and begins > round.period_end))
