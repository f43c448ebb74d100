"""Evidence of the unit's other periods that would serve an indicator of this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from tilik.records.models import Document, EvidenceLink, Round
from tilik.records.models.document import EvidenceStatus
from tilik.records.queries.bridges import list_crossings
from tilik.records.queries.evidence import find_item

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


def list_offers(
    round: Round, documents: Iterable[Document], today: date, key: Key | None = None
) -> list[Offer]:
    """What other periods offer of the unit's documents (for one item, where named), newest first.

    `documents` are those of `evidence.list_documents`. Left out is what stands there already, was
    returned, or comes from a later period.
    """
    links = [link for document in documents for link in document.links.all()]
    standing = {(x.form, x.item, x.document_id) for x in links if x.round_id == round.pk}
    offers: dict[str, Offer] = {}
    bridges = _list_bridges(round)
    for link in sorted(filter(partial(_may_serve, round), links), key=_get_order):
        for form, item in _find_items(round, link, bridges):
            if (form, item, link.document_id) in standing or key not in (None, (form, item)):
                continue
            slot = _find_slot(round.instrument_version.document, form, item, link.slot)
            if slot is not None:
                offer = _make(link, form, item, slot, today)
                offers.setdefault(offer.key, offer)
    return list(offers.values())


def _may_serve(round: Round, link: EvidenceLink) -> bool:
    """Whether the evidence is of another period that is not later, and was not returned."""
    is_other = link.round_id != round.pk and link.round.period_end <= round.period_end
    return is_other and link.status != EvidenceStatus.RETURNED


def _get_order(link: EvidenceLink) -> tuple[int, int, int]:
    """Newest period first."""
    return -link.round.period_end.toordinal(), -link.round_id, link.pk


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
