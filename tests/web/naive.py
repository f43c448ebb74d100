"""What holds for all units of a round, reckoned anew from every stored tree: slow and plain."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tilik.records.models import Result, Round
from tilik.records.queries.outlines import Participant
from tilik.records.queries.scores import get_default_variant
from tilik.web.presenters.leaves import list_rated
from tilik.web.presenters.sides import get_roles, measure
from tilik.web.presenters.worth import Worth, list_worth

MOST_GAINS = 5


def read(round: Round, basis: str) -> dict[int, Result]:
    """The newest result of each unit."""
    found = Result.objects.filter(
        round=round, basis=basis, scope="unit", variant=get_default_variant(round)
    )
    return {result.unit_id: result for result in found.order_by("pk") if result.unit_id}


def find_means(
    round: Round, results: Mapping[int, Result], role: str
) -> tuple[Fraction | None, int]:
    """The mean of the known sides, and how many they are."""
    roles = get_roles(round.instrument_version.document)
    sides = [measure(result.read_tree(), roles, role) for result in results.values()]
    known = [side for side in sides if side is not None]
    return (sum(known, Fraction(0)) / len(known) if known else None), len(known)


def find_places(results: Mapping[int, Result]) -> dict[int, int | None]:
    """One more than the units with a higher value; None without a value."""
    values = {
        unit: Fraction(f"{result.numerator}/{result.denominator}")
        for unit, result in results.items()
        if result.numerator is not None
    }
    return {
        unit: 1 + sum(other > values[unit] for other in values.values()) if unit in values else None
        for unit in results
    }


def find_most_worth(round: Round, members: Sequence[Participant]) -> list[tuple[int, str]]:
    """Unit and item of every step that can still be gone, worth most first."""
    steps = []
    for member, worth in _walk(round, members):
        if worth.level is None or worth.level < worth.top:
            steps.append((-worth.points, member.name, worth.item, member.unit_id))
    return [(unit, item) for _points, _name, item, unit in sorted(steps)]


def find_gains(round: Round, members: Sequence[Participant]) -> list[tuple[Fraction, int]]:
    """What one level more on the indicator that reaches furthest brings each unit, most first."""
    best: dict[int, tuple[Fraction, Worth]] = {}
    names = {member.unit_id: member.name for member in members}
    for member, worth in _walk(round, members):
        reach = Fraction(0) if worth.level is None else (worth.top - worth.level) * worth.points
        if reach > best.get(member.unit_id, (Fraction(0), worth))[0]:
            best[member.unit_id] = reach, worth
    gains = []
    for unit, (_reach, worth) in best.items():
        assert worth.level is not None
        step = min(worth.top - worth.level, Fraction(1)) * worth.points
        gains.append((-step, names[unit], unit))
    return [(-step, unit) for step, _name, unit in sorted(gains)[:MOST_GAINS]]


def _walk(round: Round, members: Sequence[Participant]) -> list[tuple[Participant, Worth]]:
    rated, results = list_rated(round.instrument_version.document), read(round, "final")
    return [
        (member, worth)
        for member in members
        if member.unit_id in results
        for worth in list_worth(results[member.unit_id].read_tree(), rated)
    ]
