"""The mails that somebody gets for asking: to confirm, and to reach what is kept."""

import logging
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from regiodeal.common import tokens
from regiodeal.mailing.models import Subscriber, Subscription
from regiodeal.mailing.purposes import Purpose
from regiodeal.programme.models import Deal
from regiodeal.web import letters
from regiodeal.web.public_pages import root

ASKED_HOURS = 24
"""How long a link to preferences works that somebody asked for."""
_log = logging.getLogger(__name__)


def preferences_link(subscriber: Subscriber, at: datetime) -> str:
    """Return the address, on this host, of what is kept of somebody; it works for a day."""
    token = tokens.made(Purpose.PREFERENCES, subscriber.pk, int(at.timestamp()), ASKED_HOURS)
    return reverse("post:preferences", args=[token])


def send_confirmation(
    deal: Deal, subscriber: Subscriber, waiting: list[Subscription], request: HttpRequest, at: datetime
) -> None:
    """Ask an address whether its owner signed up; to who is on all these lists already, say so."""
    if not waiting:
        send_preferences(deal, subscriber, request, at, signed_up=True)
        return
    token = tokens.made(Purpose.CONFIRM, *(one.pk for one in waiting))
    content = {
        "lists": [one.mailing_list for one in waiting],
        "link": _full(deal, request, reverse("post:confirm", args=[token])),
    }
    _send(deal, subscriber, "confirm", content)


def send_preferences(
    deal: Deal, subscriber: Subscriber, request: HttpRequest, at: datetime, *, signed_up: bool = False
) -> None:
    """Mail the link to what is kept; `signed_up` says that somebody signed up who was on the list."""
    link = _full(deal, request, preferences_link(subscriber, at))
    _send(deal, subscriber, "preferences", {"link": link, "signed_up": signed_up})


def _full(deal: Deal, request: HttpRequest, address: str) -> str:
    return f"{root(deal, request).rstrip('/')}{address}"


def _send(deal: Deal, subscriber: Subscriber, name: str, content: dict[str, Any]) -> None:
    letter = letters.written(deal, subscriber.email, subscriber.language, f"web/post/mail/{name}", content)
    try:
        letter.send()
    except OSError as error:  # what a mail server does is never ours to break on; its words may hold the address
        _log.error("a mail about the lists of %s could not be sent: %s", deal.code, type(error).__name__)
