"""How allauth behaves here: accounts are given, never taken."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up: a person gets an account from the office's admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """False, always."""
        return False
