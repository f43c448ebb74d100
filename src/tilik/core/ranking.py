"""Ranks: standard competition ranking on exact values, inside one measure and scheme only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tilik.core.errors import UserError
from tilik.core.numbers import decimal_text, round_half_up

MOST_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A body to be ranked; without a value it is listed, not ranked."""

    name: str
    value: Fraction | None
    group: str = ""
    measure: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A body's place among the `of` ranked ones of its group; `shown` tells apart what is apart."""

    entry: Entry
    rank: int | None
    of: int
    tied: bool
    shown: str | None


def rank(entries: Iterable[Entry], decimals: int = 2) -> list[Place]:
    """Places in order of rank (highest value first), unranked bodies last, group by group.

    Ties stand on the exact value: 1, 2, 2, 4. Raises UserError("mixed-schemes") when the
    entries are of several measures or schemes, which must never share a table.
    """
    listed = list(entries)
    kinds = {(e.measure, e.scheme) for e in listed}
    if len(kinds) > 1:
        raise UserError("mixed-schemes", found=sorted("/".join(k) for k in kinds))
    groups: dict[str, list[Entry]] = {}
    for entry in listed:
        groups.setdefault(entry.group, []).append(entry)
    return [place for group in groups.values() for place in _ranked(group, decimals)]


def _ranked(entries: Sequence[Entry], decimals: int) -> list[Place]:
    known = [(e, e.value) for e in entries if e.value is not None]
    ordered = sorted((value for _, value in known), reverse=True)
    times = Counter(ordered)
    places: dict[Fraction, int] = {}
    for position, value in enumerate(ordered, 1):
        places.setdefault(value, position)
    shown = shown_apart(places, decimals)
    ranked = [
        Place(e, places[v], len(ordered), times[v] > 1, shown[v])
        for e, v in sorted(known, key=lambda pair: (-pair[1], pair[0].name))
    ]
    return ranked + [Place(e, None, len(ordered), False, None) for e in entries if e.value is None]


def shown_apart(values: Iterable[Fraction], decimals: int) -> dict[Fraction, str]:
    """Each value as text: as many decimals as it needs to differ from every other value."""
    shown: dict[Fraction, str] = {}
    alike: dict[Fraction, list[Fraction]] = {}
    for value in values:
        alike.setdefault(round_half_up(value, decimals), []).append(value)
    for group in alike.values():
        if len(group) == 1 or decimals >= MOST_DECIMALS:
            shown |= {value: decimal_text(value, decimals) for value in group}
        else:
            shown |= shown_apart(group, decimals + 1)
    return shown
