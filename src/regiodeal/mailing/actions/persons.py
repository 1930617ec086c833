"""Erase a person: AVG, article 17."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from regiodeal.audit import trail
from regiodeal.mailing.actions import evidence
from regiodeal.mailing.actions.evidence import Happened
from regiodeal.mailing.actions.subscriptions import keep_out
from regiodeal.mailing.choices import DeliveryState, EvidenceAct, SuppressionReason
from regiodeal.mailing.models import Bounce, Delivery, MailingList, Subscriber

FORGOTTEN = "#"
"""How what stands in the place of an address begins: the number of the delivery follows, and nothing of a person."""


def erase(*, subscriber: Subscriber, source: str, at: datetime, by: trail.Actor | None = None) -> None:
    """Remove all that says something about a person; mail to the address stays impossible.

    Evidence stays, under a hash that nothing leads to any more, with a last line that says so. `by` is the office that
    did it, whose caller holds the deal; None where the person did. The address stays out as a keyed hash, since a list
    that is imported later would else bring it back.
    """
    with transaction.atomic():
        lists = evidence.held(MailingList.objects.filter(subscriptions__subscriber=subscriber))
        for mailing_list in lists:
            happened = Happened(person=subscriber.person, act=EvidenceAct.FORGOTTEN, source=source)
            evidence.write(mailing_list=mailing_list, happened=[happened], at=at)
        keep_out(subscriber, [None], SuppressionReason.FORGOTTEN, at)
        deliveries = Delivery.objects.filter(subscriber=subscriber) | Delivery.objects.filter(
            mailing__scope=subscriber.scope, address=subscriber.email
        )
        deliveries.filter(state=DeliveryState.WAITING).update(state=DeliveryState.LEFT, at=at)
        empty(Delivery.objects.filter(pk__in=list(deliveries.values_list("pk", flat=True))))
        if by is not None:
            trail.write(
                scope=subscriber.scope, act="person.erase", subject=subscriber.person, by=by, at=at, lists=len(lists)
            )
        subscriber.delete()


def empty(deliveries: "QuerySet[Delivery]") -> int:
    """Take the person out of deliveries: address, domain, and the words of mail servers, which may repeat the address.

    Return how many there were. What became of each is still counted.
    """
    Bounce.objects.filter(delivery__in=deliveries).update(reason="")
    return deliveries.update(
        subscriber=None,
        address=Concat(Value(FORGOTTEN), Cast("pk", CharField())),
        domain="",
        reply="",
    )
