"""The screens about mailing lists: make one, put people on it, take in a file, and show or erase a person."""

import io
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
from regiodeal.event_month.models import Guest
from regiodeal.mailing.actions import subscriptions
from regiodeal.mailing.models import MailingList, Subscriber, Subscription
from regiodeal.programme.models import Deal
from tests.factories.event_month import a_month, a_session, comes, states
from tests.factories.mailing import PROMISE, a_list, on
from tests.factories.programme import a_deal
from tests.offices import at_desk

HEAD = ["E-mailadres", "Naam", "Grond"]
GOOD = ["anna@krant.example", "Anna", "toestemming"]


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
def press(deal: Deal) -> MailingList:
    """A list that the office keeps."""
    return a_list("Pers", scope=deal.code, open_to_all=False)


def at(deal: Deal, address: str = "") -> str:
    """Return an address among the lists of a deal."""
    return f"/kantoor/{deal.code}/mail/lijsten/{address}"


def workbook(*rows: list[Any]) -> bytes:
    """Return a spreadsheet with these rows below the headings."""
    book = Workbook()
    sheet: Any = book.active
    for row in (HEAD, *rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of(answer: Any) -> int:
    """Return how many rows stand in a spreadsheet, the headings among them."""
    sheet: Any = load_workbook(io.BytesIO(answer.content)).active
    return int(sheet.max_row)


def upload(desk: Client, deal: Deal, content: bytes, name: str = "pers.xlsx") -> Any:
    """Upload a file for the press list."""
    return desk.post(at(deal, "lijst/pers/inlezen/"), {"file": SimpleUploadedFile(name, content)})


def chosen(desk: Client, deal: Deal, answer: Any, what: str) -> Any:
    """Press a button on the page that says what would happen."""
    return desk.post(at(deal, "lijst/pers/inlezen/"), {"bewaard": answer.context["word"], "doe": what})


def test_a_list_is_made_changed_and_closed(desk: Client, deal: Deal) -> None:
    filled = {"name": "Pers", "description": "", "promise": PROMISE, "keep_months": 12}
    assert desk.post(at(deal, "nieuw/"), filled).status_code == 302
    assert desk.post(at(deal, "lijst/pers/wijzigen/"), {**filled, "open_to_all": "on"}).status_code == 302
    assert MailingList.objects.get().open_to_all
    assert desk.post(at(deal, "lijst/pers/sluiten/")).status_code == 302
    assert MailingList.objects.get().closed_at is not None
    acts = list(
        AuditLine.objects.filter(act__startswith="mailing_list").order_by("number").values_list("act", flat=True)
    )
    assert acts == ["mailing_list.make", "mailing_list.change", "mailing_list.close"]


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "💌"}, {"promise": " "}, {"keep_months": "0"}, {"keep_months": "x"}, {"name": "pers"}],
)
def test_a_list_that_is_filled_in_wrong_is_not_made(
    desk: Client, deal: Deal, press: MailingList, wrong: dict[str, str]
) -> None:
    filled = {"name": "Nieuws", "description": "", "promise": PROMISE, "keep_months": "12", **wrong}
    assert desk.post(at(deal, "nieuw/"), filled).status_code == 422
    assert MailingList.objects.get() == press


def test_an_address_is_added_with_its_ground(desk: Client, deal: Deal, press: MailingList) -> None:
    filled = {"email": "Anna@krant.example", "language": "nl", "ground": "consent", "source": "persdag"}
    assert desk.post(at(deal, "lijst/pers/toevoegen/"), filled).status_code == 302
    page = desk.get(at(deal, "lijst/pers/")).content.decode()
    assert "anna@krant.example" in page
    assert desk.post(at(deal, "lijst/pers/toevoegen/"), filled).status_code == 422
    for wrong in ({"email": "anna"}, {"ground": ""}, {"source": "van bert@krant.example"}):
        answer = desk.post(at(deal, "lijst/pers/toevoegen/"), {**filled, "email": "bert@krant.example", **wrong})
        assert answer.status_code == 422
    assert Subscriber.objects.count() == 1


def test_who_left_is_not_added_again(desk: Client, deal: Deal, press: MailingList) -> None:
    subscriptions.leave(subscriber=on(press), lists=[press], source="link", at=now())
    filled = {"email": "anna@krant.example", "language": "nl", "ground": "consent", "source": "persdag"}
    assert desk.post(at(deal, "lijst/pers/toevoegen/"), filled).status_code == 422


def test_a_file_is_shown_before_it_is_taken_in(desk: Client, deal: Deal, press: MailingList) -> None:
    preview = upload(desk, deal, workbook(GOOD, GOOD, ["bert@krant.example", "", "persrelatie"]))
    assert not Subscriber.objects.exists()
    assert len(preview.context["incoming"].new) == 2
    assert chosen(desk, deal, preview, "alles").status_code == 302
    assert Subscription.objects.filter(state="active").count() == 2
    assert chosen(desk, deal, preview, "alles").status_code == 302, "a second press finds nothing that waits"
    assert AuditLine.objects.filter(act="mailing_list.import").count() == 1


def test_a_file_with_faults_is_taken_in_only_as_far_as_somebody_chose(
    desk: Client, deal: Deal, press: MailingList
) -> None:
    rows = [[f"fout {number}", "", "toestemming"] for number in range(250)]
    preview = upload(desk, deal, workbook(GOOD, *rows))
    assert len(preview.context["faults"]) == 200
    assert "A3" in preview.content.decode()
    assert chosen(desk, deal, preview, "alles").status_code == 409
    assert not Subscriber.objects.exists()
    assert rows_of(chosen(desk, deal, preview, "fouten")) == 251
    assert chosen(desk, deal, preview, "goede").status_code == 302
    assert Subscriber.objects.get().email == "anna@krant.example"


def test_what_waits_is_of_its_reader_alone(desk: Client, deal: Deal, press: MailingList) -> None:
    preview = upload(desk, deal, workbook(GOOD))
    chosen(at_desk(deal, RoleCode.SECRETARY), deal, preview, "alles")
    assert not Subscriber.objects.exists()


def test_a_text_file_is_read_too(desk: Client, deal: Deal, press: MailingList) -> None:
    preview = upload(desk, deal, b"e-mailadres;grond\r\nanna@krant.example;toestemming\r\n", "pers.csv")
    assert len(preview.context["incoming"].new) == 1


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00" * 50]
)
def test_what_is_no_list_of_addresses_is_told(desk: Client, deal: Deal, press: MailingList, content: bytes) -> None:
    assert upload(desk, deal, content).status_code == 422


def test_a_person_is_found_shown_taken_off_and_erased(desk: Client, deal: Deal, press: MailingList) -> None:
    anna = on(press, name="Anna")
    found = desk.post(at(deal, "personen/"), {"email": "ANNA@krant.example"})
    assert found["Location"] == at(deal, f"personen/{anna.pk}/")
    page = desk.get(found["Location"]).content.decode()
    assert "perslijst 2024" in page
    assert desk.get(f"{found['Location']}gegevens/").json()["person"]["name"] == "Anna"
    desk.post(at(deal, f"lijst/pers/weg/{anna.pk}/"))
    assert Subscription.objects.get().state == "left"
    assert desk.get(f"{found['Location']}wissen/").status_code == 200
    assert Subscriber.objects.exists()
    desk.post(f"{found['Location']}wissen/")
    assert not Subscriber.objects.exists()
    told = desk.post(at(deal, "personen/"), {"email": "anna@krant.example"}).content.decode()
    assert "geblokkeerd voor alle lijsten" in told


def test_a_guest_of_an_event_month_is_found_given_and_erased(desk: Client, deal: Deal, press: MailingList) -> None:
    """By the address that somebody asks about, which stands in no address of a page; also without any list."""
    session = a_session(a_month(deal), capacity=1)
    asked = {"email": comes(session, "anna").guest.email}
    comes(session, "bert")
    page = desk.post(at(deal, "personen/"), asked).content.decode()
    assert "Maand van de Regio 2021: 1 sessie" in page
    (given,) = desk.post(at(deal, "personen/maand/"), {**asked, "do": "give"}).json()
    assert given["registrations"][0]["session"]["code"] == session.code
    assert "Alles van anna@" in desk.post(at(deal, "personen/maand/"), {**asked, "do": "ask"}).content.decode()
    assert Guest.objects.count() == 2
    desk.post(at(deal, "personen/maand/"), {**asked, "do": "erase"})
    assert list(states(session)) == ["Bert"]
    assert "anna" not in str(AuditLine.objects.latest("number").details)
    on(press, "bert@voorbeeld.example")
    page = desk.post(at(deal, "personen/"), {"email": "bert@voorbeeld.example"}).content.decode()
    assert "Wat op mailinglijsten" in page
    assert desk.post(at(deal, "personen/maand/"), {"email": "x", "do": "erase"}).status_code == 302


def test_nobody_is_found_in_another_deal(desk: Client, deal: Deal) -> None:
    elsewhere = on(a_list("Pers", scope="elders"))
    assert desk.get(at(deal, f"personen/{elsewhere.pk}/")).status_code == 404
    assert desk.post(at(deal, f"personen/{elsewhere.pk}/wissen/")).status_code == 404
    assert desk.get(at(deal, "lijst/pers/")).status_code == 404
    assert Subscriber.objects.exists()


def test_a_list_is_searched_narrowed_and_saved(desk: Client, deal: Deal, press: MailingList) -> None:
    on(press, "anna@krant.example", name="Anna")
    on(press, "bert@omroep.example", name="Bert")
    page = desk.get(at(deal, "lijst/pers/?woorden=bert")).content.decode()
    assert "bert@omroep.example" in page
    assert "anna@krant.example" not in page
    assert "Niemand op deze lijst" in desk.get(at(deal, "lijst/pers/?stand=left")).content.decode()
    assert desk.get(at(deal, "lijst/pers/?stand=x&pagina=99")).status_code == 200
    assert rows_of(desk.get(at(deal, "lijst/pers/?formaat=xlsx"))) == 3


@pytest.mark.parametrize("address", ["", "lijst/pers/"])
def test_more_rows_are_not_more_queries(desk: Client, deal: Deal, press: MailingList, address: str) -> None:
    on(press)
    with CaptureQueriesContext(connection) as few:
        desk.get(at(deal, address))
    for number in range(12):
        on(a_list(f"Lijst {number}", scope=deal.code))
        on(press, f"lezer{number}@krant.example")
    with CaptureQueriesContext(connection) as many:
        desk.get(at(deal, address))
    assert len(many) == len(few)
