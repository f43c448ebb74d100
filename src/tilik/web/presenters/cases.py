"""Worked cases of an instrument: what goes in, what has to come out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.queries.documents import list_titles
from tilik.web.numbers import format_number, format_range
from tilik.web.presenters.texts import say

Case = Mapping[str, Any]
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that goes in: where it belongs, in words, and its value."""

    place: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A worked case as a page."""

    code: str
    title: str
    kind: str
    variant: str
    inputs: tuple[Input, ...]
    expected: tuple[tuple[str, str], ...]
    note: str


def make_case(document: Document, case: Case) -> WorkedCase:
    """The case in words."""
    return WorkedCase(
        code=str(case["code"]),
        title=say(case.get("title")),
        kind=_get_kind(case),
        variant=str(case.get("variant", "")),
        inputs=tuple(_list_inputs(document, case)),
        expected=tuple(_list_expected(document, case["expect"])),
        note=say(case.get("note")),
    )


@dataclass(frozen=True, slots=True)
class CaseGroup:
    """The cases of one kind; those that differ by their variant alone are in one row."""

    title: str
    n: int
    rows: tuple[tuple[WorkedCase, ...], ...]


def group_cases(document: Document, cases: Iterable[Case]) -> list[CaseGroup]:
    """The cases by kind, in the order in which a kind is first met."""
    kinds: dict[str, dict[str, list[WorkedCase]]] = {}
    for case in (make_case(document, each) for each in cases):
        kinds.setdefault(case.kind, {}).setdefault(case.title, []).append(case)
    return [
        CaseGroup(kind, sum(map(len, rows.values())), tuple(map(tuple, rows.values())))
        for kind, rows in kinds.items()
    ]


def _get_kind(case: Case) -> str:
    if "grade" in case:
        return _("A value and its category")
    if "suggest" in case:
        return _("Answers and the level the rule suggests")
    if "rollup" in case:
        return _("Units and the value of the government")
    return _("Answers and the score")


def _list_inputs(document: Document, case: Case) -> Iterator[Input]:
    titles = list_titles(document)
    if "grade" in case:
        yield Input(_("Value"), "", format_number(case["grade"]))
    for part in case.get("rollup", ()):
        yield Input(str(part.get("unit", "")), str(part.get("product", "")), _show(part["score"]))
    answers = case.get("answers", {})
    if isinstance(answers, list):
        for row in answers:
            key = f"{row.get('form', '')}:{row['item']}"
            place = " · ".join(str(row[n]) for n in ("unit", "service", "respondent") if row.get(n))
            yield Input(
                f"{place} {key}".strip(),
                say(titles.get(key)),
                _show(row.get("value", row.get("gap"))),
            )
        return
    for form, sheet in answers.items():
        for code, value in sheet.items():
            key = f"{form}:{code}"
            yield Input(key, say(titles.get(key)), _show(value))


ORDER = (
    *("score", "exact", "rounded", "grade", "grades", "zone", "suffix", "level", "decide"),
    *("nodes", "range", "status"),
)


def _list_expected(document: Document, expect: Case) -> Iterator[tuple[str, str]]:
    titles = list_titles(document)
    # In an order of our own: PostgreSQL keeps the fields of JSON in one of its own.
    for name in [*(n for n in ORDER if n in expect), *sorted(set(expect) - set(ORDER))]:
        value = expect[name]
        if name == "nodes":
            for code, held in sorted(value.items()):
                yield say(titles.get(code)) or str(code), _show(held)
        elif name == "range":
            yield get_name(name), format_range(*value)
        else:
            yield get_name(name), _show(value)


def get_name(name: str) -> str:
    """What an expectation is about."""
    return {
        "score": _("Value"),
        "exact": _("Exactly"),
        "rounded": _("Rounded"),
        "range": _("Range"),
        "status": _("Status"),
        "grade": _("Category"),
        "grades": _("Possible categories"),
        "zone": _("Zone"),
        "suffix": _("Suffix"),
        "level": _("Level"),
        "decide": _("The evaluator decides"),
    }.get(name, name)


def _show(value: Any) -> str:
    """A value as the page writes it; a list of many in short."""
    if isinstance(value, list):
        return ", ".join(_show(each) for each in value) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return _("not answered")
    text = str(value)
    return format_number(text) if text.replace(".", "", 1).replace("-", "", 1).isdigit() else text
