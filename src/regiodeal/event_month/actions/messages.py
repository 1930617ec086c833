"""Mail as due work: queued with the act that asks for it, claimed by one worker at a time, written when it goes.

A worker that was killed after the mail server took a message, and before it noted that, makes that message go twice:
nobody is left without.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.moments import OFFICE_TIME
from regiodeal.event_month import words
from regiodeal.event_month.choices import MessageKind, RegistrationState, SessionState
from regiodeal.event_month.models import Guest, Message, Registration, Session

LEASE = timedelta(minutes=5)
"""How long a claim holds: longer than any mail server takes."""
REMINDS_FROM = 9
"""The hour of the day, in the Netherlands, from which people are reminded of the sessions of the next day."""
MOST_ATTEMPTS = 10
"""After that a mail server said no for about two days."""
_FIRST_DELAY = timedelta(minutes=5)
_MENDED_IN = timedelta(hours=1)


class NotOver(Refusal):
    """Nobody can be thanked for what is still to come."""


def queue(*, kind: MessageKind, guest: Guest, at: datetime, session: Session | None = None) -> None:
    """Let a mail go to a guest, in the transaction of what it tells about; one that waits already says it too."""
    same = Message.objects.filter(kind=kind, guest=guest, session=session, sent_at=None, given_up_at=None)
    if not same.filter(claimed_at=None).exists():
        Message.objects.create(month=guest.month, kind=kind, guest=guest, session=session, due_at=at)


def claim(*, at: datetime) -> Message | None:
    """Take the message that has been due longest, if any; no other worker gets it while its lease lasts."""
    if not _free(at).exists():
        return None  # so that looking takes no lock
    with transaction.atomic():
        message = _free(at).select_for_update(skip_locked=True).first()
        if message is not None:
            message.claimed_at, message.attempts = at, message.attempts + 1
            message.save(update_fields=["claimed_at", "attempts"])
    return message


def done(*, message: Message, at: datetime) -> None:
    """Note that a message went out, or that there is nothing to say any more."""
    Message.objects.filter(pk=message.pk).update(sent_at=at, claimed_at=None)


def failed(*, message: Message, at: datetime, for_good: bool = False) -> None:
    """Try a message again after a while, longer after each attempt; not where the address can never be reached."""
    if for_good or message.attempts >= MOST_ATTEMPTS:
        Message.objects.filter(pk=message.pk).update(given_up_at=at, claimed_at=None)
        return
    delay = _FIRST_DELAY * 2 ** (message.attempts - 1)
    Message.objects.filter(pk=message.pk).update(due_at=at + delay, claimed_at=None)


def put_off(*, message: Message, at: datetime) -> None:
    """Try a message again in an hour, however often: what keeps it back is ours to mend, and no mail server's no."""
    Message.objects.filter(pk=message.pk).update(due_at=at + _MENDED_IN, claimed_at=None, attempts=message.attempts - 1)


def remind(*, at: datetime) -> int:
    """Queue a reminder for who has a place in a session of the next day; once, and not for who signed up today."""
    today = at.astimezone(OFFICE_TIME)
    if today.hour < REMINDS_FROM:
        return 0
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    first = (midnight + timedelta(days=1)).replace(fold=0)
    place = Registration.objects.filter(
        guest=OuterRef("pk"),
        state=RegistrationState.PLACED,
        asked_at__lt=midnight,
        session__state=SessionState.SCHEDULED,
        session__starts_at__gte=first,
        session__starts_at__lt=first + timedelta(days=1),
    )
    known = Message.objects.filter(guest=OuterRef("pk"), kind=MessageKind.REMINDER, day=first.date())
    due = [
        Message(month=guest.month, kind=MessageKind.REMINDER, guest=guest, day=first.date(), due_at=at)
        for guest in Guest.objects.filter(Exists(place)).exclude(Exists(known)).select_related("month")
    ]
    Message.objects.bulk_create(due, ignore_conflicts=True)  # another worker may be reminding too
    return len(due)


def thank(*, session: Session, by: trail.Actor, at: datetime) -> int:
    """Queue thanks, with the materials and the question what people thought; return to how many guests.

    It goes to who came, or to all who had a place where nobody noted who came; to each of them once. Raises NotOver.
    """
    if session.ends_at is None or session.ends_at > at or session.state != SessionState.SCHEDULED:
        raise NotOver("{session} is not over yet; thank people after it", session=words.session(session))
    with transaction.atomic():
        own = Registration.objects.filter(session=session)
        came = Q(present__gt=0) if own.exclude(present=None).exists() else Q(state=RegistrationState.PLACED)
        thanked = Message.objects.filter(guest=OuterRef("guest"), session=session, kind=MessageKind.THANKS)
        due = [
            Message(month=session.month, kind=MessageKind.THANKS, guest=registration.guest, session=session, due_at=at)
            for registration in own.filter(came).exclude(Exists(thanked)).select_related("guest")
        ]
        Message.objects.bulk_create(due)
        trail.write(
            scope=session.month.deal.code, act="session.thank", subject=words.path(session), by=by, at=at, to=len(due)
        )
    return len(due)


def _free(at: datetime) -> "QuerySet[Message]":
    unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=at - LEASE)
    return Message.objects.filter(unclaimed, sent_at=None, given_up_at=None, due_at__lte=at)
