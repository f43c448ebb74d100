"""Who checks which unit: never one's own, evenly by items, rotated against the last round.

Hard: nobody checks a unit they belong or belonged to. Then as even as can be (least sum of squared
loads), then as few as can be who check the same unit again. Equal units are shared out exactly:
units move along paths and round circles of evaluators until no move is better.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

REACH = 4
"""Units move through so many evaluators at once at most; longer ways are never needed in practice."""


@dataclass(frozen=True, slots=True)
class Task:
    """A unit to be checked: how many items it has, and who has it for certain already."""

    unit: str
    weight: int = 1
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evaluator:
    """Somebody who checks: the units that are or were their own, and those of the last round."""

    name: str
    own: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()


@dataclass
class _Plan:
    """The units of each evaluator while they are being shared out."""

    tasks: Mapping[str, Task]
    people: Mapping[str, Evaluator]
    shares: dict[str, set[str]]
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def measure(self) -> tuple[int, int]:
        """Unevenness, then how many check the same unit again."""
        loads = [sum(self.tasks[unit].weight for unit in units) for units in self.shares.values()]
        again = sum(len(units & self.people[name].last) for name, units in self.shares.items())
        return sum(load**2 for load in loads), again

    def list_moves(self, giver: str, taker: str) -> Iterator[str]:
        """The units the one may hand to the other, those that better the rotation first."""
        free = self.shares[giver] - self.kept[giver] - self.shares[taker] - self.people[taker].own
        one, other = self.people[giver].last, self.people[taker].last
        yield from sorted(free, key=lambda unit: ((unit in other) - (unit in one), unit))

    def move(self, steps: Sequence[tuple[str, str, str]]) -> None:
        """Hands the units on; each step is a unit, its giver and its taker."""
        for unit, giver, taker in steps:
            self.shares[giver].discard(unit)
            self.shares[taker].add(unit)


def assign(
    tasks: Sequence[Task], evaluators: Sequence[Evaluator], each: int = 1
) -> dict[str, tuple[str, ...]]:
    """The evaluators of each unit by name, `each` of them; fewer where not so many may.

    The same input gives the same answer. Who is kept counts among the `each`.
    """
    plan = _share_out(tasks, {one.name: one for one in evaluators}, each)
    while better := _find_better(plan):
        plan.move(better)
    return {
        task.unit: tuple(name for name in plan.shares if task.unit in plan.shares[name])
        for task in tasks
    }


def _share_out(tasks: Sequence[Task], people: Mapping[str, Evaluator], each: int) -> _Plan:
    """A first plan: the units fewest may check come first, each to whoever has least so far."""
    shares: dict[str, set[str]] = {name: set() for name in sorted(people)}
    for task in tasks:
        for name in task.kept & set(people):
            shares[name].add(task.unit)
    kept = {name: frozenset(units) for name, units in shares.items()}
    plan = _Plan({task.unit: task for task in tasks}, people, shares, kept)
    loads = {name: sum(plan.tasks[u].weight for u in units) for name, units in shares.items()}
    may = {t.unit: [name for name in shares if t.unit not in people[name].own] for t in tasks}
    for task in sorted(tasks, key=lambda t: (len(may[t.unit]), -t.weight, t.unit)):
        free = [name for name in may[task.unit] if task.unit not in shares[name]]
        free.sort(key=lambda name: (loads[name], task.unit in people[name].last, name))
        for name in free[: max(0, each - len(task.kept & set(people)))]:
            shares[name].add(task.unit)
            loads[name] += task.weight
    return plan


def _find_better(plan: _Plan) -> list[tuple[str, str, str]]:
    """The best chain of moves that betters the plan; empty where none does."""
    best, found = plan.measure(), []
    for steps in _list_chains(plan):
        plan.move(steps)
        measured = plan.measure()
        plan.move([(unit, taker, giver) for unit, giver, taker in reversed(steps)])
        if measured < best:
            best, found = measured, steps
    return found


def _list_chains(plan: _Plan) -> Iterator[list[tuple[str, str, str]]]:
    """From every evaluator to every other one and back to themselves: units handed on in a row.

    Of each length the chains with the best rotation are kept (Bellman and Ford).
    """
    moves = {
        (giver, taker): unit
        for giver in plan.shares
        for taker in plan.shares
        if giver != taker and (unit := next(plan.list_moves(giver, taker), None))
    }
    for start in plan.shares:
        chains: dict[str, list[tuple[str, str, str]]] = {start: []}
        for _length in range(REACH):
            longer: dict[str, list[tuple[str, str, str]]] = {}
            for (giver, taker), unit in moves.items():
                if giver in chains and _is_new(chains[giver], unit, taker, start):
                    chain = [*chains[giver], (unit, giver, taker)]
                    if taker not in longer or _turn(plan, chain) < _turn(plan, longer[taker]):
                        longer[taker] = chain
            yield from longer.values()
            chains = {name: chain for name, chain in longer.items() if name != start}


def _is_new(chain: Sequence[tuple[str, str, str]], unit: str, taker: str, start: str) -> bool:
    """Whether the step neither moves a unit twice nor meets somebody on the way again."""
    met = {step[2] for step in chain}
    return (
        taker not in met
        and all(step[0] != unit for step in chain)
        and (taker != start or chain != [])
    )


def _turn(plan: _Plan, chain: Sequence[tuple[str, str, str]]) -> int:
    """How many more check the same unit again after the chain."""
    last = {name: person.last for name, person in plan.people.items()}
    return sum((unit in last[taker]) - (unit in last[giver]) for unit, giver, taker in chain)
