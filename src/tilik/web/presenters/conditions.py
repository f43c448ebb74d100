"""Conditions and rules of an instrument in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.core.rules import Condition, read_condition, read_rule
from tilik.web.numbers import format_number
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of a rule: when it holds, and the level or the note that the rubric is silent.

    `number` counts as the calculation counts; `is_hit` marks the row that holds for somebody.
    """

    number: int
    when: str
    level: str
    decide: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The titles of a form's items and of their options."""

    titles: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]


def get_words(document: Document, form: str) -> Words:
    """The titles of the items of a form and of the answers they allow."""
    items = next(f["items"] for f in document["forms"] if f["code"] == form)
    titles = {str(item["code"]): say(item["title"]) for item in items}
    options = {
        str(item["code"]): {str(o["code"]): say(o["title"]) for o in list_options(document, item)}
        for item in items
    }
    return Words(titles, options)


def list_options(document: Document, item: Document) -> Sequence[Document]:
    """The answers an item allows; named lists are looked up."""
    options = item.get("options", ())
    found = document["options"][options] if isinstance(options, str) else options
    return list(found)


def list_rule_rows(document: Document, item: Document, hit: int | None = None) -> list[RuleRow]:
    """The rule of an item row by row, in words; empty where the instrument has none.

    `hit` is the number of the row that holds, as the suggestion names it.
    """
    raw = get_rule(item)
    if raw is None:
        return []
    rule = read_rule(raw)
    words = get_words(document, rule.form)
    return [
        RuleRow(
            number,
            describe(row.when, words) if row.when else _("Otherwise"),
            "" if row.level is None else format_number(row.level),
            say(row.decide),
            number == hit,
        )
        for number, row in enumerate(rule.rows)
    ]


def get_rule(item: Document) -> Document | None:
    """The rule in force of an item, or None."""
    rule = item.get("rule")
    found: Document | None = item["rules"][rule] if isinstance(rule, str) else rule
    return found


def describe_when(document: Document, form: str, raw: Document | None) -> str:
    """When a conditional question is asked, in words; empty where it always is."""
    return describe(read_condition(raw), get_words(document, form)) if raw else ""


def describe(condition: Condition, words: Words) -> str:
    """A condition in words."""
    if condition.op in ("all", "any"):
        joint = f" {_('and')} " if condition.op == "all" else f" {_('or')} "
        return joint.join(describe(each, words) for each in condition.args)
    if condition.op == "not":
        return _("not (%(condition)s)") % {"condition": describe(condition.args[0], words)}
    return _DESCRIBERS[condition.op](condition.args, words)


def _quote(code: object, words: Words) -> str:
    title = words.titles.get(str(code), "")
    return f"{code} “{title}”" if title else str(code)


def _options(item: object, codes: Sequence[str], words: Words) -> str:
    known = words.options.get(str(item), {})
    order = list(known)
    ranked = sorted(codes, key=lambda code: order.index(code) if code in order else len(order))
    return ", ".join(f"“{known.get(code, code)}”" for code in ranked)


def _is(args: Any, words: Words) -> str:
    item, allowed = args
    return f"{_quote(item, words)} = {_options(item, sorted(allowed), words)}"


def _has(args: Any, words: Words) -> str:
    item, needed = args
    facts = {"item": _quote(item, words), "options": _options(item, sorted(needed), words)}
    return _("%(item)s includes %(options)s") % facts


def _count(args: Any, words: Words) -> str:
    item, only, least, most = args
    number = int(least)
    text = ngettext(
        "%(item)s: at least %(n)s choice", "%(item)s: at least %(n)s choices", number
    ) % {"item": _quote(item, words), "n": number}
    if most is not None:
        text += " " + _("and at most %(n)s") % {"n": format_number(most)}
    if only is not None:
        text += " " + _("of %(options)s") % {"options": _options(item, sorted(only), words)}
    return text


def _number(args: Any, words: Words) -> str:
    item, bounds = args
    return f"{_quote(item, words)} {_bounds(bounds)}"


def _ratio(args: Any, words: Words) -> str:
    above, below, bounds = args
    return f"{_quote(above, words)} : {_quote(below, words)} {_bounds(bounds)}"


def _compare(args: Any, words: Words) -> str:
    left, sign, right = args
    ends = [
        format_number(end["number"]) if isinstance(end, Mapping) else _quote(end, words)
        for end in (left, right)
    ]
    return f"{ends[0]} {_COMPARISONS.get(sign, sign)} {ends[1]}"


def _bounds(bounds: Sequence[tuple[str, Any]]) -> str:
    return f" {_('and')} ".join(f"{_BOUNDS[name]} {format_number(end)}" for name, end in bounds)


_BOUNDS = {"min": "≥", "max": "≤", "below": "<", "above": ">"}
_COMPARISONS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_DESCRIBERS = {
    "is": _is,
    "has": _has,
    "count": _count,
    "number": _number,
    "ratio": _ratio,
    "compare": _compare,
}
