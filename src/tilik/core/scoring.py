"""The score of a unit, as a tree that says where every number comes from.

Exact fractions throughout; nothing is rounded here. Each node carries its value on
its own scale, the lowest and highest value it can still take, its weight in its
parent, its contribution to the parent, a set of marks (status) and a reason.

What is missing never counts as zero: a node with something missing has no value,
only a range. Weights that nobody published give a point under equal weights,
marked as an estimate, and the exact range over every admissible weighting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tilik.core.answers import Sheet
from tilik.core.instrument import Combine, Gap, Instrument, Node
from tilik.core.means import summed, weighted_mean
from tilik.core.respondents import pooled, silent
from tilik.core.score import (
    DISPUTED,
    NOTHING,
    ONE,
    Reason,
    Score,
    carried,
    leaf_score,
    was_answered,
)


def score_tree(instrument: Instrument, sheet: Sheet) -> Score:
    """The scored index for the answers of one unit that count (see `answers.counted`)."""
    return _score(instrument.index, instrument, sheet)


def _score(node: Node, instrument: Instrument, sheet: Sheet) -> Score:
    rows = (
        [r for r in sheet.get(node.whole, ()) if r.gap is not Gap.NOT_ANSWERED]
        if node.whole
        else []
    )
    if node.whole and rows:
        item = instrument.items[node.whole]
        found = leaf_score(replace(node, scale=item.scale or node.scale), item, rows)
        return carried(found, found.scale, node.scale)
    if node.item:
        return leaf_score(node, instrument.items[node.item], sheet.get(node.item, ()))
    if node.combine in (Combine.POOL, Combine.RESPONDENT_MEANS):
        return pooled(node, instrument.items, sheet)
    children = [_score(child, instrument, sheet) for child in node.children]
    return (
        weighted_mean(node, children)
        if node.combine is Combine.MEAN
        else _alternatives(node, children)
    )


def _alternatives(node: Node, children: Sequence[Score]) -> Score:
    """The alternative that was answered; of several the best, or the mean where no rule says."""
    answered = [s for s in children if was_answered(s)]
    if not answered:
        return _unanswered(node, children)
    if node.combine is Combine.BEST:
        return _best(node, children, answered)
    share = Fraction(1, len(answered))
    weights = {s.code: share for s in answered}
    scales = {n.code: n.scale for n in node.children}
    low = min(scales[s.code].carry(s.low, node.scale) for s in answered)
    high = max(scales[s.code].carry(s.high, node.scale) for s in answered)
    shown = [s if s in answered else _unused(s) for s in children]
    made = summed(node, shown, weights, (low, high), True, 0)
    if len(answered) == 1:
        return replace(made, reason=Reason("alternative", {"of": len(children)}))
    return replace(
        made,
        status=made.status | {DISPUTED},
        reason=Reason("alternatives-averaged", {"n": len(answered)}),
    )


def _unused(score: Score) -> Score:
    """An alternative nobody used: named, and not opened further."""
    return replace(
        score,
        status=NOTHING,
        gap=Gap.NOT_APPLICABLE,
        reason=Reason("other-form-used"),
        children=(),
    )


def _unanswered(node: Node, children: Sequence[Score]) -> Score:
    """No alternative answered; where none of them applies, neither does the node."""
    if children and all(s.gap is Gap.NOT_APPLICABLE for s in children):
        gap = Gap.NOT_APPLICABLE
        made = replace(silent(node), status=NOTHING, gap=gap, reason=Reason(gap))
    else:
        made = silent(node)
    return replace(made, children=tuple(children))


def _best(node: Node, children: Sequence[Score], answered: Sequence[Score]) -> Score:
    """The best alternative; it has a value only where no unfinished one can still beat it."""

    def on_scale(value: Fraction, score: Score) -> Fraction:
        return score.scale.carry(value, node.scale)

    def standing(score: Score) -> tuple[Fraction, bool]:
        known = score.value is not None
        return on_scale(score.high if score.value is None else score.value, score), known

    best = max(answered, key=standing)
    low = max(on_scale(s.low, s) for s in answered)
    high = max(on_scale(s.high, s) for s in answered)
    made = summed(node, children, {best.code: ONE}, (low, high), True, 0)
    return replace(made, reason=Reason("best-of", {"of": len(answered)}))


def mean_of_products(index: Node, products: Mapping[str, Score]) -> Score:
    """A unit judged product by product: the plain mean of its products' own trees."""
    parts = [Node(name, index.scale, children=index.children) for name in products]
    trees = [replace(tree, code=name) for name, tree in products.items()]
    made = weighted_mean(replace(index, plain=True, children=tuple(parts)), trees)
    return replace(made, reason=Reason("mean-of-products", {"n": len(products)}))
