"""Phases in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from tilik.actions.calendars import find_title
from tilik.records.models import Phase
from tilik.web.presenters.texts import say


def say_phase(phase: Phase) -> str:
    """The phase's name, in the page's language where it is still one of a calendar's."""
    return say(find_title(phase.title)) or phase.title


def say_stand(phase: Phase, now: datetime) -> str:
    """Whether the phase is to come, runs or is over."""
    if now < phase.starts_at:
        return _("to come")
    return _("running") if now <= phase.ends_at else _("over")
