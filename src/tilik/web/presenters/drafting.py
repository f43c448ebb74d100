"""The forms of a unit's papers: their fields with what stands in them, and what would fail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tilik.core.errors import UserError
from tilik.web.papers.checked import Concern, check_paper, count_errors, count_weak
from tilik.web.papers.drafted import UNIT_KINDS, UnitKind
from tilik.web.papers.entered import UnitWork, read_day
from tilik.web.papers.words import read_words
from tilik.web.presenters.texts import say

SPARE = 3
"""Empty rows below those that are filled."""
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row."""

    name: str
    label: str
    value: str
    choices: Choices
    is_long: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a form; `theirs` is what somebody else wrote there meanwhile."""

    name: str
    shape: str
    label: str
    hint: str
    value: str
    height: int
    choices: Choices
    chosen: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One paper on the page of all: how many things would fail, and how many are weak."""

    kind: UnitKind
    n_errors: int
    n_weak: int


def list_paper_cards(work: UnitWork) -> list[PaperCard]:
    """The four papers of the unit."""
    cards = []
    for kind in UNIT_KINDS.values():
        concerns = check_paper(work, kind.code)
        cards.append(PaperCard(kind, count_errors(concerns), count_weak(concerns)))
    return cards


def read_form(kind: str, data: QueryDict) -> dict[str, Any]:
    """What was sent for each field of the form, as it is kept."""
    content: dict[str, Any] = {}
    for field in read_words(kind)["fields"]:
        name = field["name"]
        if field["kind"] == "services":
            content[name] = data.getlist(name)
        elif field["kind"] == "rows":
            content[name] = _read_rows(name, len(field["columns"]), data)
        else:
            content[name] = data.get(name, "")
    return content


def refuse_days(kind: str, content: Mapping[str, Any]) -> None:
    """Nothing. Raises UserError("day-unreadable") where a day is none."""
    for field in read_words(kind)["fields"]:
        text = content.get(field["name"], "")
        if field["kind"] == "day" and text and read_day(text) is None:
            raise UserError("day-unreadable")


def list_fields(
    work: UnitWork, kind: str, typed: Mapping[str, Any] | None, theirs: Mapping[str, Any]
) -> list[FieldView]:
    """The fields of the form; `typed` is what was sent and could not be kept."""
    return [
        _make_field(work, kind, field, typed, theirs) for field in read_words(kind)["fields"]
    ]  # fmt: skip


def group_concerns(
    concerns: Sequence[Concern],
) -> list[tuple[str, list[tuple[Concern, list[tuple[str, str, str]]]]]]:
    """The concerns under what they are of: the paper as a whole, then each service."""
    groups: dict[str, list[tuple[Concern, list[tuple[str, str, str]]]]] = {}
    for concern in sorted(concerns, key=lambda each: each.service is not None):
        title = concern.service.name if concern.service else _("The paper as a whole")
        patterns = [(each.code, say(each.fits), each.words) for each in concern.patterns]
        groups.setdefault(title, []).append((concern, patterns))
    return list(groups.items())


def _make_field(
    work: UnitWork, kind: str, field: Mapping[str, Any], typed: Any, theirs: Mapping[str, Any]
) -> FieldView:
    name, shape = field["name"], field["kind"]
    view = FieldView(
        name, shape, say(field["label"]), say(field["hint"]) if "hint" in field else "",
        "", 3, _list_choices(work, field), (), (),
    )  # fmt: skip
    if shape == "services":
        codes = [service.code for service, _v in work.list_chosen(kind)]
        view = replace(view, chosen=tuple(typed[name] if typed else codes))
    elif shape == "rows":
        rows = typed[name] if typed else work.get_rows(kind, name)
        view = replace(view, rows=_make_rows(work, field, rows))
    else:
        text = typed[name] if typed else work.get(kind, name)
        view = replace(view, value=text, height=max(3, len(text) // 90 + text.count("\n") + 1))
    meanwhile = theirs.get(name)
    if typed and meanwhile is not None and meanwhile != typed[name]:
        view = replace(view, theirs=_say_value(meanwhile))
    return view


def _say_value(value: Any) -> str:
    """A text, or rows a line each."""
    if isinstance(value, str):
        return value
    return "\n".join(
        row if isinstance(row, str) else " · ".join(filter(None, row)) for row in value
    )


def _list_choices(work: UnitWork, field: Mapping[str, Any]) -> Choices:
    if field.get("of", field.get("kind")) == "services":
        return tuple((service.code, service.name) for service, _version in work.standards)
    return tuple((code, say(words)) for code, words in field.get("choices", ()))


def _make_rows(
    work: UnitWork, field: Mapping[str, Any], rows: Sequence[Sequence[str]]
) -> tuple[tuple[Cell, ...], ...]:
    """The rows with empty ones below."""
    columns = [(column, _list_choices(work, column)) for column in field["columns"]]
    padded = [*rows, *[("",) * len(columns)] * SPARE]
    return tuple(
        tuple(
            Cell(
                f"{field['name']}-{n}-{at}", say(column["label"]), row[at] if at < len(row) else "",
                choices, column.get("long", False),
            )
            for at, (column, choices) in enumerate(columns)
        )
        for n, row in enumerate(padded)
    )  # fmt: skip


def _read_rows(name: str, n_columns: int, data: QueryDict) -> list[list[str]]:
    rows: list[list[str]] = []
    while f"{name}-{len(rows)}-0" in data:
        n = len(rows)
        rows.append([data.get(f"{name}-{n}-{at}", "").strip() for at in range(n_columns)])
    return [row for row in rows if any(row)]
