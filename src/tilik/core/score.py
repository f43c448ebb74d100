"""A node of a result, and how the answers to one item become one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tilik.core.answers import Answer
from tilik.core.instrument import Gap, Item, Key, Node, Option, Role, Scale

INCOMPLETE = "incomplete"
ESTIMATE = "estimate"
DISPUTED = "disputed"
ADJUSTED = "adjusted"
AWAITING = "awaiting-adjudication"
APART = 2
"""So many levels apart, evaluators do not settle an item by their mean: somebody decides."""
ZERO, ONE = Fraction(0), Fraction(1)
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a node has the value it has: a code, and the facts the interface puts into words."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """A node of a result. `weight` and `contribution` are of the parent (on the parent's scale)."""

    code: str
    scale: Scale
    value: Fraction | None
    low: Fraction
    high: Fraction
    status: frozenset[str]
    reason: Reason
    gap: Gap | None = None
    weight: Fraction | None = None
    contribution: Fraction | None = None
    n: int = 0
    item: Key | None = None
    children: tuple["Score", ...] = ()

    def find(self, code: str) -> "Score | None":
        """The node with that code, here or below."""
        if self.code == code:
            return self
        return next((hit for child in self.children if (hit := child.find(code))), None)


def was_answered(score: Score) -> bool:
    """Whether anything at or below the node has an answer with a value."""
    return bool(score.n) or any(was_answered(child) for child in score.children)


def leaf_score(node: Node, item: Item, rows: Sequence[Answer]) -> Score:
    """The mean of an item's answers: over evaluators, then services; respondents all at once."""
    key = item.key
    values = [(row, value) for row in rows if (value := numeric(row, item.options)) is not None]
    if not values:
        return empty_leaf(node, key, rows, item.options)
    status = NOTHING
    if item.role is Role.RESPONDENTS:
        value = Fraction(sum(v for _, v in values), len(values))
        reason = Reason("mean-of-respondents", {"n": len(values)})
    else:
        value = _mean_of_services(values)
        if item.whole_steps and _is_apart(values):
            status = frozenset({AWAITING})
        reason = Reason("answer" if len(values) == 1 else "mean-of-answers", {"n": len(values)})
    return Score(
        node.code, node.scale, value, value, value, status, reason, n=len(values), item=key
    )


def _is_apart(values: Sequence[tuple[Answer, Fraction]]) -> bool:
    """Whether evaluators of one service are two levels apart or more."""
    if len(values) == 1:
        return False
    services: dict[str, list[Fraction]] = {}
    for row, value in values:
        services.setdefault(row.service, []).append(value)
    return any(max(levels) - min(levels) >= APART for levels in services.values())


def _mean_of_services(values: Sequence[tuple[Answer, Fraction]]) -> Fraction:
    if len(values) == 1:
        return values[0][1]
    services: dict[str, list[Fraction]] = {}
    for row, value in values:
        services.setdefault(row.service, []).append(value)
    means = [Fraction(sum(group), len(group)) for group in services.values()]
    return Fraction(sum(means), len(means))


def numeric(row: Answer, options: tuple[Option, ...] = ()) -> Fraction | None:
    """The value an answer counts with, or None where a gap stands in its place."""
    if isinstance(row.value, Fraction):
        return row.value
    return next((o.value for o in options if o.code == row.value), None)


def gap_of(row: Answer, options: tuple[Option, ...] = ()) -> Gap:
    """The gap an answer without a value stands for."""
    named = next((o.gap for o in options if o.code == row.value), None)
    return row.gap or named or Gap.NOT_COMPUTABLE


def empty_leaf(
    node: Node, key: Key, rows: Sequence[Answer] = (), options: tuple[Option, ...] = ()
) -> Score:
    """A leaf without a value; not answered, applicable, checked, computable stay apart."""
    gaps = {gap_of(row, options) for row in rows} or {Gap.NOT_ANSWERED}
    gap = gaps.pop() if len(gaps) == 1 else Gap.NOT_ANSWERED
    status = NOTHING if gap is Gap.NOT_APPLICABLE else frozenset({INCOMPLETE})
    scale = node.scale
    return Score(node.code, scale, None, scale.low, scale.high, status, Reason(gap), gap, item=key)


def carried(score: Score, scale: Scale, to: Scale) -> Score:
    """The same score on another scale."""
    value = None if score.value is None else scale.carry(score.value, to)
    return replace(
        score,
        scale=to,
        value=value,
        low=scale.carry(score.low, to),
        high=scale.carry(score.high, to),
    )
