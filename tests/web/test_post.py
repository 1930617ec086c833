"""The pages about mail: signing up with a confirmation, leaving with one press, and what is kept of somebody."""

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from regiodeal.common import tokens
from regiodeal.mailing.actions import persons, subscriptions
from regiodeal.mailing.choices import DeliveryState, SubscriptionState
from regiodeal.mailing.models import Delivery, Evidence, MailingList, Subscriber, Subscription, Suppression
from regiodeal.mailing.purposes import Purpose
from regiodeal.programme.models import Deal
from regiodeal.web import robots
from tests import html_validity
from tests.factories.mailing import PROMISE, a_delivery, a_list, a_mailing, on
from tests.factories.programme import a_deal

ANNA = "anna@krant.example"
_LINK = re.compile(r"https?://[^/\s]+(/post/\S+)")
_COUNTED = {"shared_cache", "django_session"}


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal."""
    cache.clear()
    return a_deal()


@pytest.fixture
def letter(deal: Deal) -> MailingList:
    """A list for everybody."""
    return a_list(scope=deal.code)


def filled(*own: MailingList, **values: Any) -> dict[str, Any]:
    """Return the sign-up form as a person sends it."""
    stamp = robots.stamp(now() - timedelta(seconds=30))
    return {
        "email": ANNA,
        "name": "Anna",
        "language": "nl",
        "lists": [one.code for one in own],
        "stamp": stamp,
        **values,
    }


def sign_up(*own: MailingList, **values: Any) -> Any:
    """Send the sign-up form."""
    return Client().post("/post/", filled(*own, **values))


def link() -> str:
    """Return the address in the last mail."""
    match = _LINK.search(str(mail.outbox[-1].body))
    assert match
    return match[1]


def leave_link(subscriber: Subscriber, *own: MailingList) -> str:
    """Return the link with which somebody leaves, of a mailing to lists."""
    return f"/post/afmelden/{tokens.made(Purpose.LEAVE, subscriber.pk, a_mailing(*own).pk)}/"


def preferences_link(subscriber: Subscriber, *, made: datetime | None = None, hours: int = 24) -> str:
    """Return the link to what is kept of somebody."""
    second = int((made or now()).timestamp())
    return f"/post/voorkeuren/{tokens.made(Purpose.PREFERENCES, subscriber.pk, second, hours)}/"


def stand(mailing_list: MailingList) -> str:
    """Return how the only person on a list stands."""
    return Subscription.objects.get(mailing_list=mailing_list).state


def tables() -> dict[str, str]:
    """Return a hash of all that each table holds, but for what counts requests."""
    held = {}
    for table in sorted(connection.introspection.table_names()):
        if table not in _COUNTED:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are those of our own tables
                held[table] = hashlib.sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return held


def test_somebody_signs_up_confirms_and_is_on_the_list(letter: MailingList) -> None:
    page = Client().get("/post/")
    assert PROMISE in page.content.decode()
    assert "Kijk in uw mail" in sign_up(letter).content.decode()
    sent = mail.outbox[-1]
    assert (sent.to, sent.from_email) == ([ANNA], "Regio Deal Veenstreek <regiodeal@localhost>")
    assert stand(letter) == SubscriptionState.ASKED
    assert "Ja, ik wil deze mail" in Client().get(link()).content.decode()
    assert stand(letter) == SubscriptionState.ASKED
    assert "U bent aangemeld" in Client().post(link()).content.decode()
    assert stand(letter) == SubscriptionState.ACTIVE
    asked = Evidence.objects.order_by("number")[0]
    assert asked.wording is not None
    assert asked.wording.text == PROMISE


def test_the_answer_does_not_tell_whether_an_address_is_known(letter: MailingList) -> None:
    unknown = sign_up(letter)
    Client().post(link())
    known = sign_up(letter)
    assert unknown.content == known.content
    assert len(mail.outbox) == 2
    assert "U was al aangemeld" in str(mail.outbox[-1].body)
    asked = {"stamp": robots.stamp(now() - timedelta(seconds=30))}
    answers = [Client().post("/post/voorkeuren/", {**asked, "email": one}) for one in (ANNA, "niemand@krant.example")]
    told = {answer.content.decode().replace("niemand@krant.example", ANNA) for answer in answers}
    assert len(told) == 1
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "anna"},
        {"email": "anna@krant.example\nBcc: bert@krant.example"},
        {"email": "x" * 65_536},
        {"name": "x" * 201},
        {"language": "fy"},
        {"lists": []},
        {"lists": ["pers"]},
        {"stamp": ""},
        {"stamp": "1:x"},
        {"stamp": "later"},
    ],
)
def test_what_is_filled_in_wrong_is_told_and_stores_nothing(letter: MailingList, wrong: dict[str, Any]) -> None:
    a_list("Pers", open_to_all=False)
    answer = sign_up(letter, **wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Subscriber.objects.exists()
    assert not mail.outbox


def test_a_robot_is_answered_and_nothing_happens(letter: MailingList) -> None:
    assert sign_up(letter, website="https://casino.example").status_code == 200
    assert sign_up(letter, stamp=robots.stamp(now())).status_code == 422
    assert sign_up(letter, stamp=robots.stamp(now() - timedelta(days=2))).status_code == 422
    assert not Subscriber.objects.exists()


def test_nobody_fills_the_mailbox_of_somebody_else(letter: MailingList) -> None:
    answers = [sign_up(letter) for _ in range(robots.PER_ADDRESS + 3)]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert len(mail.outbox) == robots.PER_ADDRESS


def test_one_visitor_does_not_ask_for_mail_all_day(letter: MailingList) -> None:
    answers = [sign_up(letter, email=f"lezer{number}@krant.example") for number in range(robots.PER_VISITOR + 1)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert len(mail.outbox) == robots.PER_VISITOR


def test_after_a_week_the_link_says_that_it_is_over(letter: MailingList) -> None:
    sign_up(letter)
    Subscription.objects.update(since=now() - timedelta(days=8))
    for answer in (Client().get(link()), Client().post(link())):
        assert answer.status_code == 410
        assert "Opnieuw aanmelden" in answer.content.decode()
    assert stand(letter) == SubscriptionState.ASKED


def test_leaving_takes_one_press_and_can_be_undone(letter: MailingList) -> None:
    anna = on(letter)
    address = leave_link(anna, letter)
    waiting = a_delivery(a_mailing(letter), anna)
    assert "Wilt u op anna@krant.example" in Client().get(address).content.decode()
    left = Client().post(address)
    assert "U bent afgemeld" in left.content.decode()
    assert stand(letter) == SubscriptionState.LEFT
    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.LEFT
    back = Client().post(address, {"terug": "ja", "lijst": letter.code})
    assert "U bent weer aangemeld" in back.content.decode()
    assert stand(letter) == SubscriptionState.ACTIVE
    assert not Suppression.objects.exists()


def test_a_mail_program_leaves_by_itself(letter: MailingList) -> None:
    """As RFC 8058 has it: a POST without cookies, from anywhere."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        leave_link(on(letter), letter),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
        headers={"Origin": "https://webmail.example"},
    )
    assert answer.status_code == 200
    assert not answer.cookies
    assert stand(letter) == SubscriptionState.LEFT


def test_undoing_brings_back_what_was_left_and_nothing_more(letter: MailingList) -> None:
    press = a_list("Pers", open_to_all=False)
    anna = on(letter)
    on(press)
    subscriptions.leave(subscriber=anna, lists=[press], source="link", at=now())
    address = leave_link(anna, letter, press)
    assert 'value="pers"' not in Client().post(address).content.decode()
    Client().post(address, {"terug": "ja", "lijst": [letter.code]})
    assert (stand(letter), stand(press)) == (SubscriptionState.ACTIVE, SubscriptionState.LEFT)


def test_a_link_of_who_was_erased_says_kindly_that_nothing_is_kept(letter: MailingList) -> None:
    anna = on(letter)
    addresses = [leave_link(anna, letter), preferences_link(anna)]
    persons.erase(subscriber=anna, source="office", at=now())
    for address in addresses:
        for answer in (Client().get(address), Client().post(address)):
            assert "We bewaren niets van u" in answer.content.decode()


def test_preferences_change_lists_name_and_language(letter: MailingList) -> None:
    news = a_list("Agenda")
    anna = on(letter)
    changed = {"doe": "opslaan", "name": "Anna de Boer", "language": "en", "lists": [news.code]}
    assert Client().post(preferences_link(anna), changed).status_code == 200
    anna.refresh_from_db()
    assert (anna.name, anna.language) == ("Anna de Boer", "en")
    assert (stand(letter), stand(news)) == (SubscriptionState.LEFT, SubscriptionState.ACTIVE)
    Client().post(preferences_link(anna), {**changed, "lists": [letter.code, news.code]})
    assert stand(letter) == SubscriptionState.ACTIVE


def test_preferences_offer_no_list_of_the_office_that_somebody_was_never_on(letter: MailingList) -> None:
    press = a_list("Pers", open_to_all=False)
    anna = on(letter)
    assert "Pers" not in Client().get(preferences_link(anna)).content.decode()
    forced = {"doe": "opslaan", "language": "nl", "lists": [press.code]}
    assert Client().post(preferences_link(anna), forced).status_code == 422
    assert not press.subscriptions.exists()


def test_everything_can_be_left_fetched_and_erased_without_an_account(letter: MailingList) -> None:
    anna = on(letter, name="Anna")
    address = preferences_link(anna)
    kept = Client().get(f"{address}?wat=gegevens").json()
    assert (kept["person"]["name"], kept["evidence"][0]["words"]) == ("Anna", "perslijst 2024")
    Client().post(address, {"doe": "afmelden"})
    assert stand(letter) == SubscriptionState.LEFT
    assert "Alles wissen?" in Client().get(f"{address}?wat=wissen").content.decode()
    assert Subscriber.objects.exists()
    assert "Alles is gewist" in Client().post(address, {"doe": "wissen"}).content.decode()
    assert not Subscriber.objects.exists()


def test_a_link_to_preferences_works_for_a_day_and_that_of_a_mailing_for_ninety(letter: MailingList) -> None:
    anna = on(letter)
    yesterday, long_ago = now() - timedelta(hours=25), int((now() - timedelta(days=91)).timestamp())
    assert Client().get(preferences_link(anna, made=now() - timedelta(hours=23))).status_code == 200
    assert Client().get(preferences_link(anna, made=yesterday)).status_code == 410
    of_mailing = tokens.made(Purpose.PREFERENCES, anna.pk, int(yesterday.timestamp()))
    assert Client().get(f"/post/voorkeuren/{of_mailing}/").status_code == 200
    old = tokens.made(Purpose.PREFERENCES, anna.pk, long_ago)
    assert Client().get(f"/post/voorkeuren/{old}/").status_code == 410


@pytest.mark.parametrize("place", ["bevestigen", "afmelden", "voorkeuren"])
@pytest.mark.parametrize("token", ["x", "AAAA", "é", "%00", "a" * 5000])
def test_an_invented_link_opens_nothing(letter: MailingList, place: str, token: str) -> None:
    on(letter)
    before = tables()
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/post/{place}/{token}/").status_code in {200, 404, 410}
    assert tables() == before


def test_a_link_for_one_thing_does_nothing_else(letter: MailingList) -> None:
    anna = on(letter)
    leaving = tokens.made(Purpose.LEAVE, anna.pk, a_mailing(letter).pk)
    assert Client().get(f"/post/voorkeuren/{leaving}/").status_code == 410


def test_a_scanner_that_follows_every_link_changes_nothing(letter: MailingList) -> None:
    """Whatever opens links to look behind them: mail gateways, previews, crawlers."""
    anna = on(letter)
    a_delivery(a_mailing(letter), anna)
    sign_up(letter, email="bert@krant.example")
    addresses = [
        "/post/", "/post/voorkeuren/", link(), leave_link(anna, letter), preferences_link(anna),
        f"{preferences_link(anna)}?wat=wissen", f"{preferences_link(anna)}?wat=gegevens",
        f"{preferences_link(anna)}?doe=wissen", f"{leave_link(anna, letter)}?terug=ja&lijst={letter.code}",
        f"{leave_link(anna, letter)}?List-Unsubscribe=One-Click",
    ]  # fmt: skip
    before = tables()
    for address in addresses:
        for method in ("get", "head", "options", "put", "delete", "patch"):
            answer = getattr(Client(), method)(address)
            assert answer.status_code in {200, 405}
            assert not answer.cookies
    assert tables() == before
    assert Delivery.objects.get().state == DeliveryState.WAITING


def test_the_pages_are_followed_by_nobody(letter: MailingList) -> None:
    answer = Client().get(preferences_link(on(letter)))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "no-store"
    assert "form-action 'self'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "<script" not in answer.content.decode()


def test_the_pages_speak_the_language_of_the_reader(letter: MailingList) -> None:
    assert 'lang="nl"' in Client().get("/post/").content.decode()[:200]
    assert Client().get("/post/?taal=en")["Content-Language"] == "en"
    assert Client().get("/post/?taal=x")["Content-Language"] == "nl"


def test_a_mail_speaks_the_language_that_was_chosen(letter: MailingList) -> None:
    sign_up(letter, language="en")
    sent = mail.outbox[-1]
    assert "Confirm that you signed up" in sent.subject
    assert "Is that right?" in str(sent.body)
    assert "You are subscribed" in Client().post(link()).content.decode()


def test_a_mail_server_that_refuses_breaks_nothing(letter: MailingList, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "Kijk in uw mail" in sign_up(letter).content.decode()


def test_every_page_is_valid_html(letter: MailingList, tmp_path: Path) -> None:
    anna = on(letter)
    sign_up(letter, email="bert@krant.example")
    confirmation, leaving, own = link(), leave_link(anna, letter), preferences_link(anna)
    gone = preferences_link(anna, made=now() - timedelta(days=3))
    pages = [
        *(Client().get(one) for one in ("/post/", "/post/voorkeuren/", confirmation, leaving, own, gone)),
        Client().get(f"{own}?wat=wissen"),
        sign_up(letter, email=""),
        sign_up(letter),
        Client().post(confirmation),
        Client().post(leaving),
        Client().post(leaving, {"terug": "ja", "lijst": letter.code}),
        Client().post(leaving, {"terug": "ja"}),
        Client().post(own, {"doe": "afmelden"}),
        Client().post(own, {"doe": "wissen"}),
        Client().get(own),
    ]
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(page.content)
    assert html_validity.faults(tmp_path) == []
