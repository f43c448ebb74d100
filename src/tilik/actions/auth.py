"""Log-in by NIP, phone number or e-mail."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from tilik.actions.identifiers import recognise
from tilik.records.models import User


class IdentifierBackend(BaseBackend):
    """Finds the account a NIP, phone number or e-mail belongs to."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """The account, or None; a wrong name takes as long as a wrong password."""
        written = username or credentials.get("login") or credentials.get("email")
        if not written or password is None:
            return None
        user = find_user(str(written))
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The active account with that number, or None."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def find_user(written: str) -> User | None:
    """The account that is known by what was written, or None."""
    known = recognise(written)
    if known is None:
        return None
    field, value = known
    return User.objects.filter(**{f"person__{field}": value}).first()
