"""What the catalogue of a unit's services says, as facts a rubric can ask for: known or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

PROMISES = ("absent", "drafted", "adopted", "published")
YEARS = (("one", 1), ("two", 2))


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What is on record of one service; `states` are None where it has no standard on record."""

    states: tuple[str, ...] | None
    is_adopted: bool
    adopted_on: date | None
    has_forum: bool
    registry: str
    promise: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `value` None where nobody knows; `n` of `total` services it holds for."""

    code: str
    value: str | int | None
    n: int
    total: int


def find_facts(services: Sequence[ServiceFacts], today: date) -> dict[str, Fact]:
    """The facts by their code; none at all where no service is on record."""
    if not services:
        return {}
    total = len(services)
    kept = [each for each in services if each.states is not None]
    is_whole = len(kept) == total
    adopted = [each for each in kept if each.is_adopted]
    forums = sum(each.has_forum for each in services)
    listed = sum(each.registry == "listed" for each in services)
    absent = sum(each.registry == "absent" for each in services)
    fourteen = [_is_adequate(each, 14) for each in kept]
    delivery = [_is_adequate(each, 6) for each in kept]
    used = "yes" if listed else "no" if absent == total else None
    found = (
        ("services", total, total),
        ("has-standard", "yes" if kept else None, len(kept)),
        ("with-standard", len(kept) if is_whole else None, len(kept)),
        ("fourteen", _join(fourteen, is_whole=is_whole), fourteen.count(True)),
        ("adopted", _join([e.is_adopted for e in kept], is_whole=is_whole), len(adopted)),
        ("forum-all", "yes" if forums == total else None, forums),
        ("forum-any", "yes" if forums else None, forums),
        ("delivery", "no" if False in delivery else None, delivery.count(True)),
        ("review", _find_review(services, today), _count_recent(services, today, 1)),
        ("promise", _find_promise(services), _count_promises(services)),
        ("sippn-used", used, listed),
        ("sippn-listed", listed if listed + absent == total else None, listed),
    )
    return {code: Fact(code, value, n, total) for code, value, n in found}


def _is_adequate(service: ServiceFacts, first: int) -> bool | None:
    """Whether the first components are all adequate; None where some are not read yet."""
    states = (service.states or ())[:first]
    if any(state in ("defective", "absent") for state in states):
        return False
    return None if "unread" in states else True


def _join(each: Sequence[bool | None], *, is_whole: bool) -> str | None:
    """Yes where all are, no where one is not, else not known."""
    if False in each:
        return "no"
    return "yes" if is_whole and each and None not in each else None


def _find_review(services: Sequence[ServiceFacts], today: date) -> str | None:
    """How long ago the standards were adopted at most, and whether this holds for all of them."""
    if any(service.adopted_on is None for service in services):
        return None
    for word, years in YEARS:
        recent = _count_recent(services, today, years)
        if recent:
            return f"{word}-{'all' if recent == len(services) else 'some'}"
    return "three-all"


def _count_recent(services: Sequence[ServiceFacts], today: date, years: int) -> int:
    return sum(
        (each.adopted_on.year + years, each.adopted_on.month, each.adopted_on.day)
        >= (today.year, today.month, today.day)
        for each in services
        if each.adopted_on
    )


def _find_promise(services: Sequence[ServiceFacts]) -> str | None:
    """The state of the promise that is least far; None where one is not known."""
    states = [service.promise for service in services]
    if any(state not in PROMISES for state in states):
        return None
    return min(states, key=PROMISES.index)


def _count_promises(services: Sequence[ServiceFacts]) -> int:
    return sum(service.promise in PROMISES[2:] for service in services)
