"""Rounds (periode): opened, their phases moved, their units added and extended."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.document import choose
from tilik.core.errors import UserError
from tilik.records.models import (
    Government,
    InstrumentVersion,
    Phase,
    Round,
    RoundUnit,
    Unit,
    User,
)
from tilik.records.models.round import Scheme, Stage
from tilik.records.queries.checking import CheckRules, get_rules

RULES = {"returns": (0, 9), "workdays": (1, 30), "evaluators": (1, 2)}
"""The least and most of each rule by which a round is checked."""


@dataclass(frozen=True)
class PhasePlan:
    """A phase to be: what may be written, from when to when."""

    code: str
    title: str
    stage: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Member:
    """A unit to take part; `form_variant` is the channel its forms are for (luring, daring)."""

    unit: Unit
    form_variant: str = ""
    is_lokus: bool = True


def open_round(
    *,
    by: User,
    government: Government,
    instrument_version: InstrumentVersion,
    scheme: str,
    title: str,
    period: tuple[date, date],
    members: Sequence[Member] = (),
    phases: Sequence[PhasePlan] = (),
    variant: str = "",
    options: dict[str, Any] | None = None,
    is_example: bool = False,
    client_uuid: UUID | None = None,
) -> Round:
    """The new round; the same client UUID gives the round it opened before.

    Raises PermissionDenied, UserError("round-title-taken" | "period-backwards" | …).
    """
    require(by, "round.manage", government=government)
    _check(government, instrument_version, scheme, period, variant)
    with audit.writing(government):
        found = client_uuid and Round.objects.filter(client_uuid=client_uuid).first()
        if found:
            return found
        if Round.objects.filter(government=government, title=title).exists():
            raise UserError("round-title-taken", found=title)
        round = Round(
            government=government,
            instrument_version=instrument_version,
            scheme=scheme,
            title=title,
            period_start=period[0],
            period_end=period[1],
            variant=variant,
            options=options or {},
            is_example=is_example,
            by=by,
            at=timezone.now(),
        )
        if client_uuid:
            round.client_uuid = client_uuid
        round.save(force_insert=True)
        diff = {"title": [None, title], "instrument": [None, instrument_version.sha256]}
        _record(by, "round.open", round, diff)
        set_phases(by=by, round=round, phases=phases)
        add_units(by=by, round=round, members=members)
    return round


def set_phases(*, by: User, round: Round, phases: Sequence[PhasePlan]) -> list[Phase]:
    """The round's phases, all of them anew, in the order given.

    Raises PermissionDenied, UserError("phase-backwards" | "stage-unknown").
    """
    require(by, "round.manage", government=round.government, round=round)
    for phase in phases:
        if phase.ends_at < phase.starts_at:
            raise UserError("phase-backwards", phase=phase.code)
        if phase.stage not in Stage.values:
            raise UserError("stage-unknown", found=phase.stage)
    with audit.writing(round.government):
        before = [_show(phase) for phase in round.phases.all()]
        after = [_show(phase) for phase in phases]
        if before == after:
            return list(round.phases.all())
        round.phases.all().delete()
        made = Phase.objects.bulk_create(
            Phase(government=round.government, round=round, n=n, **asdict(phase))
            for n, phase in enumerate(phases, 1)
        )
        _record(by, "round.phases", round, {"phases": [before, after]})
    return made


def set_rules(*, by: User, round: Round, rules: CheckRules) -> Round:
    """The round with the way it is checked from now on; what was returned already stays returned.

    Raises PermissionDenied, UserError("rules-bad").
    """
    require(by, "round.manage", government=round.government, round=round)
    wanted = asdict(rules)
    for name, (low, high) in RULES.items():
        if not low <= wanted[name] <= high:
            raise UserError("rules-bad", name=name, low=low, high=high)
    with audit.writing(round.government):
        round.refresh_from_db(fields=["options"])
        diff = audit.compare(asdict(get_rules(round)), wanted)
        if diff:
            said = round.options.get("verification", {})
            round.options = {**round.options, "verification": {**said, **wanted}}
            round.save(update_fields=["options"])
            _record(by, "round.rules", round, diff)
    return round


def add_units(*, by: User, round: Round, members: Sequence[Member]) -> list[RoundUnit]:
    """The rows of the members, new ones with name, kind and sector as they are now.

    Raises PermissionDenied, UserError("unit-of-another-government").
    """
    require(by, "round.manage", government=round.government, round=round)
    if any(member.unit.government_id != round.government_id for member in members):
        raise UserError("unit-of-another-government")
    with audit.writing(round.government):
        held = {row.unit_id: row for row in round.round_units.all()}
        return [held.get(member.unit.pk) or _add_unit(by, round, member) for member in members]


def extend_unit(*, by: User, round_unit: RoundUnit, until: datetime, letter: str) -> RoundUnit:
    """The row with its new deadline, which rests on a letter.

    Raises PermissionDenied, UserError("letter-missing").
    """
    round = round_unit.round
    require(by, "round.manage", government=round.government, round=round)
    if not letter.strip():
        raise UserError("letter-missing")
    with audit.writing(round.government):
        names = ("extended_until", "extension_letter")
        before = {name: getattr(round_unit, name) for name in names}
        round_unit.extended_until, round_unit.extension_letter = until, letter.strip()
        round_unit.save(update_fields=names)
        diff = audit.compare(before, {name: getattr(round_unit, name) for name in names})
        _record(by, "round.extend", round, diff, round_unit.unit)
    return round_unit


def _check(
    government: Government,
    version: InstrumentVersion,
    scheme: str,
    period: tuple[date, date],
    variant: str,
) -> None:
    """Nothing. Raises UserError for what no round can be."""
    if scheme not in Scheme.values:
        raise UserError("scheme-unknown", found=scheme, allowed=list(Scheme.values))
    if period[1] < period[0]:
        raise UserError("period-backwards")
    if version.government_id not in (None, government.pk):
        raise UserError("instrument-of-another-government")
    choose(version.document, variant)


def _add_unit(by: User, round: Round, member: Member) -> RoundUnit:
    """The stored row of a new member."""
    unit = member.unit
    row = RoundUnit.objects.create(
        government=round.government,
        round=round,
        unit=unit,
        name=unit.name,
        kind=unit.kind,
        sector=unit.sector,
        form_variant=member.form_variant,
        is_lokus=member.is_lokus,
    )
    _record(by, "round.add-unit", round, {"unit": [None, unit.code]}, unit)
    return row


def _show(phase: Phase | PhasePlan) -> list[str]:
    """The phase as texts that can be compared and kept in the trail."""
    times = (phase.starts_at, phase.ends_at)
    return [phase.code, phase.title, str(phase.stage), *(str(at.timestamp()) for at in times)]


def _record(
    by: User, verb: str, round: Round, diff: dict[str, Any], unit: Unit | None = None
) -> None:
    """Nothing; the event is on the round's story."""
    audit.record(
        by=by,
        verb=verb,
        target=round,
        government=round.government,
        round=round,
        unit=unit,
        diff=diff,
    )
