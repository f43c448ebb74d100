"""How allauth behaves here: accounts are given, never taken."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tilik.actions.people import set_own_password
from tilik.actions.sessions import end_sessions
from tilik.records.models import User

OPEN = ("account_change_password", "account_reauthenticate", "account_logout", "preferences")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up: a person gets an account from the office's admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """False, always."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Nothing; the password is the holder's own from now on."""
        set_own_password(user=user, password=password)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether the password is theirs; the account is known, so no name is looked up."""
        return user.check_password(password)


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Ends log-ins through the action, so that the trail knows of it."""

    def end_sessions(self, sessions: Any) -> None:
        """Nothing; the log-in that was named has ended, else every one but that being used."""
        key, only = context.request.session.session_key, context.request.POST.get("session", "")
        for user in {session.user for session in sessions}:
            end_sessions(by=user, user=user, but=key, only=only)


class LoginForm(BaseLoginForm):  # type: ignore[misc]
    """Names the field by what people have: NIP, phone or e-mail, not a user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("NIP, phone number or e-mail")
        self.fields["login"].error_messages["required"] = _("Fill in your NIP, phone or e-mail.")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")


class OwnPassword:
    """Middleware: who still has the password of a slip chooses one before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page asked for, or the way to choosing a password."""
        if not getattr(request.user, "password_is_temporary", False) or self._is_open(request):
            return self.get_response(request)
        messages.info(request, _("Choose a password of your own first; the one on the slip ends."))
        return redirect("account_change_password")

    def _is_open(self, request: HttpRequest) -> bool:
        """Whether the address is one of the few that lead there or out."""
        return request.path in {reverse(name) for name in OPEN}
