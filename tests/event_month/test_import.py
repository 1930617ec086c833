"""Sessions from a spreadsheet: what each row makes or changes, and every fault at its cell."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.event_month import import_sheet
from regiodeal.event_month.about import Person, about
from regiodeal.event_month.actions import imports, sessions
from regiodeal.event_month.choices import Audience, Role, SessionForm, SessionKind, SessionState
from regiodeal.event_month.import_sheet import Does, Sheet
from regiodeal.event_month.known import known
from regiodeal.event_month.models import EventMonth, Session, Venue
from regiodeal.programme.models import Deal
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.programmes import a_month, a_session, a_venue, moment
from tests.factories.projects import a_project

HEAD = ["Titel", "Soort", "Datum", "Begin", "Eind", "Locatie", "Gemeente", "Capaciteit", "Sprekers"]
GOOD: list[Any] = [
    "Wonen",
    "lezing",
    "5-10-2021",
    "14:00",
    "16.30",
    "Het Veenhuis",
    "Gemeente Achterveen",
    40,
    "Al Smit",
]


@pytest.fixture
def month(db: None) -> EventMonth:
    """An event month in October 2021."""
    return a_month(a_deal())


def read(month: EventMonth, *rows: Sequence[object], head: Sequence[object] = HEAD) -> Sheet:
    """Read rows below headings."""
    return import_sheet.read([[head, *rows]], month, known(month))


def take_in(month: EventMonth, *rows: Sequence[object], head: Sequence[object] = HEAD, partly: bool = False) -> int:
    """Read rows and take them in."""
    return imports.take_in(month=month, sheet=read(month, *rows, head=head), partly=partly, by=SECRETARY, at=AT)


def with_(column: str, value: object) -> list[Any]:
    """Return the good row with something else in one cell."""
    row = list(GOOD)
    row[HEAD.index(column)] = value
    return row


def test_a_row_becomes_a_session_with_its_venue(month: EventMonth) -> None:
    assert take_in(month, GOOD) == 1
    session = Session.objects.get()
    assert (session.title, session.kind, session.state) == ("Wonen", SessionKind.LECTURE, SessionState.SCHEDULED)
    assert (session.starts_at, session.ends_at) == (moment(5, 14), moment(5, 16, 30))
    assert (session.capacity, session.form) == (40, SessionForm.ON_SITE)
    assert about(session).people == (Person(Role.SPEAKER, "Al Smit"),)
    venue = Venue.objects.select_related("municipality").get()
    assert (venue.name, str(venue.municipality)) == ("Het Veenhuis", "Gemeente Achterveen")


@pytest.mark.parametrize(
    "day",
    [
        date(2021, 10, 5),
        datetime.combine(date(2021, 10, 5), time()),
        "2021-10-05",
        "05/10/2021",
        "5 okt 2021",
        "dinsdag 5 oktober 2021",
    ],
)
def test_a_day_is_read_as_people_write_it(month: EventMonth, day: object) -> None:
    (line,) = read(month, with_("Datum", day)).lines
    assert line.said.starts_at == moment(5, 14)


@pytest.mark.parametrize(
    "clock",
    [
        time(14, 0),
        datetime(1899, 12, 30, 14, 0),  # noqa: DTZ001 - a cell has no time zone
        timedelta(hours=14),
        14 / 24,
        14,
        "14",
        "14u",
        "14.00 uur",
        "14:00:00",
    ],
)
def test_a_time_is_read_as_people_write_it(month: EventMonth, clock: object) -> None:
    (line,) = read(month, with_("Begin", clock)).lines
    assert line.said.starts_at == moment(5, 14)


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("Titel", "", "A2"),
        ("Titel", date(2021, 1, 1), "A2"),
        ("Titel", "x" * 201, "A2"),
        ("Soort", "feest", "B2"),
        ("Datum", "31-02-2021", "C2"),
        ("Datum", "morgen", "C2"),
        ("Datum", 44474, "C2"),
        ("Datum", "", "C2"),
        ("Begin", "25:00", "D2"),
        ("Begin", "'s middags", "D2"),
        ("Begin", True, "D2"),
        ("Eind", None, "E2"),
        ("Eind", "13:00", "E2"),
        ("Locatie", "", "F2"),
        ("Locatie", "x" * 201, "F2"),
        ("Gemeente", "Nergenshuizen", "G2"),
        ("Capaciteit", "veel", "H2"),
        ("Capaciteit", -4, "H2"),
        ("Capaciteit", 0, "H2"),
        ("Capaciteit", 12.5, "H2"),
        ("Sprekers", "Jo (Gemeente", "I2"),
        ("Sprekers", "()", "I2"),
    ],
)
def test_a_fault_stands_at_its_cell(month: EventMonth, column: str, value: object, cell: str) -> None:
    sheet = read(month, with_(column, value))
    assert [fault.cell for fault in sheet.faults] == [cell]
    assert (sheet.lines, sheet.faulty_rows) == ([], 1)


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("pijler", "Vissen"),
        ("project", "bestaat-niet"),
        ("organisaties", "Provincie Veenland; Bakkerij Om de Hoek"),
        ("vorm", "telefonisch"),
        ("taal", "Drents"),
        ("doelgroep", "honden"),
        ("code", "Met Hoofdletters"),
        ("link", "geen adres"),
    ],
)
def test_what_is_not_known_is_told_at_its_cell(month: EventMonth, heading: str, value: str) -> None:
    row = [*with_("Locatie", ""), value] if heading == "link" else [*GOOD, value]
    sheet = read(month, row, head=[*HEAD, heading])
    assert [fault.cell for fault in sheet.faults] == ["J2"]


def test_all_faults_of_a_row_are_told_at_once(month: EventMonth) -> None:
    row = ["", "feest", "morgen", "25:00", "26:00", "", "Nergens", "veel", ""]
    assert [fault.cell for fault in read(month, row).faults] == ["B2", "C2", "D2", "E2", "G2", "H2"]


@pytest.mark.parametrize("rows", [[], [[]], [["Naam"], ["Wonen"]], [HEAD], [HEAD, [], [None, " "]]])
def test_a_file_without_sessions_says_so(month: EventMonth, rows: list[list[object]]) -> None:
    sheet = import_sheet.read([rows], month, known(month))
    assert len(sheet.faults) == 1
    with pytest.raises(imports.NotAllRight):
        imports.take_in(month=month, sheet=sheet, partly=True, by=SECRETARY, at=AT)


def test_nothing_is_stored_of_a_file_with_faults_unless_somebody_chose_the_rest(month: EventMonth) -> None:
    with pytest.raises(imports.NotAllRight):
        take_in(month, GOOD, with_("Soort", "feest"))
    assert not Session.objects.exists()
    assert not Venue.objects.exists()
    assert take_in(month, GOOD, with_("Soort", "feest"), partly=True) == 1


def test_columns_stand_in_any_order_in_two_languages(month: EventMonth) -> None:
    a_project(month.deal, "dorpshuis")
    head = (
        ["Maand van de Regio"],
        ["Summary", "Project", "TITLE", "Audience", "Language", "Organisations", "Link", "Host"],
    )
    row = [
        "Over huizen.",
        "Dorpshuis",
        "Living",
        "partners",
        "en",
        "Provincie Veenland",
        "https://example.nl/",
        "Jo (Dorp); Di",
    ]
    (line,) = import_sheet.read([[["niets"]], [*head, row]], month, known(month)).lines
    said = line.said
    assert (said.title, said.summary, said.audience, said.language) == (
        "Living",
        "Over huizen.",
        Audience.PARTNERS,
        "en",
    )
    assert said.project is not None
    assert [one.name for one in said.parties] == ["Provincie Veenland"]
    assert (said.form, said.starts_at) == (SessionForm.ONLINE, None)
    assert said.people == (Person(Role.HOST, "Jo", "Dorp"), Person(Role.HOST, "Di"))


def test_a_code_changes_the_session_that_has_it_and_leaves_alone_what_has_no_column(month: EventMonth) -> None:
    session = a_session(
        month, summary="Blijft.", capacity=20, people=(Person(Role.HOST, "Jo"), Person(Role.SPEAKER, "Al"))
    )
    head, row = ["code", "titel", "capaciteit", "sprekers"], [session.code, "Anders", None, "Bo"]
    (line,) = read(month, row, head=head).that(Does.CHANGES)
    assert line.changed == ("title", "capacity", "people")
    assert take_in(month, row, head=head) == 1
    session.refresh_from_db()
    assert (session.title, session.capacity, session.summary, session.revision) == ("Anders", None, "Blijft.", 1)
    assert session.starts_at == moment(5, 14)
    assert about(session).people == (Person(Role.HOST, "Jo"), Person(Role.SPEAKER, "Bo"))


def test_a_new_time_in_one_column_keeps_the_day(month: EventMonth) -> None:
    session = a_session(month)
    assert take_in(month, [session.code, session.title, "13:00"], head=["code", "titel", "begin"]) == 1
    session.refresh_from_db()
    assert (session.starts_at, session.ends_at) == (moment(5, 13), moment(5, 16))


def test_what_cannot_change_is_told_before(month: EventMonth) -> None:
    cancelled, full = a_session(month), a_session(month, title="Vol", capacity=3)
    sessions.cancel(session=cancelled, reason="Ziek.", by=SECRETARY, at=AT)
    Session.objects.filter(pk=full.pk).update(published_revision=0)
    head = ["code", "titel", "datum", "begin", "eind"]
    sheet = read(month, [cancelled.code, "Toch"], [full.code, "Vol", None, None, None], head=head)
    assert [fault.cell for fault in sheet.faults] == ["A2", "C3"]


def test_one_session_stands_in_one_row(month: EventMonth) -> None:
    session = a_session(month)
    again = read(month, GOOD, GOOD)
    assert [fault.cell for fault in again.faults] == ["A3"]
    twice = read(month, [session.code, "Een"], [session.code, "Twee"], head=["code", "titel"])
    assert [fault.cell for fault in twice.faults] == ["B3"]


def test_a_venue_is_made_once_whatever_its_capitals(month: EventMonth) -> None:
    a_venue(month.deal, "De Schuur")
    rows = [with_("Titel", "Een"), with_("Titel", "Twee"), with_("Titel", "Drie")]
    rows[1][HEAD.index("Locatie")] = "het veenhuis"
    rows[2][HEAD.index("Locatie")] = "DE SCHUUR"
    take_in(month, *rows)
    assert sorted(Venue.objects.values_list("name", flat=True)) == ["De Schuur", "Het Veenhuis"]


def test_a_whole_month_is_read_once_and_then_changes_nothing(month: EventMonth) -> None:
    head, rows = a_full_month(month.deal)
    assert take_in(month, *rows, head=head) == 40
    assert Session.objects.filter(month=month, state=SessionState.SCHEDULED).count() == 36
    assert Venue.objects.count() == 6
    revisions = list(Session.objects.values_list("code", "revision", "title"))
    assert take_in(month, *rows, head=head) == 0
    assert list(Session.objects.values_list("code", "revision", "title")) == revisions
    assert Venue.objects.count() == 6


def a_full_month(deal: Deal) -> tuple[list[str], list[list[Any]]]:
    """Return forty sessions as somebody types them: four without a day yet, every fifth online."""
    a_project(deal, "dorpshuis")
    head = [
        "titel", "soort", "datum", "begin", "eind", "locatie", "adres", "gemeente", "zaal", "toegankelijkheid", "vorm",
        "taal", "capaciteit", "doelgroep", "pijler", "project", "gastheer", "sprekers", "organisaties", "samenvatting",
        "link",
    ]  # fmt: skip
    subjects = ["Turf", "Water", "Jeugd", "Zorg", "Energie", "Wegen", "Winkels", "Natuur"]
    kinds = [kind.label for kind in SessionKind]
    rows = []
    for number in range(40):
        subject, planned, online = subjects[number % 8], number >= 4, number % 5 == 4
        day = date(2021, 10, 1 + number % 31)
        rows.append(
            [
                f"{subject} in de streek {number // 8 + 1}",
                kinds[number % 8],
                day if planned else None,
                time(9 + number % 9, 30) if planned else None,
                f"{11 + number % 9}:15" if planned else "",
                "" if online else f"Zaal van dorp {number % 6 + 1}",
                "" if online else "Brink 2",
                "" if online else ["Achterveen", "Gemeente Buitenveen"][number % 2],
                "" if online else "boven",
                "" if online else "Er is een lift.",
                "online" if online else "",
                "en" if number == 7 else "nl",
                20 + number if number % 3 else None,
                "partners" if number % 10 == 0 else "iedereen",
                ["Werken", "wonen", ""][number % 3],
                "Dorpshuis" if number % 7 == 0 else "",
                f"Gastvrouw {number} (Dorpsraad)",
                f"Spreker {number}; Gast {number} (School)",
                "Provincie Veenland; Gemeente Achterveen" if number % 4 == 0 else "",
                f"Wat {subject.lower()} met ons doet.\n\nMet koffie.",
                "https://example.nl/kamer" if online else "",
            ]
        )
    return head, rows


def test_times_are_those_of_the_netherlands_on_both_sides_of_the_change_of_the_clock(month: EventMonth) -> None:
    take_in(month, with_("Datum", "30-10-2021"), with_("Datum", "31-10-2021"))
    before, after = Session.objects.order_by("starts_at")
    assert before.starts_at is not None
    assert after.starts_at is not None
    assert after.starts_at - before.starts_at == timedelta(hours=25)
    assert after.starts_at.astimezone(OFFICE_TIME).hour == 14
