"""Take in what came back. An address that does not exist gets no more mail; one that is full is given more chances.

Nobody of the office acts here: what happens leaves evidence.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, QuerySet

from regiodeal.mailing.actions import evidence, subscriptions
from regiodeal.mailing.actions.evidence import Happened
from regiodeal.mailing.choices import (
    BounceKind,
    DeliveryState,
    EvidenceAct,
    SubscriptionState,
    SuppressionReason,
)
from regiodeal.mailing.models import Bounce, Delivery, MailingList, Subscriber, Subscription
from regiodeal.mailing.returns import Returned

CHANCES = 5
"""After so many soft bounces one after another somebody counts as unreachable."""
_IN_A_ROW = timedelta(days=90)  # a bounce that long after the last one begins a new row
_STILL_OURS = timedelta(days=14)  # in which a report without our Message-ID can be about our mail to that address
_LONGEST_REASON = 300


def note(*, returned: Returned, report: bytes, at: datetime) -> bool:
    """Take in that mail came back, once for each report; return whether it was mail of ours.

    `report` is what said so, whole: the same one again changes nothing.
    """
    delivery = _delivery(returned, at)
    if delivery is None:
        return False
    digest = sha256(report + str(delivery.pk).encode()).hexdigest()
    with transaction.atomic():
        lists = evidence.held(_concerned(delivery))
        if Bounce.objects.filter(message=digest).exists():
            return True
        earlier = Bounce.objects.filter(delivery__subscriber=delivery.subscriber_id, at__gt=at - _IN_A_ROW).exists()
        Bounce.objects.create(
            delivery=delivery,
            kind=returned.kind,
            at=at,
            status=returned.status[:20],
            reason=returned.reason[:_LONGEST_REASON],
            message=digest,
        )
        if delivery.subscriber is not None:
            _follow(returned.kind, delivery.subscriber, lists, in_a_row=earlier, at=at)
    return True


def _concerned(delivery: Delivery) -> "QuerySet[MailingList]":
    """Return the lists that a bounce can touch: all that somebody is on."""
    return MailingList.objects.filter(subscriptions__subscriber=delivery.subscriber_id)


def _delivery(returned: Returned, at: datetime) -> Delivery | None:
    found = Delivery.objects.select_related("mailing", "subscriber")
    if returned.delivery is not None:
        return found.filter(pk=returned.delivery).first()
    if not returned.address:
        return None
    recent = found.filter(address=returned.address, at__gt=at - _STILL_OURS)
    return recent.filter(state__in=[DeliveryState.SENT, DeliveryState.DOUBT]).order_by("-at").first()


def _follow(
    kind: BounceKind, subscriber: Subscriber, lists: list[MailingList], *, in_a_row: bool, at: datetime
) -> None:
    if kind == BounceKind.COMPLAINT:
        subscriptions.leave(subscriber=subscriber, lists=lists, source="complaint", at=at)
        return
    own = Subscription.objects.filter(subscriber=subscriber)
    own.update(soft_bounces=F("soft_bounces") + 1 if in_a_row else 1)
    if kind == BounceKind.HARD or own.filter(soft_bounces__gte=CHANCES).exists():
        _unreachable(subscriber, lists, at)


def _unreachable(subscriber: Subscriber, lists: list[MailingList], at: datetime) -> None:
    """Take an address that cannot be reached off all lists of its deal, until its owner comes back."""
    off = [SubscriptionState.LEFT, SubscriptionState.UNREACHABLE]
    on = Subscription.objects.filter(subscriber=subscriber).exclude(state__in=off)
    for mailing_list in lists:
        if on.filter(mailing_list=mailing_list).update(state=SubscriptionState.UNREACHABLE, since=at):
            happened = Happened(person=subscriber.person, act=EvidenceAct.UNREACHABLE, source="returned mail")
            evidence.write(mailing_list=mailing_list, happened=[happened], at=at)
    subscriptions.keep_out(subscriber, [None], SuppressionReason.UNREACHABLE, at)
    Delivery.objects.filter(subscriber=subscriber, state=DeliveryState.WAITING).update(state=DeliveryState.LEFT, at=at)
