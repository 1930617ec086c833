"""What the public may see of the editions of a deal at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from regiodeal.publication.envelope import FORM, Envelope

WITHDRAW = "withdraw"


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """An edition under embargo: its place in the chain and nothing of what it says."""

    deal: str
    number: int
    previous: str
    sha256: str
    embargo_until: str
    form: int = FORM

    @classmethod
    def of(cls, envelope: Envelope) -> "Sealed":
        """Return what the public sees of an edition under embargo."""
        return cls(
            deal=envelope.deal,
            number=envelope.number,
            previous=envelope.previous,
            sha256=envelope.sha256,
            embargo_until=envelope.embargo_until or "",
        )

    def as_published(self) -> dict[str, Any]:
        """Return the edition as it stands in the record until its embargo ends."""
        return {
            "form": self.form,
            "deal": self.deal,
            "number": self.number,
            "previous": self.previous,
            "sha256": self.sha256,
            "sealed": True,
            "embargo_until": self.embargo_until,
        }


@dataclass(frozen=True, kw_only=True)
class PublicEditions:
    """The editions of one deal as the public sees them, oldest first. A withdrawn one has no content."""

    editions: tuple[Envelope, ...]
    sealed: tuple[Sealed, ...] = ()

    @property
    def last(self) -> int:
        """The highest number of an edition, sealed or not."""
        return max((one.number for ones in (self.editions, self.sealed) for one in ones), default=0)

    def of(self, kind: str) -> dict[str, tuple[Envelope, ...]]:
        """Return the editions of a kind per subject, oldest first."""
        found: dict[str, list[Envelope]] = {}
        for envelope in self.editions:
            if envelope.kind == kind:
                found.setdefault(envelope.subject, []).append(envelope)
        return {subject: tuple(envelopes) for subject, envelopes in found.items()}

    def current(self, kind: str) -> list[Envelope]:
        """Return the newest edition of each subject of a kind, without subjects that were withdrawn."""
        newest = [envelopes[-1] for envelopes in self.of(kind).values()]
        return [envelope for envelope in newest if envelope.has_content]


def public(envelopes: Sequence[Envelope], at: datetime) -> PublicEditions:
    """Return what the public may see at `at` (an aware datetime) of all editions of a deal."""
    ordered = sorted(envelopes, key=lambda envelope: envelope.number)
    sealed = [envelope for envelope in ordered if envelope.is_sealed(at)]
    opened = [envelope for envelope in ordered if not envelope.is_sealed(at)]
    last_withdrawal = {(e.kind, e.subject): e.number for e in opened if e.act == WITHDRAW}
    return PublicEditions(
        editions=tuple(e.closed() if e.number <= last_withdrawal.get((e.kind, e.subject), 0) else e for e in opened),
        sealed=tuple(Sealed.of(envelope) for envelope in sealed),
    )


def public_since(envelope: Envelope) -> str:
    """Return the moment at which an edition could be seen: when it was published or when its embargo ended."""
    if envelope.embargo_until is None:
        return envelope.published_at
    return max(envelope.published_at, envelope.embargo_until, key=_instant)


def _instant(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)
