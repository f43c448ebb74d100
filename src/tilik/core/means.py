"""Weighted means of a node's children: given weights, equal ones, and weights nobody published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from tilik.core.instrument import Gap, Node, Scale
from tilik.core.numbers import round_half_up, total
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
    counting = [(n, s) for n, s in _pairs(node, children) if _counts(n, s)]
    if not counting:
        return _nothing_below(node, children)
    pins = [(leaf, below) for n, s in counting for leaf, below in _pinned(n, s, node.code)]
    if pins:
        return _with_pins(node, children, counting, pins)
    shares, known = _shares(node, [n for n, _ in counting])
    weights = dict(zip((n.code for n, _ in counting), shares, strict=True))
    if not known:
        span: Span | None = _open_span(node, counting)
    elif all(_is_point(score) for _, score in counting):
        span = None
    else:
        span = _known_span(node, counting, shares)
    return summed(node, children, weights, span, known, _left_out(node, counting))


def _pairs(node: Node, children: Sequence[Score]) -> list[tuple[Node, Score]]:
    """Each child with its score; none where the node was answered as a whole."""
    return list(zip(node.children, children, strict=bool(children)))


def _counts(node: Node, score: Score) -> bool:
    """Scored, applicable, and not an optional part that was left out."""
    left_out = node.optional and score.value is None and not was_answered(score)
    return node.scored and score.gap is not Gap.NOT_APPLICABLE and not left_out


def _is_point(score: Score) -> bool:
    """Whether nothing about the value is open."""
    return score.value is not None and score.low == score.high


def _left_out(node: Node, counting: Sequence[tuple[Node, Score]]) -> int:
    return sum(child.scored for child in node.children) - len(counting)


def _nothing_below(node: Node, children: Sequence[Score]) -> Score:
    """All not applicable: so is the node. Only optional parts, all silent: not answered.
    Nothing scored below: not computable.
    """
    scored = [s for n, s in _pairs(node, children) if n.scored]
    if not scored:
        gap = Gap.NOT_COMPUTABLE
    elif all(s.gap is Gap.NOT_APPLICABLE for s in scored):
        gap = Gap.NOT_APPLICABLE
    else:
        gap = Gap.NOT_ANSWERED
    return Score(
        node.code,
        node.scale,
        None,
        node.scale.low,
        node.scale.high,
        NOTHING if gap is Gap.NOT_APPLICABLE else frozenset({INCOMPLETE}),
        Reason(gap),
        gap,
        children=tuple(children),
    )


def _own_share(node: Node, child: Node) -> Fraction | None:
    """A child's share of this node; a share of another ancestor says nothing about this one."""
    return child.share if child.of in (None, node.code) else None


def _rest(node: Node) -> Fraction:
    """What the given weights leave for the unknown ones."""
    given = [_own_share(node, child) for child in node.children if child.scored]
    return ONE - total(g for g in given if g is not None)


def _shares(node: Node, counting: Sequence[Node]) -> tuple[list[Fraction], bool]:
    """Each child's share of the node, and whether all of them are given by the instrument."""
    if node.plain:
        given: list[Fraction | None] = [Fraction(1, len(counting))] * len(counting)
    else:
        given = [_own_share(node, child) for child in counting]
    open_children = given.count(None)
    each = _rest(node) / open_children if open_children else ZERO
    shares = [each if g is None else g for g in given]
    if node.round_shares is not None:
        return [round_half_up(s, node.round_shares) for s in shares], not open_children
    whole = total(shares)
    is_shared_out = whole in (ZERO, ONE)
    return (shares if is_shared_out else [s / whole for s in shares]), not open_children


Span = tuple[Fraction, Fraction]


def _ends(pair: tuple[Node, Score], scale: Scale) -> Span:
    node, score = pair
    return node.scale.carry(score.low, scale), node.scale.carry(score.high, scale)


def _known_span(
    node: Node, counting: Sequence[tuple[Node, Score]], shares: Sequence[Fraction]
) -> Span:
    ends = [_ends(pair, node.scale) for pair in counting]
    low, high = (total(w * e[i] for w, e in zip(shares, ends, strict=True)) for i in (0, 1))
    return low, high


def _open_span(node: Node, counting: Sequence[tuple[Node, Score]]) -> Span:
    fixed, free = [], []
    for pair in counting:
        share, ends = _own_share(node, pair[0]), _ends(pair, node.scale)
        if share is None:
            free.append(ends)
        else:
            fixed.append((share, ends))
    unknown = sum(_own_share(node, n) is None for n in node.children if n.scored)
    return _extremes(fixed, free, _rest(node), gone=unknown > len(free))


def _extremes(
    fixed: Sequence[tuple[Fraction, Span]], free: Sequence[Span], rest: Fraction, *, gone: bool
) -> Span:
    """Lowest and highest (Σ share·value + t·x) / (Σ share + t) over every admissible weighting.

    x is the lowest or highest free part; t is the rest, or anything from nothing to the rest
    where parts of unknown weight do not apply (`gone`): the mean moves one way only as t grows,
    so its ends are enough.
    """
    held = total(share for share, _ in fixed)
    ends = {(rest if rest or held else ONE) if free else ZERO}
    if gone and held:
        ends.add(ZERO)
    low, high = (
        pick(
            (total(s * e[i] for s, e in fixed) + (t * pick(f[i] for f in free) if t else ZERO))
            / (held + t)
            for t in ends
        )
        for i, pick in ((0, min), (1, max))
    )
    return low, high


def summed(
    node: Node,
    children: Sequence[Score],
    weights: Mapping[str, Fraction],
    span: Span | None,
    known: bool,
    left_out: int,
) -> Score:
    """The node with its children weighted, and what is uncertain about it.

    Without a span every child has its one value, and so has the node.
    """
    weighted = tuple(_weighted(child, weights.get(child.code), node.scale) for child in children)
    counting = [child for child in weighted if child.weight is not None]
    complete = all(child.value is not None for child in counting)
    value = (
        total(c.contribution for c in counting if c.contribution is not None) if complete else None
    )
    status = NOTHING.union(*(child.status for child in counting))
    reason = "weighted-mean" if known else "equal-weights-assumed"
    if not known and len(counting) > 1:
        status |= {ESTIMATE}
    if left_out:
        status |= {ADJUSTED}
    low, high = span or (cast(Fraction, value),) * 2
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


# ---- weights given as shares of an ancestor --------------------------------


@dataclass(frozen=True, slots=True)
class _Pins:
    """The fixed shares of a node, its free parts' share each, and what they share in all."""

    fixed: Mapping[str, Fraction]
    free: Mapping[str, Fraction]
    rest: Fraction
    gone: bool


def _pinned(node: Node, score: Score, ancestor: str) -> list[tuple[Node, Score]]:
    """The parts at or below `node` whose weight is given as a share of `ancestor`."""
    if node.of == ancestor:
        return [(node, score)] if _counts(node, score) else []
    return [
        pin
        for child, below in _pairs(node, score.children)
        for pin in _pinned(child, below, ancestor)
    ]


def _with_pins(
    node: Node,
    children: Sequence[Score],
    counting: Sequence[tuple[Node, Score]],
    pinned: Sequence[tuple[Node, Score]],
) -> Score:
    """A node of which some descendants have a fixed share, while all other weights are unknown.

    The point gives every other leaf an equal part of the rest; the range gives the rest to the
    lowest or the highest of them.
    """
    fixed = {leaf.code: leaf.share or ZERO for leaf, _ in pinned}
    free = [n.code for child, s in counting for n, _ in _free(child, s, fixed)]
    laid_down = [n.share or ZERO for n in node.walk() if n.of == node.code and n.scored]
    rest = ONE - total(laid_down)
    gone = any(
        not s.children and n.of != node.code and not _counts(n, s)
        for child, below in _pairs(node, children)
        for n, s in _leaves(child, below)
    )
    pins = _Pins(fixed, {code: rest / len(free) for code in free}, rest, gone)
    parts = [_reweighted(n, s, pins) for n, s in _pairs(node, children)]
    whole = total(w for _, w in parts)
    weights = {s.code: w / whole for s, w in parts if w}
    span = _pinned_span(node, counting, pins)
    left_out = _left_out(node, counting)
    return summed(node, [s for s, _ in parts], weights, span, False, left_out)


def _pinned_span(node: Node, parts: Sequence[tuple[Node, Score]], pins: _Pins) -> Span:
    fixed = [
        (pins.fixed[n.code], _ends((n, s), node.scale))
        for child, below in parts
        for n, s in _leaves(child, below)
        if n.code in pins.fixed
    ]
    free = [pair for child, below in parts for pair in _free(child, below, pins.fixed)]
    gone = pins.gone or len(free) < len(pins.free)
    return _extremes(fixed, [_ends(pair, node.scale) for pair in free], pins.rest, gone=gone)


def _leaves(node: Node, score: Score) -> list[tuple[Node, Score]]:
    """The node and its score and all below, as far as the scores go and are scored."""
    if not node.scored:
        return []
    below = _pairs(node, score.children)
    return [(node, score), *(pair for n, s in below for pair in _leaves(n, s))]


def _free(node: Node, score: Score, fixed: Mapping[str, Fraction]) -> list[tuple[Node, Score]]:
    if node.code in fixed or not _counts(node, score):
        return []
    if not node.children or not score.children or not node.complete:
        return [(node, score)]
    return [
        pair for child, below in _pairs(node, score.children) for pair in _free(child, below, fixed)
    ]


def _reweighted(node: Node, score: Score, pins: _Pins) -> tuple[Score, Fraction]:
    """A node made anew from its leaves' weights in the whole, and the sum of those weights."""
    own = pins.fixed.get(node.code, pins.free.get(node.code))
    if own is not None or not score.children:
        return score, own or ZERO
    pairs = _pairs(node, score.children)
    parts = [_reweighted(n, s, pins) for n, s in pairs]
    whole = total(w for _, w in parts)
    if not whole:
        return score, ZERO
    weights = {s.code: w / whole for s, w in parts if w}
    counting = [pair for pair in pairs if _counts(*pair)]
    span = _pinned_span(node, counting, pins)
    left_out = _left_out(node, counting)
    return summed(node, [s for s, _ in parts], weights, span, False, left_out), whole
