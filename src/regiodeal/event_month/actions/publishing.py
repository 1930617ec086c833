"""What follows from publishing a programme: people who signed up hear what changed for them."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from regiodeal.event_month.actions import messages
from regiodeal.event_month.choices import PUBLIC, MessageKind, RegistrationState, SessionState
from regiodeal.event_month.models import EventMonth, Registration


def mark_published(*, month: EventMonth, at: datetime) -> None:
    """Note that the public knows the sessions as they are now, and mail each guest whose session changed or is off.

    To be called in the transaction that publishes, whose caller holds the deal.
    """
    with transaction.atomic():
        told = Q(state=SessionState.SCHEDULED) | Q(state=SessionState.CANCELLED, published_revision__isnull=False)
        shown = month.sessions.select_for_update().filter(told, state__in=sorted(PUBLIC))
        for session in shown.filter(published_revision__lt=F("revision"), ends_at__gt=at):
            off = session.state == SessionState.CANCELLED
            coming = Registration.objects.filter(session=session).exclude(state=RegistrationState.CANCELLED)
            for registration in coming.select_related("guest"):
                kind = MessageKind.CANCELLED if off else MessageKind.CHANGED
                messages.queue(kind=kind, guest=registration.guest, session=session, at=at)
        shown.update(published_revision=F("revision"))
