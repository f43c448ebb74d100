"""A survey of the public's satisfaction among a unit's users, answered in short ways."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.world import World, new_uuid
from tilik.actions.instruments import store_version
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.library.load import find, load
from tilik.records.models import Campaign, InstrumentVersion, User

NINE = tuple(f"U{n}" for n in range(1, 10))
PAPER = ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U9", "U8")
"""The order of the questionnaire: facilities before complaints."""


def store_survey() -> InstrumentVersion:
    """The survey of the regulation, stored."""
    return store_version(by=None, content=load(find("skm-2017")).content)


def start_survey(world: World, by: User | None = None, **changes: Any) -> Campaign:
    """A survey of the school's users that is open today."""
    today = timezone.localdate()
    wanted: dict[str, Any] = {
        "by": by or world.operator,
        "round": None,
        "unit": world.school,
        "form": "SKM",
        "title": "SKM Sekolah",
        "period": (today - timedelta(10), today + timedelta(10)),
        "client_uuid": new_uuid(),
    }
    if "version" not in changes and changes.get("round") is None:
        wanted["version"] = store_survey()
    return open_campaign(**wanted | changes)


def said(digits: str | Sequence[int], **rest: Any) -> Reply:
    """A reply whose answers are these digits, in the order of the elements; "-" is a blank."""
    answers = {c: str(d) for c, d in zip(NINE, digits, strict=True) if str(d) != "-"}
    return make_reply(answers, **rest)


def make_reply(
    answers: Mapping[str, Any], *, day: date | None = None, channel: str = "link",
    uuid: UUID | None = None, **rest: Any,
) -> Reply:  # fmt: skip
    """A reply given today by link."""
    return Reply(
        day=day or timezone.localdate(), channel=channel, answers=answers,
        uuid=uuid or new_uuid(), **rest,
    )  # fmt: skip


def enter(campaign: Campaign, *rows: str, by: User | None = None, **rest: Any) -> None:
    """Nothing; so many respondents answered so, on paper."""
    replies = [said(row, channel="paper", **rest) for row in rows]
    add_responses(by=by or campaign.by, campaign=campaign, replies=replies)
