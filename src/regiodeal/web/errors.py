"""The pages for what does not exist, is not allowed, or went wrong."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regiodeal.accounts.models import User
from regiodeal.web import interrupted


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it by name
    """Answer that there is nothing at this address."""
    return render(request, "web/not_found.html", status=HTTPStatus.NOT_FOUND)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it by name
    """Answer that the reader's roles do not allow this."""
    return render(request, "web/not_allowed.html", status=HTTPStatus.FORBIDDEN)


def untrusted(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives the reason
    """Answer that a form was not sent from one of our own pages, or stood open for too long.

    A form of our own is only too old: whoever signed in again in another tab meanwhile sees what was typed, and sends
    it with a fresh token. The browser says where a form comes from, and no other site can make it say ours.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if ours and isinstance(request.user, User) and request.POST:
        kept = interrupted.posted_work(request)
        content = {"kept": kept, "typed": interrupted.typed(kept), "too_old": True}
        return render(request, "web/resume.html", content, status=HTTPStatus.FORBIDDEN)
    return render(request, "web/untrusted.html", status=HTTPStatus.FORBIDDEN)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer that something was tried too often; allauth's limits on signing in come here."""
    return render(request, "web/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer that something went wrong here, without asking anything of what may be broken."""
    return render(request, "web/broken.html", {"plain": True}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
