"""The calendars, as RFC 5545 asks them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from icalendar import Calendar

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.data import agenda
from regiodeal.publication.validation.faults import Fault, Record

_LONGEST = 75
_MUST = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED")


def check(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the calendars of a record: that of the deal, there once something is public, and those
    of event months."""
    if record.about and not record.has(agenda.PATH):
        yield Fault(agenda.PATH, "", "the file is not there")
    for path in (agenda.PATH, *record.files(f"{paths.MONTHS}**/*.ics")):
        if record.has(path):
            yield from _calendar(record, path)


def _calendar(record: Record, path: str) -> Iterator[Fault]:
    content = record.read(path)
    yield from _lines(path, content)
    try:
        calendar = Calendar.from_ical(content)
    except ValueError as error:
        yield Fault(path, "", f"this is no calendar: {error}")
        return
    for name in ("PRODID", "VERSION"):
        if name not in calendar:
            yield Fault(path, "VCALENDAR", f"it has no {name}")
    zones = {str(zone.get("TZID")) for zone in calendar.walk("VTIMEZONE")}
    seen: set[str] = set()
    for event in calendar.walk("VEVENT"):
        own = str(event.get("UID"))
        yield from _event(record, path, event, own, zones)
        if own in seen:
            yield Fault(path, own, "another event has the same UID")
        seen.add(own)


def _lines(path: str, content: bytes) -> Iterator[Fault]:
    lines = content.split(b"\r\n")
    if lines[-1] or any(b"\n" in line or b"\r" in line for line in lines):
        yield Fault(path, "", "each line must end with CR and LF")
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST:
            yield Fault(path, f"line {number}", f"it has {len(line)} bytes; {_LONGEST} is the most")


def _event(record: Record, path: str, event: Any, own: str, zones: set[str]) -> Iterator[Fault]:
    yield from (Fault(path, own, f"it has no {name}") for name in _MUST if name not in event)
    for fault in event.errors:
        yield Fault(path, own, f"{fault[0]} cannot be read: {fault[1]}")
    starts, ends = event.get("DTSTART"), event.get("DTEND")
    if starts is None or event.errors:
        return
    zone = starts.params.get("TZID")
    if zone and zone not in zones:
        yield Fault(path, own, f"its time zone {zone} is not explained")
    if isinstance(starts.dt, datetime) and starts.dt.tzinfo is None:
        yield Fault(path, own, "its time has no zone")
    if ends is not None and (type(ends.dt) is not type(starts.dt) or ends.dt <= starts.dt):
        yield Fault(path, own, "it ends before it starts")
    wrong = record.leads_nowhere(str(event.get("URL", "")))
    if wrong:
        yield Fault(path, own, wrong)
