"""The calculation once more, naively: written from the regulation's words, not from the source."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

NA = "does not apply"
NO_ROW = -1
Filled = Mapping[str, Any]
Raw = Mapping[str, Any]


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    shifted = abs(value) * 10**decimals
    whole = shifted.numerator // shifted.denominator
    if shifted - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole, 10**decimals) * (1 if value >= 0 else -1)


# ---- the index: nested loops over a raw tree, every item answered or NA ----------------


def scale_of(node: Raw, above: Sequence[Fraction]) -> list[Fraction]:
    return [Fraction(end) for end in node.get("scale", above)]


def carry(value: Fraction, old: Sequence[Fraction], new: Sequence[Fraction]) -> Fraction:
    return new[0] + (value - old[0]) / (old[1] - old[0]) * (new[1] - new[0])


def code_of(node: Raw) -> str:
    return node.get("code") or node["item"]


def node_values(node: Raw, filled: Filled, above: Sequence[Fraction] = ()) -> set[Fraction]:
    """Every value the node takes when unknown weights go to their extremes; none where NA."""
    if "item" in node:
        return set() if filled[node["item"]] is NA else {Fraction(filled[node["item"]])}
    scale = scale_of(node, above)
    children = [child for child in node["children"] if child.get("scored", True)]
    values = [
        [carry(v, scale_of(child, scale), scale) for v in node_values(child, filled, scale)]
        for child in children
    ]
    present = [i for i, found in enumerate(values) if found]
    found = set()
    for weights in weightings(node, children, present):
        for combination in product(*(values[i] for i in present)):
            pairs = list(zip((weights[i] for i in present), combination, strict=True))
            total = sum(w for w, _ in pairs)
            if total and present:
                whole = Fraction(1) if "round_weights" in node else total
                found.add(sum((w * v for w, v in pairs), Fraction(0)) / whole)
    return found


def weightings(node: Raw, children: list[Any], present: list[int]) -> Iterator[list[Fraction]]:
    """The weights the regulation gives, or every way to give the unpublished rest to one part."""
    if not present:
        return
    if node.get("weighting") == "plain":
        equal = Fraction(1, len(present))
        yield [
            round_half_up(equal, node["round_weights"]) if "round_weights" in node else equal
        ] * len(children)
        return
    given = [None if c["weight"] == "unknown" else Fraction(c["weight"]) / 100 for c in children]
    rest = 1 - sum(g for g in given if g is not None)
    unknown = [i for i, g in enumerate(given) if g is None]
    for lucky in unknown or [None]:
        yield [g if g is not None else rest * (i == lucky) for i, g in enumerate(given)]


def point(node: Raw, filled: Filled, above: Sequence[Fraction] = ()) -> Fraction | None:
    """The value when the parts of unknown weight that apply share the rest equally."""
    if "item" in node:
        return None if filled[node["item"]] is NA else Fraction(filled[node["item"]])
    scale = scale_of(node, above)
    children = [child for child in node["children"] if child.get("scored", True)]
    points = [point(child, filled, scale) for child in children]
    present = [i for i, value in enumerate(points) if value is not None]
    if not present:
        return None
    weights = equal_rest(node, children, present)
    whole = Fraction(1) if "round_weights" in node else sum(weights[i] for i in present)
    total = Fraction(0)
    for i in present:
        total += weights[i] * carry(points[i], scale_of(children[i], scale), scale)
    return total / whole


def equal_rest(node: Raw, children: list[Any], present: list[int]) -> list[Fraction]:
    ways = list(weightings(node, children, present))
    unknown = [i for i, c in enumerate(children) if c["weight"] == "unknown" and i in present]
    if node.get("weighting") == "plain" or not unknown:
        return ways[0]
    rest = 1 - sum(Fraction(c["weight"]) / 100 for c in children if c["weight"] != "unknown")
    return [rest / len(unknown) if i in unknown else w for i, w in enumerate(ways[0])]


def pinned_values(
    pins: Mapping[str, Fraction], free: Sequence[str], filled: Filled, rest: Fraction
) -> set[Fraction]:
    """Index values when some items have a printed share and all the rest falls to one other."""
    found = set()
    for lucky in free:
        shares = dict(pins) | {lucky: rest}
        held = {item: share for item, share in shares.items() if filled[item] is not NA}
        if total := sum(held.values()):
            found.add(sum((w * filled[i] for i, w in held.items()), Fraction(0)) / total)
    return found


# ---- what holds for a year, a kind of unit and a channel ----------------------------------


def is_for(part: Raw, year: int, kind: str, channel: str) -> bool:
    applies = part.get("applies_to", {})
    if applies.get("kinds") and kind not in applies["kinds"]:
        return False
    if applies.get("channels") and channel not in ["", *applies["channels"]]:
        return False
    first, last = part.get("years", [None, None])
    return int(first or 0) <= year <= int(last or 9999)


def left_leaves(node: Raw, items: Mapping[str, Raw], here: tuple[int, str, str]) -> list[str]:
    """The items of a tree that are left: a part falls away with all it holds."""
    if not is_for(node, *here):
        return []
    if "item" in node:
        return [node["item"]] if is_for(items[node["item"]], *here) else []
    return [leaf for child in node["children"] for leaf in left_leaves(child, items, here)]


# ---- respondents, roll-ups, ranks, days -------------------------------------------------


def flat_mean(people: Sequence[Mapping[str, Fraction]]) -> Fraction:
    answers = [value for person in people for value in person.values()]
    return sum(answers, Fraction(0)) / len(answers)


def mean_of_aspect_means(
    people: Sequence[Mapping[str, Fraction]], aspects: Sequence[Sequence[str]]
) -> Fraction:
    means = []
    for person in people:
        groups = [[person[i] for i in aspect if i in person] for aspect in aspects]
        of_aspects = [sum(g, Fraction(0)) / len(g) for g in groups if g]
        means.append(sum(of_aspects, Fraction(0)) / len(of_aspects))
    return sum(means, Fraction(0)) / len(means)


def rank_of(value: Fraction, values: Sequence[Fraction]) -> int:
    return 1 + sum(other > value for other in values)


def working_day_after(start: date, days: int, week: int, off: frozenset[date]) -> date:
    day = start
    while days:
        day = day + timedelta(days=1)
        if day.isoweekday() <= week and day not in off:
            days = days - 1
    return day


# ---- rules: every way the open questions can still be answered --------------------------


def true(condition: Raw, answers: Mapping[str, Any]) -> bool:
    if "item" in condition and answers[condition["item"]] is NA:
        return False
    if "all" in condition:
        return all(true(c, answers) for c in condition["all"])
    if "any" in condition:
        return any(true(c, answers) for c in condition["any"])
    if "not" in condition:
        return not true(condition["not"], answers)
    value = answers[condition["item"]]
    if "is" in condition:
        wanted = condition["is"]
        return value in (wanted if isinstance(wanted, list) else [wanted])
    if "count" in condition:
        return len(value) >= int(condition["count"])
    return value >= Fraction(condition["min"])


def level_of(rule: Raw, answers: Mapping[str, Any]) -> int:
    if "ladder" in rule:
        level = 0
        while level < len(rule["ladder"]) and true(rule["ladder"][level], answers):
            level += 1
        return level
    if "choice" in rule:
        return int(rule["choice"]["levels"].get(answers[rule["choice"]["item"]], NO_ROW))
    if "count" in rule:
        if "gate" in rule and not true(rule["gate"], answers):
            return 0
        if "base" in rule and not true(rule["base"], answers):
            return 0
        ticked = len(chosen) if (chosen := answers[rule["count"]["item"]]) is not NA else 0
        reached = sum(ticked >= int(step) for step in rule["count"]["steps"])
        return reached + ("base" in rule)
    return next(
        int(r["level"]) for r in rule["table"] if "when" not in r or true(r["when"], answers)
    )


def levels_left(
    rule: Raw, answers: Mapping[str, Any], choices: Mapping[str, list[Any]]
) -> set[int]:
    """The levels that remain over all answers to the questions without one."""
    open_items = [item for item in choices if item not in answers]
    return {
        level_of(rule, dict(answers) | dict(zip(open_items, ways, strict=True)))
        for ways in product(*(choices[item] for item in open_items))
    }
