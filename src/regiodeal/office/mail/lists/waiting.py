"""A file between its upload and its confirmation: kept for its reader alone, for half an hour and not in a session."""

import secrets

from django.core.cache import cache

from regiodeal.mailing.models import MailingList
from regiodeal.web.access import Desk

_KEPT = 30 * 60  # seconds


def keep(desk: Desk, own: MailingList, name: str, content: bytes) -> str:
    """Keep a file for this person and list; return the word by which it is found."""
    word = secrets.token_urlsafe(16)
    cache.set(_key(desk, own, word), (name, content), _KEPT)
    return word


def kept(desk: Desk, own: MailingList, word: str) -> tuple[str, bytes] | None:
    """Return the name and the content of a file that waits; None where none does any more."""
    found: tuple[str, bytes] | None = cache.get(_key(desk, own, word))
    return found


def forget(desk: Desk, own: MailingList, word: str) -> None:
    """Let go of a file."""
    cache.delete(_key(desk, own, word))


def _key(desk: Desk, own: MailingList, word: str) -> str:
    return f"mailing_list:{own.pk}:{desk.user.pk}:{word}"
