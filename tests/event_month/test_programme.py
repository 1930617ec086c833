"""Making the programme: event months, venues, sessions and what partners propose."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.event_month import planning
from regiodeal.event_month.about import Link, Person, about, stamp
from regiodeal.event_month.actions import checking, months, proposals, sessions, venues
from regiodeal.event_month.choices import MessageKind, RegistrationState, Role, SessionForm, SessionKind, SessionState
from regiodeal.event_month.models import EventMonth, Guest, Message, Registration, Session
from regiodeal.event_month.rules import Clash
from regiodeal.mailing.addresses import NotAnAddress
from regiodeal.programme.models import Deal
from tests.factories.programme import AT, SECRETARY, a_deal, deal_content
from tests.factories.programmes import a_month, a_session, a_venue, moment, said
from tests.factories.projects import a_project


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal."""
    return a_deal()


@pytest.fixture
def month(deal: Deal) -> EventMonth:
    """An event month in October 2021."""
    return a_month(deal)


def other_deal() -> Deal:
    """Give a deal beside the one of the test."""
    return a_deal(deal={**deal_content()["deal"], "code": "elders", "name": "Elders", "short_name": "Elders"})


def change(session: Session, **changes: Any) -> bool:
    """Change a session as somebody who has just read it."""
    now = about(Session.objects.get(pk=session.pk))
    return sessions.change(session=session, said=replace(now, **changes), seen=stamp(now), by=SECRETARY, at=AT)


def signs_up(session: Session, name: str, companions: int = 0, *, waits: bool = False) -> Registration:
    """Put somebody in a session."""
    guest = Guest.objects.create(month=session.month, email=f"{name}@example.nl", name=name, since=AT)
    state = RegistrationState.WAITING if waits else RegistrationState.PLACED
    return Registration.objects.create(guest=guest, session=session, state=state, companions=companions, asked_at=AT)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, months.NoName),
        ({"name": "…"}, months.NoName),
        ({"name": "x" * 201}, months.NoName),
        ({"ends_on": date(2021, 9, 30), "call_until": None, "call_text": ""}, months.NotThisPeriod),
        ({"ends_on": date(2022, 10, 31)}, months.NotThisPeriod),
        ({"call_text": " "}, months.HalfACall),
        ({"call_until": None}, months.HalfACall),
        ({"call_until": date(2021, 11, 1)}, months.HalfACall),
        ({"keep_days": 366}, months.NotSoLong),
        ({"keep_days": -1}, months.NotSoLong),
        ({"keep_days": 3, "needs_keep_days": 4}, months.NotSoLong),
    ],
)
def test_a_month_that_cannot_be_is_refused(deal: Deal, changes: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        a_month(deal, **changes)
    assert not EventMonth.objects.exists()


def test_a_month_keeps_its_code_when_its_name_changes(deal: Deal, month: EventMonth) -> None:
    own = months.About(name="Streekmaand", starts_on=month.starts_on, ends_on=month.ends_on, sign_up_open=True)
    assert months.change(month=month, about=own, by=SECRETARY, at=AT)
    assert not months.change(month=month, about=own, by=SECRETARY, at=AT), "the second time nothing differs"
    month.refresh_from_db()
    assert (month.code, month.name, month.sign_up_open) == ("maand-van-de-regio", "Streekmaand", True)
    assert AuditLine.objects.filter(scope=deal.code, act__startswith="event_month.").count() == 2


def test_two_months_of_a_deal_have_two_names(deal: Deal, month: EventMonth) -> None:
    with pytest.raises(months.MonthExists):
        a_month(deal, name="maand van  de regio")
    a_month(other_deal())


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": ""}, venues.NoName),
        ({"address": "x" * 201}, venues.NoName),
        ({"capacity": 0}, venues.NoCapacity),
        ({"capacity": 10**9}, venues.NoCapacity),
        ({"name": "het veenhuis"}, venues.VenueExists),
    ],
)
def test_a_venue_that_cannot_be_is_refused(deal: Deal, changes: dict[str, Any], refusal: type[Refusal]) -> None:
    a_venue(deal)
    with pytest.raises(refusal):
        a_venue(deal, **{"name": "De Schuur"} | changes)


def test_a_venue_lies_in_a_municipality_of_the_deal(deal: Deal) -> None:
    parties = {one.organisation.code: one.organisation for one in deal.parties.all()}
    assert a_venue(deal, municipality=parties["gemeente-a"]).municipality == parties["gemeente-a"]
    with pytest.raises(venues.NotAMunicipality):
        a_venue(deal, "De Schuur", municipality=parties["provincie"])


def test_calendars_follow_a_venue_that_moves_and_not_one_that_gets_a_ramp(deal: Deal, month: EventMonth) -> None:
    venue = a_venue(deal)
    session = a_session(month, form=SessionForm.ON_SITE, venue=venue)
    kept = venues.About(name=venue.name, address=venue.address, access="Er is een helling.")
    assert venues.change(venue=venue, about=kept, by=SECRETARY, at=AT)
    session.refresh_from_db()
    assert session.revision == 0
    assert venues.change(venue=venue, about=replace(kept, address="Kerkplein 2"), by=SECRETARY, at=AT)
    session.refresh_from_db()
    assert session.revision == 1


def test_a_venue_with_a_session_stays(deal: Deal, month: EventMonth) -> None:
    venue, empty = a_venue(deal), a_venue(deal, "De Schuur")
    a_session(month, form=SessionForm.ON_SITE, venue=venue)
    with pytest.raises(venues.VenueInUse):
        venues.remove(venue=venue, by=SECRETARY, at=AT)
    venues.remove(venue=empty, by=SECRETARY, at=AT)
    assert [one.name for one in planning.venues(deal)] == [venue.name]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " \n "}, checking.NoTitle),
        ({"title": "x" * 201}, checking.NoTitle),
        ({"summary": "x" * 20_001}, checking.NotThisLong),
        ({"form": SessionForm.BOTH, "room": "x" * 101}, checking.NotThisLong),
        ({"people": (Person(Role.HOST, "Jo"),) * 51}, checking.NotThisLong),
        ({"starts_at": None}, checking.NoTime),
        ({"ends_at": None}, checking.NoTime),
        ({"ends_at": moment(5, 14)}, checking.NoTime),
        ({"ends_at": moment(5, 13)}, checking.NoTime),
        ({"ends_at": moment(5, 14) + timedelta(days=31, minutes=1)}, checking.NoTime),
        ({"form": SessionForm.ON_SITE}, checking.NoPlace),
        ({"form": SessionForm.BOTH}, checking.NoPlace),
        ({"capacity": 0}, checking.NoRoomForAnyone),
        ({"capacity": -3}, checking.NoRoomForAnyone),
        ({"capacity": 10**7}, checking.NoRoomForAnyone),
        ({"closes_at": moment(5, 14, 1)}, checking.ClosesTooLate),
        ({"starts_at": None, "ends_at": None, "closes_at": moment(5, 14)}, checking.ClosesTooLate),
        ({"people": (Person(Role.SPEAKER, " "),)}, checking.NamelessPerson),
        ({"people": (Person(Role.SPEAKER, "Jo", "x" * 201),)}, checking.NamelessPerson),
        ({"materials": (Link("Dia's", "http://example.nl"),)}, checking.NoAddress),
        ({"materials": (Link("Dia's", "javascript:alert(1)"),)}, checking.NoAddress),
        ({"materials": (Link("Dia's", ""),)}, checking.NoAddress),
        ({"materials": (Link("", "https://example.nl"),)}, checking.NoAddress),
        ({"materials": (Link("Dia's", f"https://example.nl/{'x' * 500}"),)}, checking.NoAddress),
        ({"online_url": "zoom"}, checking.NoAddress),
        ({"online_url": "https://wie:geheim@example.nl/"}, checking.NoAddress),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    month: EventMonth, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    session = a_session(month)
    with pytest.raises(refusal):
        a_session(month, **changes)
    with pytest.raises(refusal):
        change(session, **changes)
    assert list(Session.objects.values_list("revision", flat=True)) == [0]


def test_what_belongs_to_another_deal_is_refused(month: EventMonth) -> None:
    other = other_deal()
    project, pillar, venue = a_project(other), other.pillars.first(), a_venue(other)
    for foreign in ({"project": project}, {"pillar": pillar}, {"form": SessionForm.ON_SITE, "venue": venue}):
        with pytest.raises(checking.OfAnotherDeal):
            a_session(month, **foreign)


def test_a_session_with_its_times_is_in_the_programme(deal: Deal, month: EventMonth) -> None:
    project = a_project(deal)
    people = (Person(Role.HOST, " Jo  Bakker ", "Gemeente"), Person(Role.SPEAKER, "Al Smit"))
    planned = a_session(month, people=people, project=project, materials=(Link("Dia's", "https://example.nl/"),))
    later = a_session(month, starts_at=None, ends_at=None)
    assert (planned.state, later.state) == (SessionState.SCHEDULED, SessionState.ACCEPTED)
    assert (planned.code, later.code) == ("wonen-in-het-veen", "wonen-in-het-veen-2")
    assert about(planned).people == (Person(Role.HOST, "Jo Bakker", "Gemeente"), Person(Role.SPEAKER, "Al Smit"))
    assert change(later, starts_at=moment(6, 10), ends_at=moment(6, 11))
    later.refresh_from_db()
    assert later.state == SessionState.SCHEDULED


@pytest.mark.parametrize(
    ("changes", "revision"),
    [
        ({"title": "Wonen bij het veen"}, 1),
        ({"starts_at": moment(5, 13)}, 1),
        ({"ends_at": moment(5, 17), "title": "Wonen"}, 1),
        ({"summary": "Over huizen.", "capacity": 10, "people": (Person(Role.HOST, "Jo"),)}, 0),
        ({"online_url": "https://example.nl/kamer"}, 0),
    ],
)
def test_calendars_follow_what_they_show(month: EventMonth, changes: dict[str, Any], revision: int) -> None:
    session = a_session(month)
    assert change(session, **changes)
    assert not change(session, **changes), "the second time nothing differs"
    session.refresh_from_db()
    assert session.revision == revision


def test_two_people_do_not_overwrite_each_other(month: EventMonth) -> None:
    session = a_session(month)
    read = about(session)
    assert change(session, summary="Van de eerste.")
    with pytest.raises(sessions.ChangedMeanwhile):
        sessions.change(
            session=session, said=replace(read, summary="Van de tweede."), seen=stamp(read), by=SECRETARY, at=AT
        )
    session.refresh_from_db()
    assert session.summary == "Van de eerste."


def test_nobody_loses_a_place_by_a_smaller_capacity(month: EventMonth) -> None:
    session = a_session(month, capacity=10)
    signs_up(session, "jo", companions=2)
    with pytest.raises(sessions.TooManyHavePlaces):
        change(session, capacity=2)
    assert change(session, capacity=3)


def test_who_waits_gets_a_place_where_there_came_room(month: EventMonth) -> None:
    session = a_session(month, capacity=1)
    signs_up(session, "jo")
    first, group = signs_up(session, "al", waits=True), signs_up(session, "bo", companions=4, waits=True)
    assert change(session, capacity=3)
    assert Registration.objects.get(pk=first.pk).state == RegistrationState.PLACED
    assert Registration.objects.get(pk=group.pk).state == RegistrationState.WAITING
    assert Message.objects.get(kind=MessageKind.PROMOTED).guest == first.guest


def test_what_the_public_knows_keeps_a_time(month: EventMonth) -> None:
    known, full = a_session(month), a_session(month)
    Session.objects.filter(pk=known.pk).update(published_revision=0)
    signs_up(full, "jo")
    for session in (known, full):
        with pytest.raises(checking.NoTime):
            change(session, starts_at=None, ends_at=None)


def test_a_cancelled_session_does_not_come_back(month: EventMonth) -> None:
    session = a_session(month)
    for reason in ("", " ", "x" * 501):
        with pytest.raises(sessions.NoReason):
            sessions.cancel(session=session, reason=reason, by=SECRETARY, at=AT)
    sessions.cancel(session=session, reason="De spreker is ziek.", by=SECRETARY, at=AT)
    session.refresh_from_db()
    assert (session.state, session.revision, session.reason) == (SessionState.CANCELLED, 1, "De spreker is ziek.")
    with pytest.raises(sessions.IsFinal):
        change(session, summary="Toch wel.")
    with pytest.raises(sessions.NotCancelled):
        sessions.cancel(session=session, reason="Nogmaals.", by=SECRETARY, at=AT)


def test_only_what_nobody_knows_is_removed(month: EventMonth) -> None:
    unknown, known, wanted = a_session(month), a_session(month), a_session(month)
    Session.objects.filter(pk=known.pk).update(published_revision=0)
    signs_up(wanted, "jo")
    for session in (known, wanted):
        with pytest.raises(sessions.StaysInRecord):
            sessions.remove(session=session, by=SECRETARY, at=AT)
    sessions.remove(session=unknown, by=SECRETARY, at=AT)
    assert Session.objects.count() == 2


@pytest.mark.parametrize("code", ["Hoofdletter", "met spatie", "x" * 81, "wonen-in-het-veen", "../../x"])
def test_a_code_is_a_free_one(month: EventMonth, code: str) -> None:
    a_session(month)
    with pytest.raises(sessions.CodeTaken):
        sessions.make(month=month, said=said(), code=code, by=SECRETARY, at=AT)


def test_the_trail_names_no_speaker(deal: Deal, month: EventMonth) -> None:
    session = a_session(month, people=(Person(Role.SPEAKER, "Al Smit"),))
    change(session, people=(Person(Role.SPEAKER, "Bo Jans"),))
    lines = str(list(AuditLine.objects.filter(scope=deal.code).values_list("details", flat=True)))
    assert "Smit" not in lines
    assert "Jans" not in lines


def test_conflicts_are_between_sessions_that_go_on(deal: Deal, month: EventMonth) -> None:
    hall = a_venue(deal, capacity=20)
    there = {"form": SessionForm.ON_SITE, "venue": hall, "people": (Person(Role.HOST, "Jo Bakker"),)}
    one = a_session(month, title="Een", capacity=30, **there)
    other = a_session(month, title="Twee", **there | {"people": (Person(Role.SPEAKER, "jo  bakker"),)})
    outside = a_session(month, title="Drie", starts_at=moment(31, 23), ends_at=moment(31, 23) + timedelta(hours=2))
    found = [(one.clash, one.sessions) for one in planning.conflicts(month, planning.programme(month))]
    assert sorted(found) == sorted(
        [
            (Clash.TOO_SMALL, (one.pk,)),
            (Clash.OUTSIDE, (outside.pk,)),
            (Clash.ROOM, (one.pk, other.pk)),
            (Clash.PERSON, (one.pk, other.pk)),
        ]
    )
    sessions.cancel(session=other, reason="Dubbel.", by=SECRETARY, at=AT)
    assert len(planning.conflicts(month, planning.programme(month))) == 2


def offered(**changes: Any) -> proposals.Offered:
    """Return what a partner proposes."""
    plain: dict[str, Any] = {
        "title": "Rondleiding langs de dijk",
        "kind": SessionKind.EXCURSION,
        "summary": "Met een boswachter.",
        "organisation": "Stichting Dijk",
        "name": "Di Jansen",
        "email": "Di@Example.nl",
    }
    return proposals.Offered(**plain | changes)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": ""}, checking.NoTitle),
        ({"summary": "x" * 20_001}, checking.NotThisLong),
        ({"name": " "}, proposals.NoSender),
        ({"organisation": ""}, proposals.NoSender),
        ({"organisation": "x" * 201}, proposals.NoSender),
        ({"email": "geen adres"}, NotAnAddress),
        ({"email": "a@b.nl\nBcc: c@d.nl"}, NotAnAddress),
        ({"wishes": "x" * 5_001}, proposals.WishesTooLong),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(
    month: EventMonth, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        proposals.propose(month=month, offered=offered(**changes), at=AT)
    assert not Session.objects.exists()
    assert not Message.objects.exists()


def test_sessions_can_be_proposed_until_the_end_of_the_last_day(month: EventMonth) -> None:
    last = datetime(2021, 8, 31, 21, 59, tzinfo=UTC)  # one minute to midnight in the Netherlands
    assert proposals.propose(month=month, offered=offered(), at=last)
    with pytest.raises(proposals.NoCall):
        proposals.propose(month=month, offered=offered(), at=last + timedelta(minutes=1))
    with pytest.raises(proposals.NoCall):
        proposals.propose(
            month=a_month(month.deal, name="Zonder oproep", call_text="", call_until=None), offered=offered(), at=AT
        )


def test_a_proposal_is_accepted_and_then_planned(month: EventMonth) -> None:
    proposal = proposals.propose(month=month, offered=offered(), at=AT)
    assert (proposal.email, proposal.session.state) == ("di@example.nl", SessionState.PROPOSED)
    assert change(proposal.session, summary="Met een boswachter en koffie.")
    session = proposals.accept(proposal=proposal, by=SECRETARY, at=AT)
    assert session.state == SessionState.ACCEPTED
    assert change(session, form=SessionForm.ONLINE, starts_at=moment(7, 10), ends_at=moment(7, 12))
    session.refresh_from_db()
    assert session.state == SessionState.SCHEDULED
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == ["proposal", "accepted"]
    with pytest.raises(proposals.IsJudged):
        proposals.decline(proposal=proposal, reason="Toch niet.", by=SECRETARY, at=AT)
    with pytest.raises(proposals.IsJudged):
        proposals.take_back(proposal=proposal)


def test_a_proposal_that_has_its_times_is_planned_at_once(month: EventMonth) -> None:
    proposal = proposals.propose(month=month, offered=offered(), at=AT)
    change(proposal.session, form=SessionForm.ONLINE, starts_at=moment(7, 10), ends_at=moment(7, 12))
    assert Session.objects.get().state == SessionState.PROPOSED
    assert proposals.accept(proposal=proposal, by=SECRETARY, at=AT).state == SessionState.SCHEDULED


def test_who_is_declined_reads_why(month: EventMonth) -> None:
    proposal = proposals.propose(month=month, offered=offered(), at=AT)
    with pytest.raises(sessions.NoReason):
        proposals.decline(proposal=proposal, reason=" ", by=SECRETARY, at=AT)
    proposals.decline(proposal=proposal, reason="Het past niet.", by=SECRETARY, at=AT)
    session = Session.objects.get()
    assert (session.state, session.reason) == (SessionState.DECLINED, "Het past niet.")
    assert Message.objects.filter(kind=MessageKind.DECLINED, proposal=proposal).exists()
    with pytest.raises(sessions.IsFinal):
        change(session, title="Toch")


def test_nothing_is_kept_of_a_proposal_that_was_taken_back(deal: Deal, month: EventMonth) -> None:
    proposal = proposals.propose(month=month, offered=offered(), at=AT)
    proposals.take_back(proposal=proposal)
    assert not Session.objects.exists()
    assert not Message.objects.exists()
    assert "example" not in str(list(AuditLine.objects.filter(scope=deal.code).values_list("details", flat=True)))
