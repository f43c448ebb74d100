"""One item of an instrument on its own page: levels, rule, evidence, weight, where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.queries.documents import walk
from tilik.web.numbers import format_number, format_percent, format_range
from tilik.web.presenters.conditions import (
    RuleRow,
    describe_when,
    list_options,
    list_rule_rows,
)
from tilik.web.presenters.instrument import span
from tilik.web.presenters.provenance import Mark, get_mark
from tilik.web.presenters.texts import say, say_all

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Level:
    """A level or an option with its words; `value` is None where it stands for no number."""

    value: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is asked for as proof, with a good and a bad example."""

    title: str
    good: str
    bad: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the claim that stands behind an indicator."""

    form: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """All that an instrument says of one item."""

    form: str
    form_title: str
    code: str
    title: str
    kind: str
    help: str
    why: str
    when: str
    levels: tuple[Level, ...]
    levels_unknown: bool
    levels_mark: Mark
    rule: tuple[RuleRow, ...]
    rule_mark: Mark | None
    evidence: tuple[Evidence, ...]
    gaps: tuple[str, ...]
    weight: str
    weight_mark: Mark | None
    facts: tuple[tuple[str, str], ...]
    effort: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]


def find_item(document: Document, form: str, item: str) -> tuple[Document, Document] | None:
    """The form and the item with those codes, or None."""
    for found in document["forms"]:
        if found["code"] == form:
            for raw in found["items"]:
                if raw["code"] == item:
                    return found, raw
    return None


def make_item(document: Document, form: Document, raw: Document) -> ItemPage:
    """The page of an item."""
    key = f"{form['code']}:{raw['code']}"
    node = next((n for n in walk(document["index"]) if n.get("item") == key), None)
    rule = tuple(list_rule_rows(document, raw))
    weight, weight_mark = _read_weight(document, node)
    return ItemPage(
        form=str(form["code"]),
        form_title=say(form["title"]),
        code=str(raw["code"]),
        title=say(raw["title"]),
        kind=get_kind_word(str(raw["kind"])),
        help=say(raw.get("help")),
        why=say(raw.get("why")),
        when=describe_when(document, str(form["code"]), raw.get("when")),
        levels=list_levels(document, raw),
        levels_unknown=raw.get("levels") == "unknown",
        levels_mark=get_mark(
            document, raw, "levels" if raw.get("levels") else "options", (form, "items")
        ),
        rule=rule,
        rule_mark=get_mark(document, raw, "rule") if rule else None,
        evidence=tuple(list_evidence(raw)),
        gaps=say_all(raw.get("gaps")),
        weight=weight,
        weight_mark=weight_mark,
        facts=tuple(_list_facts(document, form, raw, node)),
        effort=tuple(_list_effort(raw.get("effort", {}))),
        questions=tuple(_list_questions(document, raw)),
    )


def list_levels(document: Document, raw: Document) -> tuple[Level, ...]:
    """The levels or answers of an item in words, lowest first."""
    levels = raw.get("levels")
    if levels and levels != "unknown":
        return tuple(Level(format_number(v["level"]), say(v["title"])) for v in levels)
    return tuple(
        Level(
            None if option.get("value") is None else format_number(option["value"]),
            say(option["title"]),
        )
        for option in list_options(document, raw)
    )


def list_evidence(raw: Document) -> Iterator[Evidence]:
    """The evidence asked for."""
    for slot in raw.get("evidence", ()):
        yield Evidence(say(slot["title"]), say(slot.get("good")), say(slot.get("bad")))


def get_kind_word(kind: str) -> str:
    """What sort of answer is asked."""
    return {
        "yes-no": _("yes or no"),
        "choice": _("one choice"),
        "choices": _("several choices"),
        "number": _("a number"),
        "text": _("a text"),
        "date": _("a day"),
        "level": _("a level, chosen by the evaluator"),
        "rating": _("a rating"),
    }[kind]


def _read_weight(document: Document, node: Document | None) -> tuple[str, Mark | None]:
    if node is None or "weight" not in node:
        return "", None
    weight = node["weight"]
    shown = _("unknown") if weight == "unknown" else format_percent(weight)
    if "of" in node:
        shown = _("%(weight)s of %(part)s") % {"weight": shown, "part": node["of"]}
    return shown, get_mark(document, node, "weight")


def _list_facts(
    document: Document, form: Document, raw: Document, node: Document | None
) -> Iterator[tuple[str, str]]:
    yield _("Form"), f"{form['code']} — {say(form['title'])}"
    yield _("Answer"), get_kind_word(str(raw["kind"]))
    if raw.get("scale") and raw["scale"][1] is not None:
        yield _("Scale"), format_range(*raw["scale"])
    parents = _list_parents(document["index"], node)
    if parents:
        yield _("Part of"), " › ".join(parents)
    elif node is None and raw["kind"] in ("level", "rating"):
        yield _("Part of"), _("outside the score")
    if raw.get("official_code"):
        yield _("Official code"), str(raw["official_code"])
    if raw.get("years"):
        yield _("Valid"), span(raw["years"])


def _list_parents(root: Document, node: Document | None) -> list[str]:
    """The titles of the parts above a node, from below the root."""
    for child in root.get("children", ()):
        title = say(child.get("title"))
        if any(each is node for each in child.get("children", ())):
            return [title]
        if below := _list_parents(child, node):
            return [title, *below]
    return []


def _list_effort(effort: Document) -> Iterator[tuple[str, str]]:
    for name, label in (
        ("person_days", _("Person-days")),
        ("months", _("Months")),
        ("money", _("Money (Rp)")),
    ):
        if effort.get(name) not in (None, ""):
            yield label, format_number(effort[name])
    if effort.get("signatory"):
        yield _("Signed by"), str(effort["signatory"])
    if effort.get("note"):
        yield _("Note"), say(effort["note"])


def _list_questions(document: Document, raw: Document) -> Iterator[Question]:
    claim = raw.get("claim")
    for form in document["forms"]:
        if claim and form["role"] == "claim":
            for item in form["items"]:
                if item.get("indicator") == claim:
                    yield Question(str(form["code"]), str(item["code"]), say(item["title"]))
