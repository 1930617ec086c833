"""An edition as the world sees it: the header, its hash, and the snapshot that everything is rendered from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regiodeal.common.hashing import canonical, sha256

FORM = 1
"""The form of snapshots and renderings. What a released form looks like never changes; a new look is a new form."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One edition. `snapshot` is None where its content is not public: withdrawn, or not yet out of embargo.

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
    snapshot: dict[str, Any] | None
    form: int = FORM

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


def hash_of(header: dict[str, Any]) -> str:
    """Return the hash of an edition from its header, as `Envelope.header` gives it."""
    return sha256(canonical(header))
