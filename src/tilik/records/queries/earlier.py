"""Evidence of the unit's other periods that would serve an indicator of this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tilik.records.models import Document, EvidenceLink, Round, Unit
from tilik.records.models.document import EvidenceStatus
from tilik.records.queries.bridges import list_crossings
from tilik.records.queries.evidence import find_item, with_versions

Key = tuple[str, str]


@dataclass(frozen=True)
class Offer:
    """A document that stood for an indicator elsewhere and could stand for this one.

    `holds` is None where the document does not say how long it holds.
    """

    form: str
    item: str
    slot: str
    document: Document
    round: Round
    status: str
    holds: bool | None

    @property
    def key(self) -> str:
        """What names the offer on a page."""
        return f"{self.form}:{self.item}:{self.slot}:{self.document.pk}"


def list_offers(round: Round, unit: Unit, today: date, key: Key | None = None) -> list[Offer]:
    """What the unit's other periods offer (for one item, where named), newest period first.

    Left out is what stands there already, was returned, or comes from a later period.
    """
    links = EvidenceLink.objects.filter(
        unit=unit, withdrawn_at=None, round__period_end__lte=round.period_end
    ).exclude(status=EvidenceStatus.RETURNED)
    others = links.exclude(round=round).select_related("round__instrument_version", "document")
    found = others.defer(*LARGE).prefetch_related(with_versions("document__"))
    standing = set(
        EvidenceLink.objects.filter(round=round, unit=unit, withdrawn_at=None).values_list(
            "form", "item", "document"
        )
    )
    offers: dict[str, Offer] = {}
    bridges = _list_bridges(round)
    for link in found.order_by("-round__period_end", "-round", "pk"):
        for form, item in _find_items(round, link, bridges):
            if (form, item, link.document_id) in standing or key not in (None, (form, item)):
                continue
            slot = _find_slot(round.instrument_version.document, form, item, link.slot)
            if slot is not None:
                offer = _make(link, form, item, slot, today)
                offers.setdefault(offer.key, offer)
    return list(offers.values())


LARGE = tuple(
    f"round__instrument_version__{name}" for name in ("canonical", "cases", "lint_report")
)


def _make(link: EvidenceLink, form: str, item: str, slot: str, today: date) -> Offer:
    begins, ends = link.document.valid_from, link.document.valid_to
    holds = None if ends is None else ends >= today and (begins is None or begins <= today)
    return Offer(form, item, slot, link.document, link.round, link.status, holds)


def _list_bridges(round: Round) -> Mapping[tuple[str, str, str], list[Key]]:
    """The items of this instrument by the code, form and item of the others they are bridged to."""
    found: dict[tuple[str, str, str], list[Key]] = {}
    for crossing in list_crossings(round.instrument_version):
        for bridge in crossing.bridges:
            there = (crossing.other.code, *bridge.there)
            found.setdefault(there, []).append(bridge.here)
    return found


def _find_items(
    round: Round, link: EvidenceLink, bridges: Mapping[tuple[str, str, str], list[Key]]
) -> Iterable[Key]:
    """The items the evidence would serve here: of the same key, or those a bridge leads to."""
    code = link.round.instrument_version.code
    if code == round.instrument_version.code:
        return [(link.form, link.item)]
    return bridges.get((code, link.form, link.item), [])


def _find_slot(document: Mapping[str, Any], form: str, item: str, slot: str) -> str | None:
    """The proof of that name, else the first; None where the item is not in this instrument."""
    raw = find_item(document, form, item)
    if raw is None:
        return None
    codes = [str(each["code"]) for each in raw.get("evidence", ())] or [""]
    return slot if slot in codes else codes[0]
