"""A file between its upload and its confirmation: kept for its reader alone, for half an hour and not in a session."""

import secrets

from django.core.cache import cache
from django.db.models import Model

from regiodeal.web.access import Desk

_KEPT = 30 * 60  # seconds


def keep(desk: Desk, own: Model, name: str, content: bytes) -> str:
    """Keep a file for this person and what it is for; return the word by which it is found."""
    word = secrets.token_urlsafe(16)
    cache.set(_key(desk, own, word), (name, content), _KEPT)
    return word


def kept(desk: Desk, own: Model, word: str) -> tuple[str, bytes] | None:
    """Return the name and the content of a file that waits; None where none does any more."""
    found: tuple[str, bytes] | None = cache.get(_key(desk, own, word))
    return found


def forget(desk: Desk, own: Model, word: str) -> None:
    """Let go of a file."""
    cache.delete(_key(desk, own, word))


def _key(desk: Desk, own: Model, word: str) -> str:
    return f"upload:{own._meta.label}:{own.pk}:{desk.user.pk}:{word}"
