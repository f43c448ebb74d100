"""The time zone of a page: its government's, else that of the installation."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tilik.records.models import Government


class OwnZone:
    """Middleware: what a page sets ends with the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, in the installation's zone until a view enters a government."""
        with timezone.override(None):
            return self.get_response(request)


def enter_zone(government: Government) -> None:
    """Nothing; from here on every time of the page is the government's own."""
    timezone.activate(government.time_zone)
