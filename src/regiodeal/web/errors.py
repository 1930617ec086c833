"""The pages for what does not exist, is not allowed, or went wrong."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """Answer that there is nothing at this address."""
    return render(request, "web/not_found.html", status=HTTPStatus.NOT_FOUND)


def not_allowed(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """Answer that the reader's roles do not allow this."""
    return render(request, "web/not_allowed.html", status=HTTPStatus.FORBIDDEN)


def untrusted(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives the reason
    """Answer that a form was not sent from one of our own pages, or stood open for too long."""
    return render(request, "web/untrusted.html", status=HTTPStatus.FORBIDDEN)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer that something went wrong here, without asking anything of what may be broken."""
    return render(request, "web/broken.html", {"plain": True}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
