"""Forget what is kept of guests no longer than it serves: AVG, article 5(1)(e). A month says how long that is."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from regiodeal.common.moments import office_day
from regiodeal.event_month.actions import guests, places
from regiodeal.event_month.choices import RegistrationState, SessionState
from regiodeal.event_month.models import EventMonth, Feedback, Guest, Invitation, Needs, Proposal, Registration

_BATCH = 500  # guests that a transaction forgets, so that nobody waits long for the sessions


def forget(*, at: datetime) -> None:
    """Forget what guests need, some days after their last session, and all else that tells about people some days after
    the month: guests, who was invited, who proposed a session, and remarks, in which people may have named somebody.

    How many came, and the scores that they gave, stay.
    """
    for month in EventMonth.objects.all():
        _forget_needs(month, at)
        if _last_day(month) + timedelta(days=month.keep_days) < office_day(at):
            while _forget_some(month, at):
                pass
            Invitation.objects.filter(month=month).delete()
            Proposal.objects.filter(session__month=month).delete()
            Feedback.objects.filter(session__month=month).exclude(remark="").update(remark="")


def _last_day(month: EventMonth) -> date:
    """The last day of the month, or of a session that somebody put after it."""
    last = month.sessions.aggregate(last=Max("ends_at"))["last"]
    return max(month.ends_on, office_day(last)) if last else month.ends_on


def _forget_needs(month: EventMonth, at: datetime) -> None:
    """Of who comes to nothing any more at once."""
    comes = Q(
        guest__registrations__session__state=SessionState.SCHEDULED,
        guest__registrations__state__in=[RegistrationState.PLACED, RegistrationState.WAITING],
    )
    last = Max("guest__registrations__session__ends_at", filter=comes)
    over = at - timedelta(days=month.needs_keep_days)
    due = Needs.objects.filter(guest__month=month).annotate(last=last).filter(Q(last=None) | Q(last__lt=over))
    Needs.objects.filter(pk__in=list(due.values_list("pk", flat=True))).delete()


@transaction.atomic
def _forget_some(month: EventMonth, at: datetime) -> int:
    """Forget some guests, and return how many."""
    some = list(Guest.objects.filter(month=month).values_list("pk", flat=True)[:_BATCH])
    own = list(Registration.objects.filter(guest__in=some).select_related("session"))
    places.held({one.session_id for one in own})
    guests.count(own, at)
    Guest.objects.filter(pk__in=some).delete()
    return len(some)
