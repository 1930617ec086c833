"""Who has a place in a session. Whoever gives or takes places holds the sessions first, always in the same order."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Sum

from regiodeal.event_month import rules
from regiodeal.event_month.actions import messages
from regiodeal.event_month.choices import MessageKind, RegistrationState, SessionState
from regiodeal.event_month.models import Registration, Session


def held(keys: Iterable[int]) -> dict[int, Session]:
    """Return sessions by their keys, held until the transaction ends: who comes at the same time waits.

    PostgreSQL locks the rows; SQLite has one writer already.
    """
    found = Session.objects.select_for_update(of=("self",)).select_related("month__deal")
    return {session.pk: session for session in found.filter(pk__in=list(keys)).order_by("pk")}


def room(session: Session) -> int | None:
    """Return how many people more can come to a session that is held; None where there is no limit."""
    if session.capacity is None:
        return None
    placed = Registration.objects.filter(session=session, state=RegistrationState.PLACED)
    taken = placed.aggregate(own=Count("pk"), companions=Sum("companions", default=0))
    left: int = session.capacity - taken["own"] - taken["companions"]
    return max(left, 0)


def promote(*, session: Session, at: datetime) -> int:
    """Give those who wait longest the room that there is, and tell them; return to how many parties.

    To be called in a transaction. Nobody gets a place in a session that was cancelled or has begun.
    """
    session = held([session.pk])[session.pk]
    if session.state != SessionState.SCHEDULED or session.starts_at is None or session.starts_at <= at:
        return 0
    waiting = list(Registration.objects.filter(session=session, state=RegistrationState.WAITING))
    chosen = [waiting[place] for place in rules.promoted(room(session), [one.people for one in waiting])]
    for registration in chosen:
        registration.state = RegistrationState.PLACED
        registration.save(update_fields=["state"])
        messages.queue(kind=MessageKind.PROMOTED, guest=registration.guest, session=session, at=at)
    return len(chosen)
