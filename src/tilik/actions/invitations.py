"""Invitations: a signed address with which a person chooses a password once, instead of a slip.

Django's own token stands in it: it ends when the password changes, when the person logs in, and
after PASSWORD_RESET_TIMEOUT. Nothing is stored.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from tilik.actions import audit
from tilik.actions.people import require_over, set_own_password
from tilik.core.errors import UserError
from tilik.records.models import User


class _Tokens(PasswordResetTokenGenerator):
    """Tokens that serve for nothing but an invitation."""

    key_salt = "tilik.invitation"


TOKENS = _Tokens()


def invite_person(*, by: User, user: User) -> tuple[str, str, datetime]:
    """The two parts of the address and when it ends. Raises PermissionDenied."""
    government = require_over(by, user)
    ends = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    with audit.writing(government):
        audit.record(by=by, verb="person.invite", target=user, government=government)
    return urlsafe_base64_encode(str(user.pk).encode()), TOKENS.make_token(user), ends


def find_invited(code: str, token: str) -> User | None:
    """The person an invitation is for, while it holds; else None."""
    try:
        pk = int(urlsafe_base64_decode(code))
    except ValueError:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and TOKENS.check_token(user, token) else None


def accept_invitation(*, code: str, token: str, password: str) -> User:
    """The person with the password they chose. Raises UserError("invitation-over")."""
    user = find_invited(code, token)
    if user is None:
        raise UserError("invitation-over")
    set_own_password(user=user, password=password)
    return user
