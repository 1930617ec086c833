"""Who came, what they thought of it, what is counted, and that people are forgotten when it is time."""

from datetime import timedelta

import pytest

from regiodeal.event_month import queries
from regiodeal.event_month.actions import attendance, feedback, guests, registrations, retention
from regiodeal.event_month.actions.attendance import NotComing, NotSoMany, TooEarly
from regiodeal.event_month.actions.feedback import AnsweredBefore, NotAnAnswer, NotOver, NotThere
from regiodeal.event_month.actions.registrations import Wanted
from regiodeal.event_month.choices import SessionState
from regiodeal.event_month.models import (
    Feedback,
    Forgotten,
    Guest,
    Invitation,
    Message,
    Needs,
    Proposal,
    Registration,
    Session,
)
from regiodeal.event_month.queries import Outcome
from tests.factories.event_month import AFTER, BEFORE, STARTS_AT, a_month, a_session, comes
from tests.factories.programme import SECRETARY, a_deal


@pytest.fixture
def session(db: None) -> Session:
    """Give a session that people sign up for."""
    return a_session(a_month(a_deal(), keep_days=30, needs_keep_days=7))


def outcome(session: Session) -> Outcome:
    """Return what came of a session."""
    return queries.outcomes(session.month, AFTER)[session.pk]


def tick(registration: Registration, present: int | None) -> None:
    """Note at the door how many came."""
    attendance.note(registration=registration, present=present, by=SECRETARY, at=STARTS_AT)


def test_at_the_door_parties_and_walk_ins_are_counted(session: Session) -> None:
    anna, bert = comes(session, "anna", companions=2), comes(session, "bert")
    assert outcome(session) == Outcome(signed_up=4, present=None, answers=0, score=None), "not noted is not zero"
    tick(anna, 2)
    tick(bert, 1)
    tick(bert, 0)
    attendance.walk_ins(session=session, number=3, by=SECRETARY, at=STARTS_AT)
    assert outcome(session).present == 5
    tick(anna, None)
    assert outcome(session).present == 3


def test_what_cannot_be_is_not_noted(session: Session) -> None:
    anna = comes(session, "anna", companions=1)
    for wrong in (-1, 3):
        with pytest.raises(NotSoMany):
            tick(anna, wrong)
    with pytest.raises(NotSoMany):
        attendance.walk_ins(session=session, number=-1, by=SECRETARY, at=STARTS_AT)
    with pytest.raises(TooEarly):
        attendance.note(registration=anna, present=1, by=SECRETARY, at=STARTS_AT - timedelta(days=1))
    with pytest.raises(TooEarly):
        attendance.walk_ins(session=session, number=1, by=SECRETARY, at=STARTS_AT - timedelta(days=1))
    registrations.change(guest=anna.guest, wishes=[], needs=None, at=BEFORE)
    with pytest.raises(NotComing):
        tick(anna, 1)
    assert outcome(session).present is None


def test_what_people_thought_is_kept_without_their_name(session: Session) -> None:
    anna, bert = comes(session, "anna"), comes(session, "bert")
    feedback.give(registration=anna, score=5, remark=" Mooi!\r\n", at=AFTER)
    feedback.give(registration=bert, score=4, remark="", at=AFTER)
    assert outcome(session) == Outcome(signed_up=2, present=None, answers=2, score=4.5)
    assert list(Feedback.objects.order_by("-score").values_list("remark", flat=True)) == ["Mooi!", ""]
    assert {field.name for field in Feedback._meta.get_fields()} == {"id", "session", "score", "remark", "on"}
    with pytest.raises(AnsweredBefore):
        feedback.give(registration=anna, score=1, remark="", at=AFTER)


def test_who_was_not_there_and_who_is_too_early_says_nothing(session: Session) -> None:
    anna, bert = comes(session, "anna"), comes(session, "bert")
    with pytest.raises(NotOver):
        feedback.give(registration=anna, score=5, remark="", at=STARTS_AT)
    tick(bert, 0)
    with pytest.raises(NotThere):
        feedback.give(registration=bert, score=5, remark="", at=AFTER)
    for score, remark in ((0, ""), (6, ""), (3, "x" * 2001)):
        with pytest.raises(NotAnAnswer):
            feedback.give(registration=anna, score=score, remark=remark, at=AFTER)
    assert not Feedback.objects.exists()


def test_needs_go_a_week_after_the_last_session_of_who_has_them(session: Session) -> None:
    later = a_session(session.month, "later", starts_at=STARTS_AT + timedelta(days=10))
    comes(session, "anna", needs=Wanted(diet="vegetarisch"))
    comes(session, "bert", needs=Wanted(access="ringleiding"))
    comes(later, "bert")
    retention.forget(at=AFTER + timedelta(days=6))
    assert Needs.objects.count() == 2
    retention.forget(at=AFTER + timedelta(days=8))
    assert [needs.guest.name for needs in Needs.objects.all()] == ["Bert"]
    retention.forget(at=AFTER + timedelta(days=18))
    assert not Needs.objects.exists()
    assert Guest.objects.count() == 2, "they themselves stay until the month is over"


def test_needs_of_who_comes_to_nothing_go_at_once(session: Session) -> None:
    anna = comes(session, "anna", needs=Wanted(diet="vegetarisch"))
    registrations.change(guest=anna.guest, wishes=[], needs=Wanted(diet="vegetarisch"), at=BEFORE)
    comes(a_session(session.month, "af"), "bert", needs=Wanted(diet="vis"))
    Session.objects.filter(code="af").update(state=SessionState.CANCELLED)
    retention.forget(at=BEFORE)
    assert not Needs.objects.exists()


def test_everybody_is_forgotten_when_it_is_time_and_the_numbers_stay(session: Session) -> None:
    anna, bert = comes(session, "anna", companions=1), comes(session, "bert")
    tick(anna, 2)
    tick(bert, 0)
    feedback.give(registration=anna, score=4, remark="Dank aan Anna de Vries", at=AFTER)
    Invitation.objects.create(month=session.month, email="p@voorbeeld.example", name="P", at=BEFORE)
    Proposal.objects.create(session=session, name="Q", email="q@voorbeeld.example", organisation="O", at=BEFORE)
    before, ends = outcome(session), session.month.ends_on
    due = AFTER.replace(month=ends.month, day=ends.day) + timedelta(days=30)
    retention.forget(at=due)
    assert Guest.objects.count() == 2, "the last day counts"
    retention.forget(at=due + timedelta(days=1))
    for model in (Guest, Registration, Invitation, Proposal, Message, Needs):
        assert not model.objects.exists(), model
    assert list(Feedback.objects.values_list("remark", flat=True)) == [""]
    assert outcome(session) == before == Outcome(signed_up=3, present=2, answers=1, score=4.0)
    retention.forget(at=due + timedelta(days=2))
    assert outcome(session) == before


def test_a_session_after_the_month_keeps_its_guests_until_it_is_over(session: Session) -> None:
    late = a_session(session.month, "nakomer", starts_at=STARTS_AT + timedelta(days=90))
    comes(late, "anna")
    retention.forget(at=STARTS_AT + timedelta(days=89))
    assert Guest.objects.exists()


def test_who_is_erased_afterwards_is_still_counted(session: Session) -> None:
    anna, bert = comes(session, "anna", companions=1), comes(session, "bert")
    to_come = comes(a_session(session.month, "straks", starts_at=AFTER + timedelta(days=5)), "anna")
    tick(anna, 2)
    guests.erase(guest=anna.guest, by=SECRETARY, at=AFTER)
    tick(bert, 1)
    assert outcome(session) == Outcome(signed_up=3, present=3, answers=0, score=None)
    assert not Forgotten.objects.filter(session=to_come.session).exists(), "what is still to come has another chance"


def test_what_is_off_has_no_outcome(session: Session) -> None:
    anna = comes(session, "anna")
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    guests.erase(guest=anna.guest, at=AFTER)
    assert queries.outcomes(session.month, AFTER) == {}
