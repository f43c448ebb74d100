"""Conditions: that each is one test, of a question that is there, by answers it can have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tilik.core.errors import Fault
from tilik.library.canonical import YES_NO
from tilik.library.lint.subject import Placed, Subject
from tilik.library.source import Path_

SHAPES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "all": (frozenset({"all"}), frozenset()),
    "any": (frozenset({"any"}), frozenset()),
    "not": (frozenset({"not"}), frozenset()),
    "ratio": (frozenset({"ratio"}), frozenset({"min", "max", "below", "above"})),
    "compare": (frozenset({"compare"}), frozenset()),
    "is": (frozenset({"item", "is"}), frozenset()),
    "has": (frozenset({"item", "has"}), frozenset()),
    "count": (frozenset({"item", "count"}), frozenset({"of", "max"})),
    "number": (frozenset({"item"}), frozenset({"min", "max", "below", "above"})),
}
BOUNDED = ("ratio", "number")
SIGNS = ("<", "<=", "=", ">=", ">")
KINDS: Mapping[str, tuple[str, ...]] = {
    "is": ("choice", "yes-no", "text"),
    "has": ("choices",),
    "count": ("choices",),
    "number": ("number", "level", "rating"),
    "ratio": ("number",),
    "compare": ("number", "level", "rating"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A condition with its path and the form whose answers it looks at."""

    path: Path_
    form: str
    raw: Mapping[str, Any]


def conditions(subject: Subject) -> Iterator[Found]:
    """Every condition of the file, the outermost of each tree, and what short rules stand for."""
    for placed in subject.items.values():
        form = str(placed.above[0]["code"])
        if "when" in placed.raw:
            yield Found((*placed.path, "when"), form, placed.raw["when"])
        for path, rule in rules_of(placed):
            yield from _of_rule(path, str(rule.get("form", "F-01")), rule)


def rules_of(placed: Placed) -> Iterator[tuple[Path_, Mapping[str, Any]]]:
    """The rules an item writes itself, each with its path."""
    if isinstance(placed.raw.get("rule"), dict):
        yield (*placed.path, "rule"), placed.raw["rule"]
    for name, rule in placed.raw.get("rules", {}).items():
        yield (*placed.path, "rules", name), rule


def _of_rule(path: Path_, form: str, rule: Mapping[str, Any]) -> Iterator[Found]:
    for n, step in enumerate(rule.get("ladder", [])):
        yield Found((*path, "ladder", n), form, step)
    for name in ("gate", "base"):
        if name in rule:
            yield Found((*path, name), form, rule[name])
    if "count" in rule:
        spec = rule["count"]
        shared = {name: spec[name] for name in ("item", "of") if name in spec}
        yield Found((*path, "count"), form, {**shared, "count": spec["steps"][-1]})
    if "choice" in rule:
        spec = rule["choice"]
        yield Found((*path, "choice"), form, {"item": spec["item"], "is": list(spec["levels"])})
    for n, row in enumerate(rule.get("table", [])):
        if "when" in row:
            yield Found((*path, "table", n, "when"), form, row["when"])


def asked(raw: Mapping[str, Any]) -> list[str]:
    """The codes of the items a condition looks at."""
    inner = [*raw.get("all", []), *raw.get("any", []), *([raw["not"]] if "not" in raw else [])]
    sides = [side for side in raw.get("compare", [])[::2] if isinstance(side, str)]
    own = [raw["item"]] if "item" in raw else []
    return [*own, *raw.get("ratio", []), *sides, *(code for c in inner for code in asked(c))]


def check_conditions(subject: Subject) -> Iterator[Fault]:
    """Conditions of no or of two shapes, on unknown questions, on answers these cannot have."""
    forms = {form["code"] for form in subject.data["forms"]}
    for found in conditions(subject):
        if found.form not in forms:
            yield subject.fault("form-unknown", found.path, found=found.form, allowed=sorted(forms))
        else:
            yield from _check(subject, found.path, subject.of_form(found.form), found.raw)


def _check(
    subject: Subject, path: Path_, items: Mapping[str, Placed], raw: Mapping[str, Any]
) -> Iterator[Fault]:
    shape = _shape(raw)
    if shape is None:
        yield subject.fault("condition-shape", path, found=sorted(raw))
        return
    for joint in ("all", "any"):
        for n, inner in enumerate(raw.get(joint, [])):
            yield from _check(subject, (*path, joint, n), items, inner)
    if shape == "not":
        yield from _check(subject, (*path, "not"), items, raw["not"])
    if shape == "compare" and raw["compare"][1] not in SIGNS:
        yield subject.fault("condition-sign", path, found=raw["compare"][1], allowed=list(SIGNS))
    if shape in KINDS:
        for code in asked(raw):
            yield from _question(subject, path, items, shape, code, raw)


def _shape(raw: Mapping[str, Any]) -> str | None:
    """The one shape whose fields these are."""
    for shape, (needed, allowed) in SHAPES.items():
        if needed <= raw.keys() <= needed | allowed:
            return shape if shape not in BOUNDED or raw.keys() & allowed else None
    return None


def _question(
    subject: Subject,
    path: Path_,
    items: Mapping[str, Placed],
    shape: str,
    code: str,
    raw: Mapping[str, Any],
) -> Iterator[Fault]:
    placed = items.get(code)
    if placed is None:
        yield subject.fault("question-unknown", path, found=code)
        return
    kind = placed.raw["kind"]
    if kind not in KINDS[shape]:
        yield subject.fault(
            "condition-kind", path, item=code, found=kind, allowed=list(KINDS[shape])
        )
        return
    if kind == "text":
        return
    options = option_codes(subject, placed)
    for name in ("is", "has", "of"):
        for option in _listed(raw.get(name, [])):
            if option not in options:
                yield subject.fault(
                    "option-unknown", path, item=code, found=option, allowed=options
                )


def option_codes(subject: Subject, placed: Placed) -> list[str]:
    """The codes of an item's options; empty where it has none."""
    return [str(o["code"]) for o in options_of(subject, placed)]


def options_of(subject: Subject, placed: Placed) -> list[Mapping[str, Any]]:
    """An item's options, found by name where they are a list of the file."""
    options = placed.whole.get("options", placed.raw.get("options"))
    if isinstance(options, str):
        options = subject.data.get("options", {}).get(options, [])
    return list(options or (YES_NO if placed.raw["kind"] == "yes-no" else []))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def check_circles(subject: Subject) -> Iterator[Fault]:
    """Questions whose conditions lead back to themselves."""
    for form in subject.data["forms"]:
        items = subject.of_form(form["code"])
        needs = {c: asked(p.raw["when"]) if "when" in p.raw else [] for c, p in items.items()}
        for code, placed in items.items():
            if _leads_back(code, needs):
                yield subject.fault("condition-circle", (*placed.path, "when"), item=code)


def _leads_back(code: str, needs: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(needs[code])
    while waiting:
        step = waiting.pop()
        if step == code:
            return True
        if step not in seen:
            seen.add(step)
            waiting += needs.get(step, [])
    return False
