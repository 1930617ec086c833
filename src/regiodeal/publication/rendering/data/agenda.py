"""The calendar of a deal as iCalendar (RFC 5545): meetings, days by which something must be done, and the last days.

An event keeps its UID for good. Its moments come from the edition that tells of it, and its SEQUENCE is the number of
that edition in the chain, which only grows.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue, Decision, Meeting, Stamp
from regiodeal.publication.rendering.data import xml
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.formatting import OFFICE_TIME
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
        for event in self._events():
            calendar.add_component(event)
        content: bytes = calendar.to_ical()
        return content

    def _events(self) -> Iterator[Event]:
        told_in = next(iter(self._catalogue.public.current(paths.CALENDAR)), None)
        if told_in is not None:
            stamp = Stamp.of(told_in)
            yield from (self._meeting(meeting, stamp) for meeting in self._catalogue.meetings)
            if self._catalogue.projects_end_by:
                last = date.fromisoformat(self._catalogue.projects_end_by)
                yield self._day("projecten-klaar", last, gettext("Laatste dag voor projecten"), stamp)
        for decision in self._catalogue.decisions:
            yield from self._conditions(decision)
        ends_on = date.fromisoformat(self._about["ends_on"])
        title = gettext("Einde van de %(deal)s") % {"deal": self._about["name"]}
        yield self._day("einde", ends_on, title, self._catalogue.head)

    def _meeting(self, meeting: Meeting, stamp: Stamp) -> Event:
        held_on = date.fromisoformat(meeting.held_on)
        name = f"vergadering/{meeting.reference}"
        if meeting.starts_at:
            event = self._event(name, meeting.body, stamp)
            starts_at = time.fromisoformat(meeting.starts_at)
            event.add("dtstart", datetime.combine(held_on, starts_at, OFFICE_TIME))
        else:
            event = self._day(name, held_on, meeting.body, stamp)
        if meeting.location:
            event.add("location", _text(meeting.location))
        if meeting.adopted and self._addresses.root:
            event.add("url", self._addresses.file(paths.decision_list(meeting.reference)))
        return event

    def _conditions(self, decision: Decision) -> Iterator[Event]:
        for number, (text, owner, due_on) in enumerate(decision.conditions, 1):
            if not due_on:
                continue
            title = gettext("Voorwaarde bij %(project)s") % {"project": decision.project_name}
            name = f"voorwaarde/{decision.reference}/{number}"
            event = self._day(name, date.fromisoformat(due_on), title, decision.stamp)
            event.add("description", _text(f"{text} ({owner})" if owner else text))
            if self._addresses.root:
                event.add("url", self._addresses.thing(Thing.DECISION, decision.reference))
            yield event

    def _day(self, name: str, day: date, title: str, stamp: Stamp) -> Event:
        event = self._event(name, title, stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event

    def _event(self, name: str, title: str, stamp: Stamp) -> Event:
        event = Event()
        since = datetime.fromisoformat(stamp.since)
        event.add("uid", f"{name}@{self._about['code']}")
        event.add("summary", _text(title))
        event.add("sequence", stamp.number)
        event.add("dtstamp", since)
        event.add("last-modified", since)
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
