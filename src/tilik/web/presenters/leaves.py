"""One leaf of a score: what was answered, which row of the rubric holds, who and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tilik.core.rules import Suggestion
from tilik.records.models import Adjudication, AnswerRevision, Finding
from tilik.web.numbers import format_exact, format_number
from tilik.web.presenters.conditions import RuleRow, list_options, list_rule_rows
from tilik.web.presenters.item import Evidence, ItemPage, Level, list_evidence, make_item
from tilik.web.presenters.provenance import Mark
from tilik.web.presenters.reasons import describe_reason, get_gap_word, list_status_words
from tilik.web.presenters.scores import Tree, get_title, say_scale, show_range, show_weight
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]
RATED = ("level",)


@dataclass(frozen=True, slots=True)
class NodePage:
    """Where a figure stands and what it is: its place, value, weight and what it adds."""

    code: str
    title: str
    parents: tuple[tuple[str, str], ...]
    value: str
    exact: str
    scale: str
    range: str
    weight: str
    contribution: str
    why: str
    status: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing somebody entered: what, who, when, and whether it counts now."""

    value: str
    note: str
    who: str
    at: datetime
    stage: str
    service: str
    on_behalf: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the claim with all that was entered on it, newest first."""

    form: str
    code: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What an evaluator chose, or how a disagreement was settled."""

    level: str
    words: str
    suggested: str
    remark: str
    who: str
    at: datetime | None
    stage: str
    service: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """All that stands behind one item."""

    form: str
    item: str
    page: ItemPage
    questions: tuple[Question, ...]
    entries: tuple[Entry, ...]
    rule: tuple[RuleRow, ...]
    suggestion: str
    suggestion_note: str
    decisions: tuple[Decision, ...]
    settled: tuple[Decision, ...]
    ratings: tuple[tuple[str, int], ...]
    levels: tuple[Level, ...]
    weight_mark: Mark | None
    evidence: tuple[Evidence, ...]


def list_rated(document: Document) -> frozenset[str]:
    """The keys of the items an evaluator chooses a level for."""
    return frozenset(
        f"{form['code']}:{item['code']}"
        for form in document["forms"]
        if form["role"] == "evaluation"
        for item in form["items"]
        if item["kind"] in ("level", "rating")
    )


def make_node(path: Sequence[Tree], titles: Mapping[str, Any]) -> NodePage:
    """The figure at the end of the path."""
    node = path[-1]
    value = node["value"]
    return NodePage(
        code=str(node["code"]),
        title=get_title(node, titles),
        parents=tuple((str(each["code"]), get_title(each, titles)) for each in path[1:-1]),
        value=format_number(value["decimal"], 2) if value else "",
        exact=format_exact(value["exact"]) if value else "",
        scale=say_scale(node),
        range=show_range(node) if node["range"][0] != node["range"][1] else "",
        weight=show_weight(node),
        contribution=format_number(node["contribution"]["decimal"], 4)
        if node["contribution"]
        else "",
        why=_say_why(path),
        status=list_status_words(node["status"]),
    )


def _say_why(path: Sequence[Tree]) -> str:
    """Why the figure is what it is; a part that never counts is outside the sum, not a gap."""
    node = path[-1]
    is_aside = len(path) > 1 and node["weight"] is None
    if is_aside and node["reason"]["code"] == "not-computable":
        return _("outside the sum")
    return describe_reason(node["reason"])


def list_questions(document: Document, raw: Document) -> list[Question]:
    """The questions of the claim that stand behind an item, without entries."""
    claim = raw.get("claim")
    return [
        Question(str(form["code"]), str(item["code"]), say(item["title"]), ())
        for form in document["forms"]
        if claim and form["role"] == "claim"
        for item in form["items"]
        if item.get("indicator") == claim
    ]


def make_leaf(
    document: Document,
    form: Document,
    raw: Document,
    *,
    entries: Sequence[AnswerRevision],
    standing: set[int],
    suggestion: Suggestion | None,
    findings: Sequence[Finding],
    settled: Sequence[Adjudication],
    ratings: Mapping[str, int],
) -> Leaf:
    """The leaf in words."""
    form_code, code = str(form["code"]), str(raw["code"])
    by_place: dict[tuple[str, str], list[AnswerRevision]] = {}
    for entry in entries:
        by_place.setdefault((entry.sheet.form, entry.item), []).append(entry)
    page = make_item(document, form, raw)
    return Leaf(
        form=form_code,
        item=code,
        page=page,
        questions=tuple(
            Question(
                q.form,
                q.code,
                q.title,
                _make_entries(by_place.get((q.form, q.code), ()), document, standing),
            )
            for q in list_questions(document, raw)
        ),
        entries=_make_entries(by_place.get((form_code, code), ()), document, standing),
        rule=tuple(list_rule_rows(document, raw, suggestion.row if suggestion else None)),
        suggestion=_show_suggestion(suggestion),
        suggestion_note=say(suggestion.decide) if suggestion and suggestion.decide else "",
        decisions=tuple(_make_decision(each, page) for each in findings),
        settled=tuple(_make_settled(each, page) for each in settled),
        ratings=tuple((_name(given, page), n) for given, n in ratings.items()),
        levels=page.levels,
        weight_mark=page.weight_mark,
        evidence=tuple(list_evidence(raw)),
    )


def _make_entries(
    revisions: Sequence[AnswerRevision], document: Document, standing: set[int]
) -> tuple[Entry, ...]:
    """The entries newest first."""
    return tuple(
        Entry(
            value=show_answer(revision, document),
            note=revision.note,
            who=revision.by.get_role_line(),
            at=revision.at,
            stage=get_stage_word(revision.sheet.stage),
            service=revision.sheet.service.name if revision.sheet.service else "",
            on_behalf=revision.on_behalf,
            stands=revision.pk in standing,
        )
        for revision in reversed(revisions)
    )


def show_answer(revision: AnswerRevision, document: Document) -> str:
    """What was entered, in the words of the instrument."""
    if revision.absence:
        return get_gap_word(revision.absence)
    form = next(f for f in document["forms"] if f["code"] == revision.sheet.form)
    item = next((i for i in form["items"] if i["code"] == revision.item), None)
    options = list_options(document, item) if item else ()
    titles = {str(o["code"]): say(o["title"]) for o in options}
    if isinstance(revision.value, list):
        return ", ".join(titles.get(str(each), str(each)) for each in revision.value) or _("none")
    text = str(revision.value)
    return titles.get(text, format_number(text) if _is_number(text) else text)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def get_stage_word(stage: str) -> str:
    """Whose word a sheet holds."""
    return {
        "claim": _("the unit's own answer"),
        "desk": _("document check"),
        "field": _("field check"),
        "reply": _("clarification"),
        "final": _("final"),
    }.get(stage, stage)


def _show_suggestion(suggestion: Suggestion | None) -> str:
    """The level the rule suggests, or the levels still open."""
    if suggestion is None:
        return ""
    if suggestion.level is not None:
        return format_number(suggestion.level)
    if suggestion.decide:
        return _("the rubric is silent: the evaluator decides")
    if suggestion.low is not None and suggestion.high is not None:
        facts = {"low": format_number(suggestion.low), "high": format_number(suggestion.high)}
        return _("still open: %(low)s to %(high)s") % facts
    return ""


def _name(value: object, page: ItemPage) -> str:
    """A level with its words."""
    text = format_number(str(value)) if _is_number(str(value)) else str(value)
    words = next((level.title for level in page.levels if level.value == text), "")
    return f"{text} – {words}" if words else text


def _make_decision(finding: Finding, page: ItemPage) -> Decision:
    revision = finding.revision
    suggested = finding.suggested
    value = "" if revision is None or revision.value is None else revision.value
    return Decision(
        level=format_number(str(value)) if value != "" else _("not chosen yet"),
        words=_find_words(value, page),
        suggested="" if suggested is None else format_number(str(suggested)),
        remark=revision.note if revision else "",
        who=revision.by.get_role_line() if revision else "",
        at=revision.at if revision else None,
        stage=get_stage_word(finding.sheet.stage),
        service=finding.sheet.service.name if finding.sheet.service else "",
    )


def _make_settled(settled: Adjudication, page: ItemPage) -> Decision:
    return Decision(
        level=format_number(str(settled.chosen)),
        words=_find_words(settled.chosen, page),
        suggested="",
        remark=settled.reason,
        who=settled.by.get_role_line(),
        at=settled.at,
        stage=_("settled"),
        service=settled.service.name if settled.service else "",
    )


def _find_words(value: object, page: ItemPage) -> str:
    text = format_number(str(value)) if _is_number(str(value)) else str(value)
    return next((level.title for level in page.levels if level.value == text), "")
