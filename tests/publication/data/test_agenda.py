"""The calendar, as two programs that are not ours read it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from regiodeal.publication.rendering.data import agenda
from tests.publication.data import chains
from tests.publication.rendering.sample_data import DEAL, MEETING
from tests.publication.rendering.samples import Chain

DUTCH = ZoneInfo("Europe/Amsterdam")


def written(made: Chain | None = None) -> bytes:
    """Return the calendar of a chain."""
    return agenda.of(chains.told(made))[agenda.PATH]


def test_one_reader_finds_every_event_with_its_moment() -> None:
    events: dict[str, Any] = {str(event["UID"]): event for event in Calendar.from_ical(written()).walk("VEVENT")}
    summer = events[f"vergadering/{MEETING}@{DEAL['code']}"]
    winter = events[f"vergadering/2021-12-16-stuurgroep@{DEAL['code']}"]
    assert summer["DTSTART"].dt.astimezone(UTC) == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)
    assert winter["DTSTART"].dt.astimezone(UTC) == datetime(2021, 12, 16, 8, 30, tzinfo=UTC)
    assert str(summer["LOCATION"]) == "Gemeentehuis, zaal 1; ingang \\ noord"
    assert str(summer["URL"]) == f"{chains.ROOT}besluitenlijsten/{MEETING}/"
    assert "URL" not in winter
    assert events[f"vergadering/2022-02-28-kernteam@{DEAL['code']}"]["DTSTART"].dt == date(2022, 2, 28)
    assert events[f"projecten-klaar@{DEAL['code']}"]["DTSTART"].dt == date(2023, 6, 30)
    assert events[f"einde@{DEAL['code']}"]["DTSTART"].dt == date(2023, 12, 31)
    due = events[f"voorwaarde/{MEETING}/2/1@{DEAL['code']}"]
    assert due["DTSTART"].dt == date(2022, 12, 31)
    assert "Gemeente Emmen" in str(due["DESCRIPTION"])
    assert len(events) == 6


def test_another_reader_finds_the_same() -> None:
    """One that checks every property, and knows the zone by what the file says of it."""
    calendar = IcsCalendarStream.calendar_from_ics(written().decode())
    events = {event.uid: event for event in calendar.events}
    summer = events[f"vergadering/{MEETING}@{DEAL['code']}"]
    assert isinstance(summer.dtstart, datetime)
    assert summer.dtstart.utcoffset() == timedelta(hours=2)
    assert summer.dtstart.replace(tzinfo=DUTCH) == datetime(2021, 6, 4, 9, 30, tzinfo=DUTCH)
    winter = events[f"vergadering/2021-12-16-stuurgroep@{DEAL['code']}"].dtstart
    assert isinstance(winter, datetime)
    assert winter.utcoffset() == timedelta(hours=1)
    assert summer.location == "Gemeentehuis, zaal 1; ingang \\ noord"
    assert events[f"einde@{DEAL['code']}"].dtstart == date(2023, 12, 31)
    assert len(events) == 6


def test_a_later_edition_keeps_the_uid_and_raises_the_sequence() -> None:
    made = chains.chain()
    before: dict[str, Any] = {
        str(one["UID"]): one["SEQUENCE"] for one in Calendar.from_ical(written(made)).walk("VEVENT")
    }
    moved = chains.calendar()
    moved["meetings"][1]["starts_at"] = "10:00"
    made.add("calendar", "calendar", moved, published_at="2026-11-23T21:00:00Z")
    after: dict[str, Any] = {str(one["UID"]): one for one in Calendar.from_ical(written(made)).walk("VEVENT")}
    assert before.keys() == after.keys()
    meeting = f"vergadering/2021-12-16-stuurgroep@{DEAL['code']}"
    assert after[meeting]["SEQUENCE"] > before[meeting]
    assert after[meeting]["LAST-MODIFIED"].dt == datetime(2026, 11, 23, 21, tzinfo=UTC)


def test_nothing_public_is_no_calendar() -> None:
    assert agenda.of(chains.told(Chain())) == {}
