"""Surveys as their respondents meet them, read once a minute: many answer the same one."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tilik.actions.respondents import Slip
from tilik.actions.surveys import Reply
from tilik.core.errors import NotFound
from tilik.records.models import Campaign
from tilik.records.queries.campaigns import find_by_code, find_taking, is_example
from tilik.web.context import shell
from tilik.web.frame import Frame
from tilik.web.presenters.surveys import list_questions

LASTS, MOST = 60, 200
"""Seconds that what was read is used again, and how many surveys are remembered."""
CODE = "{{tanda}}"
"""Stands in a page of thanks for the receipt."""
Look = tuple[str, str, bool, bool]


@dataclass(frozen=True)
class Door:
    """A survey as it is answered; `choices` are the answers of each question."""

    campaign: Campaign
    choices: Mapping[str, frozenset[str]]
    is_example: bool
    read_at: float
    thanks: dict[Look, str] = field(default_factory=dict, compare=False)

    @property
    def frame(self) -> Frame:
        """What surrounds its pages."""
        return Frame(is_example=self.is_example)

    def is_plain(self, reply: Reply) -> bool:
        """Whether every question has one of its answers."""
        said = reply.answers
        return all(said.get(code) in choices for code, choices in self.choices.items())

    def thank(self, request: HttpRequest, slip: Slip, *, language: str, is_kiosk: bool) -> str:
        """The page of thanks; it is made once for all who get the same but for the receipt."""
        around = shell(request)
        look = (language, str(around["theme"]), is_kiosk, slip.is_new)
        if look not in self.thanks:
            again = reverse("tilik:survey", args=[self.campaign.code]) + "?lewat=kios"
            page = {"campaign": self.campaign, "is_kiosk": is_kiosk, "again": again}
            page |= {"slip": Slip(CODE, slip.is_new), "frame": self.frame}
            with translation.override(language):
                self.thanks[look] = render_to_string(
                    "tilik/public/survey_done.html", {**around, **page}
                )
        return self.thanks[look].replace(CODE, slip.code)


_doors: dict[str, Door] = {}


def find_door(code: str) -> Door:
    """The survey at the address: what was read lately, while answers are taken there still.

    Raises NotFound.
    """
    known = _doors.get(code)
    if known and known.campaign.pk not in find_taking([known.campaign]):
        forget_door(known)
    return recall_door(code)


def recall_door(code: str) -> Door:
    """What was read within the last minute, whether or not answers are taken there still.

    Raises NotFound.
    """
    known = _doors.get(code)
    if known is None or time.monotonic() - known.read_at >= LASTS:
        if len(_doors) >= MOST:
            _doors.clear()
        _doors[code] = known = read_door(code)
    return known


def forget_door(door: Door) -> None:
    """Nothing; who comes next reads it anew."""
    _doors.pop(door.campaign.code, None)


def read_door(code: str) -> Door:
    """The survey at the address as it is now. Raises NotFound."""
    campaign = find_by_code(code)
    if campaign is None:
        raise NotFound("survey-not-found")
    choices = {
        question.code: frozenset(choice.value for choice in question.choices)
        for question in list_questions(campaign)
    }
    return Door(campaign, choices, is_example(campaign.government), time.monotonic())
