"""What all pages for people without an account have in common: of one deal, in one language, followed by nobody."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from regiodeal.programme.models import Deal
from regiodeal.web import letters
from regiodeal.web.access import SAFE, View, anyone

LANGUAGE = "taal"
"""In the query string: in which language a page speaks, where the reader chose."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


def public(*, methods: tuple[str, ...] = (*SAFE, "POST")) -> Callable[[View], View]:
    """Say that a view is a page for people without an account.

    It keeps no session, so there is nothing that a form of another site could borrow and no token against that; what a
    link may do is in the link. A link tells nobody where its reader goes next.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @anyone(methods=methods)
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            for name, value in _HEADERS.items():
                response.headers[name] = value
            return response

        return answer

    return decorate


def deal_of_host(request: HttpRequest) -> Deal:
    """Return the deal whose record this host name shows; for another name, the first. Raises Http404 without deals."""
    host = request.headers.get("Host", "").partition(":")[0].rstrip(".").lower()
    deals = list(Deal.objects.all())
    own = [deal for deal in deals if host in {name.lower() for name in deal.hosts}]
    shown = [deal for deal in deals if (settings.RECORDS / deal.code).exists()]
    for deal in (*own, *shown, *deals):
        return deal
    raise Http404


def deal_of(scope: str) -> Deal:
    """Return the deal with this code. Raises Http404."""
    found = Deal.objects.filter(code=scope).first()
    if found is None:
        raise Http404
    return found


def root(deal: Deal, request: HttpRequest) -> str:
    """Return where the pages of a deal stand in the world, with a slash at the end, for links in a mail."""
    return letters.root(deal) or request.build_absolute_uri("/")


def page(
    request: HttpRequest,
    deal: Deal,
    template: str,
    content: dict[str, Any],
    *,
    language: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Return a page in the language that its reader chose, or else in `language`."""
    spoken = spoken_language(request, language)
    others = [(code, name) for code, name in settings.LANGUAGES if code != spoken]
    with translation.override(spoken):
        response = render(
            request, template, {**content, "deal": deal, "others": others, "spoken": spoken}, status=status
        )
    response.headers["Content-Language"] = spoken
    return response


def spoken_language(request: HttpRequest, language: str = "") -> str:
    """Return the language that a reader chose in the address, or else `language`, or else that of the request."""
    known = dict(settings.LANGUAGES)
    chosen = request.GET.get(LANGUAGE, "")
    return chosen if chosen in known else language if language in known else translation.get_language() or "nl"
