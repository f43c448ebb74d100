"""The two switches on every page: language and theme, kept in cookies, working without script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

THEME_COOKIE = "tilik_theme"
THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 60 * 60


def get_theme(request: HttpRequest) -> str:
    """The theme chosen; `auto` follows the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


@require_POST
def set_preferences(request: HttpRequest) -> HttpResponse:
    """Back to the page the switch stood on, with the choice in a cookie."""
    response = HttpResponseRedirect(_find_way_back(request))
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    if theme in THEMES:
        _keep(response, THEME_COOKIE, theme)
    return response


def _find_way_back(request: HttpRequest) -> str:
    """The address to return to, never another site."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"


def _keep(response: HttpResponse, name: str, value: str) -> None:
    """Sets the cookie for a year, for this site alone."""
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
