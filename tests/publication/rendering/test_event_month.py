"""An event month in the record: every page, before and after a change, and calendars that two programs read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus
from icalendar import Calendar
from lxml import html

from regiodeal.event_month.calendar import uid
from regiodeal.publication import record, record_check
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering import expected, pages, plan
from regiodeal.publication.validation import check
from regiodeal.publication.visibility import public
from tests.publication.rendering import sample_months, samples
from tests.publication.rendering.sample_data import DEAL
from tests.publication.rendering.sample_months import MONTH
from tests.publication.sections.reading import Read, dead, text

AT = datetime(2026, 11, 24, tzinfo=UTC)
FOLDER = f"maand/{MONTH}/"
LATER = "2026-11-23T21:00:00Z"


def made(*programmes: dict[str, Any] | None) -> list[Envelope]:
    """Return the editions of a deal with these programmes of one month; None withdraws it."""
    chain = samples.Chain(samples.small())
    for snapshot in programmes:
        if snapshot is None:
            chain.add("event-month", MONTH, None, act="withdraw", reason="Er stond een telefoonnummer in.")
        else:
            chain.add("event-month", MONTH, snapshot, published_at=LATER)
    return chain.envelopes


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return all files of the record after two programmes."""
    visible = public(made(sample_months.first(), sample_months.second()), AT)
    return {path: content for task in plan.of(visible) for path, content in task.files()}


def read(files: dict[str, bytes], folder: str) -> Read:
    """Return the page of a folder."""
    path = f"{folder}index.html"
    content = files[path].decode()
    return Read(path, content, html.fromstring(content))


def of_subject(*programmes: dict[str, Any]) -> dict[str, bytes]:
    """Return what follows from the editions of the month alone."""
    visible = public(made(*programmes), AT)
    editions = visible.of("event-month")[MONTH]
    return pages.of_subject(editions, deal=deals.of(editions[-1].snapshot or {}))


def events(calendar: bytes) -> dict[str, Any]:
    """Return the events of a calendar by their UID."""
    return {str(event["UID"]): event for event in Calendar.from_ical(calendar).walk("VEVENT")}


def named(session: str) -> str:
    """Return the UID of a session."""
    return uid(DEAL["code"], MONTH, session)


def of_month(files: dict[str, bytes]) -> Iterator[str]:
    """Yield the folders of all pages of the month, in both languages."""
    return (path.removesuffix("index.html") for path in files if "maand/" in path and path.endswith("index.html"))


def test_every_link_on_the_pages_of_a_month_leads_somewhere(files: dict[str, bytes]) -> None:
    folders = list(of_month(files))
    assert len(folders) > 30
    for folder in folders:
        page = read(files, folder)
        assert [link for link in dead(page, files) if not link.startswith("aanmelden/")] == [], folder
        assert page.tree.xpath("//h1")
        assert "javascript:" not in page.source
        assert not page.tree.xpath("//script")


@pytest.mark.parametrize(("language", "words"), [("", "1 tot en met 31 oktober 2027"), ("en/", "1 to 31 October 2027")])
def test_the_month_at_a_glance(files: dict[str, bytes], language: str, words: str) -> None:
    page = read(files, f"{language}{FOLDER}")
    assert words in text(page.part())
    weeks = page.tree.xpath("//table[@class='rd-weeks']")[0]
    assert [len(row) for row in weeks.iter("tr")] == [8] * 6, "five weeks under their head"
    led = {link.get("href").rstrip("/")[-10:]: text(link) for link in weeks.iter("a")}
    days = ("05", "04", "12", "30", "31")
    assert set(led) == {f"2027-10-{day}" for day in days}
    assert led["2027-10-12"] == ("12 oktober afgelast" if not language else "12 October cancelled")
    headings = [text(one) for one in page.tree.xpath("//h3/a")]
    first = "Maandag 4 oktober" if not language else "Monday 4 October"
    assert headings[0] == first


def test_a_choice_hides_every_session_without_it_and_every_day_that_is_empty_then(files: dict[str, bytes]) -> None:
    page, rules = read(files, FOLDER), files[f"{FOLDER}keuzes.css"].decode()
    chosen = page.tree.xpath("//select[@id='filter-gemeente']/option[contains(., 'Coevorden')]")[0].get("value")
    rows = page.tree.xpath("//li[contains(@class, 'rd-filtered__row')]")
    assert [text(row.xpath(".//a")[0]) for row in rows if chosen in row.get("class").split()] == [
        "Kijken op de boerderij"
    ]
    assert f".rd-filtered:has(option[value={chosen}]:checked) .rd-filtered__row:not(.{chosen})" in rules
    assert f".rd-programme__day:not(:has(.{chosen}))" in rules
    assert all(letter not in rules for letter in "<\"'\\"), "nothing that people wrote is in a style sheet"


def test_a_day_a_municipality_and_a_pillar_have_a_page(files: dict[str, bytes]) -> None:
    assert "Werken aan dorpen" in text(read(files, f"{FOLDER}dag/2027-10-05/").part())
    town = read(files, f"{FOLDER}gemeente/gemeente-coevorden/")
    assert [text(one) for one in town.tree.xpath("//h1")] == ["Coevorden"]
    assert "Kijken op de boerderij" in text(town.part())
    assert "Partners bijeen" in text(read(files, f"{FOLDER}pijler/wonen/").part())
    sunday = read(files, f"{FOLDER}dag/2027-10-31/")
    assert "Kijken op de boerderij" in text(sunday.part()), "it goes on from the day before"


def test_the_day_that_a_session_left_says_where_it_went(files: dict[str, bytes]) -> None:
    page = read(files, f"{FOLDER}dag/2027-10-04/")
    assert page.lines("verplaatst") == [
        ["Werken aan dorpen", "Nu: dinsdag 5 oktober, 9.30 – 11.00 uur · De Grote Zaal, Emmen"]
    ]


def test_a_session_tells_all_and_leads_to_its_project_and_to_the_sign_up(files: dict[str, bytes]) -> None:
    page = read(files, f"{FOLDER}sessie/dorpen/")
    told = page.facts("gegevens")
    assert told["Waar"].startswith("De Grote Zaal, zaal 2")
    assert told["Gastheer of gastvrouw"] == "Anna de Vries, programmabureau"
    assert told["Plaatsen"] == "30"
    assert "Dinsdag 5 oktober 2027, 9.30 – 11.00 uur" in text(page.part())
    links = page.links()
    calendar = f"{FOLDER}sessie/dorpen/agenda.ics"
    for link in (
        f"aanmelden/{MONTH}/?sessie=dorpen",
        "projecten/iq-blvd/",
        "pijlers/werken/",
        calendar,
        f"webcal://deal.example/{calendar}",
    ):
        assert link in links


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ("partners", "Alleen voor partners, op uitnodiging."),
        ("online", "De spreker is ziek."),
        ("nasty", "4,3 van 5 (3 antwoorden)"),
    ],
)
def test_nobody_is_sent_to_the_sign_up_of_a_session_that_takes_none(
    files: dict[str, bytes], session: str, words: str
) -> None:
    page = read(files, f"{FOLDER}sessie/{session}/")
    assert words in text(page.part())
    assert not [link for link in page.links() if link.startswith("aanmelden/")]


def test_there_is_no_sign_up_before_it_is_open() -> None:
    found = of_subject({**sample_months.first(), "sign_up": False, "call": None})
    assert not [path for path, content in found.items() if b"aanmelden/" in content]


def test_a_permanent_page_leads_only_to_what_stays(files: dict[str, bytes]) -> None:
    page = read(files, f"{FOLDER}versie-1/")
    assert "Werken aan dorpen" in text(page.part())
    assert not page.tree.xpath("//form")
    assert [link for link in page.links() if "/dag/" in link] == []
    assert f"{FOLDER}versie-1/index.html#dag-2027-10-04" in page.links()


def test_one_calendar_program_follows_a_move_and_a_cancellation() -> None:
    before = events(of_subject(sample_months.first())[f"{FOLDER}agenda.ics"])
    after = events(of_subject(sample_months.first(), sample_months.second())[f"{FOLDER}agenda.ics"])
    assert set(before) == set(after) == {named(one["code"]) for one in sample_months.varied()}
    moved, off, same = named("dorpen"), named("online"), named("partners")
    assert before[moved]["DTSTART"].dt == datetime(2027, 10, 4, 7, 30, tzinfo=UTC)
    assert after[moved]["DTSTART"].dt == datetime(2027, 10, 5, 7, 30, tzinfo=UTC)
    assert before[moved]["SEQUENCE"] < after[moved]["SEQUENCE"]
    assert (before[off]["STATUS"], after[off]["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert before[off]["SEQUENCE"] < after[off]["SEQUENCE"]
    assert "De spreker is ziek." in str(after[off]["DESCRIPTION"])
    assert before[same]["SEQUENCE"] == after[same]["SEQUENCE"]
    assert str(after[moved]["LOCATION"]) == "De Grote Zaal, zaal 2, Stationsplein 1, Gemeente Emmen"
    assert str(after[moved]["URL"]) == f"{DEAL['address']}{FOLDER}sessie/dorpen/"
    assert after[moved]["DTSTAMP"].dt == datetime.fromisoformat(LATER)


def test_another_calendar_program_reads_the_same() -> None:
    calendars = of_subject(sample_months.first(), sample_months.second())
    content = calendars[f"{FOLDER}agenda.ics"].decode()
    found = {event.uid: event for event in IcsCalendarStream.calendar_from_ics(content).events}
    assert found[named("dorpen")].dtstart == datetime(2027, 10, 5, 7, 30, tzinfo=UTC)
    assert found[named("dorpen")].sequence == 1
    assert found[named("online")].status == EventStatus.CANCELLED
    assert len(found) == 5
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in content
    for path in calendars:
        if path.endswith(".ics"):
            assert IcsCalendarStream.calendar_from_ics(calendars[path].decode()).events, path


def test_who_follows_a_day_sees_a_session_leave_it() -> None:
    """What is in a calendar would otherwise stay at the old time in who took it over."""
    found = of_subject(sample_months.first(), sample_months.second())
    assert set(events(found[f"{FOLDER}dag/2027-10-04/agenda.ics"])) == {named("dorpen"), named("partners")}
    assert set(events(found[f"{FOLDER}dag/2027-10-05/agenda.ics"])) == {named("dorpen")}
    assert set(events(found[f"{FOLDER}sessie/online/agenda.ics"])) == {named("online")}


def test_the_programme_to_print_is_tagged_and_archivable(files: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(files[f"{FOLDER}versie-2/programma.pdf"])) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "nl-NL"
        assert str(document.docinfo["/Title"]).startswith("Maand van de Regio 2027")
        with document.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        outline = document.Root.Outlines
        assert outline.Count != 0


def test_the_table_of_a_month_is_safe_to_open(files: dict[str, bytes]) -> None:
    table = files[f"{FOLDER}versie-2/programma.csv"].decode()
    assert table.splitlines()[0].startswith("sessie,titel,soort,begin,einde")
    assert "De spreker is ziek." in table
    assert "\r\n=" not in table


def test_the_home_page_names_what_comes_and_the_navigation_shows_the_section(files: dict[str, bytes]) -> None:
    page = read(files, "")
    assert [line[0] for line in page.lines("maand")][:2] == ["Partners bijeen", "Werken aan dorpen"]
    assert f"aanmelden/{MONTH}/" in page.links("maand")
    assert b"rd-nav__item--optional" in files["assets/deal.css"]
    assert read(files, "maand/").lines()[0][0] == "Maand van de Regio 2027"


def test_a_month_that_is_over_is_not_on_the_home_page() -> None:
    over = {**sample_months.first(), "starts_on": "2025-10-01", "ends_on": "2025-10-31"}
    home = {path: content for task in plan.of(public(made(over), AT)) for path, content in task.files()}["index.html"]
    assert b'id="maand"' not in home


def test_a_deal_without_a_month_says_nothing_of_one() -> None:
    visible = public(samples.small(), AT)
    found = {path: content for task in plan.of(visible) for path, content in task.files()}
    assert [path for path in found if "maand/" in path] == ["maand/index.html", "en/maand/index.html"]
    assert b"noindex" in found["maand/index.html"]
    assert b"rd-nav__item--optional" not in found["assets/deal.css"]
    assert b"/maand/" not in found["sitemap.xml"]
    assert b'id="maand"' not in found["index.html"]


def test_a_month_that_is_withdrawn_leaves_no_page_but_the_one_that_says_so() -> None:
    visible = public(made(sample_months.first(), None), AT)
    found = {path: content for task in plan.of(visible) for path, content in task.files()}
    assert [path for path in found if path.startswith(FOLDER)] == [f"{FOLDER}index.html"]
    assert "Er stond een telefoonnummer in." in found[f"{FOLDER}index.html"].decode()
    assert not [path for path, content in found.items() if b"Anna de Vries" in content]


def test_another_decision_renders_no_page_of_a_month_anew() -> None:
    before = public(made(sample_months.first()), AT)
    chain = samples.Chain(made(sample_months.first()))
    chain.add("project-page", "iq-blvd", chain.envelopes[3].snapshot)
    after = public(chain.envelopes, AT)
    known = {task.key for task in plan.of(before)}
    again = [path for task in plan.of(after) if task.key not in known for path, _ in task.files()]
    assert not [path for path in again if FOLDER in path]
    assert not [path for task in plan.direct(after, [chain.envelopes[-1].number]) for path, _ in task.files()
                if "maand/" in path]  # fmt: skip


def test_a_new_programme_shows_at_once_with_all_of_its_pages() -> None:
    envelopes = made(sample_months.first(), sample_months.second())
    direct = [path for task in plan.direct(public(envelopes, AT), [envelopes[-1].number]) for path, _ in task.files()]
    assert f"{FOLDER}versie-2/programma.pdf" in direct
    assert f"{FOLDER}agenda.ics" in direct
    assert f"en/{FOLDER}sessie/dorpen/index.html" in direct


def test_a_record_with_months_proves_itself_and_breaks_no_rule(tmp_path: Path) -> None:
    envelopes = made(sample_months.first(), sample_months.second())
    folder = tmp_path / "deal"
    record.build(folder, envelopes, at=AT)
    assert [str(fault) for fault in check.check(folder, None).faults] == []
    assert record_check.check(folder) == []


def test_what_only_a_month_names_has_a_page_that_says_that_there_is_nothing_yet() -> None:
    visible = public(made(sample_months.first()), AT)
    links = expected.of(visible)
    assert {"pijlers/cultuur/", "partijen/dorpsraad/"} <= set(links.folders)
    assert "los" in links.projects
