"""The language of an answer: Dutch, unless the reader chose English."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

COOKIE = "taal"
_YEAR = 365 * 24 * 60 * 60  # seconds


def keep(response: HttpResponseBase, language: str, *, secure: bool) -> None:
    """Leave the language that was chosen in the browser."""
    response.set_cookie(COOKIE, language, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)


class Language:
    """Activates the language that the reader chose, kept in a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request in its language."""
        chosen = request.COOKIES.get(COOKIE, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
