"""What every answer of the application says to the browser about safety; for the record, see `public.labels`."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from regiodeal.web.public import labels

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_ELSEWHERE = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OFFICE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'{providers}; frame-ancestors 'none'"
)
OFFICE = "/kantoor/"
"""Where the addresses of the screens begin."""


class SecurityHeaders:
    """Adds the headers to each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._office = _OFFICE.format(providers="".join(f" {origin}" for origin in settings.PROVIDER_ORIGINS))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, with the headers that the answer does not have yet."""
        response = self.get_response(request)
        of_office = request.path.startswith(OFFICE)
        headers = {**_HEADERS, "Content-Security-Policy": self._office if of_office else _ELSEWHERE}
        if request.is_secure():
            headers.update([labels.OVER_TLS])
        if of_office:
            headers["Cache-Control"] = "private, no-cache"
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
