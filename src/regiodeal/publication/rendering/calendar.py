"""The calendar of a deal: its meetings, each with its decision list once there is one, and the days that matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue, Decision, Meeting, Stamp
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
        starts_at=hour(meeting["starts_at"] or ""),
        location=meeting["location"] or "",
        href=paths.decision_list(meeting["reference"]) if meeting["adopted"] else "",
    )


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that happens, or must have happened, on a day (ISO 8601), in words of the language that is spoken.

    `name` is what it is called for good, among all entries of the deal. `starts_at` ("09:30"), `location`, `owner` and
    `href`, which leads to what was decided, are empty where there is none. What people wrote is Dutch: `about`, the
    location, the owner, and with `written` the title too. `stamp` is of the edition that tells of it, `decision` the
    one that a condition belongs to.
    """

    name: str
    day: str
    title: str
    stamp: Stamp
    written: bool = False
    starts_at: str = ""
    location: str = ""
    about: str = ""
    owner: str = ""
    href: str = ""
    decision: Decision | None = None


def entries(told: Catalogue) -> tuple[Entry, ...]:
    """Return all that the calendar of a deal holds, by day: meetings, days on which conditions are due, last days."""
    return tuple(sorted(_entries(told), key=lambda one: (one.day, one.starts_at, one.name)))


def hour(starts_at: str) -> str:
    """Return a time ("09:30") as people write it."""
    return starts_at.replace(":", ".")


def _entries(told: Catalogue) -> Iterator[Entry]:
    for kept in told.public.current(paths.CALENDAR):
        stamp = Stamp.of(kept)
        yield from (_meeting(meeting, stamp) for meeting in told.meetings)
        if told.projects_end_by:
            title = gettext("Laatste dag voor projecten")
            yield Entry(name="projecten-klaar", day=told.projects_end_by, title=title, stamp=stamp)
    for decision in told.decisions:
        yield from _conditions(decision)
    if told.about:
        title = gettext("Einde van de %(deal)s") % {"deal": told.about["name"]}
        yield Entry(name="einde", day=told.about["ends_on"], title=title, stamp=told.head)


def _meeting(meeting: Meeting, stamp: Stamp) -> Entry:
    return Entry(
        name=f"vergadering/{meeting.reference}",
        day=meeting.held_on,
        title=meeting.body,
        stamp=stamp,
        written=True,
        starts_at=meeting.starts_at,
        location=meeting.location,
        href=paths.decision_list(meeting.reference) if meeting.adopted else "",
    )


def _conditions(decision: Decision) -> Iterator[Entry]:
    for number, (text, owner, due_on) in enumerate(decision.conditions, 1):
        if due_on:
            yield Entry(
                name=f"voorwaarde/{decision.reference}/{number}",
                day=due_on,
                title=gettext("Voorwaarde bij %(project)s") % {"project": decision.project_name},
                stamp=decision.stamp,
                about=text,
                owner=owner,
                href=paths.resolution(decision.reference),
                decision=decision,
            )
