"""A unit's form as it is filled in: indicators, their questions, the level they amount to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tilik.core.rules import Suggestion
from tilik.records.models import AnswerRevision
from tilik.records.queries.documents import list_unit_forms, walk
from tilik.records.queries.progress import get_group
from tilik.records.queries.sheets import ItemRow
from tilik.web.numbers import format_number
from tilik.web.presenters.conditions import describe_when, list_options, list_rule_rows
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]
NONE = "-"
"""What is posted where somebody ticks "none of these": an answer, unlike nothing at all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose."""

    code: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else entered meanwhile, beside what this person entered."""

    theirs: str
    who: str
    at: datetime
    mine: str
    revision: int
    value: Any = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what stands on it and what is in its field now.

    `base` and `seen` are what the person saw; without them a second editor would be overwritten.
    """

    n: int
    code: str
    title: str
    kind: str
    help: str
    measure: str
    choices: tuple[Choice, ...]
    value: str
    note: str
    base: int | None
    seen: str
    seen_note: str
    is_shown: bool
    when: str
    is_wordless: bool = False
    who: str = ""
    at: datetime | None = None
    on_behalf: bool = False
    clash: Clash | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One indicator: its questions, and the rubric item they stand behind."""

    form: str
    code: str
    title: str
    aspect: str
    rows: tuple[ItemRow, ...]
    rubric: Document | None

    @property
    def is_complete(self) -> bool:
        """Whether every question that is asked is answered, and whether each is asked is known."""
        return not any(row.is_missing or row.asked is None for row in self.rows)

    @property
    def n_missing(self) -> int:
        """How many questions are open."""
        return sum(row.is_missing for row in self.rows)


@dataclass(frozen=True, slots=True)
class LevelBox:
    """The level the answers amount to, and what the next one asks for."""

    level: str
    top: str
    words: str
    note: str
    next_level: str = ""
    next_words: str = ""
    next_when: str = ""
    missing: tuple[str, ...] = field(default=())


def make_groups(document: Document, rows: Sequence[ItemRow], channel: str) -> list[Group]:
    """The indicators of a form in the order of their first question."""
    collected: dict[str, list[ItemRow]] = {}
    for row in rows:
        if not row.item.of_government:
            collected.setdefault(get_group(row.item.raw), []).append(row)
    rubrics = _list_rubrics(document, channel)
    aspects = _list_aspects(document)
    groups = []
    for code, inside in collected.items():
        first = inside[0].item
        key, rubric = rubrics.get((first.form, code)) or rubrics.get(("", code)) or ("", None)
        title = say((rubric or first.raw)["title"])
        groups.append(Group(first.form, code, title, aspects.get(key, ""), tuple(inside), rubric))
    return groups


def _list_rubrics(document: Document, channel: str) -> dict[tuple[str, str], tuple[str, Document]]:
    """The rubric items by the claim they judge, and by their own form and code."""
    found: dict[tuple[str, str], tuple[str, Document]] = {}
    for form in list_unit_forms(document, "desk", channel):
        for item in form["items"]:
            key = f"{form['code']}:{item['code']}"
            found[str(form["code"]), str(item["code"])] = (key, item)
            if item.get("claim"):
                found.setdefault(("", str(item["claim"])), (key, item))
    return found


def _list_aspects(document: Document) -> dict[str, str]:
    """The title of the part above each item."""
    return {
        str(child["item"]): say(node.get("title"))
        for node in walk(document["index"])
        for child in node.get("children", ())
        if child.get("item")
    }


def make_question(
    document: Document, n: int, row: ItemRow, typed: Mapping[str, Any] | None = None
) -> Question:
    """The question as it is shown; `typed` holds what is in its fields but not stored."""
    revision, raw, typed = row.revision, row.item.raw, typed or {}
    seen = show_stored(revision)
    value = typed.get("value", seen)
    note = revision.note if revision else ""
    return Question(
        n=n,
        code=row.item.code,
        title=say(row.item.title),
        kind=row.item.kind,
        help=say(raw.get("help")),
        measure=say(raw.get("unit")),
        choices=tuple(list_choices(document, raw, value)),
        value=value,
        note=typed.get("note", note),
        base=typed.get("base", revision.pk if revision else None),
        seen=typed.get("seen", seen),
        seen_note=typed.get("seen_note", note),
        is_shown=row.asked is not False,
        when=describe_when(document, row.item.form, raw.get("when")) if row.asked is None else "",
        is_wordless=raw.get("levels") == "unknown",
        who=revision.by.get_role_line() if revision else "",
        at=revision.at if revision else None,
        on_behalf=bool(revision and revision.on_behalf),
        clash=typed.get("clash"),
        error=typed.get("error", ""),
    )


def show_stored(revision: AnswerRevision | None) -> str:
    """What stands, as a field posts it."""
    if revision is None or revision.value is None:
        return ""
    if isinstance(revision.value, list):
        return " ".join(map(str, revision.value)) or NONE
    return str(revision.value)


def list_choices(document: Document, raw: Document, value: str) -> list[Choice]:
    """The answers to choose from; empty for a number, a text or a day."""
    kind, chosen = raw["kind"], value.split()
    if kind in ("level", "rating"):
        levels = raw.get("levels")
        if levels and levels != "unknown":
            pairs = [(str(each["level"]), say(each["title"])) for each in levels]
        else:
            low, high = (int(end) for end in raw["scale"])
            pairs = [(str(level), "") for level in range(low, high + 1)]
        return [
            Choice(code, " – ".join(filter(None, (format_number(code), title))), code in chosen)
            for code, title in pairs
        ]
    options = [
        Choice(str(each["code"]), say(each["title"]), str(each["code"]) in chosen)
        for each in list_options(document, raw)
    ]
    if kind == "choices":
        options.append(Choice(NONE, _("None of these"), NONE in chosen))
    return options


def say_value(document: Document, raw: Document, value: str) -> str:
    """A posted or stored value in words."""
    if not value:
        return _("not answered")
    chosen = [choice.title for choice in list_choices(document, raw, value) if choice.is_chosen]
    return ", ".join(chosen) or value


def make_level(
    document: Document, group: Group, suggestion: Suggestion | None, *, with_rule: bool = True
) -> LevelBox | None:
    """The level of an indicator with a rule; None where the instrument has none."""
    rubric = group.rubric
    if rubric is None or suggestion is None:
        return None
    levels = rubric.get("levels")
    words = (
        {str(each["level"]): say(each["title"]) for each in levels}
        if levels and levels != "unknown"
        else {}
    )
    top = max((int(level) for level in words), default=0)
    missing = tuple(suggestion.missing)
    if suggestion.level is None:
        return LevelBox("", str(top), "", _say_open(suggestion), missing=missing)
    level = int(suggestion.level)
    following = str(level + 1)
    return LevelBox(
        level=str(level),
        top=str(top),
        words=words.get(str(level), ""),
        note="",
        next_level=following if following in words else "",
        next_words=words.get(following, ""),
        next_when=_find_when(document, rubric, following) if with_rule else "",
        missing=missing,
    )


def _say_open(suggestion: Suggestion) -> str:
    """Why there is no level yet."""
    if suggestion.decide:
        return _("The rubric is silent here: %(note)s") % {"note": say(suggestion.decide)}
    if suggestion.low is not None and suggestion.low != suggestion.high:
        facts = {"low": format_number(suggestion.low), "high": format_number(suggestion.high)}
        return _("still between %(low)s and %(high)s") % facts
    return _("not known yet")


def _find_when(document: Document, rubric: Document, level: str) -> str:
    """The condition of the first row that gives that level."""
    rows = list_rule_rows(document, rubric)
    return next((row.when for row in rows if row.level == level), "")
