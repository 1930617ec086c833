"""The calendar of a deal as iCalendar (RFC 5545): meetings, days by which something must be done, and the last days.

An event keeps its UID for good. Its moments come from the edition that tells of it, and its SEQUENCE is the number of
that edition in the chain, which only grows.
"""

from datetime import date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.calendar import Entry, entries
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import xml
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.languages import Files

PATH = f"{paths.CALENDAR_ROOT}agenda.ics"


def of(catalogue: Catalogue) -> Files:
    """Return the calendar in the language that is spoken; nothing where nothing is public."""
    return {PATH: _Writer(catalogue).written()} if catalogue.about else {}


class _Writer:
    """Writes the events of a deal."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._about = catalogue, catalogue.about
        self._addresses = Addresses.of(catalogue)

    def written(self) -> bytes:
        """Return the calendar, with what its times mean."""
        calendar = Calendar()
        calendar.add("prodid", "-//regiodeal//agenda//NL")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        for name in ("name", "x-wr-calname"):
            calendar.add(name, _text(self._about["name"]))
        calendar.add_component(_dutch_time())
        for entry in entries(self._catalogue):
            calendar.add_component(self._event(entry))
        content: bytes = calendar.to_ical()
        return content

    def _event(self, entry: Entry) -> Event:
        event = Event()
        since = datetime.fromisoformat(entry.stamp.since)
        event.add("uid", f"{entry.name}@{self._about['code']}")
        event.add("summary", _text(entry.title))
        event.add("sequence", entry.stamp.number)
        event.add("dtstamp", since)
        event.add("last-modified", since)
        on = date.fromisoformat(entry.day)
        if entry.starts_at:
            event.add("dtstart", datetime.combine(on, time.fromisoformat(entry.starts_at), OFFICE_TIME))
        else:
            event.add("dtstart", on)
            event.add("dtend", on + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        if entry.location:
            event.add("location", _text(entry.location))
        if entry.about:
            event.add("description", _text(f"{entry.about} ({entry.owner})" if entry.owner else entry.about))
        if entry.href and self._addresses.root:
            event.add("url", f"{self._addresses.root}{entry.href}")
        return event


def _text(text: str) -> str:
    """Return text without the control characters that no calendar can hold."""
    return "".join(letter for letter in xml.clean(text) if letter >= " " or letter == "\n")


def _dutch_time() -> Timezone:
    """Return what Dutch time is since 1996: the rule of the European Union."""
    zone = Timezone()
    zone.add("tzid", str(OFFICE_TIME))
    for kind, name, start, month, before, after in (
        (TimezoneDaylight, "CEST", datetime(1996, 3, 31, 2), 3, 1, 2),  # noqa: DTZ001 - local by definition
        (TimezoneStandard, "CET", datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001 - local by definition
    ):
        half = kind()
        half.add("tzname", name)
        half.add("dtstart", start)
        half.add("tzoffsetfrom", timedelta(hours=before))
        half.add("tzoffsetto", timedelta(hours=after))
        half.add("rrule", vRecur(freq="yearly", bymonth=month, byday="-1su"))
        zone.add_component(half)
    return zone
