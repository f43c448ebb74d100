"""Surveys: a campaign among a unit's users, and the responses it brought."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.collecting import NOT_APPLICABLE, checked_value
from tilik.actions.instruments import load_for_unit
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.core.instrument import Instrument, Key, Role
from tilik.records.models import Campaign, Response, Round, RoundUnit, Service, Unit, User
from tilik.records.models.campaign import ResponseChannel


@dataclass(frozen=True)
class Reply:
    """What one respondent said: answers by item, on which day, and how it came in."""

    day: date
    channel: str
    answers: Mapping[str, Any]
    uuid: uuid.UUID


def open_campaign(
    *,
    by: User,
    round: Round,
    unit: Unit,
    form: str,
    title: str,
    period: tuple[date, date],
    service: Service | None = None,
    population: int | None = None,
    client_uuid: uuid.UUID,
) -> Campaign:
    """The new campaign; the same client UUID gives the one it opened before.

    Raises PermissionDenied, UserError("unit-not-in-round" | "unknown-form" | …).
    """
    require(by, "round.manage", government=round.government, round=round, unit=unit)
    _check(round, unit, form, service, period)
    with audit.writing(round.government):
        campaign, is_new = Campaign.objects.get_or_create(
            client_uuid=client_uuid,
            government=round.government,
            round=round,
            defaults={
                "instrument_version": round.instrument_version,
                "unit": unit,
                "service": service,
                "form": form,
                "title": title,
                "period_start": period[0],
                "period_end": period[1],
                "population": population,
                "by": by,
                "at": timezone.now(),
            },
        )
        if is_new:
            _record(by, "campaign.open", campaign, {"title": [None, title]})
    return campaign


def add_responses(
    *, by: User, campaign: Campaign, replies: Sequence[Reply], batch: str = ""
) -> int:
    """How many replies were new; a reply that is known by its UUID is stored once.

    Raises PermissionDenied, UserError("campaign-closed" | "unknown-item" | "bad-answer" |
    "channel-unknown"): then none was stored.
    """
    round = campaign.round
    require(by, "round.manage", government=campaign.government, round=round, unit=campaign.unit)
    if campaign.closed_at is not None or round is None:
        raise UserError("campaign-closed")
    unknown = {reply.channel for reply in replies} - set(ResponseChannel.values)
    if unknown:
        raise UserError("channel-unknown", found=sorted(unknown), allowed=ResponseChannel.values)
    instrument = load_for_unit(round, campaign.unit)
    rows = [
        Response(
            government=campaign.government,
            campaign=campaign,
            uuid=reply.uuid,
            day=reply.day,
            channel=reply.channel,
            batch=batch,
            answers=_read(instrument, campaign.form, reply.answers),
        )
        for reply in {reply.uuid: reply for reply in replies}.values()
    ]
    with audit.writing(campaign.government):
        known = Response.objects.filter(uuid__in=[row.uuid for row in rows])
        held = set(known.values_list("uuid", flat=True))
        made = Response.objects.bulk_create(row for row in rows if row.uuid not in held)
        if made:
            _record(by, "campaign.add-responses", campaign, {"responses": [None, len(made)]})
    return len(made)


def _check(
    round: Round, unit: Unit, form: str, service: Service | None, period: tuple[date, date]
) -> None:
    """Nothing. Raises UserError for what no campaign can be."""
    if not RoundUnit.objects.filter(round=round, unit=unit).exists():
        raise UserError("unit-not-in-round", unit=unit.code)
    if service is not None and service.unit_id != unit.pk:
        raise UserError("service-of-another-unit")
    if period[1] < period[0]:
        raise UserError("period-backwards")
    forms = [
        code for code, role in load_for_unit(round, unit).forms.items() if role is Role.RESPONDENTS
    ]
    if form not in forms:
        raise UserError("unknown-form", found=form, allowed=forms)


def _read(instrument: Instrument, form: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are stored. Raises UserError."""
    stored = {}
    for code, value in answers.items():
        item = instrument.items.get(Key(form, code))
        if item is None:
            raise UserError("unknown-item", found=code, form=form)
        stored[code] = value if value == NOT_APPLICABLE else checked_value(item, value)
    return stored


def _record(by: User, verb: str, campaign: Campaign, diff: Mapping[str, Any]) -> None:
    """Nothing; the event is on the story of the unit."""
    audit.record(
        by=by,
        verb=verb,
        target=campaign,
        government=campaign.government,
        round=campaign.round,
        unit=campaign.unit,
        form=campaign.form,
        diff=diff,
    )
