"""Mail that is due: queued once, claimed by one, tried again, given up; reminders the day before; thanks afterwards."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.event_month.actions import attendance, invitations, messages, publishing, registrations
from regiodeal.event_month.actions.invitations import Invited, NotAGuest, TooManyAtOnce
from regiodeal.event_month.actions.messages import LEASE, MOST_ATTEMPTS, NotOver
from regiodeal.event_month.choices import MessageKind, SessionState
from regiodeal.event_month.models import Invitation, Message, Session
from regiodeal.mailing.addresses import NotAnAddress
from tests.factories.event_month import AFTER, BEFORE, STARTS_AT, a_month, a_session, comes
from tests.factories.programme import SECRETARY, a_deal

DAY_BEFORE = datetime(2021, 6, 2, 7, 30, tzinfo=UTC)
"""Half past nine in the Netherlands, the day before the sessions."""


@pytest.fixture
def session(db: None) -> Session:
    """Give a session that people sign up for."""
    return a_session(a_month(a_deal()))


def due(kind: MessageKind) -> list[str]:
    """Return the names of who gets a mail of some kind."""
    return list(Message.objects.filter(kind=kind).order_by("guest__name").values_list("guest__name", flat=True))


def test_a_message_goes_to_one_worker_until_its_lease_is_over(session: Session) -> None:
    comes(session)
    assert messages.claim(at=BEFORE - timedelta(seconds=1)) is None, "it is not due yet"
    claimed = messages.claim(at=BEFORE)
    assert claimed is not None
    assert messages.claim(at=BEFORE + LEASE - timedelta(seconds=1)) is None
    again = messages.claim(at=BEFORE + LEASE)
    assert again == claimed
    messages.done(message=claimed, at=BEFORE + LEASE)
    assert messages.claim(at=BEFORE + 10 * LEASE) is None


def test_what_cannot_be_sent_is_tried_again_ever_later_and_given_up(session: Session) -> None:
    comes(session)
    at, waits = BEFORE, []
    while (claimed := messages.claim(at=at)) is not None:
        messages.failed(message=claimed, at=at)
        claimed.refresh_from_db()
        waits.append(claimed.due_at - at)
        at = max(claimed.due_at, at)
    assert len(waits) == MOST_ATTEMPTS
    assert waits[:-1] == sorted(waits[:-1])
    assert timedelta(days=1) < at - BEFORE < timedelta(days=3)
    assert claimed is None
    assert Message.objects.get().given_up_at is not None


def test_an_address_that_can_never_be_reached_is_given_up_at_once(session: Session) -> None:
    comes(session)
    claimed = messages.claim(at=BEFORE)
    assert claimed is not None
    messages.failed(message=claimed, at=BEFORE, for_good=True)
    assert messages.claim(at=BEFORE + timedelta(days=30)) is None


def test_two_changes_before_the_mail_went_out_are_one_mail(session: Session) -> None:
    anna = comes(session).guest
    registrations.change(guest=anna, wishes=[], needs=None, at=BEFORE)
    assert due(MessageKind.OVERVIEW) == ["Anna"]
    claimed = messages.claim(at=BEFORE)
    registrations.change(guest=anna, wishes=[], needs=None, at=BEFORE)
    assert due(MessageKind.OVERVIEW) == ["Anna", "Anna"], "the first may have been written before the change"
    assert claimed is not None


def test_people_are_reminded_once_of_what_they_have_tomorrow(session: Session) -> None:
    for name in ("anna", "bert"):
        comes(session, name)
    comes(a_session(session.month, "middag", starts_at=STARTS_AT + timedelta(hours=5)), "anna")
    comes(a_session(session.month, "overmorgen", starts_at=STARTS_AT + timedelta(days=1)), "chris")
    comes(a_session(session.month, "vol", capacity=0), "daan")
    comes(a_session(session.month, "af"), "els")
    Session.objects.filter(code="af").update(state=SessionState.CANCELLED)
    comes(session, "fatma", at=DAY_BEFORE - timedelta(hours=1))
    assert messages.remind(at=DAY_BEFORE - timedelta(hours=1)) == 0, "not before nine"
    assert messages.remind(at=DAY_BEFORE) == 2
    assert messages.remind(at=DAY_BEFORE + timedelta(hours=3)) == 0
    assert due(MessageKind.REMINDER) == ["Anna", "Bert"], "one mail each; who signed up today has just had one"


def test_a_day_is_a_day_in_the_netherlands(session: Session) -> None:
    """A quarter past midnight there is the evening before in UTC."""
    late = a_session(session.month, "nacht", starts_at=datetime(2021, 6, 3, 22, 15, tzinfo=UTC))
    comes(late, "nachtbraker")
    messages.remind(at=DAY_BEFORE)
    assert due(MessageKind.REMINDER) == []
    messages.remind(at=DAY_BEFORE + timedelta(days=1))
    assert due(MessageKind.REMINDER) == ["Nachtbraker"]


def test_who_came_is_thanked_once(session: Session) -> None:
    anna, bert, chris = (comes(session, name) for name in ("anna", "bert", "chris"))
    with pytest.raises(NotOver):
        messages.thank(session=session, by=SECRETARY, at=STARTS_AT)
    attendance.note(registration=anna, present=1, by=SECRETARY, at=STARTS_AT)
    attendance.note(registration=bert, present=0, by=SECRETARY, at=STARTS_AT)
    assert messages.thank(session=session, by=SECRETARY, at=AFTER) == 1
    attendance.note(registration=chris, present=1, by=SECRETARY, at=AFTER)
    assert messages.thank(session=session, by=SECRETARY, at=AFTER) == 1
    assert due(MessageKind.THANKS) == ["Anna", "Chris"]
    assert AuditLine.objects.filter(act="session.thank").count() == 2


def test_all_who_had_a_place_are_thanked_where_nobody_noted_who_came(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(capacity=1)
    comes(session, "anna")
    comes(session, "bert")
    assert messages.thank(session=session, by=SECRETARY, at=AFTER) == 1


def test_publishing_tells_guests_what_changed_for_them(session: Session) -> None:
    comes(session, "anna")
    comes(a_session(session.month, "zelfde"), "bert")
    fresh = a_session(session.month, "nieuw", published_revision=None)
    Session.objects.filter(pk=session.pk).update(revision=2, capacity=0)
    publishing.mark_published(month=session.month, at=BEFORE)
    assert due(MessageKind.CHANGED) == ["Anna"]
    session.refresh_from_db()
    fresh.refresh_from_db()
    assert (session.published_revision, fresh.published_revision) == (2, 0)
    Session.objects.filter(pk=session.pk).update(revision=3, state=SessionState.CANCELLED)
    publishing.mark_published(month=session.month, at=BEFORE)
    assert due(MessageKind.CANCELLED) == ["Anna"]
    assert due(MessageKind.CHANGED) == ["Anna"], "told once"


def test_what_was_never_public_and_is_off_stays_unknown(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(published_revision=None, state=SessionState.CANCELLED)
    publishing.mark_published(month=session.month, at=BEFORE)
    session.refresh_from_db()
    assert session.published_revision is None


def test_people_are_invited_once(session: Session) -> None:
    people = [
        Invited(email="Anna@Voorbeeld.example", name="Anna"),
        Invited(email="bert@voorbeeld.example", name="Bert"),
    ]
    assert invitations.invite(month=session.month, people=people[:1], by=SECRETARY, at=BEFORE) == 1
    assert invitations.invite(month=session.month, people=[*people, *people], by=SECRETARY, at=BEFORE) == 1
    assert Message.objects.filter(kind=MessageKind.INVITATION).count() == 2
    line = AuditLine.objects.filter(act="event_month.invite").latest("number")
    assert "voorbeeld" not in str(line.details), "the trail names nobody"
    invitations.take_back(invitation=Invitation.objects.get(name="Bert"), by=SECRETARY, at=BEFORE)
    assert Message.objects.filter(kind=MessageKind.INVITATION).count() == 1


@pytest.mark.parametrize(
    ("people", "refusal"),
    [
        ([{"email": "geen adres", "name": "Anna"}], NotAnAddress),
        ([{"email": "anna@voorbeeld.example", "name": " "}], NotAGuest),
        ([{"email": "anna@voorbeeld.example", "name": "a" * 201}], NotAGuest),
        ([{"email": f"a{n}@voorbeeld.example", "name": "A"} for n in range(2001)], TooManyAtOnce),
    ],
)
def test_a_wrong_invitation_invites_nobody(
    session: Session, people: list[dict[str, Any]], refusal: type[Exception]
) -> None:
    right = Invited(email="goed@voorbeeld.example", name="Goed")
    with pytest.raises(refusal):
        invitations.invite(
            month=session.month, people=[right, *(Invited(**one) for one in people)], by=SECRETARY, at=BEFORE
        )
    assert not Invitation.objects.exists()
