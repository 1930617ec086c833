"""What stands on every page of the office: the deal, the navigation, the person and the language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from regiodeal.accounts.roles import Permission
from regiodeal.publication.rendering import accent
from regiodeal.web.access import Desk


@dataclass(frozen=True)
class Room:
    """A part of the office in the navigation: its address begins with that of its first screen.

    Whoever has one of its rights sees it.
    """

    label: Any
    first_screen: str
    permissions: tuple[Permission, ...]


ROOMS = [
    Room(gettext_lazy("Start"), "office:start", (Permission.READ,)),
    Room(gettext_lazy("Vergaderingen"), "office:meetings", (Permission.READ,)),
    Room(gettext_lazy("Projecten"), "office:projects", (Permission.READ,)),
    Room(gettext_lazy("Geld"), "office:money", (Permission.READ,)),
    Room(gettext_lazy("Publicaties"), "office:editions", (Permission.READ,)),
    Room(
        gettext_lazy("Maand van de Regio"),
        "office:event_months",
        (Permission.KEEP_EVENTS, Permission.RECEIVE_GUESTS),
    ),
    Room(gettext_lazy("Mail"), "office:mailings", (Permission.SEND_MAIL,)),
    Room(gettext_lazy("Inlezen"), "office:documents", (Permission.REGISTER_DOCUMENTS,)),
    Room(gettext_lazy("Logboek"), "office:trail", (Permission.READ_TRAIL,)),
    Room(gettext_lazy("Mensen"), "office:members", (Permission.MANAGE_MEMBERS,)),
]


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template shows. A page outside a deal has no navigation."""
    desk: Desk | None = getattr(request, "desk", None)
    if desk is None:
        return {"desk": None, "languages": settings.LANGUAGES}
    return {
        "desk": desk,
        "languages": settings.LANGUAGES,
        "accent": accent.of(desk.deal.accent),
        "navigation": list(_navigation(request, desk)),
    }


def _navigation(request: HttpRequest, desk: Desk) -> Any:
    start = reverse(ROOMS[0].first_screen, args=[desk.deal.code])
    for room in ROOMS:
        if desk.may(*room.permissions):
            address = reverse(room.first_screen, args=[desk.deal.code])
            here = request.path == address if address == start else request.path.startswith(address)
            yield {"label": room.label, "address": address, "here": here}
