"""Sessions as iCalendar (RFC 5545): the record, the mail to guests and the calendar of a guest all write them here.

A session keeps its UID for good, so whoever has it in a calendar sees it move, and not a second one. Times are in UTC,
which every calendar shows in the time of its reader and which needs no explanation of a zone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event

_READ_AGAIN = timedelta(hours=1)
_HOST = "regiodeal"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")


class Status(StrEnum):
    """How certain an event is (RFC 5545, section 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A session in a calendar. Of two with one `uid` that with the higher `sequence` counts, then the later `stamp`.

    Texts that are empty are left out. Moments are aware.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    stamp: datetime
    status: Status = Status.CONFIRMED
    location: str = ""
    description: str = ""
    url: str = ""


def uid(deal: str, month: str, session: str) -> str:
    """Return what a session is called in every calendar, by the codes of a deal, a month and a session."""
    return f"{session}.{month}.{deal}@{_HOST}"


def written(name: str, entries: Iterable[Entry], *, language: str = "nl") -> bytes:
    """Return a calendar, which a program that subscribes to it reads again every hour."""
    calendar = Calendar()
    calendar.add("prodid", f"-//regiodeal//maand//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for title in ("name", "x-wr-calname"):
        calendar.add(title, _text(name))
    calendar.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(event(entry))
    content: bytes = calendar.to_ical()
    return content


def event(entry: Entry) -> Event:
    """Return a session as an event. A cancelled one holds no time of its reader."""
    made = Event()
    made.add("uid", entry.uid)
    made.add("summary", _text(entry.title))
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.stamp.astimezone(UTC))
    made.add("last-modified", entry.stamp.astimezone(UTC))
    made.add("dtstart", entry.starts_at.astimezone(UTC))
    made.add("dtend", entry.ends_at.astimezone(UTC))
    made.add("status", entry.status.value)
    made.add("transp", "TRANSPARENT" if entry.status == Status.CANCELLED else "OPAQUE")
    for name, text in (("location", entry.location), ("description", entry.description)):
        if text:
            made.add(name, _text(text))
    if entry.url:
        made.add("url", entry.url)
    return made


def _text(text: str) -> str:
    """Return text without the control characters that no calendar can hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))
