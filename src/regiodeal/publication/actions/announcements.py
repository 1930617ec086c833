"""A mailing and its place in the record: sent and published in one act, stopped and withdrawn in one act."""

from datetime import datetime
from email.utils import parseaddr

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.mailing.actions import sending
from regiodeal.mailing.actions.drafts import ChangedMeanwhile
from regiodeal.mailing.choices import DeliveryState
from regiodeal.mailing.letter import Letter
from regiodeal.mailing.models import Delivery, Mailing
from regiodeal.programme.queries import deal as find_deal
from regiodeal.programme.queries import lock
from regiodeal.publication import queries
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher
from regiodeal.publication.choices import Act, EditionKind

NEVER_SENT = "Dit bericht is niet verstuurd: de verzending is gestopt voordat zij begon."
"""The reason with which the record withdraws a message of which nothing went out."""

_WENT_OUT = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.DOUBT)


def send(
    *,
    mailing: Mailing,
    letter: Letter,
    send_at: datetime | None,
    by: trail.Actor,
    at: datetime,
    seen: datetime | None = None,
    not_personal: frozenset[str] = frozenset(),
) -> int:
    """Send a draft and publish what it says, from the moment that the first mail goes out; return to how many it goes.

    `seen` is when the version was written that somebody looked at, and that the letter is of. The mailboxes that the
    letter itself comes from are not personal. Raises ChangedMeanwhile where it is another version by now, and what
    `sending.start` and `editions.publish_mailing` raise; then nothing is sent and nothing is published.
    """
    own = {parseaddr(mailbox)[1] for mailbox in (letter.sender, letter.reply_to)} - {""}
    with transaction.atomic():
        deal = lock(find_deal(mailing.scope))
        mailing.refresh_from_db()
        if seen is not None and mailing.changed_at != seen:
            raise ChangedMeanwhile("somebody changed this mailing since you looked; look again before you send it")
        number = sending.start(mailing=mailing, letter=letter, send_at=send_at, by=by, at=at)
        mailing.refresh_from_db()
        later = mailing.send_at if mailing.send_at and mailing.send_at > at else None
        publisher = Publisher(by=by, at=at, embargo_until=later, not_personal=not_personal | own)
        editions.publish_mailing(deal, mailing, publisher)
    return number


def stop(*, mailing: Mailing, by: trail.Actor, at: datetime) -> None:
    """Send nothing more of a mailing, for good; where nothing went out yet, the record says so instead of what it says.

    Raises what `sending.stop` raises.
    """
    with transaction.atomic():
        deal = lock(find_deal(mailing.scope))
        sending.stop(mailing=mailing, by=by, at=at)
        if Delivery.objects.filter(mailing=mailing, state__in=_WENT_OUT).exists():
            return
        kept = queries.latest(deal, EditionKind.MAILING, str(mailing.number))
        if kept is not None and kept.act != Act.WITHDRAW:
            editions.withdraw(deal, EditionKind.MAILING, kept.subject, NEVER_SENT, Publisher(by=by, at=at))
