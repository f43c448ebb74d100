"""What other periods offer, by the indicator it would serve."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tilik.records.models import Round
from tilik.records.queries.earlier import Offer
from tilik.records.queries.evidence import find_item, get_current
from tilik.web.presenters.evidence import list_facts, make_version, say_status
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class Choice:
    """One document of another period; `holds` is None where it does not say how long it holds."""

    key: str
    title: str
    kind: str
    facts: tuple[str, ...]
    slot: str
    period: str
    status: str
    status_word: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Group:
    """One indicator and what is offered for it."""

    form: str
    item: str
    title: str
    choices: tuple[Choice, ...]


def group_offers(offers: Iterable[Offer], document: Mapping[str, Any], round: Round) -> list[Group]:
    """The indicators in the order of their forms, each with its offers."""
    by_item: dict[tuple[str, str], list[Choice]] = {}
    for offer in offers:
        choice = _make(offer, document, round)
        by_item.setdefault((offer.form, offer.item), []).append(choice)
    return [
        Group(str(form["code"]), code, say(raw["title"]), tuple(by_item[form["code"], code]))
        for form in document["forms"]
        for raw in form["items"]
        if (form["code"], code := str(raw["code"])) in by_item
    ]


def _make(offer: Offer, document: Mapping[str, Any], round: Round) -> Choice:
    raw = find_item(document, offer.form, offer.item) or {}
    slots = {str(slot["code"]): say(slot["title"]) for slot in raw.get("evidence", ())}
    return Choice(
        key=offer.key,
        title=offer.document.title,
        kind=make_version(get_current(offer.document)).kind,
        facts=tuple(list_facts(offer.document, round)),
        slot=slots.get(offer.slot, ""),
        period=offer.round.title,
        status=offer.status,
        status_word=say_status(offer.status),
        holds=offer.holds,
    )
