"""Work that was interrupted because a session ended: what was typed waits until the person has signed in again.

What was posted is kept in the session of the browser itself, which signing in takes over, and only for the person
whose session ended: a signed cookie, set at each sign-in, tells who that was.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from regiodeal.accounts.models import User

COOKIE = "laatst"
_KEPT = "interrupted"
_MOST = 500_000  # characters; the longest text of a decision list is a tenth of this
_WEEK = 7 * 24 * 60 * 60  # seconds


def remember(response: HttpResponseBase, user: User, *, secure: bool) -> None:
    """Leave in the browser who signed in last."""
    response.set_signed_cookie(COOKIE, str(user.pk), max_age=_WEEK, httponly=True, samesite="Lax", secure=secure)


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Send the reader to the sign-in page, and keep what was posted."""
    if request.method != "POST":
        return _to("account_login", request, next=request.get_full_path())
    kept = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    whose = request.get_signed_cookie(COOKIE, default=None, max_age=_WEEK)
    if whose is None or sum(len(value) for values in kept.values() for value in values) > _MOST:
        return _to("account_login", request, next=_page_of(request))
    request.session[_KEPT] = {
        "user": whose,
        "action": request.get_full_path(),
        "fields": kept,
        "files": [file.name for file in request.FILES.values() if hasattr(file, "name")],
    }
    messages.info(request, gettext("Uw sessie was verlopen. Wat u had ingevuld is bewaard; meld u aan om verder te gaan."))
    return _to("account_login", request, next=reverse("resume"))


def second_factor_first(request: HttpRequest) -> HttpResponseBase:
    """Send a reader who has only a password to the page where a second factor is set up."""
    messages.info(request, gettext("Stel eerst een tweede factor in: een app met codes of een passkey."))
    return redirect("mfa_index")


def kept_work(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """Return what this person had typed when the session ended: `action`, `fields` and the names of `files`."""
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    return kept if kept is not None and kept["user"] == str(user.pk) else None


def _to(name: str, request: HttpRequest, **query: str) -> HttpResponseBase:
    address = f"{resolve_url(name)}?{urlencode(query)}"
    if getattr(request, "htmx", False):  # a redirect inside a fragment would put the sign-in page in the fragment
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _page_of(request: HttpRequest) -> str:
    """Return the page from which something was posted, where the browser told it and it is one of ours."""
    came_from = request.META.get("HTTP_REFERER", "").removeprefix(f"{request.scheme}://{request.get_host()}")
    return came_from if came_from.startswith("/") else reverse("office:home")
