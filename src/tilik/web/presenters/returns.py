"""Every return there was, as the unit and the evaluator read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tilik.records.models import ReturnNote
from tilik.web.presenters.reminders import say_deadline


@dataclass(frozen=True, slots=True)
class Return:
    """One return: when, who, why, until when; of a proof its place."""

    at: datetime
    who: str
    reason: str
    until: str
    document: str


def make_returns(notes: Iterable[ReturnNote]) -> tuple[Return, ...]:
    """The returns in words, in the order given."""
    return tuple(
        Return(
            note.at,
            note.by.get_role_line(),
            note.reason,
            say_deadline(note.until),
            str(note.evidence.document.title) if note.evidence else "",
        )
        for note in notes
    )
