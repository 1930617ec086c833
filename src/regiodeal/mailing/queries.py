"""Reads about lists and the people on them, and about mailings on their way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from regiodeal.common.errors import Refusal
from regiodeal.common.moments import utc_text
from regiodeal.mailing import addresses
from regiodeal.mailing.choices import DeliveryState, EvidenceAct, Ground, MailingState, SubscriptionState
from regiodeal.mailing.import_sheet import Entry
from regiodeal.mailing.models import (
    Bounce,
    Delivery,
    Evidence,
    Mailing,
    MailingList,
    Subscriber,
    Subscription,
    Suppression,
)

_CAME = [EvidenceAct.CONFIRMED, EvidenceAct.ADDED, EvidenceAct.IMPORTED, EvidenceAct.RETURNED, EvidenceAct.REACHABLE]
"""What puts somebody on a list."""


class UnknownList(Refusal):
    """The deal has no such list."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What an import would do: addresses that come on the list, those that are on it, those that stay out because
    their owner left or was erased, and rows that name an address of a row above."""

    new: list[Entry]
    there: list[Entry]
    kept_out: int
    twice: list[Entry]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A list, with how many people stand in each state on it."""

    mailing_list: MailingList
    active: int
    asked: int
    left: int
    unreachable: int


def counted_lists(scope: str) -> list[Counted]:
    """Return the lists of a deal with how many are on each, open ones first, in one query."""
    counts = {
        f"{state.value}_count": Count("subscriptions", filter=Q(subscriptions__state=state))
        for state in SubscriptionState
    }
    found = MailingList.objects.filter(scope=scope).annotate(**counts)
    listed = sorted(found, key=lambda own: (own.closed_at is not None, own.name.casefold()))
    return [
        Counted(
            mailing_list=own,
            **{state.value: getattr(own, f"{state.value}_count") for state in SubscriptionState},
        )
        for own in listed
    ]


def open_to_all(scope: str) -> "QuerySet[MailingList]":
    """Return the lists of a deal for which everybody can sign up."""
    return MailingList.objects.filter(scope=scope, open_to_all=True, closed_at=None).order_by("name")


def choosable(person: Subscriber) -> list[MailingList]:
    """Return the lists that somebody can be on by their own choice: those that they are on or left, and those for all.

    A list that the office took them off is not among them.
    """
    there = person.subscriptions.exclude(state=SubscriptionState.LEFT).values("mailing_list")
    left = suppressions(person.scope, person.email).exclude(mailing_list=None).values("mailing_list")
    own = Q(pk__in=there) | Q(pk__in=left) | Q(open_to_all=True)
    return list(MailingList.objects.filter(own, scope=person.scope, closed_at=None).order_by("name"))


def mailing_list(scope: str, code: str) -> MailingList:
    """Return a list of a deal. Raises UnknownList."""
    found = MailingList.objects.filter(scope=scope, code=code).first()
    if found is None:
        known = ", ".join(MailingList.objects.filter(scope=scope).values_list("code", flat=True)) or "-"
        raise UnknownList("there is no list {code}; there is: {known}", code=code, known=known)
    return found


def subscriptions(own: MailingList, *, state: str = "", words: str = "") -> "QuerySet[Subscription]":
    """Return who is or was on a list, by address: in one state, or with these words in address or name."""
    found = Subscription.objects.filter(mailing_list=own).select_related("subscriber").order_by("subscriber__email")
    if state:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(Q(subscriber__email__icontains=word) | Q(subscriber__name__icontains=word))
    return found


def subscriber(scope: str, email: str) -> Subscriber | None:
    """Return who has this address in a deal. Raises NotAnAddress."""
    return Subscriber.objects.filter(scope=scope, email=addresses.tidy(email)).first()


def suppressions(scope: str, email: str) -> "QuerySet[Suppression]":
    """Return what keeps a tidy address out."""
    own = Suppression.objects.filter(scope=scope, address=addresses.keyed(scope, email))
    return own.select_related("mailing_list").order_by("at")


def evidence_of(person: Subscriber) -> "QuerySet[Evidence]":
    """Return all that happened to somebody, oldest first."""
    own = Evidence.objects.filter(person=person.person).select_related("mailing_list", "wording")
    return own.order_by("at", "mailing_list", "number")


def everything(scope: str, email: str) -> dict[str, Any]:
    """Return all that is kept of an address in a deal, as plain JSON: AVG, articles 15 and 20. Raises NotAnAddress."""
    email = addresses.tidy(email)
    person = Subscriber.objects.filter(scope=scope, email=email).first()
    found: dict[str, Any] = {"deal": scope, "address": email, "person": None, "lists": [], "evidence": []}
    if person is not None:
        found["person"] = {"name": person.name, "language": person.language, "since": utc_text(person.since)}
        found["lists"] = [
            {"list": one.mailing_list.name, "state": one.state, "since": utc_text(one.since),
             "returned_mail": one.soft_bounces}
            for one in person.subscriptions.select_related("mailing_list").order_by("mailing_list")
        ]  # fmt: skip
        found["evidence"] = [_told(line) for line in evidence_of(person)]
    to_it = Q(mailing__scope=scope, address=email)
    deliveries = Delivery.objects.filter(to_it | Q(subscriber=person) if person else to_it)
    found["mailings"] = [
        {"subject": one.mailing.subject, "list": one.mailing_list.name, "address": one.address, "state": one.state,
         "at": utc_text(one.at) if one.at else None, "answer": one.reply}
        for one in deliveries.select_related("mailing", "mailing_list").order_by("pk")
    ]  # fmt: skip
    found["returned"] = [
        {"kind": one.kind, "at": utc_text(one.at), "status": one.status, "reason": one.reason}
        for one in Bounce.objects.filter(delivery__in=deliveries).order_by("at")
    ]
    found["kept_out_of"] = [
        {"list": one.mailing_list.name if one.mailing_list else None, "reason": one.reason, "since": utc_text(one.at)}
        for one in suppressions(scope, email)
    ]
    return found


def incoming(own: MailingList, entries: Iterable[Entry]) -> Incoming:
    """Return what taking in these rows would do, in three queries."""
    kept = Suppression.objects.filter(Q(mailing_list=own) | Q(mailing_list=None), scope=own.scope)
    out = set(kept.values_list("address", flat=True))
    on_it = Subscription.objects.filter(
        mailing_list=own, state__in=[SubscriptionState.ACTIVE, SubscriptionState.UNREACHABLE]
    )
    present = set(on_it.values_list("subscriber__email", flat=True))
    seen: set[str] = set()
    new, there, twice, kept_out = [], [], [], 0
    for entry in entries:
        if entry.email in seen:
            twice.append(entry)
        elif entry.email in present:
            there.append(entry)
        elif out and addresses.keyed(own.scope, entry.email) in out:
            kept_out += 1
        else:
            new.append(entry)
        seen.add(entry.email)
    return Incoming(new=new, there=there, kept_out=kept_out, twice=twice)


def progress(mailing: Mailing) -> dict[DeliveryState, int]:
    """Return how many deliveries of a mailing are in each state; a state without any is left out."""
    counted = Delivery.objects.filter(mailing=mailing).order_by().values_list("state").annotate(Count("pk"))
    return {DeliveryState(state): number for state, number in counted}


def recipients(mailing: Mailing) -> "QuerySet[Subscription]":
    """Return who would get a mailing now, or who got it: one subscription for each person, by address."""
    if mailing.state == MailingState.DRAFT:
        on = Subscription.objects.filter(mailing_list__in=mailing.lists.all(), state=SubscriptionState.ACTIVE)
    else:
        to = mailing.deliveries.exclude(subscriber=None)
        on = Subscription.objects.filter(mailing_list__in=mailing.lists.all(), subscriber__in=to.values("subscriber"))
    first = on.order_by().values("subscriber").annotate(first=Min("pk")).values("first")
    chosen = Subscription.objects.filter(pk__in=first).select_related("subscriber", "mailing_list")
    return chosen.order_by("subscriber__email")


@dataclass(frozen=True)
class Why:
    """Somebody who gets a mailing, on which list, and what put them there last."""

    subscription: Subscription
    evidence: Evidence | None


def why(subscriptions: list[Subscription]) -> list[Why]:
    """Return what put people on their lists last, in one query."""
    people = {one.subscriber.person for one in subscriptions}
    came = Evidence.objects.filter(person__in=people, act__in=_CAME).select_related("wording").order_by("number")
    last = {(line.mailing_list_id, line.person): line for line in came}
    return [Why(one, last.get((one.mailing_list_id, one.subscriber.person))) for one in subscriptions]


def grounds(mailing: Mailing) -> list[tuple[str, str, int]]:
    """Return how many people are on each list of a mailing by each ground: the list, the ground, and the number."""
    came = Evidence.objects.filter(
        mailing_list=OuterRef("mailing_list"), person=OuterRef("subscriber__person"), act__in=_CAME
    ).order_by("-number")
    counted = (
        Subscription.objects.filter(mailing_list__in=mailing.lists.all(), state=SubscriptionState.ACTIVE)
        .annotate(ground=Subquery(came.values("ground")[:1]))
        .order_by("mailing_list__name", "ground")
        .values_list("mailing_list__name", "ground")
        .annotate(number=Count("pk"))
    )
    return [(name, Ground(ground).label if ground else "", number) for name, ground, number in counted]


def _told(line: Evidence) -> dict[str, Any]:
    return {
        "list": line.mailing_list.name,
        "number": line.number,
        "at": utc_text(line.at),
        "act": line.act,
        "ground": line.ground,
        "source": line.source,
        "words": line.wording.text if line.wording else "",
        "sha256": line.sha256,
    }
