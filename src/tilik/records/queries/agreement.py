"""What several evaluators said of the same indicators of a round."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count

from tilik.core.answers import STAGES
from tilik.core.score import APART
from tilik.records.models import Adjudication, Answer, Finding, Round, RoundUnit, Service
from tilik.records.models.round import Stage
from tilik.records.queries.documents import ItemText

CHECKS = (Stage.DESK, Stage.FIELD)
OFFICE = 0
WHOLE = 0


class Place(NamedTuple):
    """One indicator of one unit, or of one of its services (their keys; 0: the unit as a whole)."""

    unit: int
    form: str
    item: str
    service: int = WHOLE


Levels = Mapping[Place, Mapping[int, int]]
"""The level each evaluator (key; 0: the office itself) gave last, where two or more did."""


@dataclass(frozen=True)
class Word:
    """What one evaluator found of an indicator."""

    answer: Answer
    finding: Finding | None


def list_levels(round: Round) -> dict[Place, dict[int, int]]:
    """The levels of units that several evaluators checked: each one's latest, of whole levels.

    Rounds with one evaluator a unit cost one query.
    """
    units = _list_shared(round)
    if not units:
        return {}
    stepped = _list_stepped(round)
    rows = _answers(round).filter(sheet__unit__in=units).order_by("revision")
    fields = ("sheet__unit", "sheet__form", "item", "sheet__service")
    told = ("sheet__seat__user", "sheet__stage", "revision__value")
    found: dict[Place, dict[int, tuple[int, int]]] = defaultdict(dict)
    for unit, form, item, service, user, stage, value in rows.values_list(*fields, *told):
        if (form, item) not in stepped:
            continue
        held, who = found[Place(unit, form, item, service or WHOLE)], user or OFFICE
        now = STAGES.index(stage), int(str(value))
        if who not in held or now[0] >= held[who][0]:
            held[who] = now
    return {
        place: {user: level for user, (_stage, level) in levels.items()}
        for place, levels in found.items()
        if len(levels) > 1
    }


def list_apart(levels: Levels) -> list[Place]:
    """The indicators on which evaluators are two levels apart or more, widest first."""
    spans = {place: max(each.values()) - min(each.values()) for place, each in levels.items()}
    wide = [place for place, span in spans.items() if span >= APART]
    return sorted(wide, key=lambda place: (-spans[place], place))


def list_settled(round: Round) -> set[Place]:
    """The indicators whose level somebody settled."""
    settled = Adjudication.objects.filter(round=round, unit__isnull=False)
    rows = settled.values_list("unit", "form", "item", "service").distinct()
    return {Place(unit, form, item, service or WHOLE) for unit, form, item, service in rows}


def count_awaiting(round: Round) -> int:
    """How many indicators wait for somebody to settle them."""
    apart = list_apart(list_levels(round))
    return len(set(apart) - list_settled(round)) if apart else 0


def list_words(row: RoundUnit, item: ItemText, service: Service | None = None) -> list[Word]:
    """What each evaluator found of an indicator of the unit or its service, oldest first.

    Of each the latest word.
    """
    answers = _answers(row.round).filter(
        sheet__unit=row.unit_id, sheet__service=service, sheet__form=item.form, item=item.code
    )
    rows = answers.select_related("sheet__seat__user__person", "revision__by__person")
    findings = {
        found.sheet_id: found
        for found in Finding.objects.filter(
            sheet__round=row.round_id, sheet__unit=row.unit_id, sheet__form=item.form,
            item=item.code,
        )
    }  # fmt: skip
    last: dict[int | None, Answer] = {}
    for answer in sorted(rows, key=lambda each: STAGES.index(each.sheet.stage)):
        seat = answer.sheet.seat
        last[seat.user_id if seat else None] = answer
    return [
        Word(answer, findings.get(answer.sheet_id))
        for answer in sorted(last.values(), key=lambda each: each.revision_id)
    ]


def list_adjudications(
    row: RoundUnit, item: ItemText, service: Service | None = None
) -> list[Adjudication]:
    """How the indicator of the unit or its service was settled, newest first."""
    found = Adjudication.objects.filter(
        round=row.round_id, unit=row.unit_id, service=service, form=item.form, item=item.code
    )
    return list(found.select_related("by__person").order_by("-pk"))


def is_stepped(raw: Mapping[str, Any]) -> bool:
    """Whether an indicator is judged in whole levels."""
    return raw["kind"] in ("level", "rating") and raw.get("steps") != "any"


def _list_stepped(round: Round) -> set[tuple[str, str]]:
    document = round.instrument_version.document
    return {
        (str(form["code"]), str(item["code"]))
        for form in document["forms"]
        if form["role"] == "evaluation"
        for item in form["items"]
        if is_stepped(item)
    }


def _list_shared(round: Round) -> Sequence[int]:
    """The units with sheets of more than one evaluator at a form."""
    sheets = round.sheets.filter(stage__in=CHECKS, unit__isnull=False, set_aside_at=None)
    by_form = (
        sheets.values("unit", "form", "service")
        .order_by()
        .annotate(n=Count("seat__user", distinct=True), seated=Count("seat"), whole=Count("pk"))
    )
    rows = by_form.values_list("unit", "n", "seated", "whole")
    return sorted({unit for unit, n, seated, whole in rows if n + (whole > seated) > 1})


def _answers(round: Round) -> Any:
    """The standing levels of evaluators who have the unit now, of units and of services."""
    return Answer.objects.filter(
        sheet__round=round, sheet__stage__in=CHECKS, sheet__set_aside_at=None, is_filled=True
    )
