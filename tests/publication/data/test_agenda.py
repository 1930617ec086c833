"""The calendar, as two programs that are not ours read it."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import partial
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from regiodeal.publication.rendering import languages, site
from regiodeal.publication.rendering.data import agenda
from regiodeal.publication.rendering.html import Frame
from regiodeal.publication.rendering.languages import Language
from regiodeal.publication.rendering.sections import agenda as section
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


def page_of(made: Chain, language: Language) -> str:
    """Return the page of the calendar of a chain."""
    told = chains.told(made)
    with languages.speaking(language):
        files = section.of(told, partial(Frame, deal=site.deal_of(told.public)))
    return files[f"{language.folder}agenda/index.html"].decode()


@pytest.mark.parametrize("language", languages.ALL)
def test_the_page_shows_the_entries_of_the_file(language: Language) -> None:
    """Each with its day, its hour and its place, in the order of their days."""
    made = chains.chain()
    with languages.speaking(language):
        events: list[Any] = Calendar.from_ical(written(made)).walk("VEVENT")
    events.sort(key=lambda one: str(one["DTSTART"].dt)[:10])
    page = page_of(made, language)
    rows = [unescape(row) for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", page)]
    assert len(rows) == len(events) == 6
    for row, event in zip(rows, events, strict=True):
        start = event["DTSTART"].dt
        assert f'datetime="{str(start)[:10]}"' in row
        assert str(event["SUMMARY"]) in row
        assert str(event.get("LOCATION", "")) in row
        assert str(event.get("DESCRIPTION", "")) in row
        assert (f"{start:%H.%M}" in row) == isinstance(start, datetime)
        assert (
            f'href="../{str(event["URL"]).removeprefix(chains.ROOT)}"' in row if "URL" in event else "href" not in row
        )


def test_many_entries_stand_by_year() -> None:
    made, calendar = chains.chain(), chains.calendar()
    one = calendar["meetings"][1]
    calendar["meetings"] += [
        {**one, "reference": f"202{year}-02-0{day}-stuurgroep", "held_on": f"202{year}-02-0{day}"}
        for year in (0, 1, 2)
        for day in range(1, 5)
    ]
    made.add("calendar", "calendar", calendar)
    page = page_of(made, languages.DUTCH)
    headings = re.findall(r'<h2 [^>]*id="(jaar-\d+)"', page)
    assert headings == ["jaar-2020", "jaar-2021", "jaar-2022", "jaar-2023"]
    assert re.findall(r'href="#(jaar-\d+)"', page) == headings
    assert 'id="jaar-' not in page_of(chains.chain(), languages.DUTCH)


def test_a_calendar_that_was_withdrawn_leaves_the_other_days() -> None:
    made = chains.chain()
    made.add("calendar", "calendar", None, act="withdraw", reason="Verkeerde zaal.")
    page = page_of(made, languages.DUTCH)
    assert "Verkeerde zaal." in page
    assert "Kernteam" not in page
    assert page.count("Voorwaarde bij") == 1


def test_nothing_public_is_no_calendar() -> None:
    assert agenda.of(chains.told(Chain())) == {}
