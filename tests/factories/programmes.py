"""An event month and its sessions, made the way an office makes them."""

from datetime import date, datetime
from typing import Any

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.event_month.about import About
from regiodeal.event_month.actions import months, sessions, venues
from regiodeal.event_month.choices import SessionForm, SessionKind
from regiodeal.event_month.models import EventMonth, Session, Venue
from regiodeal.programme.models import Deal
from tests.factories.programme import AT, SECRETARY


def a_month(deal: Deal, **changes: Any) -> EventMonth:
    """Make an event month: October 2021, with a call until the end of August."""
    said: dict[str, Any] = {
        "name": "Maand van de Regio",
        "starts_on": date(2021, 10, 1),
        "ends_on": date(2021, 10, 31),
        "call_text": "Doe mee en stel een sessie voor.",
        "call_until": date(2021, 8, 31),
    }
    return months.make(deal=deal, about=months.About(**said | changes), by=SECRETARY, at=AT)


def a_venue(deal: Deal, name: str = "Het Veenhuis", **changes: Any) -> Venue:
    """Make a venue."""
    said = {"address": "Dorpsstraat 1", "access": "De ingang is drempelvrij."} | changes
    return venues.make(deal=deal, about=venues.About(name=name, **said), by=SECRETARY, at=AT)


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment in October 2021, in the Netherlands."""
    return datetime(2021, 10, day, hour, minute, tzinfo=OFFICE_TIME)


def said(**changes: Any) -> About:
    """Return what is said of a session: online, on the fifth of October from two to four."""
    plain: dict[str, Any] = {
        "title": "Wonen in het veen",
        "kind": SessionKind.LECTURE,
        "form": SessionForm.ONLINE,
        "starts_at": moment(5, 14),
        "ends_at": moment(5, 16),
    }
    return About(**plain | changes)


def a_session(month: EventMonth, **changes: Any) -> Session:
    """Make a session; see `said`."""
    return sessions.make(month=month, said=said(**changes), by=SECRETARY, at=AT)
