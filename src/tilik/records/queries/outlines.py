"""Hundreds of units of a round in one line each: who has sent, who is late, who is checked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db.models import Count, F, Q
from django.db.models.lookups import IsNull

from tilik.records.models import Answer, Round, RoundUnit, Sheet
from tilik.records.models.round import Stage
from tilik.records.queries.documents import get_year, list_unit_forms
from tilik.records.queries.progress import list_asked
from tilik.records.queries.rounds import (
    Place,
    count_asked,
    find_end,
    list_furthest,
    list_unconditional,
)

CHECKS = (Stage.DESK, Stage.FIELD)
FIELDS = ("unit_id", "unit__code", "name", "sector", "form_variant", "kind", "extended_until")


class Participant(NamedTuple):
    """A unit of a round by its names alone."""

    unit_id: int
    code: str
    name: str
    sector: str


class Outline(NamedTuple):
    """A unit of a round: which forms it has, until when it fills them in, whether it sent them.

    `sheets` are the keys of its claim's sheets by form.
    """

    unit_id: int
    code: str
    name: str
    sector: str
    channel: str
    kind: str
    deadline: datetime | None
    is_sent: bool
    is_late: bool
    sheets: Mapping[str, Sequence[int]]

    @property
    def participant(self) -> Participant:
        """The unit by its names alone."""
        return Participant(*self[:4])


class Open(NamedTuple):
    """How many questions a unit answered, of how many, and the indicators still open."""

    answered: int
    total: int
    groups: list[str]


def list_participants(round: Round) -> list[Participant]:
    """Every unit of the round by code, in one query."""
    rows = RoundUnit.objects.filter(round=round).order_by("unit__code")
    found = rows.values_list("unit_id", "unit__code", "name", "sector")
    return [Participant(*row) for row in found]


def list_outlines(round: Round, now: datetime) -> list[Outline]:
    """Every unit of the round by code, in two queries and without the weight of models."""
    keys: dict[int | None, dict[str, list[int]]] = {}
    unsent: set[int] = set()
    sheets = Sheet.objects.filter(round=round, stage=Stage.CLAIM)
    is_unsent = IsNull(F("sent_at"), True)  # a moment read five hundred times is not free
    for pk, unit, form, is_open in sheets.values_list("pk", "unit_id", "form", is_unsent):
        keys.setdefault(unit, {}).setdefault(form, []).append(pk)
        if is_open:
            unsent.add(pk)
    phases, ask = tuple(round.phases.all()), _make_asker(round)
    outlines = []
    rows = RoundUnit.objects.filter(round=round).order_by("unit__code").values_list(*FIELDS)
    for unit, code, name, sector, channel, kind, extended_until in rows:
        forms, mine = ask(Stage.CLAIM, channel, kind), keys.get(unit, {})
        is_sent = bool(forms) and all(
            form in mine and unsent.isdisjoint(mine[form]) for form in forms
        )
        deadline = find_end(extended_until, phases, Stage.CLAIM)
        is_late = deadline is not None and now > deadline and not is_sent
        outlines.append(
            Outline(unit, code, name, sector, channel, kind, deadline, is_sent, is_late, mine)
        )
    return outlines


def count_answered(round: Round, outlines: Sequence[Outline]) -> dict[int, tuple[int, int]]:
    """How many questions of its claim each unit answered, and of how many, in one query."""
    counts, ask = _count_filled(round, (Stage.CLAIM,)), _make_asker(round)
    counted = {}
    for unit in outlines:
        pairs = [
            (min(counts.get(pk, 0), total), total)
            for form, total in ask(Stage.CLAIM, unit.channel, unit.kind).items()
            for pk in unit.sheets.get(form, (0,))
        ]
        counted[unit.unit_id] = (sum(n for n, _of in pairs), sum(of for _n, of in pairs))
    return counted


def _count_filled(round: Round, stages: Sequence[str]) -> dict[int, int]:
    """How many unconditional questions are answered on each sheet of the stages.

    A fraction of the time of `count_filled`, which looks each answer up in its row.
    """
    document, year = round.instrument_version.document, get_year(round)
    forms = {form["code"]: form for s in stages for form in list_unit_forms(document, s, "")}
    asked = Q(pk__in=())
    for code, form in forms.items():
        items = list_unconditional(form, year)
        part = Q(item__in=items) if len(items) < len(form["items"]) else Q(item__isnull=False)
        asked |= part if len(forms) == 1 else part & Q(sheet__form=code)
    sheets = Sheet.objects.filter(round=round, stage__in=stages, set_aside_at=None).values("pk")
    answers = Answer.objects.filter(asked, sheet__in=sheets, is_filled=True).order_by()
    return dict(answers.values_list("sheet").annotate(n=Count("pk")))


def list_open(round: Round, outlines: Sequence[Outline]) -> dict[int, Open]:
    """What is open in the claims of these units, in one query."""
    sheets = [pk for unit in outlines for keys in unit.sheets.values() for pk in keys]
    filled: dict[int, set[str]] = {pk: set() for pk in sheets}
    answers = Answer.objects.filter(sheet__in=sheets, is_filled=True)
    for pk, item in answers.values_list("sheet_id", "item"):
        filled[pk].add(item)
    ask = cache(lambda channel, kind: list_asked(round, channel, kind))
    return {
        unit.unit_id: _find_open(unit, ask(unit.channel, unit.kind), filled) for unit in outlines
    }


def _find_open(
    unit: Outline, asked: Mapping[str, Mapping[str, str]], filled: Mapping[int, set[str]]
) -> Open:
    """What is open of the forms that ask these items, each of an indicator."""
    answered = total = 0
    groups: dict[str, None] = {}
    for form, items in asked.items():
        sheets = [filled[pk] for pk in unit.sheets.get(form, ())] or [set()]
        answered += sum(len(items.keys() & sheet) for sheet in sheets)
        total += len(items) * len(sheets)
        done = set().union(*sheets)
        groups |= {group: None for item, group in items.items() if item not in done}
    return Open(answered, total, list(groups))


def list_checked(round: Round, outlines: Sequence[Outline]) -> set[int]:
    """The units an evaluator has looked at whole, at whatever stage, in two queries."""
    filled, ask = _list_filled(round, CHECKS), _make_asker(round)
    checked = set()
    for unit in outlines:
        for stage in CHECKS:
            asked = {
                (stage, unit.unit_id, form): n
                for form, n in ask(stage, unit.channel, unit.kind).items()
            }
            is_whole = all(
                min(list_furthest(filled.get(place, ()))) >= n for place, n in asked.items()
            )
            if any(asked.values()) and is_whole:
                checked.add(unit.unit_id)
    return checked


def _list_filled(
    round: Round, stages: Sequence[str]
) -> Mapping[Place, list[tuple[int | None, int]]]:
    """Of which service each sheet is and how much is answered on it, by stage, unit and form."""
    counts = _count_filled(round, stages)
    filled: dict[Place, list[tuple[int | None, int]]] = {}
    sheets = Sheet.objects.filter(round=round, stage__in=stages, set_aside_at=None)
    place = ("pk", "stage", "unit_id", "form", "service_id")
    for pk, stage, unit, form, service in sheets.values_list(*place):
        filled.setdefault((stage, unit, form), []).append((service, counts.get(pk, 0)))
    return filled


def _make_asker(round: Round) -> Callable[[str, str, str], dict[str, int]]:
    """How many questions each form asks a unit, worked out once a stage, channel and kind."""
    return cache(lambda stage, channel, kind: count_asked(round, stage, channel, kind))
