"""Write the trail, and check it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regiodeal.audit.models import AuditLine
from regiodeal.common import chains
from regiodeal.common.hashing import GENESIS, link
from regiodeal.common.moments import utc_text


@dataclass(frozen=True)
class Actor:
    """Who acts. An act without an actor cannot be written: the name must not be empty.

    `account` is the address with which a person signed in; it is written with the details of each act.
    """

    name: str
    account: str = ""

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
        details={**details, "account": by.account} if by.account else details,
        previous=last.sha256 if last else GENESIS,
    )
    line.sha256 = link(_content(line), line.previous)
    line.save(force_insert=True)
    return line


def broken_lines(scope: str) -> Iterator[str]:
    """Yield a sentence for each line of a deal's trail that was changed, removed or inserted."""
    yield from chains.faults(
        AuditLine.objects.filter(scope=scope),
        key="number",
        name=lambda number: f"audit line {number} of {scope}",
        own=lambda line: None if link(_content(line), line.previous) == line.sha256 else f"{line.act} {line.subject}",
    )


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
