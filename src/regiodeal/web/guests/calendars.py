"""The sessions of a guest as a calendar: in a mail, and as a feed that a program reads again.

Whoever takes in a mail and the next one sees the same events change, since their UID is that of the record. Each mail
to a guest raises their SEQUENCE, so a later one counts, also where somebody came back to what they had let go of.
"""

from collections.abc import Collection
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from regiodeal.event_month import calendar
from regiodeal.event_month.calendar import Entry, Status
from regiodeal.event_month.choices import RegistrationState, SessionState
from regiodeal.event_month.models import Guest, Message, Registration, Session
from regiodeal.web.guests import choosing, links

MEDIA_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"


def of_guest(
    guest: Guest, root: str, at: datetime, *, sent: Message | None = None, only: Collection[int] | None = None
) -> bytes:
    """Return the calendar of a guest at a moment, in their language, with links under the root of the site.

    With a mail that is `sent`, it counts the mails up to that one. `only` names sessions by their keys.
    """
    messages = guest.messages.filter(pk__lte=sent.pk) if sent else guest.messages.all()
    number = messages.count()
    with translation.override(guest.language):
        entries = [
            _entry(one, number, root, at)
            for one in choosing.registrations(guest)
            if only is None or one.session_id in only
        ]
        return calendar.written(guest.month.name, entries, language=guest.language)


def _entry(registration: Registration, number: int, root: str, at: datetime) -> Entry:
    session, month = registration.session, registration.session.month
    status = _status(registration)
    waits = status == Status.TENTATIVE
    return Entry(
        uid=calendar.uid(month.deal.code, month.code, session.code),
        title=gettext("Wachtlijst: %(session)s") % {"session": session.title} if waits else session.title,
        starts_at=choosing.starts(session),
        ends_at=choosing.ends(session),
        sequence=session.revision + number + (status == Status.CANCELLED),
        stamp=at,
        status=status,
        location=place(session),
        description="\n\n".join(filter(None, _about(registration, root))),
        url=f"{root.rstrip('/')}{links.session(session)}",
    )


def place(session: Session) -> str:
    """Return where a session is, on one line."""
    venue = session.venue if session.is_on_site else None
    parts = [session.room, venue.name, venue.address] if venue else []
    return ", ".join(filter(None, parts)) or (gettext("online") if session.is_online else "")


def _status(registration: Registration) -> Status:
    off = registration.session.state == SessionState.CANCELLED
    if off or registration.state == RegistrationState.CANCELLED:
        return Status.CANCELLED
    return Status.TENTATIVE if registration.state == RegistrationState.WAITING else Status.CONFIRMED


def _about(registration: Registration, root: str) -> list[str]:
    session = registration.session
    has_place = _status(registration) == Status.CONFIRMED
    online = session.online_url if has_place and session.is_online else ""
    change = f"{root.rstrip('/')}{links.own(registration.guest)}"
    return [
        session.reason if session.state == SessionState.CANCELLED else session.summary,
        session.venue.access if session.venue and session.is_on_site else "",
        gettext("Online meedoen: %(address)s") % {"address": online} if online else "",
        gettext("Wijzigen of afmelden: %(address)s") % {"address": change},
    ]
