"""Links that leave this site, in a mail or to copy: with the address of the installation where it is known."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def absolute(address: str, request: HttpRequest | None = None) -> str:
    """Return a full link to an address here; without REGIODEAL_ADDRESS the request says how it reached us."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if settings.SITE_ADDRESS:
        return f"{settings.SITE_ADDRESS}{path}"
    return request.build_absolute_uri(path) if request is not None else f"http://127.0.0.1:8000{path}"


def invitation_link(secret: str, request: HttpRequest | None = None) -> str:
    """Return the link with which an invitation is accepted."""
    return absolute(reverse("invitation", args=[secret]), request)
