"""How far the evaluators of a round agree: computed as it is asked for, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from tilik.analysis.agreement import Agreement, measure
from tilik.records.models import Round
from tilik.records.queries.agreement import Levels, Place, list_apart, list_levels, list_settled

Rated = tuple[tuple[Place, tuple[tuple[int, int], ...]], ...]


@dataclass(frozen=True)
class Agreeing:
    """The agreement over all and by indicator, and what must be settled, widest apart first.

    `pairs` are pairs of people, `units` those that several people checked.
    """

    whole: Agreement
    by_item: Mapping[tuple[str, str], Agreement]
    pairs: int
    units: int
    levels: Levels
    apart: tuple[Place, ...]
    settled: frozenset[Place]

    @property
    def awaiting(self) -> tuple[Place, ...]:
        """The indicators nobody has settled."""
        return tuple(place for place in self.apart if place not in self.settled)


def measure_agreement(*, round: Round) -> Agreeing:
    """How far the evaluators of the round agree now."""
    levels = list_levels(round)
    rated = tuple((place, tuple(sorted(given.items()))) for place, given in sorted(levels.items()))
    items: dict[tuple[str, str], list[tuple[Place, tuple[tuple[int, int], ...]]]] = {}
    for each in rated:
        items.setdefault((each[0].form, each[0].item), []).append(each)
    people = (combinations([user for user, _level in given], 2) for _place, given in rated)
    return Agreeing(
        whole=_measure(rated),
        by_item={item: _measure(tuple(rows)) for item, rows in items.items()},
        pairs=len({pair for each in people for pair in each}),
        units=len({place.unit for place in levels}),
        levels=levels,
        apart=tuple(list_apart(levels)),
        settled=frozenset(list_settled(round)) if levels else frozenset(),
    )


@lru_cache(maxsize=512)
def _measure(rated: Rated) -> Agreement:
    """The agreement; the same levels are measured once, for it takes a second of very many."""
    return measure(
        {
            f"{place.unit} {place.form} {place.item} {place.service}": {
                str(user): level for user, level in given
            }
            for place, given in rated
        }
    )
