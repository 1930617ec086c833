"""Mail that comes back: read from a mailbox and posted by a provider, told from all other mail, and followed."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.common.errors import Refusal
from regiodeal.config import returned_mail
from regiodeal.config.returned_mail import take_in
from regiodeal.mailing import evidence, returns
from regiodeal.mailing.actions import bounces, subscriptions
from regiodeal.mailing.choices import BounceKind, DeliveryState, EvidenceAct, SubscriptionState
from regiodeal.mailing.message import message_id
from regiodeal.mailing.models import Bounce, Delivery, Evidence, MailingList, Subscription
from regiodeal.mailing.returns import Returned
from tests import throwaway_mailbox
from tests.factories.mailing import a_delivery, a_list, a_mailing, on
from tests.factories.programme import AT, a_deal
from tests.throwaway_mailbox import Mailbox

SECRET = "een-geheim-van-veertig-tekens-voor-de-test"
LATER = AT + timedelta(days=1)


@pytest.fixture
def delivery(db: None) -> Delivery:
    """Mail to somebody on two lists that the relay took."""
    press, news = a_list("Pers"), a_list("Nieuwsbrief")
    subscriber = on(press, "redactie@krant.example")
    on(news, "redactie@krant.example")
    return a_delivery(a_mailing(press), subscriber, state=DeliveryState.SENT, at=AT)


def report(name: str, *, action: str = "failed", status: str = "5.1.1", why: str = "550 5.1.1 User unknown") -> bytes:
    """What a mail server writes about a mail with this Message-ID, after RFC 3464."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.krant.example
To: retour@regiodeal.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <20261126093000.1A2B3@mx.krant.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

This mail could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.krant.example
Arrival-Date: Thu, 26 Nov 2026 09:30:00 +0100

Final-Recipient: rfc822; redactie@krant.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {why}

--b1
Content-Type: text/rfc822-headers

From: pers@regiodeal.example
To: redactie@krant.example
Subject: Besluitenlijst
Message-ID: {name}

--b1--
""".replace("\n", "\r\n").encode()


def complaint(name: str) -> bytes:
    """What a mailbox provider writes when somebody pressed "spam", after RFC 5965."""
    return f"""From: fbl@provider.example
To: retour@regiodeal.example
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

--b1
Content-Type: text/plain

A reader complained.

--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1.0
Version: 1

--b1
Content-Type: message/rfc822

From: pers@regiodeal.example
Message-ID: {name}
Subject: Besluitenlijst

Tekst.

--b1--
""".replace("\n", "\r\n").encode()


def named(delivery: Delivery) -> str:
    return message_id(delivery.pk, "regiodeal.example")


def states(delivery: Delivery) -> set[str]:
    return set(Subscription.objects.filter(subscriber=delivery.subscriber).values_list("state", flat=True))


def test_an_address_that_does_not_exist_gets_no_mail_of_any_list_any_more(delivery: Delivery) -> None:
    waiting = a_delivery(a_mailing(MailingList.objects.get(code="nieuwsbrief")), delivery.subscriber)  # type: ignore[arg-type]
    (found,) = returns.read(report(named(delivery)))
    assert bounces.note(returned=found, report=b"1", at=LATER)
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.status, bounce.reason) == ("hard", "5.1.1", "550 5.1.1 User unknown")
    assert states(delivery) == {SubscriptionState.UNREACHABLE}
    assert Evidence.objects.filter(act=EvidenceAct.UNREACHABLE).count() == 2
    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.LEFT
    press = MailingList.objects.get(code="pers")
    assert subscriptions.stays_out(press, "redactie@krant.example"), "whatever is imported later"
    assert not [*evidence.broken_lines(press.scope)]
    back = subscriptions.come_back(subscriber=delivery.subscriber, lists=[press], source="link", at=LATER)  # type: ignore[arg-type]
    assert back == [press], "its owner can come back"


def test_a_mailbox_that_is_full_is_given_more_chances(delivery: Delivery) -> None:
    for place in range(1, bounces.CHANCES + 1):
        assert states(delivery) == {SubscriptionState.ACTIVE}
        (found,) = returns.read(report(named(delivery), status="5.2.2", why="552 5.2.2 Mailbox full"))
        assert found.kind == BounceKind.SOFT
        bounces.note(returned=found, report=str(place).encode(), at=AT + timedelta(days=30 * place))
    assert states(delivery) == {SubscriptionState.UNREACHABLE}


def test_chances_begin_anew_after_a_season_without_trouble(delivery: Delivery) -> None:
    (found,) = returns.read(report(named(delivery), status="4.4.7"))
    for place in range(1, 10):
        bounces.note(returned=found, report=str(place).encode(), at=AT + timedelta(days=100 * place))
    assert states(delivery) == {SubscriptionState.ACTIVE}


def test_the_same_report_counts_once(delivery: Delivery) -> None:
    (found,) = returns.read(report(named(delivery), status="4.2.2"))
    for _ in range(10):
        assert bounces.note(returned=found, report=b"the same", at=LATER)
    assert Bounce.objects.count() == 1
    assert states(delivery) == {SubscriptionState.ACTIVE}


def test_whoever_complains_has_left_the_lists_of_that_mail(delivery: Delivery) -> None:
    (found,) = returns.read(complaint(named(delivery)))
    bounces.note(returned=found, report=b"1", at=LATER)
    assert Bounce.objects.get().kind == BounceKind.COMPLAINT
    assert states(delivery) == {SubscriptionState.LEFT}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"From: redactie@krant.example\r\nSubject: Afwezig\r\nAuto-Submitted: auto-replied\r\n\r\nIk ben er niet.\r\n",
        report("<een-ander@elders.example>"),
        report("<>"),
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nniets",
        b"Content-Type: multipart/report; report-type=\xff; boundary=\x00\r\n\r\n\xff\xfe",
    ],
)
def test_what_is_not_about_mail_of_ours_changes_nothing(content: bytes) -> None:
    assert returns.read(content) == []


def test_nobody_can_take_somebody_else_off_a_list_with_a_report_of_their_own(delivery: Delivery) -> None:
    """The address alone says nothing, and a Message-ID of ours cannot be made up."""
    token = named(delivery)[1:].partition("@")[0]
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), "A" * len(token), ""):
        assert returns.read(report(f"<{forged}@regiodeal.example>")) == []
    assert returns.read(report(named(delivery))), "the true one counts"


def test_mail_that_is_only_late_is_not_returned(delivery: Delivery) -> None:
    assert returns.read(report(named(delivery), action="delayed", status="4.4.1")) == []
    assert returns.read(report(named(delivery), action="delivered", status="2.0.0")) == []


@given(st.binary(max_size=400), st.integers(0, 800))
def test_whatever_comes_in_is_read_without_trouble(junk: bytes, place: int) -> None:
    whole = report(message_id(1, "regiodeal.example"))
    for content in (junk, whole[:place] + junk + whole[place:]):
        assert isinstance(returns.read(content), list)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with throwaway_mailbox.running() as mailbox:
        yield mailbox


def test_a_mailbox_is_read_once_and_other_mail_is_left_alone(
    delivery: Delivery, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGIODEAL_RETURNS_URL", mailbox.url)
    box = returned_mail.mailbox()
    assert box is not None
    mailbox.put(report(named(delivery)), report("<ander@elders.example>"), b"Subject: hallo\r\n\r\nhallo\r\n")
    assert take_in(box, at=LATER) == 1
    assert mailbox.unread() == 0
    assert states(delivery) == {SubscriptionState.UNREACHABLE}
    assert take_in(box, at=LATER) == 0
    mailbox.put(report(named(delivery)))
    assert take_in(box, at=LATER) == 1, "the same again"
    assert Bounce.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("imaps://mail.example.nl", "write it like"),
        ("imaps://bureau:geheim@", "write it like"),
        ("http://bureau:geheim@mail.example.nl", "write it like"),
        ("imaps://bureau:geheim@mail.example.nl:poort", "write it like"),
        ("imap://bureau:geheim@mail.example.nl", "in the open"),
    ],
)
def test_a_mailbox_that_cannot_be_used_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str, words: str
) -> None:
    monkeypatch.setenv("REGIODEAL_RETURNS_URL", url)
    with pytest.raises(Refusal, match=words) as refusal:
        returned_mail.mailbox()
    assert "geheim" not in str(refusal.value)


@pytest.fixture
def provider(delivery: Delivery, settings: object) -> Client:
    """Somebody who knows the secret."""
    a_deal()
    settings.RETURNS_SECRET = SECRET  # type: ignore[attr-defined]
    return Client(headers={"authorization": f"Bearer {SECRET}"})


def post(client: Client, body: object, kind: str = "application/json") -> "tuple[int, dict[str, object]]":
    content = body if isinstance(body, bytes) else json.dumps(body)
    answer = client.post("/post/retour/", content, content_type=kind)
    return answer.status_code, json.loads(answer.content) if answer.content[:1] == b"{" else {}


def test_a_provider_can_post_what_came_back(provider: Client, delivery: Delivery) -> None:
    assert post(provider, report(named(delivery)), "message/rfc822") == (200, {"ours": 1, "others": 0})
    assert states(delivery) == {SubscriptionState.UNREACHABLE}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"address": "Redactie@krant.example", "status": "5.1.1"}, "hard"),
        ({"address": "redactie@krant.example", "kind": "soft", "reason": "vol"}, "soft"),
    ],
)
def test_a_provider_can_say_it_in_its_own_words(
    provider: Client, delivery: Delivery, monkeypatch: pytest.MonkeyPatch, told: dict[str, str], kind: str
) -> None:
    monkeypatch.setattr("regiodeal.web.post.views.returns.now", lambda: LATER)
    assert post(provider, [told, {"address": "ander@krant.example", "kind": "hard"}]) == (200, {"ours": 1, "others": 1})
    assert Bounce.objects.get().kind == kind
    monkeypatch.setattr("regiodeal.web.post.views.returns.now", lambda: LATER + timedelta(days=60))
    assert post(provider, told) == (200, {"ours": 0, "others": 1}), "too long ago to be about this mail"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        ([1], "application/json", 400),
        ({"kind": "hard"}, "application/json", 400),
        ({"address": "a@b.example"}, "application/json", 400),
        ({"address": "a@b.example", "kind": "boos"}, "application/json", 400),
        ([{"address": "a@b.example", "kind": "hard"}] * 1001, "application/json", 400),
        (b"x", "text/plain", 400),
        (b"x" * (returns.MOST_BYTES + 1), "message/rfc822", 413),
    ],
)
def test_what_a_provider_posts_that_cannot_be_read_is_refused_with_the_reason(
    provider: Client, body: object, kind: str, status: int
) -> None:
    code, told = post(provider, body, kind)
    assert code == status
    assert told["error"]
    assert not Bounce.objects.exists()


def test_nobody_can_post_without_the_secret(provider: Client, delivery: Delivery, settings: object) -> None:
    told = {"message_id": named(delivery), "kind": "hard"}
    for secret in ("", "Bearer ", "Bearer fout", SECRET):
        assert post(Client(headers={"authorization": secret}), told)[0] == 401
    settings.RETURNS_SECRET = ""  # type: ignore[attr-defined]
    assert post(Client(headers={"authorization": "Bearer "}), told)[0] == 404
    assert states(delivery) == {SubscriptionState.ACTIVE}


def test_a_report_about_somebody_who_was_erased_changes_nothing(delivery: Delivery) -> None:
    delivery.subscriber.delete()  # type: ignore[union-attr]
    found = Returned(BounceKind.HARD, delivery.pk, "5.1.1", "weg")
    assert bounces.note(returned=found, report=b"1", at=LATER)
