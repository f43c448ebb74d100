"""Five hundred units over five periods, copied row by row from those of the example."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import cycle
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from tilik.records.models import (
    Answer,
    AnswerRevision,
    Campaign,
    Finding,
    Response,
    Result,
    Round,
    RoundUnit,
    Sheet,
    Unit,
)

UNITS, PERIODS, RESPONDENTS = 500, 5, 30
OWN_KEYS = ("client_uuid", "uuid")
M = TypeVar("M", bound=Model)


def copied(row: M, **changes: Any) -> M:
    """The row anew, not stored yet, with a key and a client UUID of its own."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in OWN_KEYS
    }
    return type(row)(**{**fields, **changes})


def add_crowd(sample: Round) -> list[Round]:
    """The periods, newest first: the newest filled in like the sample, none of them computed."""
    models = list(sample.round_units.select_related("unit"))
    units = Unit.objects.bulk_create(
        copied(model.unit, code=f"unit-{n:03}", name=f"{model.unit.name} {n:03}")
        for n, model in zip(range(UNITS), cycle(models), strict=False)
    )
    pairs = list(zip(units, cycle(models), strict=False))
    rounds = [_add_round(sample, n, pairs) for n in range(PERIODS)]
    for stage in (_copy_sheets, _copy_surveys):
        stage(sample, rounds[0], pairs)
    return rounds


def copy_results(computed: Round, rounds: list[Round]) -> None:
    """The other rounds have the results of the computed one."""
    found = list(Result.objects.filter(round=computed))
    for round in rounds:
        Result.objects.bulk_create((copied(row, round_id=round.pk) for row in found), 500)


def _add_round(sample: Round, n: int, pairs: list[tuple[Unit, RoundUnit]]) -> Round:
    """A period with the phases of the sample and all units."""
    year = sample.period_end.year - n
    round = copied(
        sample,
        title=f"{sample.title} ({year}, {UNITS})",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        at=timezone.now(),
    )
    round.save(force_insert=True)
    phases = list(sample.phases.all())
    type(phases[0]).objects.bulk_create(copied(phase, round_id=round.pk) for phase in phases)
    RoundUnit.objects.bulk_create(
        copied(model, round_id=round.pk, unit_id=unit.pk, name=unit.name) for unit, model in pairs
    )
    return round


def _copy_sheets(sample: Round, round: Round, pairs: list[tuple[Unit, RoundUnit]]) -> None:
    """Every unit has the sheets of the unit it is like, with answers and findings."""
    answers = _by_sheet(Answer.objects.filter(sheet__round=sample).select_related("revision"))
    findings = _by_sheet(Finding.objects.filter(sheet__round=sample))
    sheets: dict[int | None, list[Sheet]] = {}
    for sheet in Sheet.objects.filter(round=sample):
        sheets.setdefault(sheet.unit_id, []).append(sheet)
    for unit, model in pairs:
        for old in sheets[model.unit_id]:
            new = copied(old, round_id=round.pk, unit_id=unit.pk)
            new.save(force_insert=True)
            rows = answers.get(old.pk, [])
            revisions = AnswerRevision.objects.bulk_create(
                copied(row.revision, sheet_id=new.pk, base_id=None) for row in rows
            )
            now = dict(zip((row.revision_id for row in rows), revisions, strict=True))
            Answer.objects.bulk_create(
                copied(row, sheet_id=new.pk, revision_id=now[row.revision_id].pk) for row in rows
            )
            Finding.objects.bulk_create(
                copied(row, sheet_id=new.pk, revision_id=now[row.revision_id].pk)
                for row in findings.get(old.pk, [])
            )


def _copy_surveys(sample: Round, round: Round, pairs: list[tuple[Unit, RoundUnit]]) -> None:
    """Every unit has a campaign with as many respondents as each."""
    campaigns = {row.unit_id: row for row in Campaign.objects.filter(round=sample)}
    responses: dict[int, list[Response]] = {}
    for row in Response.objects.filter(campaign__round=sample):
        responses.setdefault(row.campaign_id, []).append(row)
    made = [
        (copied(old, round_id=round.pk, unit_id=unit.pk, code=""), old)
        for unit, model in pairs
        if (old := campaigns.get(model.unit_id))
    ]
    Campaign.objects.bulk_create(new for new, _old in made)
    Response.objects.bulk_create(list(_copy_responses(made, responses)), 2000)


def _copy_responses(
    made: list[tuple[Campaign, Campaign]], responses: Mapping[int, list[Response]]
) -> Iterator[Response]:
    for new, old in made:
        for row, _n in zip(cycle(responses[old.pk]), range(RESPONDENTS), strict=False):
            yield copied(row, campaign_id=new.pk)


def _by_sheet(rows: Any) -> dict[int, list[Any]]:
    """The rows of each sheet."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.sheet_id, []).append(row)
    return found
