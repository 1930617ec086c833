"""Write the trail, and check it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regiodeal.audit.models import AuditLine
from regiodeal.common.hashing import GENESIS, link
from regiodeal.common.moments import utc_text


@dataclass(frozen=True)
class Actor:
    """Who acts. An act without an actor cannot be written: the name must not be empty."""

    name: str

    def __post_init__(self) -> None:
        """Raise ValueError for an actor without a name."""
        if not self.name.strip():
            raise ValueError("every act has an actor with a name")


def write(
    *, scope: str, act: str, subject: str, by: Actor, at: datetime, ground: str = "", **details: Any
) -> AuditLine:
    """Add one line to the trail of a deal, inside the transaction of the act itself.

    The caller holds the lock of the deal; `at` is an aware moment; `details` hold what JSON knows.
    """
    last = AuditLine.objects.filter(scope=scope).order_by("-number").first()
    line = AuditLine(
        scope=scope,
        number=last.number + 1 if last else 1,
        at=at,
        actor=by.name,
        act=act,
        subject=subject,
        ground=ground,
        details=details,
        previous=last.sha256 if last else GENESIS,
    )
    line.sha256 = link(_content(line), line.previous)
    line.save(force_insert=True)
    return line


def broken_lines(scope: str) -> Iterator[str]:
    """Yield a sentence for each line of a deal's trail that was changed, removed or inserted."""
    previous, number = GENESIS, 0
    for line in AuditLine.objects.filter(scope=scope).order_by("number").iterator():
        number += 1
        if line.number != number:
            yield f"audit line {number} of {scope} is missing"
            number = line.number
        if line.previous != previous:
            yield f"audit line {line.number} of {scope} does not follow the line before it"
        if link(_content(line), line.previous) != line.sha256:
            yield f"audit line {line.number} of {scope} was changed: {line.act} {line.subject}"
        previous = line.sha256


def _content(line: AuditLine) -> Mapping[str, Any]:
    return {
        "scope": line.scope,
        "number": line.number,
        "at": utc_text(line.at),
        "actor": line.actor,
        "act": line.act,
        "subject": line.subject,
        "ground": line.ground,
        "details": line.details,
    }
