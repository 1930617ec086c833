"""The screens about mailings: from a published list to mail that went out, and what somebody can still do."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime, now

from regiodeal.accounts.roles import RoleCode
from regiodeal.mailing.choices import DeliveryState, MailingState
from regiodeal.mailing.letter import Letter
from regiodeal.mailing.models import Delivery, Mailing, MailingList
from regiodeal.programme.models import Deal
from regiodeal.publication.models import Edition
from tests.factories.decisions import a_grant, adopt
from tests.factories.mailing import a_list, draft, on, started
from tests.factories.programme import AT, a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish
from tests.offices import at_desk

SITE = {"address": "https://veenstreek.example/"}


@pytest.fixture
def deal(db: None) -> Deal:
    return a_deal(publication=SITE, press={"phone": "0592-123456", "email": "pers@veenstreek.example"})


@pytest.fixture
def press(deal: Deal) -> MailingList:
    own = a_list("Pers", scope=deal.code)
    for name in ("anna", "bert", "coen"):
        on(own, f"{name}@krant.example")
    return own


@pytest.fixture
def desk(deal: Deal) -> Client:
    return at_desk(deal, RoleCode.COMMUNICATIONS)


def at(deal: Deal, address: str = "") -> str:
    return f"/kantoor/{deal.code}/mail/{address}"


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def filled(mailing: Mailing, **changes: object) -> dict[str, object]:
    lists = [one.pk for one in mailing.lists.all()]
    own = {"subject": mailing.subject, "text": mailing.text, "language": mailing.language, "lists": lists}
    return {"seen": mailing.changed_at.isoformat(), **own, **changes}


def send(desk: Client, deal: Deal, send_at: str = "", **more: object) -> Any:
    """Send the first mailing as it stands now."""
    seen = Mailing.objects.get(number=1).changed_at.isoformat()
    return desk.post(at(deal, "1/versturen/"), {"send_at": send_at, "seen": seen, **more})


def published(deal: Deal, embargo: bool = False) -> Edition:
    meeting = adopt(a_grant(deal, a_project(deal), 10_000).item.meeting)
    return publish(meeting, embargo_until=now() + timedelta(days=1) if embargo else None)[0]


def test_a_published_list_becomes_a_press_release_with_one_press(deal: Deal, press: MailingList, desk: Client) -> None:
    edition = published(deal)
    assert "Persbericht maken" in text_of(desk, at(deal))
    answer = desk.post(at(deal, f"persbericht/{edition.subject}/"))
    mailing = Mailing.objects.get()
    assert answer.headers["location"] == at(deal, "1/")
    assert mailing.about == f"decision-list/{edition.subject}/1"
    assert "€\u00a0100" in mailing.text
    assert list(mailing.lists.all()) == [press], "the only list there is"
    page = text_of(desk, at(deal, "1/"))
    assert "3 adressen" in page
    assert "Noot voor de redactie" in page
    assert "Persbericht maken" not in text_of(desk, at(deal))


def test_two_presses_make_one_press_release(deal: Deal, press: MailingList, desk: Client) -> None:
    edition = published(deal)
    address = at(deal, f"persbericht/{edition.subject}/")
    assert desk.post(address).headers["location"] == desk.post(address).headers["location"] == at(deal, "1/")
    assert Mailing.objects.count() == 1


def test_what_somebody_changed_meanwhile_is_looked_at_before_it_is_sent(
    deal: Deal, press: MailingList, desk: Client
) -> None:
    mailing = draft(press)
    seen = mailing.changed_at.isoformat()
    desk.post(at(deal, "1/wijzigen/"), filled(mailing, text="Van een ander."))
    answer = desk.post(at(deal, "1/versturen/"), {"send_at": "", "seen": seen})
    assert answer.status_code == 422
    assert "intussen" in answer.content.decode() or "sinds u" in answer.content.decode()
    assert Mailing.objects.get().state == MailingState.DRAFT
    assert send(desk, deal).status_code == 302
    letter = Letter.read(Mailing.objects.get().letter or {})
    assert "Van een ander." in letter.text
    assert "Van een ander." in Edition.objects.get(kind="mailing").snapshot


def test_without_a_public_site_nothing_can_be_announced(db: None) -> None:
    deal = a_deal()
    edition = published(deal)
    answer = at_desk(deal, RoleCode.COMMUNICATIONS).post(at(deal, f"persbericht/{edition.subject}/"))
    assert answer.status_code == 409
    assert "openbare site staat" in answer.content.decode()


def test_a_press_release_can_be_in_english(deal: Deal, press: MailingList, desk: Client) -> None:
    edition = published(deal)
    desk.post(at(deal, f"persbericht/{edition.subject}/"), {"taal": "en"})
    mailing = Mailing.objects.get()
    assert mailing.language == "en"
    assert "/en/projecten/dorpshuis/" in mailing.text
    assert "Note for editors" in text_of(desk, at(deal, "1/brief/"))


def test_it_is_sent_after_a_last_question_and_stands_in_the_record(
    deal: Deal, press: MailingList, desk: Client
) -> None:
    edition = published(deal)
    desk.post(at(deal, f"persbericht/{edition.subject}/"))
    assert "Verstuurt u dit?" in text_of(desk, at(deal, "1/versturen/"))
    assert not Delivery.objects.exists()
    answer = send(desk, deal)
    assert answer.status_code == 302
    mailing = Mailing.objects.get()
    assert mailing.state == MailingState.SENDING
    assert mailing.deliveries.count() == 3
    assert Letter.read(mailing.letter or {}).reply_to == "pers@veenstreek.example"
    assert Edition.objects.filter(kind="mailing", subject="1").count() == 1
    assert "0 van 3 adressen zijn klaar" in text_of(desk, at(deal, "1/"))


def test_under_embargo_nothing_goes_before_its_end(deal: Deal, press: MailingList, desk: Client) -> None:
    edition = published(deal, embargo=True)
    desk.post(at(deal, f"persbericht/{edition.subject}/"))
    early = localtime(now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    answer = send(desk, deal, early)
    assert answer.status_code == 422
    assert "embargo nog" in answer.content.decode()
    assert send(desk, deal).status_code == 302
    assert Mailing.objects.get().send_at == edition.embargo_until
    assert "Gaat uit op" in text_of(desk, at(deal, "1/"))


@pytest.mark.parametrize("moment", ["gisteren", "2020-01-01T10:00"])
def test_a_moment_that_cannot_be_is_refused(deal: Deal, press: MailingList, desk: Client, moment: str) -> None:
    draft(press)
    assert send(desk, deal, moment).status_code == 422
    assert Mailing.objects.get().state == MailingState.DRAFT


def test_without_anybody_on_its_lists_a_mailing_stays_a_draft(deal: Deal, desk: Client) -> None:
    draft(a_list("Leeg", scope=deal.code))
    answer = send(desk, deal)
    assert answer.status_code == 422
    assert "niemand op de lijsten" in answer.content.decode()
    assert not Edition.objects.filter(kind="mailing").exists(), "all of it or nothing"


def test_personal_data_is_asked_about_before_it_is_public(deal: Deal, press: MailingList, desk: Client) -> None:
    mailing = draft(press)
    text = "Vragen? Mail jan.de.vries@voorbeeld.example."
    desk.post(at(deal, "1/wijzigen/"), filled(mailing, text=text))
    answer = send(desk, deal)
    assert answer.status_code == 422
    assert "jan.de.vries@voorbeeld.example" in answer.content.decode()
    assert Mailing.objects.get().state == MailingState.DRAFT
    assert send(desk, deal, not_personal=["jan.de.vries@voorbeeld.example"]).status_code == 302


def test_who_comes_second_sees_what_the_first_wrote_and_loses_nothing(
    deal: Deal, press: MailingList, desk: Client
) -> None:
    mailing = draft(press)
    first, second = filled(mailing, text="Van de eerste."), filled(mailing, text="Van de tweede.")
    assert desk.post(at(deal, "1/wijzigen/"), first).status_code == 302
    answer = desk.post(at(deal, "1/wijzigen/"), second)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van de eerste." in page
    assert "Van de tweede." in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen is not None
    assert desk.post(at(deal, "1/wijzigen/"), {**second, "seen": seen[1]}).status_code == 302
    assert Mailing.objects.get().text == "Van de tweede."


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"subject": ""}, "Schrijf een onderwerp"),
        ({"text": ""}, "Schrijf wat de mail vertelt"),
        ({"text": "[hier](/projecten/)"}, "niet te volgen"),
        ({"subject": "x" * 201}, "200"),
        ({"lists": ["999999"]}, "999999"),
        ({"seen": "gisteren"}, "intussen gewijzigd"),
    ],
)
def test_what_cannot_be_saved_is_told_and_what_was_typed_stays(
    deal: Deal, press: MailingList, desk: Client, wrong: dict[str, object], words: str
) -> None:
    mailing = draft(press)
    typed = filled(mailing, **{"subject": "Mijn onderwerp", "text": "Mijn tekst.", **wrong})
    answer = desk.post(at(deal, "1/wijzigen/"), typed)
    assert answer.status_code in {409, 422}
    page = answer.content.decode()
    assert words in page
    assert "Mijn onderwerp" in page or "subject" in wrong
    assert Mailing.objects.get().subject == mailing.subject


def test_a_newsletter_is_written_freely(deal: Deal, press: MailingList, desk: Client) -> None:
    answer = desk.post(
        at(deal, "nieuwsbrief/"),
        {"subject": "Voorjaar", "text": "## Nieuws\n\nEr is **nieuws**.", "language": "en", "lists": [press.pk]},
    )
    assert answer.headers["location"] == at(deal, "1/")
    letter = text_of(desk, at(deal, "1/brief/"))
    assert "<strong>nieuws</strong>" in letter
    assert '<html lang="en"' in letter


def test_the_letter_in_its_frame_can_do_nothing(deal: Deal, press: MailingList, desk: Client) -> None:
    draft(press)
    answer = desk.get(at(deal, "1/brief/"))
    policy = answer.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "frame-src 'self'" in desk.get(at(deal, "1/")).headers["content-security-policy"]


def test_a_test_goes_to_whoever_asks_for_it_and_to_nobody_else(deal: Deal, press: MailingList, desk: Client) -> None:
    draft(press)
    assert desk.post(at(deal, "1/proef/")).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["communications-veenstreek@example.nl"]
    assert letter.subject.startswith("[Proef] ")
    assert "[[" not in str(letter.body)
    assert not Delivery.objects.exists()


def test_everybody_can_see_who_gets_it_and_why(deal: Deal, press: MailingList, desk: Client) -> None:
    draft(press)
    page = text_of(desk, at(deal, "1/ontvangers/"))
    assert "anna@krant.example" in page
    assert "door het bureau toegevoegd" in page
    assert "gerechtvaardigd belang" in page


def test_a_mailing_is_paused_resumed_and_stopped(deal: Deal, press: MailingList, desk: Client) -> None:
    started(press)
    for address, state in (("pauzeren", "paused"), ("verder", "sending"), ("stoppen", "stopped")):
        assert desk.post(at(deal, f"1/{address}/")).status_code == 302
        assert Mailing.objects.get().state == state
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.STOPPED}
    assert "Gestopt" in text_of(desk, at(deal, "1/"))
    desk.post(at(deal, "1/verder/"))
    assert Mailing.objects.get().state == MailingState.STOPPED


def test_why_nothing_goes_is_told_in_plain_words(deal: Deal, press: MailingList, desk: Client) -> None:
    mailing = started(press)
    Mailing.objects.update(error="[Errno 111] Connection refused")
    assert "niemand wordt overgeslagen" in text_of(desk, at(deal, "1/stand/"))
    Mailing.objects.update(state=MailingState.PAUSED, error="550 5.7.1 not allowed")
    assert "weigert deze mailing" in text_of(desk, at(deal, "1/"))
    assert mailing.deliveries.count() == 3


def test_what_is_in_doubt_is_decided_by_a_person(deal: Deal, press: MailingList, desk: Client) -> None:
    mailing = started(press)
    mailing.deliveries.update(state=DeliveryState.DOUBT, reply="Connection unexpectedly closed")
    again, left, _ = mailing.deliveries.order_by("address")
    assert "Van 3 mails is niet zeker" in text_of(desk, at(deal, "1/"))
    page = text_of(desk, at(deal, "1/bezorging/?staat=doubt"))
    assert "Connection unexpectedly closed" in page
    desk.post(at(deal, f"1/bezorging/{again.pk}/"), {"doe": "opnieuw"})
    desk.post(at(deal, f"1/bezorging/{left.pk}/"), {"doe": "laten"})
    assert desk.post(at(deal, f"1/bezorging/{left.pk}/"), {"doe": "iets"}).status_code == 404
    states = dict(mailing.deliveries.values_list("address", "state"))
    assert states[again.address] == DeliveryState.WAITING
    assert states[left.address] == DeliveryState.SENT


def test_mail_that_came_back_is_told_with_its_reason(deal: Deal, press: MailingList, desk: Client) -> None:
    delivery = started(press).deliveries.first()
    assert delivery is not None
    delivery.bounces.create(kind="hard", at=AT, status="5.1.1", reason="550 5.1.1 User unknown", message="0" * 64)
    page = text_of(desk, at(deal, "1/bezorging/"))
    assert "blijvend onbestelbaar" in page
    assert "550 5.1.1 User unknown" in page
    assert "User unknown" in desk.get(at(deal, "1/bezorging/?formaat=csv")).content.decode("utf-8-sig")


def test_the_deliveries_are_a_spreadsheet_too(deal: Deal, press: MailingList, desk: Client) -> None:
    started(press)
    answer = desk.get(at(deal, "1/bezorging/?formaat=csv"))
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.decode("utf-8-sig").count("@krant.example") == 3


def test_a_draft_is_thrown_away_after_a_question(deal: Deal, press: MailingList, desk: Client) -> None:
    draft(press)
    assert "Gooit u dit weg?" in text_of(desk, at(deal, "1/weggooien/"))
    assert Mailing.objects.exists()
    desk.post(at(deal, "1/weggooien/"))
    assert not Mailing.objects.exists()


def test_what_was_sent_cannot_be_changed_or_sent_again(deal: Deal, press: MailingList, desk: Client) -> None:
    started(press)
    for address in ("wijzigen", "weggooien", "versturen"):
        assert desk.get(at(deal, f"1/{address}/")).status_code == 404
        assert desk.post(at(deal, f"1/{address}/"), {"send_at": ""}).status_code == 404
    assert Delivery.objects.count() == 3


def test_a_withdrawn_list_is_not_announced(deal: Deal, desk: Client) -> None:
    edition = published(deal)
    office = at_desk(deal, RoleCode.SECRETARY)
    address = f"/kantoor/{deal.code}/publicaties/decision-list/{edition.subject}/intrekken/"
    assert office.post(address, {"reason": "verkeerde lijst"}).status_code == 302
    assert "Persbericht maken" not in text_of(desk, at(deal))
    assert desk.post(at(deal, f"persbericht/{edition.subject}/")).status_code == 404


def test_the_start_page_says_what_waits_to_be_told_and_what_to_decide(
    deal: Deal, press: MailingList, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = f"/kantoor/{deal.code}/"
    edition = published(deal)
    assert "Persbericht maken" not in text_of(desk, start), "it is news no more"
    monkeypatch.setattr("regiodeal.office.start.views.timezone.now", lambda: edition.published_at + timedelta(days=2))
    assert "Persbericht maken" in text_of(desk, start)
    desk.post(at(deal, f"persbericht/{edition.subject}/"))
    assert "Persbericht maken" not in text_of(desk, start)
    mailing = started(press)
    mailing.deliveries.update(state=DeliveryState.DOUBT)
    assert "beslis wat er gebeurt" in text_of(desk, start)
    Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.PAUSED)
    assert "Mailing is gepauzeerd" in text_of(desk, start)


def test_the_number_of_queries_does_not_grow_with_the_list(deal: Deal, press: MailingList, desk: Client) -> None:
    started(press)
    counted = []
    for more in (0, 40):
        for place in range(more):
            on(press, f"p{place}@omroep.example")
        if more:
            started(press)
        number = 2 if more else 1
        with CaptureQueriesContext(connection) as queries:
            for address in ("", "ontvangers/", "bezorging/", "stand/"):
                assert desk.get(at(deal, f"{number}/{address}")).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
