"""Weights that sum to a hundred, an index that can reach its top, leaves that are numbers."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from tilik.core.document import build
from tilik.core.errors import Fault, UserError
from tilik.core.instrument import Combine, Instrument, Item, Node
from tilik.core.numbers import exact_decimal_text, round_half_up
from tilik.library.lint.subject import Placed, Subject, code_of, pair, walk

UNKNOWN = "unknown"
NUMERIC = ("level", "rating", "number")


def check_given(subject: Subject) -> Iterator[Fault]:
    """Scored parts of a weighted mean that say no weight, not even that it is unknown."""
    for placed in subject.nodes:
        parent = placed.above[-1] if placed.above else None
        if parent is None or not placed.raw.get("scored", True) or "weight" in placed.raw:
            continue
        if parent.get("combine", "mean") == "mean" and parent.get("weighting", "given") == "given":
            yield subject.fault("weight-missing", placed.path, node=code_of(placed.raw))


def check_leaves(subject: Subject) -> Iterator[Fault]:
    """Nodes that are neither a leaf nor have parts, or both; leaves whose item gives no number."""
    for placed in subject.nodes:
        leaf, parts = "item" in placed.raw, bool(placed.raw.get("children"))
        if leaf == parts and "whole" not in placed.raw:
            yield subject.fault("node-shape", placed.path, node=code_of(placed.raw))
        for name in ("item", "whole"):
            found = subject.items.get(str(placed.raw.get(name)))
            if found and (why := _not_numeric(subject, found)):
                yield subject.fault(why, (*placed.path, name), item=placed.raw[name])


def _not_numeric(subject: Subject, placed: Placed) -> str | None:
    """Why the item cannot feed an index."""
    kind = placed.whole["kind"]
    if kind in ("choice", "yes-no"):
        options = placed.whole.get("options", [])
        listed = (
            subject.data.get("options", {}).get(options, [])
            if isinstance(options, str)
            else options
        )
        bare = [o for o in listed if "value" not in o and "gap" not in o]
        return "option-without-value" if bare or not listed else None
    if kind not in NUMERIC:
        return "item-not-numeric"
    scale = placed.whole.get("scale") or placed.above[0].get("scale")
    return None if scale and scale[1] is not None else "item-without-scale"


def check_built(subject: Subject) -> Iterator[Fault]:
    """Sums of weights and reachable tops in every year, for every kind of unit, under every variant."""
    if subject.document is None:
        return
    places = {code_of(p.raw): p.path for p in subject.nodes}
    seen: set[tuple[str, str]] = set()
    for variant, year, kind, channel in settings(subject.data):
        try:
            instrument = build(subject.document, variant, year, kind, channel)
        except (UserError, KeyError, ValueError, TypeError, StopIteration) as error:
            yield subject.fault("not-buildable", (), variant=variant, year=year, problem=str(error))
            continue
        for code, node, facts in _node_faults(instrument, capped=not variant):
            if (code, node) not in seen:
                seen.add((code, node))
                told: dict[str, Any] = {"node": node, "year": year, "variant": variant, **facts}
                yield subject.fault(code, places[node], **told)


def settings(data: Mapping[str, Any]) -> Iterator[tuple[str, int, str, str]]:
    """Each (variant, year, kind of unit, channel) in which the tree may look different."""
    first, last = data["years"]
    final = int(last if last is not None else first)
    marks = {int(y) for _, raw in walk(data) for y in pair(raw, "years") if y is not None}
    kinds, channels = (
        sorted({k for _, raw in walk(data) for k in raw.get("applies_to", {}).get(what, ())})
        for what in ("kinds", "channels")
    )
    ways = list(product(["", *kinds], channels or [""]))
    for year in sorted(y for y in marks | {final} if int(first) <= y <= final):
        for kind, channel in ways:
            yield "", year, kind, channel
    for axis in data.get("axes", []):
        for option in axis["options"]:
            if option["code"] != axis["default"]:
                for channel in channels or [""]:
                    yield f"{axis['code']}={option['code']}", final, "", channel


def _node_faults(
    instrument: Instrument, *, capped: bool
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Fault code, node and facts. A variant may cap the index (0.111): the default may not."""
    for node in instrument.index.walk():
        if node.children and node.combine is Combine.MEAN and not node.plain:
            yield from _sum_faults(node)
        if capped and _is_capped(node, instrument):
            found = exact_decimal_text(_reachable(node, instrument))
            wanted = exact_decimal_text(node.scale.high)
            yield "maximum-unreachable", node.code, {"found": found, "wanted": wanted}


def _is_capped(node: Node, instrument: Instrument) -> bool:
    """Whether the node falls short of its top though nothing below it does."""
    return _reachable(node, instrument) < node.scale.high and all(
        _reachable(child, instrument) == child.scale.high for child in node.children
    )


def _sum_faults(node: Node) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Weights of the scored parts that miss a hundred; where some are unknown, that pass it."""
    own = [c for c in node.children if c.scored and c.of is None]
    known = [c.share for c in own if c.share is not None]
    total = 100 * sum(known, Fraction(0))
    is_open = (
        len(known) < len(own)
        or any(_pins(c, node.code) for c in node.children)
        or not node.complete
    )
    if not own or (is_open and total < 100) or total == 100 or (not known and is_open):
        return
    yield "weights-not-100", node.code, {"found": exact_decimal_text(total)}


def _pins(node: Node, code: str) -> bool:
    return any(below.of == code for below in node.walk())


def _reachable(node: Node, instrument: Instrument) -> Fraction:
    """The highest value the node can take."""
    if node.item:
        item = instrument.items[node.item]
        own = item.scale or node.scale
        return (
            own.carry(min(_tops(item, own.high)), node.scale)
            if own.high > own.low
            else node.scale.high
        )
    counting = [c for c in node.children if c.scored]
    if node.combine is not Combine.MEAN or not counting:
        return node.scale.high
    if node.round_shares is None:
        return node.scale.high
    shares = [
        c.share if c.share is not None and not node.plain else Fraction(1, len(counting))
        for c in counting
    ]
    rounded = [round_half_up(s, node.round_shares) for s in shares]
    return sum((s * node.scale.high for s in rounded), Fraction(0))


def _tops(item: Item, high: Fraction) -> Iterable[Fraction]:
    """Ceilings of an item: its scale, its highest worded level, its best option."""
    yield high
    if item.levels:
        yield max(item.levels)
    if values := [o.value for o in item.options if o.value is not None]:
        yield max(values)
