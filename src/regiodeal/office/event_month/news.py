"""What a programme says that the one before it did not, session by session."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

_ASPECTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("titel"), ("title",)),
    (gettext_lazy("dag en tijd"), ("starts_at", "ends_at")),
    (gettext_lazy("plaats"), ("venue", "form")),
    (gettext_lazy("omschrijving"), ("summary", "kind", "language")),
    (gettext_lazy("aanmelden"), ("audience", "capacity", "sign_up")),
    (gettext_lazy("wie eraan meedoet"), ("contributors", "parties")),
    (gettext_lazy("pijler of project"), ("pillar", "project")),
    (gettext_lazy("materiaal"), ("materials",)),
    (gettext_lazy("opbrengst"), ("result",)),
)
"""What can differ in a session, as people call it, with the keys of a snapshot that tell."""

_ABOUT_THE_MONTH = ("title", "starts_on", "ends_on", "introduction", "call", "sign_up")

Snapshot = Mapping[str, Any]


@dataclass(frozen=True)
class Changed:
    """A session that the public knows, and what is different: in words."""

    title: str
    aspects: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class News:
    """Titles of sessions that are new, and of those that are cancelled since; sessions that changed otherwise; whether
    the month itself is told otherwise; and whether there is anything at all."""

    new: tuple[str, ...]
    cancelled: tuple[str, ...]
    changed: tuple[Changed, ...]
    month: bool
    anything: bool


def of(before: Snapshot | None, after: Snapshot) -> News:
    """Return what is new in a snapshot of a month against the one before it, if any."""
    known = {one["code"]: one for one in before["sessions"]} if before else {}
    new, cancelled, changed = [], [], []
    for session in after["sessions"]:
        old = known.get(session["code"])
        if old is None:
            new.append(session["title"])
        elif session["cancelled"] is not None and old["cancelled"] is None:
            cancelled.append(session["title"])
        elif old != session:
            changed.append(Changed(session["title"], _aspects(old, session)))
    return News(
        new=tuple(new),
        cancelled=tuple(cancelled),
        changed=tuple(changed),
        month=before is not None and any(before[key] != after[key] for key in _ABOUT_THE_MONTH),
        anything=before != after,
    )


def _aspects(old: Snapshot, session: Snapshot) -> tuple[str, ...]:
    found = tuple(str(name) for name, keys in _ASPECTS if any(old[key] != session[key] for key in keys))
    return found or (gettext("gegevens van de sessie"),)
