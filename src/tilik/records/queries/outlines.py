"""Hundreds of units of a round in one line each: who has sent, who is late, who is checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from tilik.records.models import Round, RoundUnit, Sheet
from tilik.records.models.round import Stage
from tilik.records.queries.rounds import Place, count_asked, count_filled, find_end

CHECKS = (Stage.DESK, Stage.FIELD)
FIELDS = ("unit_id", "unit__code", "name", "form_variant", "kind", "extended_until")


@dataclass(frozen=True, slots=True)
class Outline:
    """A unit of a round: which forms it has, until when it fills them in, whether it sent them."""

    unit_id: int
    code: str
    name: str
    channel: str
    kind: str
    deadline: datetime | None
    is_sent: bool
    is_late: bool
    workdays: int | None = None
    """Not counted here; UnitProgress knows it."""


def list_outlines(round: Round, now: datetime) -> list[Outline]:
    """Every unit of the round by code, in two queries and without the weight of models."""
    sent: dict[tuple[int | None, str], bool] = {}
    sheets = Sheet.objects.filter(round=round, stage=Stage.CLAIM)
    for unit, form, at in sheets.values_list("unit_id", "form", "sent_at"):
        sent[unit, form] = sent.get((unit, form), True) and at is not None
    phases, ask = tuple(round.phases.all()), _make_asker(round)
    outlines = []
    rows = RoundUnit.objects.filter(round=round).order_by("unit__code").values_list(*FIELDS)
    for unit, code, name, channel, kind, extended_until in rows:
        forms = ask(Stage.CLAIM, channel, kind)
        is_sent = bool(forms) and all(sent.get((unit, form)) for form in forms)
        deadline = find_end(extended_until, phases, Stage.CLAIM)
        is_late = deadline is not None and now > deadline and not is_sent
        outlines.append(Outline(unit, code, name, channel, kind, deadline, is_sent, is_late))
    return outlines


def count_answered(round: Round, outlines: Sequence[Outline]) -> dict[int, tuple[int, int]]:
    """How many questions of its claim each unit answered, and of how many, in two queries."""
    filled, ask = _list_filled(round, (Stage.CLAIM,)), _make_asker(round)
    counted = {}
    for unit in outlines:
        pairs = [
            (min(n, total), total)
            for form, total in ask(Stage.CLAIM, unit.channel, unit.kind).items()
            for n in filled.get((Stage.CLAIM, unit.unit_id, form), (0,))
        ]
        counted[unit.unit_id] = (sum(n for n, _of in pairs), sum(of for _n, of in pairs))
    return counted


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
            is_whole = all(max(filled.get(place, (0,))) >= n for place, n in asked.items())
            if any(asked.values()) and is_whole:
                checked.add(unit.unit_id)
    return checked


def _list_filled(round: Round, stages: Sequence[str]) -> Mapping[Place, list[int]]:
    """How many questions are answered on each sheet, by stage, unit and form."""
    counts = count_filled(round, stages)
    filled: dict[Place, list[int]] = {}
    sheets = Sheet.objects.filter(round=round, stage__in=stages)
    for pk, stage, unit, form in sheets.values_list("pk", "stage", "unit_id", "form"):
        filled.setdefault((stage, unit, form), []).append(counts.get(pk, (0, None))[0])
    return filled


def _make_asker(round: Round) -> Callable[[str, str, str], dict[str, int]]:
    """How many questions each form asks a unit, worked out once a stage, channel and kind."""
    return cache(lambda stage, channel, kind: count_asked(round, stage, channel, kind))
