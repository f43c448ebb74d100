"""The language of a page: the visitor's own choice, else the language of the installation."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Leaves the browser's language aside: most offices run theirs in English without wanting it."""

    def process_request(self, request: HttpRequest) -> None:
        """Activates the language of the cookie, where it is one of ours."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = chosen in dict(settings.LANGUAGES)
        translation.activate(chosen if chosen and known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
