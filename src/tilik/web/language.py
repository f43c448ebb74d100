"""The language of a page: the visitor's own choice, else the language of the installation."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Leaves the browser's language aside: most offices run theirs in English without wanting it."""

    def process_request(self, request: HttpRequest) -> None:
        """Activates the language of the cookie, where it is one of ours."""
        translation.activate(choose_language(request))
        request.LANGUAGE_CODE = translation.get_language()


def choose_language(request: HttpRequest) -> str:
    """The language of the cookie where it is one of ours, else the installation's."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
