"""An edition as the world sees it: the header, its hash, and the snapshot that everything is rendered from."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from regiodeal.common.hashing import canonical, sha256

FORM = 1
"""The form of snapshots and renderings. What a released form looks like never changes; a new look is a new form."""

Snapshot = dict[str, Any]
Content = Callable[[], Snapshot]
"""Reads the snapshot of an edition from where it is kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """One edition: its header, and a way to its snapshot. A deal can have more snapshots than memory holds.

    `content` is None where it is not public: withdrawn, or not yet out of embargo. Envelopes are equal when their
    headers are, which cover the snapshot by its hash.
    `published_at` and `embargo_until` are moments in UTC, written as ISO 8601 with a Z.
    `number` is the place in the deal's chain of editions, `version` that within one kind and subject; both from 1.
    """

    deal: str
    number: int
    kind: str
    subject: str
    version: int
    act: str
    corrects: int | None
    reason: str
    published_at: str
    embargo_until: str | None
    snapshot_sha256: str
    previous: str
    sha256: str
    content: Content | None = field(compare=False, repr=False)
    form: int = FORM

    @property
    def has_content(self) -> bool:
        """Whether there is a snapshot to read."""
        return self.content is not None

    @property
    def snapshot(self) -> Snapshot | None:
        """The snapshot, read each time it is asked for; None where there is none to read."""
        return self.content() if self.content else None

    def opened(self) -> "Envelope":
        """Return this edition with its snapshot in memory, for who asks for it more than once."""
        return replace(self, content=held(self.snapshot))

    def closed(self) -> "Envelope":
        """Return this edition without its content, as it is after a withdrawal."""
        return replace(self, content=None)

    def header(self) -> dict[str, Any]:
        """Return what the hash of an edition covers; the snapshot is in it by its own hash."""
        return {
            "form": self.form,
            "deal": self.deal,
            "number": self.number,
            "kind": self.kind,
            "subject": self.subject,
            "version": self.version,
            "act": self.act,
            "corrects": self.corrects,
            "reason": self.reason,
            "published_at": self.published_at,
            "embargo_until": self.embargo_until,
            "snapshot_sha256": self.snapshot_sha256,
            "previous": self.previous,
        }

    def as_published(self) -> dict[str, Any]:
        """Return the edition as it stands in the record."""
        return {**self.header(), "sha256": self.sha256, "snapshot": self.snapshot}

    def is_sealed(self, at: datetime) -> bool:
        """Tell whether the embargo still holds at this moment (an aware datetime)."""
        return self.embargo_until is not None and datetime.fromisoformat(self.embargo_until) > at


def held(snapshot: Snapshot | None) -> Content | None:
    """Return the content of an edition that is in memory already."""
    return None if snapshot is None else lambda: snapshot


def hash_of(header: dict[str, Any]) -> str:
    """Return the hash of an edition from its header, as `Envelope.header` gives it."""
    return sha256(canonical(header))
