"""The programme as the office makes it: the sessions with what they lack and what clashes, and the venues."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.common.moments import office_day
from regiodeal.event_month import queries, rules
from regiodeal.event_month.choices import PUBLIC, RegistrationState, SessionForm, SessionState
from regiodeal.event_month.models import EventMonth, Invitation, Registration, Session, Venue
from regiodeal.programme.models import Deal


class UnknownSession(Refusal):
    """The event month has no such session."""


@dataclass(frozen=True)
class OpenPoint:
    """What a session still lacks before people can come: `what` is one of the constants below."""

    session: Session
    what: str


NO_TIME, NO_LINK, NO_SUMMARY, NO_HOST, NO_ACCESS = "time", "link", "summary", "host", "access"


def session(own: EventMonth, code: str) -> Session:
    """Return a session of an event month, with what is named in it. Raises UnknownSession."""
    found = programme(own).filter(code=code).first()
    if found is None:
        raise UnknownSession("there is no session {code} in {month}", code=code, month=own.name)
    return found


def programme(own: EventMonth) -> "QuerySet[Session]":
    """Return all sessions of an event month in the order of their times, with what is named in them."""
    rows = Session.objects.filter(month=own).select_related(
        "month__deal", "venue__municipality", "pillar", "project", "proposal"
    )
    return rows.prefetch_related("contributors", "parties", "materials", "project__names").order_by(
        "starts_at", "title", "pk"
    )


def people_with_a_place(own: Session) -> int:
    """Return how many people have a place in a session, companions included."""
    return queries.crowds(Session.objects.filter(pk=own.pk)).get(own.pk, queries.Crowd()).placed


def conflicts(own: EventMonth, sessions: Iterable[Session]) -> list[rules.Conflict]:
    """Return what clashes among the sessions of a month that go on, by their keys."""
    planned = [
        _planned(one, one.starts_at, one.ends_at)
        for one in sessions
        if one.state == SessionState.SCHEDULED and one.starts_at and one.ends_at
    ]
    return rules.conflicts(planned, own.starts_on, own.ends_on)


def open_points(sessions: Iterable[Session]) -> list[OpenPoint]:
    """Return what sessions that were accepted still lack."""
    return [OpenPoint(one, what) for one in sessions for what in _lacks(one)]


def venues(deal: Deal) -> "QuerySet[Venue]":
    """Return the venues of a deal with how many sessions are at each, as `number`."""
    return (
        Venue.objects.filter(deal=deal)
        .select_related("municipality")
        .annotate(number=Count("sessions"))
        .order_by("name")
    )


def waits_to_be_published(sessions: Iterable[Session]) -> list[Session]:
    """Return what the public does not know yet, or not as it is now."""
    return [
        one
        for one in sessions
        if one.state in PUBLIC
        and one.published_revision != one.revision
        and (one.state == SessionState.SCHEDULED or one.published_revision is not None)
    ]


def guests(own: Session) -> list[Registration]:
    """Return who comes to a session by name, who has a place before who waits; who cancelled is not among them."""
    coming = Registration.objects.filter(session=own).exclude(state=RegistrationState.CANCELLED)
    return list(coming.select_related("guest__needs").order_by("state", "guest__name", "pk"))


def invited(own: EventMonth) -> "QuerySet[Invitation]":
    """Return who was invited by name, with whether they signed up for anything as `signed_up`."""
    coming = Registration.objects.filter(guest__month=own, guest__email=OuterRef("email")).exclude(
        state=RegistrationState.CANCELLED
    )
    return Invitation.objects.filter(month=own).annotate(signed_up=Exists(coming)).order_by("name", "pk")


def _lacks(one: Session) -> list[str]:
    if one.state == SessionState.ACCEPTED:
        return [NO_TIME]
    if one.state != SessionState.SCHEDULED:
        return []
    lacking = {
        NO_LINK: one.is_online and not one.online_url,
        NO_SUMMARY: not one.summary,
        NO_HOST: not one.contributors.all() and not one.parties.all(),
        NO_ACCESS: one.is_on_site and one.venue is not None and not one.venue.access,
    }
    return [what for what, is_so in lacking.items() if is_so]


def _planned(one: Session, starts_at: datetime, ends_at: datetime) -> rules.Planned:
    there = one.venue if one.form != SessionForm.ONLINE else None
    return rules.Planned(
        key=one.pk,
        starts_at=starts_at,
        ends_at=ends_at,
        first_day=office_day(starts_at),
        last_day=office_day(ends_at),
        venue=there.pk if there else None,
        room=one.room,
        people=frozenset(rules.same_person(person.name) for person in one.contributors.all()),
        capacity=one.capacity,
        venue_capacity=there.capacity if there else None,
    )
