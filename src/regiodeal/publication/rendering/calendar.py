"""The calendar of a deal: its meetings, each with its decision list once there is one."""

from dataclasses import dataclass
from typing import Any

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.formatting import day


@dataclass(frozen=True)
class MeetingRow:
    """A meeting; `href` leads to its decision list, and is empty as long as its list is not adopted."""

    body: str
    day: str
    iso_day: str
    starts_at: str
    location: str
    href: str


@dataclass(frozen=True)
class Calendar:
    """The meetings by their day, and the last day on which projects may end, where the deal has one."""

    meetings: tuple[MeetingRow, ...]
    projects_end_by: str


def of(envelope: Envelope) -> Calendar:
    """Return the calendar in an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    last = snapshot["projects_end_by"]
    return Calendar(tuple(_row(meeting) for meeting in snapshot["meetings"]), day(last) if last else "")


def _row(meeting: dict[str, Any]) -> MeetingRow:
    return MeetingRow(
        body=meeting["body"],
        day=day(meeting["held_on"]),
        iso_day=meeting["held_on"],
        starts_at=(meeting["starts_at"] or "").replace(":", "."),
        location=meeting["location"] or "",
        href=paths.decision_list(meeting["reference"]) if meeting["adopted"] else "",
    )
