"""The screens about event months: the programme, a session, venues, proposals, the import, invitations and the door."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from openpyxl import Workbook, load_workbook

from regiodeal.accounts.roles import RoleCode
from regiodeal.audit.models import AuditLine
from regiodeal.event_month.about import about
from regiodeal.event_month.actions import proposals
from regiodeal.event_month.actions.registrations import Wanted
from regiodeal.event_month.choices import Audience, MessageKind, SessionForm, SessionKind, SessionState
from regiodeal.event_month.models import EventMonth, Feedback, Invitation, Message, Registration, Session, Venue
from regiodeal.programme.models import Deal
from tests.event_month.test_import import a_full_month
from tests.factories.event_month import BEFORE, comes
from tests.factories.programme import AT, a_deal
from tests.factories.programmes import a_month, a_session, a_venue, moment
from tests.offices import at_desk

FIELDS = {
    "title": "Wonen in het veen",
    "kind": "lecture",
    "language": "nl",
    "form": "online",
    "audience": "everyone",
    "needs_sign_up": "on",
    "starts_at": "2021-10-05T14:00",
    "ends_at": "2021-10-05T16:00",
}
MONTH = {
    "name": "Maand van de Regio",
    "starts_on": "2021-10-01",
    "ends_on": "2021-10-31",
    "keep_days": "30",
    "needs_keep_days": "7",
}


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal."""
    cache.clear()
    return a_deal()


@pytest.fixture
def desk(deal: Deal) -> Client:
    """The desk of the communications adviser."""
    return at_desk(deal, RoleCode.COMMUNICATIONS)


@pytest.fixture
def month(deal: Deal) -> EventMonth:
    """An event month in October 2021, open for those who want to come."""
    return a_month(deal, sign_up_open=True)


def at(deal: Deal, address: str = "") -> str:
    """Return an address among the event months of a deal."""
    return f"/kantoor/{deal.code}/maand/{address}"


def of(month: EventMonth, address: str = "") -> str:
    """Return an address of an event month."""
    return at(month.deal, f"programma/{month.code}/{address}")


def text(answer: Any) -> str:
    """Return what a page says, with its spaces as one."""
    return " ".join(answer.content.decode().split())


def public(session: Session) -> Session:
    """Let the public know a session."""
    Session.objects.filter(pk=session.pk).update(published_revision=session.revision)
    session.refresh_from_db()
    return session


def workbook(head: list[Any], rows: list[list[Any]]) -> SimpleUploadedFile:
    """Return a spreadsheet to upload."""
    book = Workbook()
    sheet: Any = book.active
    for row in (head, *rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("programma.xlsx", file.getvalue())


def test_a_month_is_made_and_changed(deal: Deal, desk: Client) -> None:
    made = desk.post(at(deal, "nieuw/"), MONTH)
    assert made["Location"] == at(deal, "programma/maand-van-de-regio/")
    assert "Er zijn nog geen sessies" in text(desk.get(made["Location"]))
    assert "Maand van de Regio" in text(desk.get(at(deal)))
    again = desk.post(at(deal, "nieuw/"), MONTH)
    assert (again.status_code, "er is al een maand" in text(again).lower()) == (422, True)
    changed = desk.post(f"{made['Location']}wijzigen/", MONTH | {"sign_up_open": "on"})
    assert changed.status_code == 302
    assert EventMonth.objects.get().sign_up_open


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"ends_on": "2021-09-01"}, {"starts_on": "morgen"}, {"call_text": "Doe mee"}, {"keep_days": "-1"}],
)
def test_a_month_that_cannot_be_is_told_and_keeps_what_was_typed(
    deal: Deal, desk: Client, wrong: dict[str, str]
) -> None:
    answer = desk.post(at(deal, "nieuw/"), MONTH | {"introduction": "Welkom."} | wrong)
    assert answer.status_code == 422
    assert "Welkom." in text(answer)
    assert not EventMonth.objects.exists()


def test_a_session_is_made_changed_and_cancelled(month: EventMonth, desk: Client) -> None:
    typed = FIELDS | {"hosts": "Jo Bakker (Gemeente)\n\nDi", "materials": "Dia's: https://example.nl/dia.pdf"}
    made = desk.post(of(month, "nieuwe-sessie/"), typed)
    address = made["Location"]
    session = Session.objects.get()
    assert [(one.name, one.about) for one in about(session).people] == [("Jo Bakker", "Gemeente"), ("Di", "")]
    assert [(one.title, one.url) for one in about(session).materials] == [("Dia's", "https://example.nl/dia.pdf")]
    assert session.starts_at == moment(5, 14)
    form = desk.get(f"{address}wijzigen/").context["form"]
    seen = form.initial["seen"]
    assert desk.post(f"{address}wijzigen/", typed | {"title": "Anders", "seen": seen}).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.revision) == ("Anders", 1)
    assert desk.post(f"{address}afgelasten/", {"reason": " "}).status_code == 422
    assert desk.post(f"{address}afgelasten/", {"reason": "De spreker is ziek."}).status_code == 302
    page = text(desk.get(address))
    assert "De spreker is ziek." in page
    assert "wijzigen/" not in page


def test_opening_the_form_and_saving_it_changes_nothing(month: EventMonth, desk: Client) -> None:
    parties = tuple(one.organisation for one in month.deal.parties.all())
    a_session(month, form=SessionForm.BOTH, venue=a_venue(month.deal), parties=parties, closes_at=moment(4, 12))
    form = desk.get(of(month, "sessie/wonen-in-het-veen/wijzigen/")).context["form"]
    shown = {field.html_name: field.value() for field in form}
    typed = {
        name: value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "strftime") else "" if value is None else value
        for name, value in shown.items()
    }
    assert desk.post(of(month, "sessie/wonen-in-het-veen/wijzigen/"), typed).status_code == 302
    assert not AuditLine.objects.filter(act="session.change").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"ends_at": "2021-10-05T13:00"}, "ends_at"),
        ({"starts_at": ""}, "ends_at"),
        ({"form": "on_site"}, "venue"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "veel"}, "capacity"),
        ({"closes_at": "2021-10-06T10:00"}, "closes_at"),
        ({"kind": "feest"}, "kind"),
        ({"venue": "999999"}, "venue"),
        ({"hosts": "(zonder naam)"}, "hosts"),
        ({"materials": "zonder adres"}, "materials"),
        ({"starts_at": "2021-03-28T02:30"}, "starts_at"),
    ],
)
def test_what_is_wrong_with_a_session_is_told_at_its_field(
    month: EventMonth, desk: Client, wrong: dict[str, str], field: str
) -> None:
    answer = desk.post(of(month, "nieuwe-sessie/"), FIELDS | {"summary": "Blijft staan."} | wrong)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Blijft staan." in text(answer)
    assert not Session.objects.exists()


def test_who_comes_second_loses_nothing_and_overwrites_nothing(month: EventMonth, desk: Client) -> None:
    a_session(month)
    address = of(month, "sessie/wonen-in-het-veen/wijzigen/")
    seen = desk.get(address).context["form"].initial["seen"]
    assert desk.post(address, FIELDS | {"summary": "Eerst.", "seen": seen}).status_code == 302
    second = desk.post(address, FIELDS | {"summary": "Daarna.", "seen": seen})
    assert (second.status_code, Session.objects.get().summary) == (409, "Eerst.")
    assert "Daarna." in text(second)
    again = second.context["form"]["seen"].value()
    assert desk.post(address, FIELDS | {"summary": "Daarna.", "seen": again}).status_code == 302
    assert Session.objects.get().summary == "Daarna."


def test_only_what_nobody_knows_is_removed(month: EventMonth, desk: Client) -> None:
    known, unknown = public(a_session(month, title="Bekend")), a_session(month, title="Onbekend")
    assert "verwijderen/" not in text(desk.get(of(month, f"sessie/{known.code}/")))
    refused = desk.post(of(month, f"sessie/{known.code}/verwijderen/"), follow=True)
    assert "afgelast" in text(refused).lower()
    desk.post(of(month, f"sessie/{unknown.code}/verwijderen/"))
    assert list(Session.objects.values_list("title", flat=True)) == ["Bekend"]


def test_the_month_shows_by_day_what_clashes_and_who_comes(month: EventMonth, desk: Client) -> None:
    hall = {"form": SessionForm.ON_SITE, "venue": a_venue(month.deal)}
    full = public(a_session(month, title="Vol", capacity=2, **hall))
    a_session(month, title="Ook daar", starts_at=moment(5, 15), ends_at=moment(5, 17), **hall)
    a_session(month, title="Later", starts_at=None, ends_at=None)
    comes(full, "jo", companions=1, at=BEFORE)
    comes(full, "al", at=BEFORE)
    page = desk.get(of(month))
    said = text(page)
    assert "1 botsing in het programma" in said
    assert "Geef een van beide een andere tijd, locatie of zaal." in said
    assert [day.on and day.on.day for day in page.context["days"]] == [5, None]
    assert "2 / 2" in said
    assert "1 wacht" in said
    assert "nog geen dag en tijd" in said


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", {"Wonen", "Werken", "Later"}),
        ("?stand=accepted", {"Later"}),
        ("?pijler=werken", {"Werken"}),
        ("?dag=2021-10-07", {"Werken"}),
        ("?dag=2021-10-07&pijler=wonen", set()),
        ("?dag=gisteren&stand=onzin", {"Wonen", "Werken", "Later"}),
    ],
)
def test_the_programme_is_narrowed(month: EventMonth, desk: Client, asked: str, titles: set[str]) -> None:
    pillar = month.deal.pillars.get(code="werken")
    a_session(month, title="Wonen")
    a_session(month, title="Werken", pillar=pillar, starts_at=moment(7, 10), ends_at=moment(7, 11))
    a_session(month, title="Later", starts_at=None, ends_at=None)
    days = desk.get(of(month, asked)).context["days"]
    assert {row.session.title for day in days for row in day.rows} == titles


def test_more_sessions_are_not_more_queries(month: EventMonth, desk: Client) -> None:
    def made(first: int, last: int) -> None:
        for number in range(first, last):
            session = public(a_session(month, title=f"Sessie {number}", capacity=9))
            comes(session, f"gast{number}", at=BEFORE)

    made(0, 5)
    desk.get(of(month))
    with CaptureQueriesContext(connection) as few:
        desk.get(of(month))
    made(5, 60)
    with CaptureQueriesContext(connection) as many:
        desk.get(of(month))
    assert len(many) == len(few)


def test_a_venue_is_made_changed_and_removed(deal: Deal, desk: Client) -> None:
    assert desk.post(at(deal, "locaties/nieuw/"), {"name": "De Schuur", "capacity": "30"}).status_code == 302
    assert desk.post(at(deal, "locaties/nieuw/"), {"name": "de schuur"}).status_code == 422
    assert desk.post(at(deal, "locaties/nieuw/"), {"name": "", "capacity": "0"}).status_code == 422
    venue = Venue.objects.get()
    assert desk.post(at(deal, f"locaties/{venue.pk}/"), {"name": "De Stal"}).status_code == 302
    assert "De Stal" in text(desk.get(at(deal, "locaties/")))
    a_session(a_month(deal), form=SessionForm.ON_SITE, venue=venue)
    assert "De Stal" in text(desk.post(at(deal, f"locaties/{venue.pk}/verwijderen/"), follow=True))
    Session.objects.all().delete()
    desk.post(at(deal, f"locaties/{venue.pk}/verwijderen/"))
    assert not Venue.objects.exists()


def test_a_proposal_is_judged(month: EventMonth, desk: Client) -> None:
    for title in ("Dijk", "Molen"):
        offered = proposals.Offered(
            title=title, kind=SessionKind.VISIT, summary="", organisation="Dorp", name="Di", email="di@example.nl",
            wishes="Graag ’s ochtends.",
        )  # fmt: skip
        proposals.propose(month=month, offered=offered, at=AT)
    assert "Voorstellen" in text(desk.get(of(month)))
    page = text(desk.get(of(month, "sessie/dijk/")))
    assert "Graag ’s ochtends." in page
    assert "di@example.nl" in page
    desk.post(of(month, "sessie/dijk/aannemen/"))
    assert desk.post(of(month, "sessie/molen/afwijzen/"), {"reason": ""}).status_code == 422
    desk.post(of(month, "sessie/molen/afwijzen/"), {"reason": "Het past niet."})
    assert dict(Session.objects.values_list("code", "state")) == {
        "dijk": SessionState.ACCEPTED, "molen": SessionState.DECLINED,
    }  # fmt: skip
    assert "niet" in text(desk.post(of(month, "sessie/molen/aannemen/"), follow=True))
    assert Session.objects.get(code="molen").state == SessionState.DECLINED
    assert desk.post(of(month, f"sessie/{a_session(month).code}/aannemen/")).status_code == 404


def test_a_month_of_forty_sessions_is_read_from_a_spreadsheet(month: EventMonth, desk: Client) -> None:
    head, rows = a_full_month(month.deal)
    first = desk.post(of(month, "inlezen/"), {"file": workbook(head, rows)})
    assert "40" in text(first)
    assert not Session.objects.exists(), "looking stores nothing"
    done = desk.post(of(month, "inlezen/"), {"bewaard": first.context["word"], "doe": "alles"}, follow=True)
    assert "40 sessies zijn ingelezen." in text(done)
    second = desk.post(of(month, "inlezen/"), {"file": workbook(head, rows)})
    assert (len(second.context["made"]), len(second.context["changed"]), second.context["same"]) == (0, 0, 40)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_saved_is_read_again_without_a_change(month: EventMonth, desk: Client, language: str) -> None:
    head, rows = a_full_month(month.deal)
    first = desk.post(of(month, "inlezen/"), {"file": workbook(head, rows)})
    desk.post(of(month, "inlezen/"), {"bewaard": first.context["word"], "doe": "alles"})
    desk.post("/kantoor/taal/", {"language": language})
    desk.cookies["django_language"] = language
    for form in ("xlsx", "ods", "csv"):
        saved = desk.get(of(month, f"?formaat={form}"))
        again = desk.post(of(month, "inlezen/"), {"file": SimpleUploadedFile(f"p.{form}", saved.content)})
        assert not again.context["faults"], again.context["faults"]
        assert (again.context["made"], again.context["changed"], again.context["same"]) == ([], [], 40)


def test_faults_are_given_as_a_spreadsheet_and_the_rest_is_read(month: EventMonth, desk: Client) -> None:
    file = workbook(["titel", "soort"], [["Goed", "lezing"], ["Fout", "feest"]])
    shown = desk.post(of(month, "inlezen/"), {"file": file})
    assert "B3" in text(shown)
    word = shown.context["word"]
    refused = desk.post(of(month, "inlezen/"), {"bewaard": word, "doe": "alles"})
    assert (refused.status_code, Session.objects.count()) == (409, 0)
    faults = desk.post(of(month, "inlezen/"), {"bewaard": word, "doe": "fouten"})
    sheet: Any = load_workbook(io.BytesIO(faults.content)).active
    assert sheet["A2"].value == "B3"
    desk.post(of(month, "inlezen/"), {"bewaard": word, "doe": "goede"})
    assert list(Session.objects.values_list("title", flat=True)) == ["Goed"]
    gone = desk.post(of(month, "inlezen/"), {"bewaard": word, "doe": "goede"}, follow=True)
    assert "Kies het opnieuw" in text(gone)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00" * 50, b"PK\x03\x04kapot", b"naam;adres\nx;y"])
def test_what_is_no_programme_is_told(month: EventMonth, desk: Client, content: bytes) -> None:
    answer = desk.post(of(month, "inlezen/"), {"file": SimpleUploadedFile("x.xlsx", content)})
    assert answer.status_code in {200, 422}
    assert answer.context.get("faults") or answer.context["form"].errors
    assert desk.post(of(month, "inlezen/"), {}).status_code == 422


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_the_empty_sheet_has_headings_that_the_import_knows(month: EventMonth, desk: Client, form: str) -> None:
    empty = desk.get(of(month, f"inlezen/leeg/{form}/"))
    shown = desk.post(of(month, "inlezen/"), {"file": SimpleUploadedFile(f"leeg.{form}", empty.content)})
    assert len(shown.context["faults"]) == 1, "only that there is no session"
    assert desk.get(of(month, "inlezen/leeg/pdf/")).status_code == 404


def test_people_are_invited_once_and_seen_to_sign_up(month: EventMonth, desk: Client) -> None:
    pasted = (
        "Jo Bakker; Jo@Example.nl; Gemeente\nal@voorbeeld.example\tAl\tDorp\n\nDi <di@example.nl>\nBo, bo@example.nl"
    )
    assert desk.post(of(month, "uitnodigingen/"), {"people": pasted, "language": "nl"}).status_code == 302
    assert sorted(Invitation.objects.values_list("email", "name", "organisation")) == [
        ("al@voorbeeld.example", "Al", "Dorp"),
        ("bo@example.nl", "Bo", ""),
        ("di@example.nl", "Di", ""),
        ("jo@example.nl", "Jo Bakker", "Gemeente"),
    ]
    again = desk.post(of(month, "uitnodigingen/"), {"people": "Jo; jo@example.nl", "language": "nl"}, follow=True)
    assert "1 was al uitgenodigd." in text(again)
    comes(public(a_session(month, audience=Audience.PARTNERS)), "al", invited=True, at=BEFORE)
    invited = {one.email: one.signed_up for one in desk.get(of(month, "uitnodigingen/")).context["invited"]}
    assert invited == {
        "al@voorbeeld.example": True, "bo@example.nl": False, "di@example.nl": False, "jo@example.nl": False,
    }  # fmt: skip
    assert Message.objects.filter(kind=MessageKind.INVITATION).count() == 4
    one = Invitation.objects.get(email="bo@example.nl")
    desk.post(of(month, f"uitnodigingen/{one.pk}/intrekken/"))
    assert Invitation.objects.count() == 3


@pytest.mark.parametrize("pasted", ["", "Jo", "jo@example.nl", "Jo; jo@", "Jo; jo@example.nl\nAl; geen adres"])
def test_nobody_is_invited_by_a_list_with_a_fault(month: EventMonth, desk: Client, pasted: str) -> None:
    answer = desk.post(of(month, "uitnodigingen/"), {"people": pasted, "language": "nl"})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def a_session_now(month: EventMonth, **changes: Any) -> Session:
    """Give a public session that began an hour ago."""
    at = now()
    times = {"starts_at": at - timedelta(hours=1), "ends_at": at + timedelta(hours=1)}
    return public(a_session(month, **times | changes))


def party(session: Session, name: str, **about: Any) -> Registration:
    """Let somebody come who signed up long before."""
    return comes(session, name, at=BEFORE, **about)


def test_who_is_at_the_door_is_marked_with_one_press(month: EventMonth, deal: Deal) -> None:
    host = at_desk(deal, RoleCode.HOST)
    session = a_session_now(month)
    jo, group = party(session, "jo", needs=Wanted(diet="vegetarisch")), party(session, "al", companions=2)
    door = of(month, f"sessie/{session.code}/deur/")
    page = text(host.get(door))
    assert "vegetarisch" in page
    assert "<strong>0</strong> aanwezig, <strong>4</strong> verwacht" in page
    assert host.post(f"{door}{jo.pk}/", {"aanwezig": "1"}).status_code == 302
    line = host.post(f"{door}{group.pk}/", {"aanwezig": "2"}, headers={"HX-Request": "true"})
    assert "2 van 3 aanwezig" in text(line)
    assert "<strong>3</strong> aanwezig" in text(line)
    host.post(f"{door}zonder-aanmelding/", {"number": "4"})
    assert "<strong>7</strong> aanwezig" in text(host.get(door))
    host.post(f"{door}{jo.pk}/", {"aanwezig": ""})
    assert dict(Registration.objects.values_list("guest__name", "present")) == {"Jo": None, "Al": 2}


def test_what_cannot_be_noted_at_the_door_is_told(month: EventMonth, deal: Deal) -> None:
    host = at_desk(deal, RoleCode.HOST)
    session = a_session_now(month)
    jo = party(session, "jo")
    door = of(month, f"sessie/{session.code}/deur/")
    refused = host.post(f"{door}{jo.pk}/", {"aanwezig": "9"}, headers={"HX-Request": "true"})
    assert 'role="alert"' in text(refused)
    for number in ("", "-1", "veel", "99999999"):
        host.post(f"{door}zonder-aanmelding/", {"number": number})
    jo.refresh_from_db()
    session.refresh_from_db()
    assert (jo.present, session.walk_ins) == (None, 0)
    assert host.post(f"{door}{jo.pk + 1}/", {"aanwezig": "1"}).status_code == 404


def test_a_guest_is_found_by_part_of_a_name_and_listed_in_a_spreadsheet(month: EventMonth, deal: Deal) -> None:
    host = at_desk(deal, RoleCode.HOST)
    session = a_session_now(month)
    for name in ("jo", "al", "johanna"):
        party(session, name)
    door = of(month, f"sessie/{session.code}/deur/")
    found = host.get(f"{door}?zoek=JO").context["guests"]
    assert [line.registration.guest.name for line in found] == ["Jo", "Johanna"]
    assert "Niemand met die naam" in text(host.get(f"{door}?zoek=xyz"))
    sheet: Any = load_workbook(io.BytesIO(host.get(f"{door}?formaat=xlsx").content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Al", "Jo", "Johanna"]


def test_more_guests_are_not_more_queries(month: EventMonth, deal: Deal) -> None:
    host = at_desk(deal, RoleCode.HOST)
    session = a_session_now(month)
    door = of(month, f"sessie/{session.code}/deur/")
    party(session, "eerste")
    host.get(door)
    with CaptureQueriesContext(connection) as few:
        host.get(door)
    for number in range(20):
        party(session, f"gast{number}")
    with CaptureQueriesContext(connection) as many:
        host.get(door)
    assert len(many) == len(few)


def test_the_office_signs_somebody_up_who_calls(month: EventMonth, deal: Deal) -> None:
    host = at_desk(deal, RoleCode.HOST)
    at = now()
    session = public(
        a_session(month, capacity=1, starts_at=at + timedelta(days=1), ends_at=at + timedelta(days=1, hours=1))
    )
    add = of(month, f"sessie/{session.code}/deur/toevoegen/")
    typed = {"name": "Jo", "email": "jo@example.nl", "language": "nl", "companions": "0", "diet": "geen noten"}
    assert "Jo staat op de lijst." in text(host.post(add, typed, follow=True))
    waits = host.post(add, typed | {"name": "Al", "email": "al@example.nl"}, follow=True)
    assert "Al staat op de wachtlijst." in text(waits)
    for wrong in ({"name": ""}, {"email": "geen"}, {"companions": "6"}, {"language": "fy"}):
        assert host.post(add, typed | wrong).status_code == 422


def test_results_are_added_up_and_people_are_thanked(month: EventMonth, desk: Client) -> None:
    pillar = month.deal.pillars.get(code="wonen")
    at = now()
    over = {"starts_at": at - timedelta(hours=4), "ends_at": at - timedelta(hours=2)}
    one, other = public(a_session(month, title="Een", pillar=pillar, **over)), public(a_session(month, **over))
    party(one, "jo", companions=1)
    Registration.objects.update(present=2)
    Session.objects.filter(pk=other.pk).update(walk_ins=3)
    for score in (5, 4):
        Feedback.objects.create(session=one, score=score, on=at.date())
    page = desk.get(of(month, "resultaten/"))
    assert (page.context["total"].signed_up, page.context["total"].present) == (2, 5)
    assert [(one.name, one.present, one.score) for one in page.context["pillars"]] == [("Wonen", 2, 4.5), ("", 3, None)]
    assert "4,5" in text(page)
    book = load_workbook(io.BytesIO(desk.get(of(month, "resultaten/?formaat=xlsx")).content))
    assert [(name, book[name].max_row) for name in book.sheetnames] == [
        ("Per sessie", 3), ("Per pijler", 3), ("Per project", 2),
    ]  # fmt: skip
    assert len(desk.get(of(month, "resultaten/?formaat=csv")).content.splitlines()) == 3
    assert "1 deelnemer krijgt" in text(desk.post(of(month, f"sessie/{one.code}/bedanken/"), follow=True))
    coming = a_session(month, starts_at=at + timedelta(days=1), ends_at=at + timedelta(days=2))
    desk.post(of(month, f"sessie/{coming.code}/bedanken/"))
    assert Message.objects.filter(kind=MessageKind.THANKS).count() == 1


def test_a_host_sees_who_comes_and_no_more(month: EventMonth, deal: Deal) -> None:
    host = at_desk(deal, RoleCode.HOST)
    proposals.propose(
        month=month,
        offered=proposals.Offered(
            title="Dijk", kind=SessionKind.VISIT, summary="", organisation="Dorp", name="Di", email="di@example.nl"
        ),
        at=AT,
    )
    a_session(month)
    page = text(host.get(of(month)))
    assert "Wonen in het veen" in page
    assert "Dijk" not in page
    assert "nieuwe-sessie" not in page
    assert "di@example.nl" not in text(host.get(of(month, "sessie/dijk/")))
    assert host.get(of(month, "nieuwe-sessie/")).status_code == 403


def test_another_deal_has_another_programme(month: EventMonth, desk: Client) -> None:
    other = a_deal(deal={"code": "elders", "name": "Elders", "short_name": "Elders"} | _rest())
    theirs = a_month(other, name="Andere maand")
    a_session(theirs)
    venue = a_venue(other)
    for address in (
        at(month.deal, f"programma/{theirs.code}/"),
        at(month.deal, f"locaties/{venue.pk}/"),
        of(month, "sessie/wonen-in-het-veen/"),
    ):
        assert desk.get(address).status_code == 404
    assert desk.get(of(theirs)).status_code == 404


def _rest() -> dict[str, Any]:
    return {
        "period": {"start": "2021-01-01", "end": "2024-12-31"},
        "projects_end_by": "2024-06-30",
        "publisher": "provincie",
        "accent": "#00664f",
    }
