"""Work that was interrupted because a session ended: what was typed waits until the person has signed in again.

What was posted is kept in the session of the browser itself, which signing in takes over, and only for the person
whose session ended: a signed cookie, set at each sign-in, tells who that was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from regiodeal.accounts.models import User
from regiodeal.web.forms import OfficeForm

COOKIE = "laatst"
_KEPT = "interrupted"
_MOST = 500_000  # characters; the longest text of a decision list is a tenth of this
_WEEK = 7 * 24 * 60 * 60  # seconds
_DONE = {HTTPStatus.UNPROCESSABLE_ENTITY}
"""An answer with a form error shows all that was typed, so nothing needs to be kept any longer."""


@dataclass(frozen=True)
class Typed:
    """A field as its person knows it: the label of the form, and what was filled in or chosen."""

    label: str
    value: str


def remember(response: HttpResponseBase, user: User, *, secure: bool) -> None:
    """Leave in the browser who signed in last."""
    response.set_signed_cookie(COOKIE, str(user.pk), max_age=_WEEK, httponly=True, samesite="Lax", secure=secure)


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Send the reader to the sign-in page, and keep what was posted."""
    if request.method != "POST":
        return _to("account_login", request, next=request.get_full_path())
    whose = request.get_signed_cookie(COOKIE, default=None, max_age=_WEEK)
    if whose is None or not _keep(request, whose):
        return _to("account_login", request, next=_page_of(request))
    messages.info(
        request, gettext("Uw sessie was verlopen. Wat u had ingevuld is bewaard; meld u aan om verder te gaan.")
    )
    return _to("account_login", request, next=reverse("resume"))


def second_factor_first(request: HttpRequest) -> HttpResponseBase:
    """Send a reader who has only a password to the page where a second factor is set up, and keep what was posted."""
    if request.method == "POST":
        _keep(request, str(request.user.pk))
    messages.info(request, gettext("Stel eerst een tweede factor in: een app met codes of een passkey."))
    return _to("mfa_index", request)


def kept_work(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """Return what this person had typed when the session ended: `action`, `fields` and the names of `files`."""
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    return kept if kept is not None and kept["user"] == str(user.pk) else None


def posted_work(request: HttpRequest) -> dict[str, Any]:
    """Return what this request posts, in the form in which interrupted work is kept."""
    return {
        "action": request.get_full_path(),
        "fields": {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"},
        "files": [file.name for file in request.FILES.values() if hasattr(file, "name")],
    }


def forget(request: HttpRequest) -> None:
    """Drop the work that was kept."""
    request.session.pop(_KEPT, None)


def forget_when_sent(request: HttpRequest, user: User, response: HttpResponseBase) -> None:
    """Drop the work that was kept once it was sent again and arrived."""
    if request.method != "POST":
        return
    kept = kept_work(request, user)
    arrived = response.status_code < HTTPStatus.BAD_REQUEST or response.status_code in _DONE
    if kept is not None and arrived and kept["action"] == request.get_full_path():
        forget(request)


def typed(kept: dict[str, Any]) -> list[Typed]:
    """Return what was filled in, in the words of the form: without the fields that nobody sees."""
    fields = _fields_of(kept["action"])
    return [
        Typed(_label(name, fields.get(name)), ", ".join(_said(value, fields.get(name)) for value in values))
        for name, values in kept["fields"].items()
        if any(values) and not _is_hidden(name, fields.get(name))
    ]


def _keep(request: HttpRequest, whose: str) -> bool:
    kept = posted_work(request)
    if sum(len(value) for values in kept["fields"].values() for value in values) > _MOST:
        return False
    request.session[_KEPT] = {"user": whose, **kept}
    return True


def _fields_of(action: str) -> dict[str, forms.Field]:
    """Return the fields of the forms that stand beside the view at an address."""
    try:
        package = resolve(action.partition("?")[0]).func.__module__.rpartition(".")[0]
    except Resolver404:
        return {}
    found: dict[str, forms.Field] = {}
    for form in _forms(OfficeForm):
        if form.__module__.startswith(f"{package}."):
            found |= form.base_fields
    return found


def _forms(form: type[OfficeForm]) -> Iterator[type[OfficeForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _forms(one)


def _label(name: str, field: forms.Field | None) -> str:
    return str(field.label) if field is not None and field.label else name.replace("_", " ").replace("-", " ")


def _said(value: str, field: forms.Field | None) -> str:
    if isinstance(field, forms.ChoiceField) and not callable(field.choices):
        return str(dict(field.choices).get(value, value))
    if isinstance(field, forms.BooleanField):
        return gettext("ja")
    return value


def _is_hidden(name: str, field: forms.Field | None) -> bool:
    return name in {"version", "next"} or (field is not None and field.widget.is_hidden)


def _to(name: str, request: HttpRequest, **query: str) -> HttpResponseBase:
    address = f"{resolve_url(name)}?{urlencode(query)}" if query else resolve_url(name)
    if getattr(request, "htmx", False):  # a redirect inside a fragment would put the sign-in page in the fragment
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _page_of(request: HttpRequest) -> str:
    """Return the page from which something was posted, where the browser told it and it is one of ours."""
    came_from = request.META.get("HTTP_REFERER", "").removeprefix(f"{request.scheme}://{request.get_host()}")
    return came_from if came_from.startswith("/") else reverse("office:home")
