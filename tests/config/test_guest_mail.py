"""Mail to guests, over a mail server that the test starts: each once, tried again, given up, and never half."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from regiodeal.config.guest_mail import send_due
from regiodeal.config.worker import Worker
from regiodeal.event_month.actions import messages
from regiodeal.event_month.models import Guest, Message, Needs, Session
from regiodeal.programme.models import Deal
from tests import throwaway_relay
from tests.factories.event_month import a_month, a_session, comes
from tests.factories.programme import a_deal
from tests.throwaway_relay import Relay

NOW = datetime.now(UTC)


@pytest.fixture
def session(db: None) -> Session:
    """Give a session a month from now, of a deal whose site is known; two people can come."""
    deal = a_deal()
    Deal.objects.filter(pk=deal.pk).update(public_address="https://deal.example/")
    deal.refresh_from_db()
    ahead = NOW + timedelta(days=30)
    month = a_month(deal, starts_on=ahead.date(), ends_on=ahead.date())
    return a_session(month, capacity=2, starts_at=ahead)


@pytest.fixture
def relay(settings: Any) -> Iterator[Relay]:
    """Give a mail server, and let mail go there."""
    with throwaway_relay.running() as relay:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", relay.port
        yield relay


def sent() -> int:
    """Send what is due."""
    return send_due(threading.Event())


def test_the_worker_sends_each_guest_one_mail_with_a_calendar(session: Session, relay: Relay) -> None:
    for name in ("anna", "bert", "chris"):
        comes(session, name, at=NOW)
    assert Worker().run_until_idle() == (0, 3)
    assert Worker().run_until_idle() == (0, 0)
    assert relay.times == {f"{name}@voorbeeld.example": 1 for name in ("anna", "bert", "chris")}
    mail = relay.mail("chris@voorbeeld.example")
    text = mail.get_body(("plain",))
    assert text is not None
    assert "wachtlijst" in text.get_content()
    assert "https://deal.example/aanmelden/mijn/" in text.get_content()
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["text/calendar"]


def test_a_server_that_says_not_now_gets_it_later_and_one_that_says_never_gets_it_no_more(
    session: Session, relay: Relay
) -> None:
    answers = {"anna@voorbeeld.example": "451 4.2.1 not now", "bert@voorbeeld.example": "550 5.1.1 nobody here"}
    relay.recipient = answers.get
    for name in ("anna", "bert", "chris"):
        comes(session, name, at=NOW)
    assert sent() == 3, "the others do not wait"
    assert relay.addresses == ["chris@voorbeeld.example"]
    assert Message.objects.get(guest__name="Bert").given_up_at is not None
    answers.clear()
    Message.objects.filter(guest__name="Anna").update(due_at=NOW)
    sent()
    assert relay.addresses == ["anna@voorbeeld.example", "chris@voorbeeld.example"]


def test_mail_waits_while_the_server_is_away(session: Session, settings: Any) -> None:
    with throwaway_relay.running() as gone:
        port = gone.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    for name in ("anna", "bert"):
        comes(session, name, at=NOW)
    assert sent() == 0
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 1], "nothing more is tried meanwhile"
    assert not Message.objects.exclude(sent_at=None).exists()


def test_mail_waits_for_a_site_and_is_not_given_up(session: Session, relay: Relay) -> None:
    Deal.objects.update(public_address="")
    comes(session, at=NOW)
    for _ in range(messages.MOST_ATTEMPTS + 2):
        Message.objects.update(due_at=NOW)
        sent()
    assert Message.objects.get().given_up_at is None
    Deal.objects.update(public_address="https://deal.example/")
    Message.objects.update(due_at=NOW)
    sent()
    assert relay.addresses == ["anna@voorbeeld.example"]


def test_who_was_erased_meanwhile_gets_nothing(session: Session, relay: Relay) -> None:
    comes(session, at=NOW)
    Guest.objects.all().delete()
    assert sent() == 0
    assert relay.addresses == []


def test_where_mail_goes_into_files_each_has_its_own(session: Session, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    for name in ("anna", "bert"):
        comes(session, name, at=NOW)
    assert sent() == 2
    found = [BytesParser(policy=policy.default).parsebytes(file.read_bytes()) for file in tmp_path.iterdir()]
    assert sorted(str(mail["To"]) for mail in found) == ["anna@voorbeeld.example", "bert@voorbeeld.example"]


def test_the_worker_forgets_guests_in_time(session: Session) -> None:
    comes(session, at=NOW)
    long_ago = NOW - timedelta(days=100)
    Session.objects.update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    type(session.month).objects.update(starts_on=long_ago.date(), ends_on=long_ago.date())
    Worker().run_until_idle()
    assert not Guest.objects.exists()
    assert not Needs.objects.exists()
