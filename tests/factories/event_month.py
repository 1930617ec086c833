"""Months with sessions that people can sign up for."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from regiodeal.event_month.actions import registrations
from regiodeal.event_month.actions.registrations import Who, Wish
from regiodeal.event_month.choices import SessionKind, SessionState
from regiodeal.event_month.models import EventMonth, Guest, Registration, Session, Venue
from regiodeal.programme.models import Deal

BEFORE = datetime(2021, 5, 20, 10, 0, tzinfo=UTC)
"""When people sign up for the month that `a_month` makes."""
STARTS_AT = datetime(2021, 6, 3, 7, 0, tzinfo=UTC)
"""When its sessions start, unless told otherwise: nine o'clock in the Netherlands."""
AFTER = STARTS_AT + timedelta(hours=3)
"""When such a session is over."""


def a_month(deal: Deal, code: str = "maand-van-de-regio-2021", **fields: Any) -> EventMonth:
    """Give the month of June 2021, open for sign-ups."""
    values = {
        "name": "Maand van de Regio 2021",
        "starts_on": date(2021, 6, 1),
        "ends_on": date(2021, 6, 30),
        "sign_up_open": True,
    }
    return EventMonth.objects.create(deal=deal, code=code, **{**values, **fields})


def a_venue(deal: Deal, name: str = "Dorpshuis De Brink", **fields: Any) -> Venue:
    """Give a place to come to."""
    return Venue.objects.create(deal=deal, name=name, **{"address": "Brink 1, Achterveen", **fields})


def a_session(month: EventMonth, code: str = "houtbouw", **fields: Any) -> Session:
    """Give a session of two hours that is public and takes sign-ups, without a limit unless told otherwise."""
    starts_at = fields.pop("starts_at", STARTS_AT)
    values = {
        "title": code.replace("-", " ").capitalize(),
        "kind": SessionKind.KNOWLEDGE,
        "state": SessionState.SCHEDULED,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2) if starts_at else None,
        "published_revision": 0,
    }
    return Session.objects.create(month=month, code=code, **{**values, **fields})


def comes(
    session: Session,
    name: str = "anna",
    *,
    companions: int = 0,
    needs: registrations.Wanted | None = None,
    invited: bool = False,
    at: datetime = BEFORE,
) -> Registration:
    """Let somebody sign up for a session."""
    guest = registrations.sign_up(
        month=session.month,
        who=who(name),
        wishes=[Wish(session, companions)],
        needs=needs,
        invited=invited,
        at=at,
    )
    return Registration.objects.get(guest=guest, session=session)


def who(name: str = "anna", **changes: Any) -> Who:
    """Say who somebody is, by a first name."""
    return Who(**{"email": f"{name}@voorbeeld.example", "name": name.capitalize(), **changes})


def states(session: Session) -> dict[str, str]:
    """Return what each guest of a session has, by name."""
    return dict(Registration.objects.filter(session=session).values_list("guest__name", "state"))


def guest(month: EventMonth, name: str = "anna") -> Guest:
    """Return somebody who signed up."""
    return Guest.objects.get(month=month, email=who(name).email)
