"""Error pages that say what happened, what was kept and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tilik.core.errors import Conflict, NotFound, PermissionDenied, TilikError, UserError
from tilik.web.numbers import format_moment


@dataclass(frozen=True, slots=True)
class ErrorText:
    """The words of an error page."""

    happened: str | Promise
    kept: str | Promise
    todo: str | Promise


TEXTS = {
    400: ErrorText(
        _("We could not read what was sent"),
        _("Nothing was changed. What had been saved before is still there."),
        _("Go back, check what you filled in and send it again."),
    ),
    403: ErrorText(
        _("You may not open this page"),
        _("Nothing was changed."),
        _("Log in with the account that holds this task, or ask your coordinator for access."),
    ),
    404: ErrorText(
        _("This page does not exist"),
        _("Nothing was lost: only the address is wrong, or the page has moved."),
        _("Check the address, or start again from the home page."),
    ),
    409: ErrorText(
        _("Somebody else has changed this meanwhile"),
        _("Both versions are kept: yours and theirs."),
        _("Go back, reload the page, compare the two and choose."),
    ),
    429: ErrorText(
        _("Too many log-in attempts"),
        _("Your account and your data are safe; log-in is paused for a while."),
        _("Wait a while and try again, or ask your coordinator for a new account slip."),
    ),
    500: ErrorText(
        _("Something went wrong on our side"),
        _("What had been saved is kept. The last thing you sent may not have been saved."),
        _("Try again in a minute. If it happens again, tell the administrator the time."),
    ),
}

STATUSES: tuple[tuple[type[TilikError], int], ...] = (
    (NotFound, 404),
    (PermissionDenied, 403),
    (Conflict, 409),
    (UserError, 400),
)


def render_error(request: HttpRequest | None, status: int, detail: str = "") -> HttpResponse:
    """The page for a status; without a request it needs neither database nor session."""
    context = {"status": status, "text": TEXTS[status], "detail": detail}
    body = loader.render_to_string("tilik/errors/error.html", context, request)
    return HttpResponse(body, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that cannot be read."""
    return render_error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what this person may not see."""
    return render_error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return render_error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for our own fault; asks nothing of the database, which may be the fault."""
    return render_error(None, 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was open too long or came from elsewhere."""
    return render_error(request, 400)


def locked_out(request: HttpRequest, *details: object, **_more: object) -> HttpResponse:
    """The page after too many wrong passwords: it says when the next try is possible."""
    credentials = next((each for each in reversed(details) if isinstance(each, dict)), None)
    end = _find_end(request, credentials)
    if end is None:
        return render_error(request, 429)
    minutes = max(1, -int((timezone.now() - end).total_seconds() // 60))
    words = ngettext("You can try again at %(at)s, in %(n)s minute.",
                     "You can try again at %(at)s, in %(n)s minutes.", minutes)  # fmt: skip
    return render_error(request, 429, words % {"at": format_moment(end), "n": minutes})


def _find_end(request: HttpRequest, credentials: dict[str, object] | None) -> datetime | None:
    """When the pause of this person at this address ends, or None where there is none."""
    if not hasattr(request, "axes_ip_address"):
        return None
    attempts = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=request.axes_ip_address,
    )
    last: datetime | None = attempts.aggregate(last=Max("attempt_time"))["last"]
    pause = get_cool_off(request)
    return last + pause if last and pause else None


def get_status(error: TilikError) -> int:
    """The HTTP status of an error of ours."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


class TilikErrors:
    """Middleware: turns an error of ours into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, untouched."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of ours; others go their usual way."""
        if isinstance(error, UserError):
            return render_error(request, get_status(error))
        return None
