"""Which sessions somebody can choose or has chosen, day by day, and what a page says about each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, groupby

from django.utils.translation import gettext, ngettext

from regiodeal.common.moments import office_day
from regiodeal.event_month import queries
from regiodeal.event_month.choices import RegistrationState, SessionState
from regiodeal.event_month.models import EventMonth, Guest, Registration, Session
from regiodeal.web import formatting

_TOLD = 20
"""From how many places left on nobody needs to know the number."""


@dataclass(frozen=True)
class Choice:
    """A session on a form. `own` is what its reader has there, None where they did not sign up for it.

    `left` is how many people more can come, None without a limit; `is_open` is whether somebody new can sign up.
    """

    session: Session
    left: int | None
    is_open: bool
    own: Registration | None = None

    @property
    def day(self) -> date:
        """The day in the Netherlands on which it starts."""
        return office_day(starts(self.session))

    @property
    def places(self) -> str:
        """What is told about the places: "nog 3 plaatsen"; never how many exactly where there are enough."""
        if not self.is_open:
            return gettext("aanmelden kan niet meer")
        if self.left is None or self.left > _TOLD:
            return gettext("genoeg plaats")
        if self.left == 0:
            return gettext("vol: u komt op de wachtlijst")
        words = ngettext("nog %(number)s plaats", "nog %(number)s plaatsen", self.left)
        return words % {"number": formatting.number(self.left)}


def starts(session: Session) -> datetime:
    """Return when a session starts. Raises ValueError for one without a time; what is public has one."""
    if session.starts_at is None:
        raise ValueError(f"{session.code} has no time")
    return session.starts_at


def ends(session: Session) -> datetime:
    """Return when a session ends. Raises ValueError for one without a time."""
    if session.ends_at is None:
        raise ValueError(f"{session.code} has no time")
    return session.ends_at


def offered(month: EventMonth, at: datetime, *, invited: bool) -> list[Choice]:
    """Return what somebody can choose who signs up."""
    return [Choice(one.session, one.left, is_open=True) for one in queries.offered(month, at, invited=invited)]


def of_guest(guest: Guest, at: datetime) -> list[Choice]:
    """Return what a guest can choose or let go of: what is offered to them, and what they have that is to come."""
    mine = {one.session_id: one for one in coming(guest) if starts(one.session) > at}
    open_to = {one.session.pk: one for one in queries.offered(guest.month, at, invited=queries.is_invited(guest))}
    found = [Choice(one.session, one.left, True, mine.get(key)) for key, one in open_to.items()]
    found += [Choice(one.session, None, False, one) for key, one in mine.items() if key not in open_to]
    return sorted(found, key=lambda one: (starts(one.session), one.session.title))


def coming(guest: Guest) -> list[Registration]:
    """Return what a guest has in sessions that go on, a place or one in the line, by their time."""
    return [
        one
        for one in registrations(guest)
        if one.state != RegistrationState.CANCELLED and one.session.state == SessionState.SCHEDULED
    ]


def registrations(guest: Guest) -> list[Registration]:
    """Return all that a guest signed up for, also what they or the office cancelled, by its time."""
    own = guest.registrations.filter(session__starts_at__isnull=False).select_related(
        "session__month__deal", "session__venue"
    )
    return list(own.order_by("session__starts_at", "session__title"))


def by_day(choices: Iterable[Choice]) -> list[tuple[date, list[Choice]]]:
    """Return choices in order of time, by the day on which they start."""
    return [(day, list(rows)) for day, rows in groupby(choices, key=lambda one: one.day)]


def overlaps(sessions: Sequence[Session]) -> list[tuple[Session, Session]]:
    """Return which of these sessions are at the same time. That is allowed: somebody may go from one to the other."""
    return [
        (one, other)
        for one, other in combinations(sessions, 2)
        if starts(one) < ends(other) and starts(other) < ends(one)
    ]
