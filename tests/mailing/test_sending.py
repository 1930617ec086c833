"""A mailing that goes out: to whom, from when, and what somebody can still change about it."""

from datetime import timedelta

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.mailing import queries
from regiodeal.mailing.actions import sending
from regiodeal.mailing.actions.sending import NobodyToSendTo, NothingToDo
from regiodeal.mailing.choices import DeliveryState, MailingState, SubscriptionState
from regiodeal.mailing.models import Delivery, Mailing
from tests.factories.mailing import LETTER, draft, mailing_list, started, subscribe
from tests.factories.programme import AT, SECRETARY

LATER = AT + timedelta(hours=3)


def test_everybody_on_one_of_the_lists_gets_one_mail(db: None) -> None:
    press = mailing_list("pers", "redactie@krant.example", "nieuws@omroep.example")
    council = mailing_list("raad", "griffie@emmen.example", "redactie@krant.example")
    subscribe(press, "weg@krant.example", SubscriptionState.LEFT)
    subscribe(press, "nog-niet@krant.example", SubscriptionState.ASKED)
    subscribe(press, "onbereikbaar@krant.example", SubscriptionState.UNREACHABLE)
    mailing_list("andere-lijst", "ander@krant.example")
    mailing_list("pers", "van-een-andere-deal@krant.example", scope="andere-deal")
    mailing = started(press, council)
    assert sorted(mailing.deliveries.values_list("address", "domain")) == [
        ("griffie@emmen.example", "emmen.example"),
        ("nieuws@omroep.example", "omroep.example"),
        ("redactie@krant.example", "krant.example"),
    ]
    assert queries.progress(mailing) == {DeliveryState.WAITING: 3}
    line = AuditLine.objects.get(act="mailing.send")
    assert line.details["recipients"] == 3
    assert "krant.example" not in str(line.details)


def test_a_mailing_keeps_the_letter_with_which_it_started(db: None) -> None:
    mailing = started(mailing_list("pers", "redactie@krant.example"))
    assert mailing.letter == LETTER.written()
    assert mailing.state == MailingState.SENDING


def test_a_mailing_is_started_once(db: None) -> None:
    mailing = started(mailing_list("pers", "redactie@krant.example"))
    with pytest.raises(NothingToDo):
        sending.start(mailing=mailing, letter=LETTER, send_at=None, by=SECRETARY, at=AT)
    assert Delivery.objects.count() == 1


def test_a_mailing_to_nobody_stays_a_draft(db: None) -> None:
    mailing = draft(mailing_list("pers"))
    with pytest.raises(NobodyToSendTo):
        sending.start(mailing=mailing, letter=LETTER, send_at=None, by=SECRETARY, at=AT)
    assert Mailing.objects.get().state == MailingState.DRAFT
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "embargo", "expected"),
    [(None, None, AT), (LATER, None, LATER), (None, LATER, LATER), (AT + timedelta(hours=1), LATER, LATER)],
)
def test_nothing_is_due_before_the_moment_that_was_chosen_nor_before_the_end_of_the_embargo(
    db: None, chosen: object, embargo: object, expected: object
) -> None:
    mailing = draft(mailing_list("pers", "redactie@krant.example"), not_before=embargo)  # type: ignore[arg-type]
    sending.start(mailing=mailing, letter=LETTER, send_at=chosen, by=SECRETARY, at=AT)  # type: ignore[arg-type]
    assert Delivery.objects.get().due_at == expected
    assert Mailing.objects.get().send_at == expected


def test_what_waits_of_a_mailing_that_is_stopped_is_never_sent(db: None) -> None:
    mailing = started(mailing_list("pers", "redactie@krant.example", "nieuws@omroep.example"))
    Delivery.objects.filter(address="nieuws@omroep.example").update(state=DeliveryState.SENT)
    sending.pause(mailing=mailing, by=SECRETARY, at=AT)
    sending.stop(mailing=mailing, by=SECRETARY, at=LATER)
    assert queries.progress(mailing) == {DeliveryState.SENT: 1, DeliveryState.STOPPED: 1}
    assert Mailing.objects.get().ended_at == LATER
    for act in (sending.pause, sending.resume, sending.stop):
        with pytest.raises(NothingToDo):
            act(mailing=mailing, by=SECRETARY, at=LATER)


def test_what_is_in_doubt_is_settled_by_somebody_once(db: None) -> None:
    mailing = started(mailing_list("pers", "redactie@krant.example", "nieuws@omroep.example"))
    mailing.deliveries.update(state=DeliveryState.DOUBT)
    Mailing.objects.update(state=MailingState.DONE)
    again, left = mailing.deliveries.order_by("address")
    sending.send_again(delivery=again, by=SECRETARY, at=LATER)
    sending.leave_it(delivery=left, by=SECRETARY, at=LATER)
    assert queries.progress(mailing) == {DeliveryState.WAITING: 1, DeliveryState.SENT: 1}
    assert Mailing.objects.get().state == MailingState.SENDING, "so that a courier looks at it again"
    for delivery in (again, left):
        with pytest.raises(NothingToDo):
            sending.leave_it(delivery=delivery, by=SECRETARY, at=LATER)
