"""Weighted means of a node's children: given weights, equal ones, and weights nobody published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tilik.core.instrument import Gap, Node, Scale
from tilik.core.numbers import round_half_up
from tilik.core.score import (
    ADJUSTED,
    ESTIMATE,
    INCOMPLETE,
    NOTHING,
    ONE,
    ZERO,
    Reason,
    Score,
    was_answered,
)


def weighted_mean(node: Node, children: Sequence[Score]) -> Score:
    """The mean of the scored, applicable children, and the span that gaps and unknowns leave."""
    counting = [(n, s) for n, s in zip(node.children, children, strict=True) if _counts(n, s)]
    if not counting:
        return _nothing_below(node, children)
    pins = [(leaf, below) for n, s in counting for leaf, below in _pinned(n, s, node.code)]
    if pins:
        return _with_pins(node, children, counting, pins)
    left_out = len([n for n in node.children if n.scored]) - len(counting)
    shares, known = _shares(node, [n for n, _ in counting])
    weights = dict(zip((n.code for n, _ in counting), shares, strict=True))
    low, high = _span(node, counting, shares, known)
    return summed(node, children, weights, (low, high), known, left_out)


def _counts(node: Node, score: Score) -> bool:
    """Scored, applicable, and not an optional part that was left out."""
    left_out = node.optional and score.value is None and not was_answered(score)
    return node.scored and score.gap is not Gap.NOT_APPLICABLE and not left_out


def _nothing_below(node: Node, children: Sequence[Score]) -> Score:
    """All not applicable: so is the node. Nothing scored below: not computable."""
    scored = any(n.scored for n in node.children)
    gap = Gap.NOT_APPLICABLE if scored else Gap.NOT_COMPUTABLE
    status = NOTHING if scored else frozenset({INCOMPLETE})
    scale = node.scale
    return Score(
        node.code,
        scale,
        None,
        scale.low,
        scale.high,
        status,
        Reason(gap),
        gap,
        children=tuple(children),
    )


def _shares(node: Node, counting: Sequence[Node]) -> tuple[list[Fraction], bool]:
    """Each child's share of the node, and whether all of them are given by the instrument."""
    given = [None if node.plain else child.share for child in counting]
    known = node.plain or None not in given
    if node.plain:
        given = [Fraction(1, len(counting))] * len(counting)
    rest = ONE - sum((g for g in given if g is not None), ZERO)
    open_children = given.count(None)
    shares = [g if g is not None else rest / open_children for g in given]
    if node.round_shares is not None:
        return [round_half_up(s, node.round_shares) for s in shares], known
    total = sum(shares)
    return ([s / total for s in shares] if total != ONE and total else shares), known


def _span(
    node: Node, counting: Sequence[tuple[Node, Score]], shares: Sequence[Fraction], known: bool
) -> tuple[Fraction, Fraction]:
    """Lowest and highest value over what is missing and over every admissible weighting."""
    lows = [n.scale.carry(s.low, node.scale) for n, s in counting]
    highs = [n.scale.carry(s.high, node.scale) for n, s in counting]
    if known:
        return _dot(shares, lows), _dot(shares, highs)
    free = [i for i, (n, _) in enumerate(counting) if n.share is None]
    fixed = [i for i in range(len(counting)) if i not in free]
    rest = ONE - sum((shares[i] for i in fixed), ZERO)
    low = _dot([shares[i] for i in fixed], [lows[i] for i in fixed]) + rest * min(
        lows[i] for i in free
    )
    high = _dot([shares[i] for i in fixed], [highs[i] for i in fixed]) + rest * max(
        highs[i] for i in free
    )
    return low, high


def _dot(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    return sum((w * v for w, v in zip(weights, values, strict=True)), ZERO)


def summed(
    node: Node,
    children: Sequence[Score],
    weights: Mapping[str, Fraction],
    span: tuple[Fraction, Fraction],
    known: bool,
    left_out: int,
) -> Score:
    """The node with its children weighted, and what is uncertain about it."""
    weighted = tuple(_weighted(child, weights.get(child.code), node.scale) for child in children)
    counting = [child for child in weighted if child.weight is not None]
    complete = all(child.value is not None for child in counting)
    value = (
        sum((c.contribution for c in counting if c.contribution is not None), ZERO)
        if complete
        else None
    )
    status = NOTHING.union(*(child.status for child in counting))
    reason = "weighted-mean" if known else "equal-weights-assumed"
    if not known and len(counting) > 1:
        status |= {ESTIMATE}
    if left_out:
        status |= {ADJUSTED}
    low, high = span
    if not node.complete:
        status, reason, low, high = (
            status | {ESTIMATE},
            "items-unknown",
            node.scale.low,
            node.scale.high,
        )
    facts = {"parts": len(counting), "left_out": left_out}
    return Score(
        node.code, node.scale, value, low, high, status, Reason(reason, facts), children=weighted
    )


def _weighted(child: Score, weight: Fraction | None, scale: Scale) -> Score:
    if weight is None:
        return child
    carried = None if child.value is None else child.scale.carry(child.value, scale)
    return replace(child, weight=weight, contribution=None if carried is None else weight * carried)


def _pinned(node: Node, score: Score, ancestor: str) -> list[tuple[Node, Score]]:
    """The parts at or below `node` whose weight is given as a share of `ancestor`."""
    if node.of == ancestor:
        return [(node, score)] if _counts(node, score) else []
    return [
        pin
        for child, below in zip(node.children, score.children, strict=False)
        for pin in _pinned(child, below, ancestor)
    ]


def _with_pins(
    node: Node,
    children: Sequence[Score],
    counting: Sequence[tuple[Node, Score]],
    pins: Sequence[tuple[Node, Score]],
) -> Score:
    """A node of which some descendants have a fixed share, while all other weights are unknown.

    The point gives every other leaf an equal part of the rest; the range gives the rest to the
    lowest or the highest of them.
    """
    fixed = {leaf.code: leaf.share or ZERO for leaf, _ in pins}
    free = [pair for n, s in counting for pair in _free(n, s, set(fixed))]
    rest = ONE - sum(fixed.values(), ZERO)
    each = rest / len(free) if free else ZERO
    scale = node.scale
    base_low = sum((fixed[n.code] * n.scale.carry(s.low, scale) for n, s in pins), ZERO)
    base_high = sum((fixed[n.code] * n.scale.carry(s.high, scale) for n, s in pins), ZERO)
    low = base_low + rest * min((n.scale.carry(s.low, scale) for n, s in free), default=ZERO)
    high = base_high + rest * max((n.scale.carry(s.high, scale) for n, s in free), default=ZERO)
    leaf_weights = fixed | {n.code: each for n, _ in free}
    rebuilt = [
        _reweighted(n, s, leaf_weights) for n, s in zip(node.children, children, strict=True)
    ]
    weights = {s.code: w for s, w in rebuilt if w}
    left_out = len([n for n in node.children if n.scored]) - len(counting)
    return summed(node, [s for s, _ in rebuilt], weights, (low, high), False, left_out)


def _free(node: Node, score: Score, fixed: set[str]) -> list[tuple[Node, Score]]:
    if node.code in fixed or not _counts(node, score):
        return []
    if not node.children or not score.children or not node.complete:
        return [(node, score)]
    return [
        pair
        for child, below in zip(node.children, score.children, strict=True)
        for pair in _free(child, below, fixed)
    ]


def _reweighted(
    node: Node, score: Score, weights: Mapping[str, Fraction]
) -> tuple[Score, Fraction]:
    """A node made anew from its leaves' weights in the whole, and the sum of those weights."""
    if node.code in weights:
        return score, weights[node.code]
    if not score.children:
        return score, ZERO
    parts = [_reweighted(n, s, weights) for n, s in zip(node.children, score.children, strict=True)]
    total = sum((w for _, w in parts), ZERO)
    if not total:
        return score, ZERO
    inner = {s.code: w / total for s, w in parts if w}
    return summed(node, [s for s, _ in parts], inner, (score.low, score.high), False, 0), total
