"""Sessions as iCalendar, as two programs that are not ours read it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from regiodeal.event_month import calendar
from regiodeal.event_month.calendar import Entry, Status

STARTS_AT = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
"""In the hour that is there twice in the Netherlands."""


def entry(**changes: Any) -> Entry:
    """Give a session in a calendar."""
    values: dict[str, Any] = {
        "uid": calendar.uid("veenstreek", "maand-2027", "houtbouw"),
        "title": "Houtbouw",
        "starts_at": STARTS_AT,
        "ends_at": STARTS_AT + timedelta(hours=2),
        "sequence": 3,
        "stamp": datetime(2027, 9, 1, tzinfo=UTC),
    }
    return Entry(**{**values, **changes})


def read(*entries: Entry) -> tuple[Any, Any]:
    """Return the first event of a calendar as two programs read it."""
    content = calendar.written("Maand van de Regio", entries)
    return Calendar.from_ical(content).walk("VEVENT")[0], IcsCalendarStream.calendar_from_ics(content.decode()).events[
        0
    ]


def test_a_session_keeps_its_name_in_every_calendar() -> None:
    assert calendar.uid("veenstreek", "maand-2027", "houtbouw") == "houtbouw.maand-2027.veenstreek@regiodeal"


def test_two_programs_find_the_same_moments() -> None:
    one, other = read(entry(starts_at=STARTS_AT.astimezone(timezone(timedelta(hours=2)))))
    assert one["DTSTART"].dt == other.dtstart == STARTS_AT
    assert one["DTEND"].dt == other.dtend == STARTS_AT + timedelta(hours=2)
    assert (one["SEQUENCE"], other.sequence) == (3, 3)


@pytest.mark.parametrize(
    "text", ["Hout, en; meer", 'Een \\ en een "', "Twee\nregels", "Lang " * 200, "Ünïcødé – 木 🌾" * 20, "a:b;c=d"]
)
def test_two_programs_read_the_same_words(text: str) -> None:
    one, other = read(entry(title=text, location=text, description=text))
    assert str(one["SUMMARY"]) == other.summary == text
    assert str(one["LOCATION"]) == other.location == text
    assert str(one["DESCRIPTION"]) == other.description == text


def test_control_characters_are_left_out_and_no_line_can_be_added() -> None:
    one, _ = read(entry(title="a\x00b\x07c\rd\ud800", description="x\r\nATTENDEE:mailto:x@x.example"))
    assert str(one["SUMMARY"]) == "abcd"
    assert "ATTENDEE" not in one


@pytest.mark.parametrize(
    ("status", "busy"), [(Status.CONFIRMED, True), (Status.TENTATIVE, True), (Status.CANCELLED, False)]
)
def test_what_is_cancelled_keeps_nobody_busy(status: Status, busy: bool) -> None:
    one, other = read(entry(status=status))
    assert str(one["STATUS"]) == other.status.value == status
    assert (str(one["TRANSP"]) == "OPAQUE") == busy


def test_a_program_that_subscribes_comes_back_every_hour() -> None:
    content = calendar.written("Maand", [entry()], language="en")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert b"METHOD:PUBLISH\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
