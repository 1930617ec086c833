"""Forget what is kept no longer than it serves: AVG, article 5(1)(e)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from regiodeal.mailing.actions import evidence
from regiodeal.mailing.actions.evidence import Happened
from regiodeal.mailing.actions.persons import FORGOTTEN, empty
from regiodeal.mailing.actions.subscriptions import CONFIRM_WITHIN
from regiodeal.mailing.choices import EvidenceAct, MailingState, SubscriptionState
from regiodeal.mailing.models import Delivery, MailingList, Subscriber, Subscription

KEEP_DELIVERIES = timedelta(days=92)
"""How long after a mailing ended it is still known who got it: for questions, and for mail that comes back late."""
_MONTH = timedelta(days=31)
_OVER = (SubscriptionState.LEFT, SubscriptionState.UNREACHABLE)
_BATCH = 500  # rows that a transaction forgets, so that nobody waits long for a list


def forget(*, at: datetime) -> None:
    """Forget who did not confirm within a week, who left or could not be reached for longer than the list
    keeps, and who got old mailings.

    A person who is on no list any more is removed with the last subscription. Who stays out is still known by a hash.
    """
    for mailing_list in MailingList.objects.all():
        while _forget_some(mailing_list, at):
            pass
    ended = Delivery.objects.filter(
        mailing__state__in=[MailingState.DONE, MailingState.STOPPED], mailing__ended_at__lt=at - KEEP_DELIVERIES
    )
    while keys := list(ended.exclude(address__startswith=FORGOTTEN).values_list("pk", flat=True)[:_BATCH]):
        empty(Delivery.objects.filter(pk__in=keys))


@transaction.atomic
def _forget_some(mailing_list: MailingList, at: datetime) -> int:
    """Forget some subscriptions to a list, and return how many."""
    (own,) = evidence.held([mailing_list])
    over = Q(state=SubscriptionState.ASKED, since__lt=at - CONFIRM_WITHIN) | Q(
        state__in=_OVER, since__lt=at - own.keep_months * _MONTH
    )
    found = list(Subscription.objects.filter(over, mailing_list=own).select_related("subscriber")[:_BATCH])
    if not found:
        return 0
    happened = [Happened(person=one.subscriber.person, act=EvidenceAct.FORGOTTEN, source="retention") for one in found]
    evidence.write(mailing_list=own, happened=happened, at=at)
    Subscription.objects.filter(pk__in=[one.pk for one in found]).delete()
    alone = Subscriber.objects.filter(pk__in=[one.subscriber_id for one in found], subscriptions=None)
    gone = list(alone.values_list("pk", flat=True))
    empty(Delivery.objects.filter(subscriber__in=gone))
    Subscriber.objects.filter(pk__in=gone).delete()
    return len(found)
