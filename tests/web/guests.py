"""What the tests of the pages for guests share: a month that is now, and how people fill in its forms."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils.timezone import now

from regiodeal.common.moments import office_day
from regiodeal.event_month.models import EventMonth, Guest, Registration, Session
from regiodeal.programme.models import Deal
from regiodeal.web import robots
from regiodeal.web.guests import links
from tests.factories import event_month as factory

PAGE = "/aanmelden/maand/"


def soon(days: int = 7, hours: int = 0) -> datetime:
    """Return a moment in some days, so many hours later."""
    return now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days, hours=hours)


def a_month(deal: Deal, **fields: Any) -> EventMonth:
    """Give a month that has begun and takes sign-ups."""
    today = office_day(now())
    values = {
        "code": "maand",
        "name": "Maand van de Regio",
        "starts_on": today - timedelta(days=1),
        "ends_on": today + timedelta(days=29),
    }
    return factory.a_month(deal, **{**values, **fields})


def a_session(month: EventMonth, code: str = "houtbouw", **fields: Any) -> Session:
    """Give a session of next week for which people can sign up."""
    return factory.a_session(month, code, **{"starts_at": soon(), **fields})


def filled(*sessions: Session, **values: Any) -> dict[str, Any]:
    """Return the form to sign up as a person sends it."""
    return {
        **{f"kies-{one.code}": "on" for one in sessions},
        "email": "anna@voorbeeld.example",
        "name": "Anna",
        "language": "nl",
        "stamp": robots.stamp(now() - timedelta(seconds=30)),
        **values,
    }


def sign_up(*sessions: Session, query: str = "", **values: Any) -> Any:
    """Send the form to sign up."""
    return Client().post(f"{PAGE}{query}", filled(*sessions, **values))


def anna() -> Guest:
    """Return the only guest."""
    return Guest.objects.get()


def own_form(guest: Guest, **values: Any) -> dict[str, Any]:
    """Return the form with which a guest changes what they have, with nothing changed yet."""
    own = {f"kies-{one.session.code}": "on" for one in guest.registrations.exclude(state="cancelled")}
    return {"doe": "opslaan", "name": guest.name, "language": guest.language, **own, **values}


def change(guest: Guest, **values: Any) -> Any:
    """Send the form of a guest. None takes a field out."""
    form = {name: value for name, value in own_form(guest, **values).items() if value is not None}
    return Client().post(links.own(guest), form)


def stands() -> dict[str, str]:
    """Return what the only guest has, by the code of the session."""
    return dict(Registration.objects.values_list("session__code", "state"))
