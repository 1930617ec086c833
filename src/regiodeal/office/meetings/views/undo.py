"""What was just taken off an agenda waits in the session of the person, so that it can be put back."""

from dataclasses import asdict

from django.http import HttpRequest

from regiodeal.decisions.actions.agenda import RemovedItem
from regiodeal.decisions.models import Meeting

_KEY = "removed_item"
PARAMETER = "weggehaald"
"""Names, in the address of the meeting page, the item that was just taken off."""


def keep(request: HttpRequest, meeting: Meeting, removed: RemovedItem, name: str) -> None:
    """Keep an item that was taken off; the one before it is let go."""
    request.session[_KEY] = {"meeting": meeting.pk, "name": name, "item": asdict(removed)}


def waiting(request: HttpRequest, meeting: Meeting) -> dict[str, object] | None:
    """Return what the page says about the item that was just taken off this agenda, if any."""
    kept = request.session.get(_KEY)
    if not kept or kept["meeting"] != meeting.pk or request.GET.get(PARAMETER) != str(kept["item"]["pk"]):
        return None
    return {"name": kept["name"], "number": kept["item"]["position"]}


def take(request: HttpRequest, meeting: Meeting) -> RemovedItem | None:
    """Return the item that waits for this meeting, and let it go."""
    kept = request.session.get(_KEY)
    if not kept or kept["meeting"] != meeting.pk:
        return None
    del request.session[_KEY]
    return RemovedItem(**kept["item"])
