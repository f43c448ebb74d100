"""Forms filled in by many respondents: every answer weighted, then summed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tilik.core.answers import Sheet
from tilik.core.instrument import Combine, Gap, Item, Key, Node, Scale
from tilik.core.numbers import total
from tilik.core.score import INCOMPLETE, NOTHING, ZERO, Reason, Score, empty_leaf, numeric

Sums = tuple[Fraction, Fraction, int]
"""The weight of an item's pooled answers, their weighted sum, and how many there are."""


def pooled(node: Node, items: Mapping[Key, Item], sheet: Sheet) -> Score:
    """All answers below, weighted one by one: each alike, or each respondent's parts alike."""
    rows = [
        (position, leaf.code, row, value)
        for position, child in enumerate(node.children)
        for leaf in child.leaves()
        if leaf.item
        for row in sheet.get(leaf.item, ())
        if (value := numeric(row, items[leaf.item].options)) is not None
    ]
    if not rows:
        return _no_respondents(node, sheet)
    if node.combine is Combine.POOL:
        shares = [len(rows)] * len(rows)
    else:
        shares = _respondent_shares([(position, row.respondent) for position, _, row, _ in rows])
    sums = _summed(
        (code, share, value) for (_, code, _, value), share in zip(rows, shares, strict=True)
    )
    people = len({row.respondent for _, _, row, _ in rows})
    reason = Reason(f"{node.combine}-of-respondents", {"n": people, "answers": len(rows)})
    made, _ = pool_node(node, sums, items, sheet)
    return replace(made, reason=reason, n=people)


def _summed(answers: Iterable[tuple[str, int, Fraction]]) -> dict[str, Sums]:
    """The sums of each item, from (item, n: the answer weighs 1/n, value).

    Answers of one weight are added up whole before they are weighted: fractions are dear.
    """
    alike: dict[tuple[str, int], tuple[int, Fraction | int]] = {}
    for code, share, value in answers:
        n, held = alike.get((code, share), (0, 0))
        whole = value.numerator if value.denominator == 1 else value
        alike[code, share] = (n + 1, held + whole)
    sums: dict[str, Sums] = {}
    for (code, share), (n, whole) in alike.items():
        weight, weighted, count = sums.get(code, (ZERO, ZERO, 0))
        added = weighted + Fraction(whole) / share
        sums[code] = (weight + Fraction(n, share), added, count + n)
    return sums


def _respondent_shares(places: Sequence[tuple[int, str]]) -> list[int]:
    """The n of each answer's weight 1/n, by which a plain sum is the mean over people of their
    mean over parts of each part's mean.
    """
    cells: dict[tuple[int, str], int] = {}
    parts: dict[str, set[int]] = {}
    for part, person in places:
        cells[part, person] = cells.get((part, person), 0) + 1
        parts.setdefault(person, set()).add(part)
    return [len(parts) * len(parts[person]) * cells[part, person] for part, person in places]


def pool_node(
    node: Node, sums: Mapping[str, Sums], items: Mapping[Key, Item], sheet: Sheet
) -> tuple[Score, Fraction]:
    """The node made of the pooled answers below it, and its share of all of them."""
    if node.item:
        share, weighted, n = sums.get(node.code, (ZERO, ZERO, 0))
        if not n:
            rows = sheet.get(node.item, ())
            return empty_leaf(node, node.item, rows, items[node.item].options), ZERO
        value, reason = weighted / share, Reason("mean-of-respondents", {"n": n})
        return Score(
            node.code, node.scale, value, value, value, NOTHING, reason, n=n, item=node.item
        ), share
    parts = [pool_node(child, sums, items, sheet) for child in node.children]
    share = total(s for _, s in parts)
    if not share:
        return silent(node), ZERO
    children = tuple(_weighted(child, s / share, node.scale) for child, s in parts)
    value = total(c.contribution for c in children if c.contribution is not None)
    n = sum(c.n for c in children)
    reason = Reason("pooled-answers", {"n": n})
    return Score(
        node.code, node.scale, value, value, value, NOTHING, reason, n=n, children=children
    ), share


def _weighted(child: Score, weight: Fraction, scale: Scale) -> Score:
    if child.value is None:
        return child
    contribution = weight * child.scale.carry(child.value, scale)
    return replace(child, weight=weight, contribution=contribution)


def _no_respondents(node: Node, sheet: Sheet) -> Score:
    """Nobody answered; where every answer is "not applicable", neither does the form apply."""
    rows = [row for leaf in node.leaves() if leaf.item for row in sheet.get(leaf.item, ())]
    if rows and all(row.gap is Gap.NOT_APPLICABLE for row in rows):
        return replace(
            silent(node), status=NOTHING, gap=Gap.NOT_APPLICABLE, reason=Reason(Gap.NOT_APPLICABLE)
        )
    return silent(node)


def silent(node: Node) -> Score:
    """A node nobody answered: it can still take any value of its scale."""
    if node.item:
        return empty_leaf(node, node.item)
    return Score(
        code=node.code,
        scale=node.scale,
        value=None,
        low=node.scale.low,
        high=node.scale.high,
        status=frozenset({INCOMPLETE}),
        reason=Reason("form-missing"),
        gap=Gap.NOT_ANSWERED,
        children=tuple(silent(child) for child in node.children),
    )
