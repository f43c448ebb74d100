"""Log-ins that are open: ended by their holder, or by the office for somebody whose phone is gone."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from tilik.actions import audit
from tilik.actions.people import require_over
from tilik.records.models import Person, User


def end_sessions(*, by: User, user: User, but: str = "", only: str = "") -> int:
    """How many log-ins of the account ended; the one with the key `but` stays.

    Where `only` names one of them (its number on the list), no other ends.

    Raises PermissionDenied where the account is somebody else's and not the person's to manage.
    """
    person: Person | None = getattr(user, "person", None)
    government = person.government if person else None
    if by != user:
        government = require_over(by, user)
    with audit.writing(government):
        sessions = UserSession.objects.filter(user=user).exclude(session_key=but)
        if only:
            sessions = sessions.filter(pk=int(only) if only.isdecimal() else 0)
        ended = [session for session in sessions if session.exists()]
        for session in sessions:
            session.end()
        diff = {"sessions": [len(ended), 0]}
        if ended or not only:
            audit.record(
                by=by, verb="person.end-sessions", target=user, government=government, diff=diff
            )
    return len(ended)


def forget_ended() -> int:
    """How many notes on log-ins that are over are gone, with the address each came from."""
    open_keys = Session.objects.values("session_key")
    forgotten: int = UserSession.objects.exclude(session_key__in=open_keys).delete()[0]
    return forgotten
