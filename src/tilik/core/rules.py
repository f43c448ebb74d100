"""Decision tables: the level a rubric suggests for a set of answers, and why.

Conditions are three-valued: an unanswered question makes a condition unknown,
never false. Short forms (ladder, count, choice) unfold into ordered rows; the
first row that holds decides. A row may say that the rubric is silent: then the
evaluator decides and has to say why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tilik.core.numbers import fraction

Truth = bool | None


class NotAsked:
    """Stands for the answer to a question that was rightly not asked: every test on it fails."""


NOT_ASKED = NotAsked()
Lookup = Callable[[str], Any]
"""Gives an item's answer: Fraction, str, frozenset[str], NOT_ASKED, or None (not answered)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A test over answers; `op` names it, `args` hold item codes and constants."""

    op: str
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: when it holds, and the level, or the note that the rubric is silent."""

    when: Condition | None
    level: Fraction | None = None
    decide: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """An ordered decision table over the answers of one form."""

    form: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rubric suggests: a level, or a range while questions are open, or silence."""

    level: Fraction | None
    low: Fraction | None
    high: Fraction | None
    row: int | None
    decide: Mapping[str, str] | None = None
    missing: tuple[str, ...] = ()


# ---- reading ---------------------------------------------------------------


def read_rule(raw: Mapping[str, Any]) -> Rule:
    """The rule written as ladder, count, choice or table. Raises KeyError or ValueError."""
    form = str(raw.get("form", "F-01"))
    for name, reader in (
        ("ladder", _ladder),
        ("count", _count),
        ("choice", _choice),
        ("table", _table),
    ):
        if name in raw:
            return Rule(form, tuple(reader(raw)))
    raise ValueError("a rule is a ladder, a count, a choice or a table")


def read_condition(raw: Mapping[str, Any]) -> Condition:
    """The condition written in the instrument format."""
    for op in ("all", "any"):
        if op in raw:
            return Condition(op, tuple(read_condition(c) for c in raw[op]))
    if "not" in raw:
        return Condition("not", (read_condition(raw["not"]),))
    if "ratio" in raw:
        return Condition("ratio", (*raw["ratio"], _bounds(raw)))
    if "compare" in raw:
        return Condition("compare", tuple(raw["compare"]))
    item = str(raw["item"])
    if "is" in raw:
        return Condition("is", (item, frozenset(_listed(raw["is"]))))
    if "has" in raw:
        return Condition("has", (item, frozenset(_listed(raw["has"]))))
    if "count" in raw:
        only = frozenset(raw["of"]) if "of" in raw else None
        most = fraction(raw["max"]) if "max" in raw else None
        return Condition("count", (item, only, fraction(raw["count"]), most))
    return Condition("number", (item, _bounds(raw)))


def _listed(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else [str(value)]


def _bounds(raw: Mapping[str, Any]) -> tuple[tuple[str, Fraction], ...]:
    found = tuple((k, fraction(raw[k])) for k in ("min", "max", "below", "above") if k in raw)
    if not found:
        raise ValueError("a number needs min, max, below or above")
    return found


def _table(raw: Mapping[str, Any]) -> list[Row]:
    rows = []
    for entry in raw["table"]:
        when = read_condition(entry["when"]) if "when" in entry else None
        level = fraction(entry["level"]) if "level" in entry else None
        rows.append(Row(when, level, entry.get("decide")))
    return rows


def _ladder(raw: Mapping[str, Any]) -> list[Row]:
    steps = [read_condition(c) for c in raw["ladder"]]
    rows = [Row(Condition("not", (step,)), Fraction(n)) for n, step in enumerate(steps)]
    return [*rows, Row(None, Fraction(len(steps)))]


def _count(raw: Mapping[str, Any]) -> list[Row]:
    """Rows from the highest step down; a gate or base that fails comes first, at level 0."""
    spec, start, rows = raw["count"], 0, []
    only = frozenset(spec["of"]) if "of" in spec else None
    for name in ("gate", "base"):
        if name in raw:
            rows.append(Row(Condition("not", (read_condition(raw[name]),)), Fraction(0)))
            start += name == "base"
    for level, step in reversed(list(enumerate(spec["steps"], start + 1))):
        needs = Condition("count", (str(spec["item"]), only, fraction(step), None))
        rows.append(Row(needs, Fraction(level)))
    return [*rows, Row(None, Fraction(start))]


def _choice(raw: Mapping[str, Any]) -> list[Row]:
    spec = raw["choice"]
    return [
        Row(Condition("is", (str(spec["item"]), frozenset({option}))), fraction(level))
        for option, level in spec["levels"].items()
    ]


# ---- judging ---------------------------------------------------------------


def holds(condition: Condition, answer: Lookup) -> Truth:
    """True, False, or None while an answer that matters is missing."""
    if condition.op in _JOINTS:
        return _JOINTS[condition.op](condition.args, answer)
    values = [answer(item) for item in items_of(condition)]
    if any(value is NOT_ASKED for value in values):
        return False
    if any(value is None for value in values):
        return None
    return _TESTS[condition.op](condition.args, values)


def _all(args: Sequence[Condition], answer: Lookup) -> Truth:
    found = [holds(c, answer) for c in args]
    return False if False in found else (None if None in found else True)


def _any(args: Sequence[Condition], answer: Lookup) -> Truth:
    found = [holds(c, answer) for c in args]
    return True if True in found else (None if None in found else False)


def _not(args: Sequence[Condition], answer: Lookup) -> Truth:
    found = holds(args[0], answer)
    return None if found is None else not found


def _counted(args: Sequence[Any], values: list[Any]) -> bool:
    _, only, least, most = args
    n = len(values[0] if only is None else values[0] & only)
    return n >= least and (most is None or n <= most)


def _ratio(args: Sequence[Any], values: list[Any]) -> bool:
    part, whole = values
    return whole != 0 and _within(part / whole, args[2])


def _compare(args: Sequence[Any], values: list[Any]) -> bool:
    known = iter(values)
    left, right = (
        fraction(side["number"]) if isinstance(side, Mapping) else next(known)
        for side in (args[0], args[2])
    )
    return _COMPARISONS[args[1]](left, right)


_COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}
_LIMITS = {"min": ">=", "max": "<=", "below": "<", "above": ">"}


def _within(value: Fraction, bounds: tuple[tuple[str, Fraction], ...]) -> bool:
    return all(_COMPARISONS[_LIMITS[name]](value, bound) for name, bound in bounds)


_JOINTS: dict[str, Callable[[Any, Lookup], Truth]] = {"all": _all, "any": _any, "not": _not}
_TESTS: dict[str, Callable[[Any, list[Any]], bool]] = {
    "is": lambda args, values: values[0] in args[1],
    "has": lambda args, values: args[1] <= values[0],
    "count": _counted,
    "number": lambda args, values: _within(values[0], args[1]),
    "ratio": _ratio,
    "compare": _compare,
}


def suggest(rule: Rule, answer: Lookup) -> Suggestion:
    """The first row that holds; while rows before it are unknown, the range they leave open."""
    possible: list[tuple[int, Row]] = []
    missing: dict[str, None] = {}
    for number, row in enumerate(rule.rows):
        truth = True if row.when is None else holds(row.when, answer)
        if truth is False:
            continue
        possible.append((number, row))
        if truth:
            break
        missing |= {i: None for i in items_of(row.when) if answer(i) is None}
    return _judged(possible, tuple(missing))


def _judged(possible: list[tuple[int, Row]], missing: tuple[str, ...]) -> Suggestion:
    levels = [row.level for _, row in possible if row.level is not None]
    silent = [row for _, row in possible if row.decide is not None]
    low, high = (min(levels), max(levels)) if levels else (None, None)
    if len(possible) == 1 and not missing:
        number, row = possible[0]
        return Suggestion(row.level, low, high, number, row.decide)
    settled = low if levels and low == high and not silent else None
    return Suggestion(settled, low, high, None, None, missing)


def items_of(condition: Condition | None) -> list[str]:
    """The items a condition looks at, in order."""
    if condition is None:
        return []
    if condition.op in ("all", "any", "not"):
        return [item for inner in condition.args for item in items_of(inner)]
    if condition.op == "ratio":
        return [str(condition.args[0]), str(condition.args[1])]
    if condition.op == "compare":
        return [
            str(a) for a in (condition.args[0], condition.args[2]) if not isinstance(a, Mapping)
        ]
    return [str(condition.args[0])]
