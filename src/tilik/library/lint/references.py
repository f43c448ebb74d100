"""Names: none twice, none that leads nowhere or in a circle, no item that nothing uses."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tilik.core.errors import Fault
from tilik.library.lint.conditions import asked, conditions
from tilik.library.lint.subject import WARNING, Placed, Subject, code_of, walk
from tilik.library.source import Path_

CODED = ("forms", "items", "options", "evidence", "grades", "axes")


def check_codes(subject: Subject) -> Iterator[Fault]:
    """Codes given twice among siblings; node codes and names of items given twice anywhere."""
    for path, raw in walk(subject.data):
        for name, inner in raw.items():
            if isinstance(inner, list) and (name in CODED or path == ("options",)):
                yield from _twice(subject, (*path, name), [e.get("code") for e in inner], "code")
    nodes = [(placed.path, code_of(placed.raw)) for placed in subject.nodes]
    seen: set[str] = set()
    for path, code in nodes:
        if not code:
            yield subject.fault("node-without-code", path)
        elif code in seen:
            yield subject.fault("code-twice", path, found=code)
        seen.add(code)
    yield from _aliases(subject)


def _twice(subject: Subject, path: Path_, codes: list[Any], field: str) -> Iterator[Fault]:
    for n, code in enumerate(codes):
        if code in codes[:n]:
            yield subject.fault("code-twice", (*path, n, field), found=code)


def _aliases(subject: Subject) -> Iterator[Fault]:
    """Other names of an item that are another item's name in the same form."""
    for form in subject.data["forms"]:
        held = {item["code"] for item in form["items"]}
        for placed in subject.of_form(form["code"]).values():
            for n, alias in enumerate(placed.raw.get("aliases", [])):
                if alias in held:
                    yield subject.fault("code-twice", (*placed.path, "aliases", n), found=alias)
                held.add(alias)


def check_items(subject: Subject) -> Iterator[Fault]:
    """Nodes, `like`, effort, option lists and orders that name what is not there."""
    for placed in subject.nodes:
        for name in ("item", "whole"):
            if name in placed.raw and placed.raw[name] not in subject.items:
                yield subject.fault("item-unknown", (*placed.path, name), found=placed.raw[name])
        above = [code_of(node) for node in placed.above]
        if "of" in placed.raw and placed.raw["of"] not in above:
            yield subject.fault(
                "ancestor-unknown", (*placed.path, "of"), found=placed.raw["of"], allowed=above
            )
    groups = {placed.raw.get("indicator") for placed in subject.items.values()}
    for key, placed in subject.items.items():
        yield from _like(subject, key, placed)
        if "claim" in placed.raw and placed.raw["claim"] not in groups:
            yield subject.fault("claim-unknown", (*placed.path, "claim"), found=placed.raw["claim"])
        for n, needed in enumerate(placed.raw.get("effort", {}).get("requires", [])):
            if needed not in subject.items:
                yield subject.fault(
                    "item-unknown", (*placed.path, "effort", "requires", n), found=needed
                )
        yield from _lists(subject, placed)
    yield from _orders(subject)
    yield from _bridges(subject)


def _like(subject: Subject, key: str, placed: Placed) -> Iterator[Fault]:
    chain, name = [key], placed.raw.get("like")
    while name is not None:
        if name not in subject.items:
            yield subject.fault("item-unknown", (*placed.path, "like"), found=name)
            return
        if name in chain:
            yield subject.fault("like-circle", (*placed.path, "like"), found=name)
            return
        chain.append(name)
        name = subject.items[name].raw.get("like")


def _lists(subject: Subject, placed: Placed) -> Iterator[Fault]:
    """Option lists and names of rules."""
    raw, lists = placed.raw, subject.data.get("options", {})
    options = raw.get("options")
    if isinstance(options, str) and options not in lists:
        yield subject.fault(
            "options-unknown", (*placed.path, "options"), found=options, allowed=sorted(lists)
        )
    if raw["kind"] in ("choice", "choices") and options is None and "like" not in raw:
        yield subject.fault("options-missing", placed.path)
    rule, rules = placed.whole.get("rule"), placed.whole.get("rules", {})
    if isinstance(rule, str) and rule not in rules:
        yield subject.fault(
            "rule-unknown", (*placed.path, "rule"), found=rule, allowed=sorted(rules)
        )
    if rules and not isinstance(rule, str):
        yield subject.fault("rule-not-named", (*placed.path, "rule"), allowed=sorted(rules))


def _orders(subject: Subject) -> Iterator[Fault]:
    """Orders of columns that leave items out or name others."""
    for n, form in enumerate(subject.data["forms"]):
        codes = sorted(item["code"] for item in form["items"])
        for name, order in form.get("orders", {}).items():
            if sorted(order) != codes:
                yield subject.fault(
                    "order-incomplete", ("forms", n, "orders", name), found=order, allowed=codes
                )


def _bridges(subject: Subject) -> Iterator[Fault]:
    """Bridges to items that are not here, and bridges given twice."""
    seen: set[tuple[str, str, str]] = set()
    for n, bridge in enumerate(subject.data.get("bridges", [])):
        if bridge["new"] not in subject.items:
            yield subject.fault("item-unknown", ("bridges", n, "new"), found=bridge["new"])
        ends = (bridge["instrument"], bridge["old"], bridge["new"])
        if ends in seen:
            yield subject.fault("code-twice", ("bridges", n, "old"), found=bridge["old"])
        seen.add(ends)


def check_variants(subject: Subject) -> Iterator[Fault]:
    """Axes, their changes and the short names of variants."""
    axes = {
        axis["code"]: [o["code"] for o in axis["options"]] for axis in subject.data.get("axes", [])
    }
    for n, axis in enumerate(subject.data.get("axes", [])):
        if axis["default"] not in axes[axis["code"]]:
            allowed = axes[axis["code"]]
            yield subject.fault(
                "default-unknown", ("axes", n, "default"), found=axis["default"], allowed=allowed
            )
        for m, option in enumerate(axis["options"]):
            for k, patch in enumerate(option["set"]):
                yield from _patch(subject, ("axes", n, "options", m, "set", k), patch)
    for name, spelled in subject.data.get("aliases", {}).items():
        for part in filter(None, spelled.split(",")):
            axis, _, option = part.partition("=")
            if option not in axes.get(axis, ()):
                yield subject.fault("variant-unknown", ("aliases", name), found=part, allowed=axes)


def _patch(subject: Subject, path: Path_, patch: Mapping[str, Any]) -> Iterator[Fault]:
    targets: Mapping[str, Iterable[str]] = {
        "node": [code_of(p.raw) for p in subject.nodes],
        "item": subject.items,
        "form": [form["code"] for form in subject.data["forms"]],
        "grades": [scale["code"] for scale in subject.data.get("grades", [])],
        "rounding": [str(patch.get("rounding"))],
    }
    named = [name for name in targets if name in patch]
    if len(named) != 1:
        yield subject.fault("patch-target", path, found=named, allowed=list(targets))
        return
    if patch[named[0]] not in targets[named[0]]:
        yield subject.fault("patch-unknown", (*path, named[0]), found=patch[named[0]])
    elif "rule" in patch and named[0] == "item":
        rules = subject.items[patch["item"]].whole.get("rules", {})
        if patch["rule"] not in rules:
            yield subject.fault(
                "rule-unknown", (*path, "rule"), found=patch["rule"], allowed=sorted(rules)
            )


def check_used(subject: Subject) -> Iterator[Fault]:
    """Items that feed neither the index nor a rule, a condition, a claim or a category."""
    used = set(subject.leaf_keys())
    for found in conditions(subject):
        used |= {f"{found.form}:{code}" for code in asked(found.raw)}
    for scale in subject.data.get("grades", []):
        used.add(scale.get("suffix", {}).get("item"))
    claimed = {p.whole.get("claim") for p in subject.items.values()} - {None}
    for key, placed in subject.items.items():
        is_shown = placed.raw.get("indicator") in claimed or placed.above[0]["role"] == "government"
        if key not in used and not is_shown:
            yield subject.fault("item-unused", placed.path, WARNING, item=key)
