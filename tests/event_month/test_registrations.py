"""Sign up, wait, get a place, change one's mind: what is promised to whom, and that it is exact."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Part
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.event_month import queries, rules
from regiodeal.event_month.actions import guests, places, registrations
from regiodeal.event_month.actions.registrations import (
    NoName,
    NothingChosen,
    NotOffered,
    TooLong,
    TooMany,
    Wanted,
    Wish,
)
from regiodeal.event_month.choices import Audience, MessageKind, RegistrationState, SessionState
from regiodeal.event_month.models import Guest, Message, Needs, Registration, Session
from regiodeal.mailing.addresses import NotAnAddress
from tests.factories.event_month import AFTER, BEFORE, STARTS_AT, a_month, a_session, comes, guest, states, who
from tests.factories.programme import SECRETARY, a_deal

PLACED, WAITING, CANCELLED = RegistrationState.PLACED, RegistrationState.WAITING, RegistrationState.CANCELLED
LATER = BEFORE + timedelta(days=1)


@pytest.fixture
def month(db: None) -> Any:
    """Give a month that takes sign-ups."""
    return a_month(a_deal())


def mails(month: Any) -> list[tuple[str, str]]:
    """Return the mail that is due, as kind and name."""
    return list(Message.objects.filter(month=month).order_by("pk").values_list("kind", "guest__name"))


def test_who_fits_gets_a_place_and_who_does_not_waits(month: Any) -> None:
    session = a_session(month, capacity=3)
    comes(session, "anna", companions=1)
    comes(session, "bert", companions=1)
    comes(session, "chris")
    assert states(session) == {"Anna": PLACED, "Bert": WAITING, "Chris": PLACED}
    assert mails(month) == [(MessageKind.OVERVIEW, "Anna"), (MessageKind.OVERVIEW, "Bert"),
                            (MessageKind.OVERVIEW, "Chris")]  # fmt: skip
    (offer,) = queries.offered(month, BEFORE)
    assert (offer.left, offer.waiting) == (0, 2)


def test_one_mail_tells_of_all_sessions(month: Any) -> None:
    one, two = a_session(month, "een"), a_session(month, "twee")
    registrations.sign_up(month=month, who=who(), wishes=[Wish(one), Wish(two, 2)], at=BEFORE)
    assert mails(month) == [(MessageKind.OVERVIEW, "Anna")]
    assert states(one) == states(two) == {"Anna": PLACED}


def test_who_leaves_makes_room_for_who_waits_longest(month: Any) -> None:
    session = a_session(month, capacity=2)
    first = comes(session, "anna", companions=1)
    for number, name in enumerate(["bert", "chris", "daan"]):
        comes(session, name, at=BEFORE + timedelta(minutes=number))
    registrations.change(guest=first.guest, wishes=[], needs=None, at=LATER)
    assert states(session) == {"Anna": CANCELLED, "Bert": PLACED, "Chris": PLACED, "Daan": WAITING}
    assert (MessageKind.PROMOTED, "Bert") in mails(month)
    assert (MessageKind.PROMOTED, "Daan") not in mails(month)
    assert queries.line(Registration.objects.get(session=session, guest__name="Daan")) == 1


def test_a_party_that_does_not_fit_keeps_its_place_in_the_line_and_holds_nobody_up(month: Any) -> None:
    session = a_session(month, capacity=2)
    anna, bert = comes(session, "anna"), comes(session, "bert")
    comes(session, "groep", companions=1)
    comes(session, "alleen", at=LATER)
    registrations.change(guest=anna.guest, wishes=[], needs=None, at=LATER)
    assert states(session)["Groep"] == WAITING
    assert states(session)["Alleen"] == PLACED
    registrations.change(guest=bert.guest, wishes=[], needs=None, at=LATER)
    registrations.change(guest=guest(month, "alleen"), wishes=[], needs=None, at=LATER)
    assert states(session)["Groep"] == PLACED


def test_nobody_gets_a_place_in_what_has_begun_or_is_off(month: Any) -> None:
    session = a_session(month, capacity=1)
    anna = comes(session, "anna")
    comes(session, "bert")
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    registrations.change(guest=anna.guest, wishes=[], needs=None, at=LATER)
    assert states(session)["Bert"] == WAITING
    Session.objects.filter(pk=session.pk).update(state=SessionState.SCHEDULED)
    assert places.promote(session=session, at=STARTS_AT) == 0
    assert places.promote(session=session, at=STARTS_AT - timedelta(minutes=1)) == 1


def test_who_returns_stands_at_the_end_of_the_line(month: Any) -> None:
    session = a_session(month, capacity=1)
    comes(session, "anna")
    bert = comes(session, "bert")
    comes(session, "chris", at=BEFORE + timedelta(hours=1))
    registrations.change(guest=bert.guest, wishes=[], needs=None, at=LATER)
    registrations.change(guest=bert.guest, wishes=[Wish(session)], needs=None, at=LATER)
    assert queries.line(Registration.objects.get(pk=bert.pk)) == 2


def test_an_address_that_signed_up_before_gets_more_and_loses_nothing(month: Any) -> None:
    """Whoever types an address has not shown that it is theirs."""
    one, two = a_session(month, "een", capacity=5), a_session(month, "twee")
    comes(one, "anna", companions=1, needs=Wanted(diet="vegetarisch"))
    registrations.sign_up(
        month=month,
        who=who(name="Iemand anders", email="Anna@Voorbeeld.example", organisation="Elders"),
        wishes=[Wish(one, 4), Wish(two)],
        needs=Wanted(diet="alles"),
        at=LATER,
    )
    anna = Guest.objects.get(month=month)
    assert (anna.name, anna.organisation, str(anna.needs)) == ("Anna", "", "vegetarisch")
    assert {(one.session.code, one.companions) for one in anna.registrations.all()} == {("een", 1), ("twee", 0)}


def test_more_companions_need_room_and_fewer_give_it(month: Any) -> None:
    session = a_session(month, capacity=3)
    anna, bert = comes(session, "anna", companions=1), comes(session, "bert")
    comes(session, "chris")
    with pytest.raises(TooMany, match="there is room for 0 more"):
        registrations.change(guest=anna.guest, wishes=[Wish(session, 2)], needs=None, at=LATER)
    registrations.change(guest=anna.guest, wishes=[Wish(session, 0)], needs=None, at=LATER)
    assert states(session) == {"Anna": PLACED, "Bert": PLACED, "Chris": PLACED}
    registrations.change(guest=bert.guest, wishes=[], needs=None, at=LATER)
    registrations.change(guest=anna.guest, wishes=[Wish(session, 1)], needs=None, at=LATER)
    assert queries.crowds(month.sessions.all())[session.pk] == queries.Crowd(placed=3, waiting=0)


def test_room_that_somebody_gives_up_can_be_used_in_the_same_change(month: Any) -> None:
    """Two sessions in one form: dropped first, then asked for."""
    one, two = a_session(month, "een", capacity=1), a_session(month, "twee", capacity=1)
    anna = comes(one, "anna")
    registrations.change(guest=anna.guest, wishes=[Wish(two)], needs=None, at=LATER)
    assert (states(one), states(two)) == ({"Anna": CANCELLED}, {"Anna": PLACED})


def test_what_has_begun_stays_as_it_was(month: Any) -> None:
    past, future = a_session(month, "eerst"), a_session(month, "straks", starts_at=STARTS_AT + timedelta(days=3))
    anna = comes(past, "anna", companions=2)
    comes(future, "anna")
    during = STARTS_AT + timedelta(minutes=5)
    registrations.change(guest=anna.guest, wishes=[], needs=None, at=during)
    assert (states(past), states(future)) == ({"Anna": PLACED}, {"Anna": CANCELLED})
    with pytest.raises(NotOffered):
        registrations.change(
            guest=anna.guest, wishes=[Wish(future), Wish(a_session(month, "nu"))], needs=None, at=during
        )
    assert states(future) == {"Anna": CANCELLED}, "all or nothing"


def test_the_office_signs_people_up_until_it_is_over(month: Any) -> None:
    """By telephone and at the door: also where it is for partners, closed or not public yet; the trail tells."""
    session = a_session(
        month, audience=Audience.PARTNERS, closes_at=BEFORE, published_revision=None, capacity=1, needs_sign_up=False
    )
    during = STARTS_AT + timedelta(minutes=10)
    for name in ("anna", "bert"):
        registrations.add(session=session, who=who(name), by=SECRETARY, at=during)
    assert states(session) == {"Anna": PLACED, "Bert": WAITING}
    line = AuditLine.objects.latest("number")
    assert (line.act, line.subject) == ("guest.add", f"session/{month.code}/{session.code}")
    assert "bert" not in str(line.details).lower()
    with pytest.raises(NotOffered):
        registrations.add(session=session, who=who("chris"), by=SECRETARY, at=AFTER)
    with pytest.raises(TooMany):
        registrations.add(session=session, who=who("chris"), companions=9, by=SECRETARY, at=during)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": SessionState.CANCELLED},
        {"state": SessionState.ACCEPTED},
        {"published_revision": None},
        {"needs_sign_up": False},
        {"closes_at": BEFORE},
        {"audience": Audience.PARTNERS},
    ],
)
def test_what_is_not_offered_is_not_given(month: Any, fields: dict[str, Any]) -> None:
    session = a_session(month, **fields)
    assert queries.offered(month, BEFORE) == []
    with pytest.raises(NotOffered):
        comes(session)
    assert not Guest.objects.exists(), "nothing is stored"


def test_a_month_that_is_not_open_or_another_month_takes_nobody(month: Any) -> None:
    closed = a_month(month.deal, "dicht", sign_up_open=False)
    with pytest.raises(NotOffered):
        comes(a_session(closed))
    with pytest.raises(NotOffered):
        registrations.sign_up(month=month, who=who(), wishes=[Wish(a_session(closed, "elders"))], at=BEFORE)


def test_who_is_invited_can_come_where_others_cannot(month: Any) -> None:
    session = a_session(month, audience=Audience.PARTNERS, capacity=1)
    anna = comes(session, "anna", invited=True)
    registrations.change(guest=anna.guest, wishes=[], needs=None, at=LATER)
    registrations.change(guest=anna.guest, wishes=[Wish(session)], needs=None, at=LATER)
    assert states(session) == {"Anna": PLACED}
    with pytest.raises(NotOffered, match="for who was invited"):
        comes(session, "bert")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": "  "}, NoName),
        ({"name": "a" * 201}, NoName),
        ({"name": "Anna\x00"}, NoName),
        ({"organisation": "o" * 201}, NoName),
        ({"email": "anna"}, NotAnAddress),
        ({"email": "anna@voorbeeld.example, bert@voorbeeld.example"}, NotAnAddress),
        ({"email": "anna@voorbeeld.example\nBcc: x@y.example"}, NotAnAddress),
    ],
)
def test_who_cannot_be_reached_or_called_is_refused(
    month: Any, changes: dict[str, str], refusal: type[Refusal]
) -> None:
    session = a_session(month)
    with pytest.raises(refusal):
        registrations.sign_up(month=month, who=who(**changes), wishes=[Wish(session)], at=BEFORE)
    assert not Guest.objects.exists()


def test_too_many_nothing_and_too_long_are_refused(month: Any) -> None:
    session = a_session(month)
    with pytest.raises(NothingChosen):
        registrations.sign_up(month=month, who=who(), wishes=[], at=BEFORE)
    for companions in (-1, rules.MOST_COMPANIONS + 1):
        with pytest.raises(TooMany):
            comes(session, companions=companions)
    with pytest.raises(TooLong):
        comes(session, needs=Wanted(access="x" * 301))
    assert not Guest.objects.exists()


def test_needs_are_kept_apart_and_go_when_somebody_takes_them_away(month: Any) -> None:
    session = a_session(month)
    anna = comes(session, needs=Wanted(diet=" glutenvrij ", access="rolstoel"))
    assert str(anna.guest.needs) == "glutenvrij, rolstoel"
    registrations.change(guest=anna.guest, wishes=[Wish(session)], needs=Wanted(), name="Anna de Vries", at=LATER)
    assert not Needs.objects.exists()
    assert Guest.objects.get().name == "Anna de Vries"


def test_who_is_erased_leaves_a_place_and_no_trace(month: Any) -> None:
    session = a_session(month, capacity=1)
    anna = comes(session, "anna", needs=Wanted(diet="vis"))
    comes(session, "bert")
    guests.erase(guest=anna.guest, at=LATER)
    assert states(session) == {"Bert": PLACED}
    assert list(Guest.objects.values_list("name", flat=True)) == ["Bert"]
    assert not Needs.objects.exists()
    assert not Message.objects.filter(guest__name="Anna").exists()


class Crowding(RuleBasedStateMachine):
    """People come, bring others, leave, return and are erased, and the office makes the session larger."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    NAMES = st.sampled_from(["anna", "bert", "chris", "daan", "els", "fatma"])

    @initialize(capacity=st.integers(0, 6))
    def open(self, capacity: int) -> None:
        """Begin with a session of some size."""
        self.session = a_session(a_month(a_deal()), capacity=capacity)
        self.at = BEFORE

    @rule(name=NAMES, companions=st.integers(0, 3))
    def come(self, name: str, companions: int) -> None:
        """Sign up, perhaps again."""
        self.at += timedelta(minutes=1)
        comes(self.session, name, companions=companions, at=self.at)

    @precondition(lambda _: Guest.objects.exists())
    @rule(data=st.data(), companions=st.integers(-1, 3))
    def change(self, data: st.DataObject, companions: int) -> None:
        """Bring more or fewer people, or nobody at all."""
        self.at += timedelta(minutes=1)
        own = data.draw(st.sampled_from(list(Guest.objects.order_by("email"))))
        wishes = [] if companions < 0 else [Wish(self.session, companions)]
        try:
            registrations.change(guest=own, wishes=wishes, needs=None, at=self.at)
        except TooMany:
            assert companions > own.registrations.get().companions

    @precondition(lambda _: Guest.objects.exists())
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        """Be forgotten."""
        guests.erase(guest=data.draw(st.sampled_from(list(Guest.objects.order_by("email")))), at=self.at)

    @rule(more=st.integers(1, 3))
    def enlarge(self, more: int) -> None:
        """Find a larger room."""
        Session.objects.filter(pk=self.session.pk).update(capacity=F("capacity") + more)
        places.promote(session=self.session, at=self.at)

    @invariant()
    def nobody_is_one_too_many(self) -> None:
        """No more people than places, and nobody waits who would fit."""
        if not hasattr(self, "session"):
            return
        capacity = Session.objects.get(pk=self.session.pk).capacity
        own = Registration.objects.filter(session=self.session)
        taken = own.filter(state=PLACED).aggregate(all=Sum(F("companions") + 1, default=0))["all"]
        assert capacity is not None
        assert taken <= capacity
        assert all(one.people > capacity - taken for one in own.filter(state=WAITING))


@pytest.mark.django_db
def test_places_are_exact_whatever_people_do() -> None:
    thorough = settings(
        max_examples=20,
        stateful_step_count=14,
        suppress_health_check=list(HealthCheck),
        phases=[Part.explicit, Part.reuse, Part.generate],  # fourteen acts can be read without shrinking
    )
    run_state_machine_as_test(Crowding, settings=thorough)
