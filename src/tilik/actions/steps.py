"""The steps a unit promises after a survey (RTL): planned, carried out, looked at a period later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Max
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.records.models import (
    Action,
    AuditEvent,
    Recommendation,
    Round,
    RoundUnit,
    Unit,
    User,
    Verification,
)
from tilik.records.models.improvement import ActionState, Outcome, Source
from tilik.records.queries.survey_results import is_survey

WORDS = ("title", "responsible", "done", "proof", "obstacle")
"""Texts somebody wrote: a person may be named there, so the trail holds their fingerprints."""
WHOLE = 100


@dataclass(frozen=True)
class Step:
    """A step as it is entered: for which element, what, by when, by whom, and how far it is."""

    item: str
    title: str
    quarter_start: date | None
    responsible: str
    state: str = ActionState.PLANNED
    progress: int = 0
    done: str = ""
    proof: str = ""
    obstacle: str = ""


def add_step(*, by: User, round: Round, unit: Unit, step: Step, client_uuid: UUID) -> Action:
    """The stored step; the same client UUID is the same step.

    Raises PermissionDenied, UserError("not-a-survey" | "unit-not-in-round" | "step-…").
    """
    require(by, "sheet.fill", government=round.government, round=round, unit=unit)
    form = _check(round, unit, step)
    with audit.writing(round.government):
        found = Action.objects.filter(client_uuid=client_uuid, unit=unit).first()
        if found:
            return found
        advice = Recommendation.objects.filter(
            source=Source.SURVEY, round=round, unit=unit, form=form, item=step.item
        ).first() or Recommendation.objects.create(
            government=round.government, source=Source.SURVEY, round=round, unit=unit, form=form,
            item=step.item, text=step.item, by=by, at=timezone.now(),
            client_uuid=uuid5(client_uuid, "advice"),
        )  # fmt: skip
        action = Action(
            government=round.government, recommendation=advice, unit=unit, form=form,
            client_uuid=client_uuid, by=by, at=timezone.now(),
        )  # fmt: skip
        _keep(by, action, step, "step.add")
    return action


def change_step(*, by: User, action: Action, step: Step, seen: int) -> Action:
    """The step as entered; `seen` is the number of its newest event when the page was made.

    Raises PermissionDenied, UserError("step-changed" | "step-…").
    """
    round = get_round_of(action)
    require(by, "sheet.fill", government=action.government, round=round, unit=action.unit)
    _check(round, action.unit, step)
    with audit.writing(action.government):
        action.refresh_from_db()
        if _describe(action) == _describe(step):
            return action
        if get_newest(action) != seen:
            raise UserError("step-changed")
        _keep(by, action, step, "step.change")
    return action


def recheck_step(
    *, by: User, action: Action, round: Round, outcome: str, note: str, client_uuid: UUID
) -> Verification:
    """What a later round found of the step; never rewritten, the newest counts.

    Raises PermissionDenied, UserError("recheck-too-early" | "outcome-unknown" | "reason-missing").
    """
    require(by, "finding.write", government=action.government, round=round, unit=action.unit)
    planned = get_round_of(action)
    if round.government_id != action.government_id or round.period_start <= planned.period_end:
        raise UserError("recheck-too-early")
    if outcome not in Outcome.values:
        raise UserError("outcome-unknown", found=outcome, allowed=Outcome.values)
    if outcome != Outcome.HELD and not note.strip():
        raise UserError("reason-missing")
    with audit.writing(action.government):
        found = Verification.objects.filter(client_uuid=client_uuid, action=action).first()
        if found:
            return found
        made = Verification.objects.create(
            government=action.government, action=action, round=round, outcome=outcome,
            note=note.strip(), by=by, at=timezone.now(), client_uuid=client_uuid,
        )  # fmt: skip
        _record(by, "step.recheck", action, round, {"outcome": [None, outcome]})
    return made


def get_round_of(action: Action) -> Round:
    """The round after which the step was promised. Raises UserError("not-a-survey")."""
    round = action.recommendation.round if action.recommendation else None
    if round is None:
        raise UserError("not-a-survey")
    return round


def get_newest(action: Action) -> int:
    """The number of the newest event on the step."""
    events = AuditEvent.objects.filter(
        object_type="action", object_id=str(action.pk), government=action.government_id
    )
    return int(events.aggregate(n=Max("n"))["n"] or 0)


def _check(round: Round, unit: Unit | None, step: Step) -> str:
    """The form of the step's element. Raises UserError for what no step can be."""
    if not is_survey(round):
        raise UserError("not-a-survey")
    if unit is None or not RoundUnit.objects.filter(round=round, unit=unit).exists():
        raise UserError("unit-not-in-round", unit=unit.code if unit else "")
    asked = {
        str(item["code"]): str(form["code"])
        for form in round.instrument_version.document["forms"]
        for item in form["items"]
    }
    if step.item not in asked:
        raise UserError("step-element", found=step.item, allowed=list(asked))
    if not step.title.strip() or not step.responsible.strip() or step.quarter_start is None:
        raise UserError("step-incomplete")
    if step.state not in ActionState.values or not 0 <= step.progress <= WHOLE:
        raise UserError("step-state", found=step.state, allowed=ActionState.values)
    if step.state == ActionState.DONE and not (step.done.strip() and step.proof.strip()):
        raise UserError("step-unproven")
    if step.state == ActionState.DROPPED and not step.obstacle.strip():
        raise UserError("step-dropped-why")
    return asked[step.item]


def _keep(by: User, action: Action, step: Step, verb: str) -> None:
    """Nothing; the step stands as entered, and whoever set it to done is noted."""
    before = _describe(action) if action.pk else {}
    after = _describe(step)
    for name, value in after.items():
        setattr(action, name, value)
    is_done = step.state == ActionState.DONE
    if not is_done:
        action.done_by, action.done_at = None, None
    elif action.done_at is None:
        action.done_by, action.done_at = by, timezone.now()
    action.save()
    diff = audit.compare(before, after)
    for name in WORDS:
        if name in diff:
            diff[name] = [audit.digest(value) for value in diff[name]]
    _record(by, verb, action, get_round_of(action), diff)


def _describe(of: Action | Step) -> dict[str, Any]:
    """What was entered, as it is stored: a step that is done is whole, one only planned not begun."""
    values = {name: getattr(of, name) for name in Step.__dataclass_fields__}
    values |= {name: str(values[name]).strip() for name in WORDS}
    whole = {ActionState.DONE: WHOLE, ActionState.PLANNED: 0}
    return {**values, "progress": whole.get(values["state"], values["progress"])}


def _record(by: User, verb: str, action: Action, round: Round, diff: Mapping[str, Any]) -> None:
    """Nothing; the event is on the story of the unit."""
    audit.record(
        by=by, verb=verb, target=action, government=action.government, round=round,
        unit=action.unit, form=action.form, item=action.item, diff=diff,
    )  # fmt: skip
