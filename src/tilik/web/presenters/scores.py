"""The score sheet: an index opened into its parts, each with weight, value and what it adds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tilik.web.numbers import format_exact, format_number, format_percent, format_range, to_decimal
from tilik.web.presenters.reasons import describe_reason, list_status_words
from tilik.web.presenters.texts import say

Tree = Mapping[str, Any]
SHOWN = 2
FEW = 6


@dataclass(frozen=True, slots=True)
class Levels:
    """A leaf's levels: by the claim, by the rule, by the evaluators; None where there is none."""

    claim: int | None
    rule: int | None
    finding: int | None
    top: int


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A node of the sheet ready to print; only leaves have an item and levels."""

    code: str
    title: str
    weight: str
    value: str
    scale: str
    range: str
    contribution: str
    status: tuple[str, ...]
    why: str
    levels: Levels | None
    is_leaf: bool
    is_unused: bool
    children: tuple["ScoreLine", ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the lines of a sheet need: titles, and the other levels of every item by its key."""

    titles: Mapping[str, Any]
    claims: Mapping[str, Fraction]
    rules: Mapping[str, Fraction]
    rated: frozenset[str]


def make_lines(tree: Tree, sheet: Sheet) -> tuple[ScoreLine, ...]:
    """The parts of an index, each opened down to its items."""
    return tuple(_make_line(child, sheet, tree["scale"]) for child in tree.get("children", ()))


def _make_line(node: Tree, sheet: Sheet, scale: Sequence[str]) -> ScoreLine:
    used = get_used(node)
    value, span = node["value"], node["range"]
    is_unused = node["gap"] == "not-applicable"
    is_aside = node["weight"] is None and not is_unused
    is_silent = is_aside and node["reason"]["code"] == "not-computable"
    is_open = span[0] != span[1] and not is_aside
    item = str(node.get("item", ""))
    return ScoreLine(
        code=str(node["code"]),
        title=get_title(node, sheet.titles)
        + (f" · {get_title(used, sheet.titles)}" if used else ""),
        weight=show_weight(node),
        value=format_number(value["decimal"], SHOWN) if value else "",
        scale="" if node["scale"] == scale else say_scale(node),
        range=show_range(node) if is_open else "",
        contribution=format_number(node["contribution"]["decimal"], SHOWN)
        if node["contribution"]
        else "",
        status=(_("outside the sum"),) if is_aside else list_status_words(node["status"]),
        why="" if is_silent else describe_reason(node["reason"]),
        levels=_make_levels(node, item, sheet) if item in sheet.rated else None,
        is_leaf=bool(item) or not node.get("children"),
        is_unused=is_unused,
        children=make_lines(used or node, sheet),
    )


def get_used(node: Tree) -> Tree | None:
    """The one form that was filled in, where a node is but a choice between forms."""
    if node["reason"]["code"] != "alternative":
        return None
    used = [child for child in node.get("children", ()) if child["gap"] != "not-applicable"]
    return used[0] if len(used) == 1 and used[0].get("children") else None


def get_title(node: Tree, titles: Mapping[str, Any]) -> str:
    """A node's words, with the number of its item in front."""
    code, item = str(node["code"]), str(node.get("item", ""))
    words = say(titles.get(code) or titles.get(item)) or code
    number = item.partition(":")[2]
    return f"{number} {words}" if number else words


def name_item(item: str, titles: Mapping[str, Any]) -> str:
    """An item's words, with its number in front."""
    return f"{item.partition(':')[2]} {say(titles.get(item))}".strip()


def show_weight(node: Tree) -> str:
    """A weight in per cent of the part above; empty where it has none."""
    if node["weight"] is None:
        return ""
    share = Fraction(node["weight"]["exact"]) * 100
    text = to_decimal(share, SHOWN).normalize()
    return format_percent(f"{text:f}")


def say_scale(node: Tree) -> str:
    """The scale a node's value is read on."""
    low, high = (format_number(Fraction(end), 0) for end in node["scale"])
    return _("scale %(low)s–%(high)s") % {"low": low, "high": high}


def show_range(node: Tree) -> str:
    """All a node can still be."""
    low, high = node["range"]
    return format_range(low, high, SHOWN)


def _make_levels(node: Tree, item: str, sheet: Sheet) -> Levels:
    value = node["value"]
    return Levels(
        claim=_whole(sheet.claims.get(item)),
        rule=_whole(sheet.rules.get(item)),
        finding=_whole(Fraction(value["exact"]) if value else None),
        top=int(Fraction(node["scale"][1])),
    )


def _whole(value: Fraction | None) -> int | None:
    """A level as dots; several evaluators may meet between two levels, and then there are none."""
    return int(value) if value is not None and value.denominator == 1 else None


def list_values(tree: Tree) -> dict[str, Fraction]:
    """The value of every item of a tree that has one."""
    return {
        str(node["item"]): Fraction(node["value"]["exact"])
        for node in walk(tree)
        if node.get("item") and node["value"]
    }


def walk(node: Tree) -> Iterator[Tree]:
    """The node and all below it, parents first."""
    yield node
    for child in node.get("children", ()):
        yield from walk(child)


def find_path(tree: Tree, code: str) -> list[Tree]:
    """The nodes from the root to the one with that code; empty where there is none."""
    if str(tree["code"]) == code:
        return [tree]
    for child in tree.get("children", ()):
        if below := find_path(child, code):
            return [tree, *below]
    return []


def make_sum(tree: Tree, titles: Mapping[str, Any], rounded: str | None) -> str:
    """ "Where does this come from?" in one sentence: the parts, what they add, the one rounding."""
    parts = [part for part in tree.get("children", ()) if part["contribution"]]
    if tree["value"] is None or not parts:
        return ""
    whole = format_number(tree["value"]["decimal"])
    exact = format_exact(tree["value"]["exact"])
    if len(exact) <= len(whole):
        whole = exact
    words = _sum_words(parts, titles, tree) if len(parts) <= FEW else ""
    words = words or _("the sum of %(n)s contributions") % {"n": len(parts)}
    sign = "=" if whole == exact else "≈"
    facts = {"sum": words, "sign": sign, "whole": whole, "rounded": format_number(rounded)}
    return _("%(sum)s %(sign)s %(whole)s → rounded once: %(rounded)s") % facts


def _sum_words(parts: Sequence[Tree], titles: Mapping[str, Any], tree: Tree) -> str:
    return " + ".join(_part_words(part, titles, tree) for part in parts)


def _part_words(part: Tree, titles: Mapping[str, Any], tree: Tree) -> str:
    title = get_title(part, titles)
    if part["scale"] == tree["scale"] and part["value"]:
        value = format_number(part["value"]["decimal"], SHOWN)
        return f"{show_weight(part)} × {title} {value}"
    return f"{title} {format_number(part['contribution']['decimal'], SHOWN)}"
