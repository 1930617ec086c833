"""Values that were found, each with the line and the words that it came from."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an amount is, as far as the document itself says so."""

    CONTRIBUTION = "contribution"
    DEAL_RESERVATION = "deal_reservation"
    TOTAL_COST = "total_cost"
    UNCLASSIFIED = "unclassified"


@dataclass(frozen=True, slots=True)
class Found:
    """A value in the words of the document; `line` is 1-based."""

    value: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in whole euro cents; `cents` is None when the words name an amount but not how much."""

    kind: Kind
    cents: int | None
    line: int
    text: str
    qualifier: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the document announces; `when` is in the words of the document, `on` an ISO date."""

    name: str
    when: str | None
    on: str | None
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where the press can turn to."""

    phones: tuple[Found, ...] = ()
    emails: tuple[Found, ...] = ()
    names: tuple[Found, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A project as the document presents it, for a person to confirm."""

    name: Found
    summary: str
    summary_lines: tuple[int, int] | None
    amounts: tuple[FoundAmount, ...]
    parties: tuple[Found, ...]
    places: tuple[Found, ...]


class Role(StrEnum):
    """What a line of the document is for; every line that is not blank has exactly one."""

    TITLE = "title"
    INTRODUCTION = "introduction"
    PROPOSAL = "proposal"
    CONTACT = "contact"
    EVENT = "event"
    FURNITURE = "furniture"
    UNREAD = "unread"
