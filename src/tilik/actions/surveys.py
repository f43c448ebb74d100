"""Surveys: a campaign among a unit's users, and the responses it brought."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.collecting import NOT_APPLICABLE, checked_value
from tilik.actions.instruments import load, load_for_unit
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.core.instrument import Instrument, Key, Role
from tilik.core.masking import mask
from tilik.core.traits import check_traits
from tilik.records.models import (
    Campaign,
    Comment,
    InstrumentVersion,
    Response,
    Round,
    RoundUnit,
    Service,
    Unit,
    User,
)
from tilik.records.models.campaign import ResponseChannel

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 6
STRAIGHT_FROM = 5
"""So many questions answered all alike are worth a look; fewer are not."""
COMMENT_LENGTH = 1000
MARGIN_OPTION = "margin"
MARGINS = ("1/10", "1/20", "3/100", "1/50")
"""The margins a required sample may be asked for."""


@dataclass(frozen=True)
class Reply:
    """What one respondent said: answers by item, on which day, and how it came in."""

    day: date
    channel: str
    answers: Mapping[str, Any]
    uuid: uuid.UUID
    traits: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


def open_campaign(
    *,
    by: User,
    round: Round | None,
    unit: Unit,
    form: str,
    title: str,
    period: tuple[date, date],
    service: Service | None = None,
    population: int | None = None,
    version: InstrumentVersion | None = None,
    client_uuid: uuid.UUID,
) -> Campaign:
    """The new campaign of a round, or of an instrument alone; the same client UUID gives the one it
    opened before.

    Raises PermissionDenied, UserError("unit-not-in-round" | "unknown-form" | …).
    """
    version = round.instrument_version if round else version
    if version is None:
        raise UserError("instrument-missing")
    home = unit.government
    require(by, "campaign.manage", government=home, round=round, unit=unit)
    _check(round, version, unit, form, service, period)
    with audit.writing(home):
        campaign, is_new = Campaign.objects.get_or_create(
            client_uuid=client_uuid,
            government=home,
            round=round,
            defaults={
                "instrument_version": version,
                "unit": unit,
                "service": service,
                "form": form,
                "title": title,
                "period_start": period[0],
                "period_end": period[1],
                "population": population,
                "code": _make_code(unit, service, form),
                "by": by,
                "at": timezone.now(),
            },
        )
        if is_new:
            _record(by, "campaign.open", campaign, {"title": [None, title]})
    return campaign


def close_campaign(*, by: User, campaign: Campaign) -> None:
    """Nothing; no more responses come in, and what marked doubles of one day has done its work."""
    _require(by, campaign)
    if campaign.closed_at is not None:
        return
    campaign.closed_by, campaign.closed_at = by, timezone.now()
    with audit.writing(campaign.government):
        campaign.save(update_fields=["closed_by", "closed_at"])
        _record(by, "campaign.close", campaign, {"closed": [False, True]})


def set_population(*, by: User, campaign: Campaign, population: int | None) -> None:
    """Nothing; the required sample follows from it."""
    _require(by, campaign)
    before, campaign.population = campaign.population, population
    if before != population:
        with audit.writing(campaign.government):
            campaign.save(update_fields=["population"])
            _record(by, "campaign.population", campaign, {"population": [before, population]})


def set_margin(*, by: User, campaign: Campaign, margin: str) -> None:
    """Nothing; the required sample is that of this margin of a share.

    Raises PermissionDenied, UserError("bad-margin").
    """
    _require(by, campaign)
    if margin not in MARGINS:
        raise UserError("bad-margin", found=margin)
    before = campaign.options.get(MARGIN_OPTION)
    if before != margin:
        campaign.options = {**campaign.options, MARGIN_OPTION: margin}
        with audit.writing(campaign.government):
            campaign.save(update_fields=["options"])
            _record(by, "campaign.margin", campaign, {"margin": [before, margin]})


def add_responses(
    *, by: User, campaign: Campaign, replies: Sequence[Reply], batch: str = ""
) -> int:
    """How many replies were new; a reply that is known by its UUID is stored once.

    Raises PermissionDenied, UserError("campaign-closed" | "unknown-item" | "bad-answer" |
    "channel-unknown"): then none was stored.
    """
    _require(by, campaign)
    if campaign.closed_at is not None:
        raise UserError("campaign-closed")
    unknown = {reply.channel for reply in replies} - set(ResponseChannel.values)
    if unknown:
        raise UserError("channel-unknown", found=sorted(unknown), allowed=ResponseChannel.values)
    instrument = load_of(campaign)
    each = {reply.uuid: reply for reply in replies}
    rows = [make_response(campaign, instrument, reply, batch) for reply in each.values()]
    with audit.writing(campaign.government):
        known = Response.objects.filter(uuid__in=[row.uuid for row in rows])
        held = set(known.values_list("uuid", flat=True))
        made = Response.objects.bulk_create(row for row in rows if row.uuid not in held)
        Comment.objects.bulk_create(
            Comment(government=campaign.government, response=row, text=said)
            for row in made
            if (said := read_comment(each[row.uuid].comment))
        )
        if made:
            _record(by, "campaign.add-responses", campaign, {"responses": [None, len(made)]})
    return len(made)


def exclude_response(*, by: User, response: Response, reason: str) -> None:
    """Nothing; the response counts no more and stays to be seen, with the reason.

    Raises PermissionDenied, UserError("reason-missing").
    """
    campaign = response.campaign
    _require(by, campaign)
    if not reason.strip():
        raise UserError("reason-missing")
    response.excluded_by, response.excluded_at = by, timezone.now()
    response.excluded_reason = reason.strip()
    with audit.writing(campaign.government):
        response.save(update_fields=["excluded_by", "excluded_at", "excluded_reason"])
        campaign.rollups.all().delete()
        _record(by, "campaign.exclude", campaign, {"excluded": [None, response.pk]})


def include_response(*, by: User, response: Response) -> None:
    """Nothing; the response counts again."""
    campaign = response.campaign
    _require(by, campaign)
    response.excluded_by = response.excluded_at = None
    response.excluded_reason = ""
    with audit.writing(campaign.government):
        response.save(update_fields=["excluded_by", "excluded_at", "excluded_reason"])
        campaign.rollups.all().delete()
        _record(by, "campaign.include", campaign, {"excluded": [response.pk, None]})


def take_back(*, by: User, campaign: Campaign, batch: str) -> int:
    """How many responses of a stack were taken out again, to be entered anew."""
    _require(by, campaign)
    with audit.writing(campaign.government):
        rows = campaign.responses.filter(batch=batch, channel=ResponseChannel.PAPER)
        n = rows.count() if batch else 0
        if n:
            rows.delete()
            campaign.rollups.all().delete()
            _record(by, "campaign.take-back", campaign, {"responses": [n, None]})
    return n


def load_of(campaign: Campaign, variant: str = "") -> Instrument:
    """The instrument as it holds for the campaign's unit; in a variant where one is named."""
    if campaign.round is not None:
        return load_for_unit(campaign.round, campaign.unit, variant=variant)
    kind, year = campaign.unit.kind, campaign.period_end.year
    return load(campaign.instrument_version, variant=variant, kind=kind, year=year)


def make_response(
    campaign: Campaign, instrument: Instrument, reply: Reply, batch: str = ""
) -> Response:
    """The row of one reply, not stored yet. Raises UserError."""
    answers = _read(instrument, campaign.form, reply.answers)
    values = set(answers.values())
    is_straight = len(answers) >= STRAIGHT_FROM and len(values) == 1
    return Response(
        government=campaign.government,
        campaign=campaign,
        uuid=reply.uuid,
        day=reply.day,
        channel=reply.channel,
        batch=batch,
        answers=answers,
        traits=check_traits(reply.traits),
        signals=["straight"] if is_straight else [],
    )


def read_comment(text: str) -> str:
    """What somebody wrote, as it may be kept: without personal data."""
    return mask(" ".join(text.split()))[:COMMENT_LENGTH]


def _make_code(unit: Unit, service: Service | None, form: str) -> str:
    """The code of the place's last campaign where that is closed, so that posters hold; else a new
    one."""
    before = Campaign.objects.filter(unit=unit, service=service, form=form).exclude(code="")
    last = before.order_by("-at").first()
    if last and not before.filter(code=last.code, closed_at=None).exists():
        return last.code
    return "".join(secrets.choice(SIGNS) for _each in range(CODE_LENGTH))


def _require(by: User, campaign: Campaign) -> None:
    """Nothing. Raises PermissionDenied."""
    place = {"government": campaign.government, "round": campaign.round, "unit": campaign.unit}
    require(by, "campaign.manage", **place)


def _check(
    round: Round | None,
    version: InstrumentVersion,
    unit: Unit,
    form: str,
    service: Service | None,
    period: tuple[date, date],
) -> None:
    """Nothing. Raises UserError for what no campaign can be."""
    if round and not RoundUnit.objects.filter(round=round, unit=unit).exists():
        raise UserError("unit-not-in-round", unit=unit.code)
    if service is not None and service.unit_id != unit.pk:
        raise UserError("service-of-another-unit")
    if period[1] < period[0]:
        raise UserError("period-backwards")
    forms = load_for_unit(round, unit).forms if round else load(version).forms
    asked = [code for code, role in forms.items() if role is Role.RESPONDENTS]
    if form not in asked:
        raise UserError("unknown-form", found=form, allowed=asked)


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
