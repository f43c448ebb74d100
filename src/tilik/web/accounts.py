"""How allauth behaves here: accounts are given, never taken."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as BaseLoginForm
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up: a person gets an account from the office's admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """False, always."""
        return False

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether the password is theirs; the account is known, so no name is looked up."""
        return user.check_password(password)


class LoginForm(BaseLoginForm):  # type: ignore[misc]
    """Names the field by what people have: NIP, phone or e-mail, not a user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("NIP, phone number or e-mail")
        self.fields["login"].error_messages["required"] = _("Fill in your NIP, phone or e-mail.")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
