"""From a canonical document to the instrument of one variant and year.

The canonical document is the plain mapping that `tilik.library` makes of a file
and that is stored, byte for byte, with every result. Numbers in it are text.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tilik.core.errors import UserError
from tilik.core.instrument import (
    Band,
    Combine,
    Gap,
    GradeScale,
    Instrument,
    Item,
    Key,
    Node,
    Option,
    Role,
    Scale,
    Suffix,
)
from tilik.core.numbers import fraction
from tilik.core.rules import read_condition, read_rule

Document = Mapping[str, Any]
UNKNOWN = "unknown"
HUNDRED = Fraction(100)

Here = tuple[int, str, str]
"""The year, the kind of unit and the channel an instrument is built for."""


def build(
    document: Document,
    variant: str = "",
    year: int | None = None,
    kind: str = "",
    channel: str = "",
) -> Instrument:
    """The instrument for a variant (alias or "axis=option,…"; empty = default) and a year.

    Without a year, the last one it is valid in or changes in. `kind` is the kind of unit and `channel`
    how it serves: parts that apply only to others are left out (without a channel, none is for that).
    Raises UserError("unknown-variant" | "unknown-year") and, for documents that the linter would
    refuse, KeyError or ValueError.
    """
    here = (_year(document, year), kind, channel)
    name, patches = choose(document, variant)
    resolved = _patched(document, patches)
    forms = {str(f["code"]): Role(f["role"]) for f in resolved["forms"]}
    items = {
        item.key: item
        for form in resolved["forms"]
        for raw in form["items"]
        if in_force(raw, *here)
        for item in [_item(raw, form, resolved.get("options", {}))]
    }
    return Instrument(
        code=str(resolved["code"]),
        version=str(resolved["version"]),
        measure=str(resolved["measure"]),
        variant=name,
        year=here[0],
        decimals=int(resolved["rounding"]["decimals"]),
        items=items,
        forms=forms,
        index=_node(resolved["index"], None, items, here),
        grades=tuple(_grade_scale(g) for g in resolved.get("grades", ()) if in_force(g, *here)),
        rollup_over=str(resolved.get("rollup", {}).get("over", "units")),
        min_respondents={
            str(f["code"]): int(f["min_respondents"])
            for f in resolved["forms"]
            if "min_respondents" in f
        },
    )


# ---- variants --------------------------------------------------------------


def variant_names(document: Document) -> list[str]:
    """The short names of variants, the default first."""
    aliases = document.get("aliases", {})
    return sorted(aliases, key=lambda name: bool(aliases[name])) or [""]


def choose(document: Document, variant: str) -> tuple[str, list[Mapping[str, Any]]]:
    """The variant's canonical name (its alias where it has one) and the patches it sets."""
    chosen = _choices(document, variant)
    patches, parts = [], []
    for axis in document.get("axes", ()):
        code = chosen.get(axis["code"], axis["default"])
        option = next(o for o in axis["options"] if o["code"] == code)
        patches += option.get("set", [])
        if code != axis["default"]:
            parts.append(f"{axis['code']}={code}")
    name = ",".join(parts)
    alias = next(
        (a for a, spelled in document.get("aliases", {}).items() if _same(spelled, name)), name
    )
    return alias, patches


def _same(spelled: str, name: str) -> bool:
    return set(filter(None, spelled.split(","))) == set(filter(None, name.split(",")))


def _choices(document: Document, variant: str) -> dict[str, str]:
    """What a variant's name picks on each axis; raises with the names that are allowed."""
    spelled = document.get("aliases", {}).get(variant, variant)
    allowed = {
        axis["code"]: [o["code"] for o in axis["options"]] for axis in document.get("axes", ())
    }
    chosen = {}
    for part in filter(None, (p.strip() for p in str(spelled).split(","))):
        axis, _, option = part.partition("=")
        if option not in allowed.get(axis, ()):
            raise UserError(
                "unknown-variant", found=variant, aliases=variant_names(document), axes=allowed
            )
        chosen[axis] = option
    return chosen


def _patched(document: Document, patches: list[Mapping[str, Any]]) -> Document:
    if not patches:
        return document
    copy = _copied(document)
    for patch in patches:
        fields = dict(patch)
        target = next(k for k in ("node", "item", "form", "grades", "rounding") if k in fields)
        name = str(fields.pop(target))
        for place in list(_places(copy, target, name)):
            place.update(fields)
    return copy


def _copied(document: Document) -> dict[str, Any]:
    """The document anew as far as a patch may change it; its texts are the same objects."""
    return {
        **document,
        "index": _copied_node(document["index"]),
        "grades": [dict(scale) for scale in document.get("grades", ())],
        "rounding": dict(document["rounding"]),
        "forms": [
            {**form, "items": [dict(item) for item in form["items"]]} for form in document["forms"]
        ],
    }


def _copied_node(node: Mapping[str, Any]) -> dict[str, Any]:
    if "children" not in node:
        return dict(node)
    return {**node, "children": [_copied_node(child) for child in node["children"]]}


def _places(document: Any, target: str, name: str) -> Iterator[dict[str, Any]]:
    """The mappings a patch changes; a form's scale reaches the items without one of their own."""
    if target == "node":
        yield from (n for n in raw_nodes(document["index"]) if node_code(n) == name)
    elif target == "grades":
        yield from (g for g in document["grades"] if g["code"] == name)
    elif target == "rounding":
        yield document["rounding"]
    for form in document["forms"]:
        if target == "form" and form["code"] == name:
            yield form
            yield from (i for i in form["items"] if i.get("scale") == form.get("scale"))
        if target == "item":
            yield from (i for i in form["items"] if f"{form['code']}:{i['code']}" == name)


def raw_nodes(node: Any) -> Iterator[Any]:
    """Every node of a raw index, parents first."""
    yield node
    for child in node.get("children", ()):
        yield from raw_nodes(child)


def node_code(node: Mapping[str, Any]) -> str:
    """A node's code; a leaf without one takes its item's key."""
    return str(node.get("code") or node["item"])


# ---- parts -----------------------------------------------------------------


def _year(document: Document, year: int | None) -> int:
    first, last = document["years"]
    if year is None:
        return int(last) if last is not None else _newest(document, int(first))
    if year < int(first) or (last is not None and year > int(last)):
        raise UserError("unknown-year", found=year, first=first, last=last)
    return year


def _newest(document: Document, first: int) -> int:
    """The last year in which something changes in an instrument that is valid without an end."""
    every = _dated_parts(document)
    starts = [int(part["years"][0]) for part in every if part.get("years") and part["years"][0]]
    return max([first, *starts])


def _dated_parts(document: Document) -> list[Mapping[str, Any]]:
    """All that may hold for some years or kinds only: items, nodes, category scales."""
    items = [item for form in document["forms"] for item in form["items"]]
    return [*items, *raw_nodes(document["index"]), *document.get("grades", ())]


def in_force(raw: Mapping[str, Any], year: int, kind: str = "", channel: str = "") -> bool:
    """Whether a part (with optional `years` and `applies_to`) holds for this year, kind and channel.

    A unit of unknown kind gets no part that is for some kinds; without a channel it gets all forms,
    and so the parts of every channel.
    """
    applies = raw.get("applies_to", {})
    kinds, channels = applies.get("kinds"), applies.get("channels")
    if (kinds and kind not in kinds) or (channels and channel and channel not in channels):
        return False
    first, last = raw.get("years") or (None, None)
    return (first is None or int(first) <= year) and (last is None or year <= int(last))


def named_kinds(document: Document) -> frozenset[str]:
    """The kinds of unit that any part speaks of; all others get the same instrument."""
    return _named(document, "kinds")


def named_channels(document: Document) -> frozenset[str]:
    """The channels of service that any part speaks of; without any, all get the same instrument."""
    return _named(document, "channels")


def _named(document: Document, what: str) -> frozenset[str]:
    return frozenset(
        str(name)
        for part in _dated_parts(document)
        for name in part.get("applies_to", {}).get(what) or ()
    )


def _scale(raw: Any) -> Scale | None:
    if not raw or raw[1] is None:
        return None
    return Scale(fraction(raw[0]), fraction(raw[1]))


def _item(raw: Mapping[str, Any], form: Mapping[str, Any], lists: Mapping[str, Any]) -> Item:
    rule = raw.get("rule")
    if isinstance(rule, str):
        rule = raw["rules"][rule]
    options = raw.get("options", "ya-tidak" if raw["kind"] == "yes-no" else ())
    listed = lists.get(options, ()) if isinstance(options, str) else options
    levels = raw.get("levels", ())
    return Item(
        key=Key(str(form["code"]), str(raw["code"])),
        kind=str(raw["kind"]),
        role=Role(form["role"]),
        scale=_scale(
            raw.get("scale", form.get("scale") if raw["kind"] in ("level", "rating") else None)
        ),
        options=tuple(_option(o) for o in listed),
        levels=tuple(fraction(v["level"]) for v in levels) if levels != UNKNOWN else (),
        whole_steps=raw["kind"] in ("level", "rating") and raw.get("steps") != "any",
        claim=raw.get("claim"),
        indicator=raw.get("indicator"),
        rule=read_rule(rule) if rule else None,
        when=read_condition(raw["when"]) if raw.get("when") else None,
        of_government=raw.get("scope", "government" if form["role"] == "government" else "unit")
        == "government",
        aliases=tuple(str(a) for a in raw.get("aliases", ())),
    )


def _option(raw: Mapping[str, Any]) -> Option:
    words = {
        str(raw["code"]),
        *(str(t) for t in raw.get("title", {}).values()),
        *map(str, raw.get("words", ())),
    }
    return Option(
        code=str(raw["code"]),
        value=fraction(raw["value"]) if raw.get("value") is not None else None,
        gap=Gap(raw["gap"]) if raw.get("gap") else None,
        words=frozenset(w.strip().lower() for w in words),
    )


def _node(
    raw: Mapping[str, Any], parent: Scale | None, items: Mapping[Key, Item], here: Here
) -> Node:
    item = _key(raw["item"]) if "item" in raw else None
    whole = _key(raw["whole"]) if raw.get("whole") else None
    scale = _scale(raw.get("scale")) or (_item_scale(items[item]) if item else parent)
    if scale is None:
        raise ValueError(f"node {node_code(raw)} has no scale")
    weight = raw.get("weight")
    return Node(
        code=node_code(raw),
        scale=scale,
        share=None if weight in (None, UNKNOWN) else fraction(weight) / HUNDRED,
        of=raw.get("of"),
        scored=bool(raw.get("scored", True)),
        combine=Combine(raw.get("combine", "mean")),
        plain=raw.get("weighting", "given") == "plain",
        round_shares=int(raw["round_weights"]) if raw.get("round_weights") is not None else None,
        optional=bool(raw.get("optional", False)),
        complete=bool(raw.get("complete", True)),
        item=item,
        whole=whole if whole in items else None,
        children=tuple(
            made
            for child in raw.get("children", ())
            if in_force(child, *here) and ("item" not in child or _key(child["item"]) in items)
            for made in [_node(child, scale, items, here)]
            if made.children or made.whole or not child.get("children")
        ),
    )


def _item_scale(item: Item) -> Scale | None:
    if item.scale or not item.options:
        return item.scale
    values = [o.value for o in item.options if o.value is not None]
    return Scale(min(values), max(values))


def _key(text: str) -> Key:
    form, _, item = text.partition(":")
    return Key(form, item)


def _grade_scale(raw: Mapping[str, Any]) -> GradeScale:
    decimals = raw.get("decimals", "exact")
    return GradeScale(
        code=str(raw["code"]),
        decimals=None if decimals == "exact" else int(decimals),
        bands=tuple(_band(b) for b in raw["bands"]),
        top=fraction(raw["to"]),
        scope=str(raw.get("scope", "both")),
        suffix=_suffix(raw["suffix"]) if raw.get("suffix") else None,
    )


def _band(raw: Mapping[str, Any]) -> Band:
    return Band(fraction(raw["from"]), str(raw["grade"]), dict(raw["name"]), _zone(raw.get("zone")))


def _zone(raw: Any) -> str | None:
    return str(raw["id"] if isinstance(raw, Mapping) else raw) if raw else None


def _suffix(raw: Mapping[str, Any]) -> Suffix:
    wanted = raw["is"] if isinstance(raw["is"], (list, tuple)) else [raw["is"]]
    ledger = {str(state): str(option) for state, option in raw.get("ledger", {}).items()}
    return Suffix(_key(raw["item"]), frozenset(map(str, wanted)), dict(raw["text"]), ledger)
