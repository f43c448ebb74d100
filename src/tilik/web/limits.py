"""How often one address may ask for something: counted a minute at a time, for all processes."""

import time

from django.conf import settings
from django.http import HttpRequest

from tilik.actions.asking import count_asked

MINUTE = 60


def may_ask(request: HttpRequest, what: str, most: int) -> bool:
    """Whether the address may ask once more."""
    minute = int(time.time()) // MINUTE
    return count_asked(what=what, address=get_address(request), minute=minute, most=most)


def get_address(request: HttpRequest) -> str:
    """The visitor's address: what our own proxy saw where there is one, else who is connected.

    Only the last address of the header is the proxy's own word; those before are the visitor's.
    """
    seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    is_behind = settings.SECURE_PROXY_SSL_HEADER is not None
    found = seen if is_behind and seen else str(request.META.get("REMOTE_ADDR", ""))
    return "".join(sign for sign in found if sign.isalnum() or sign in ".:")[:45]
