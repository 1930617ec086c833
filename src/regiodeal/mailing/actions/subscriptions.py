"""Come on a list and leave it: what people do themselves, and what an office does for them.

Every act holds its lists, so that evidence follows on evidence and leaving is done before anything more is queued.
What people do leaves evidence; what an office does leaves a line in the trail too, and its caller holds the deal.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q

from regiodeal.accounts.models import Language
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.mailing import addresses
from regiodeal.mailing.actions import evidence
from regiodeal.mailing.actions.evidence import Happened
from regiodeal.mailing.actions.lists import require_open
from regiodeal.mailing.actions.subscribers import found_or_made
from regiodeal.mailing.choices import DeliveryState, EvidenceAct, Ground, SubscriptionState, SuppressionReason
from regiodeal.mailing.models import Delivery, Evidence, MailingList, Subscriber, Subscription, Suppression

CONFIRM_WITHIN = timedelta(days=7)
"""How long somebody can confirm; what was not confirmed is forgotten then."""
_LONGEST_SOURCE = 300


class NotForAll(Refusal):
    """People cannot sign up for this list themselves."""


class StaysOut(Refusal):
    """The address left, or was erased: only its owner can bring it back."""


class OnTheList(Refusal):
    """The address is on the list already."""


class NoSource(Refusal):
    """An office says how it came by an address, and names nobody in it."""


class NotOnTheList(Refusal):
    """There is nobody to take off the list."""


def ask(
    *, scope: str, email: str, name: str, language: Language, lists: Collection[MailingList], at: datetime
) -> tuple[Subscriber, list[Subscription]]:
    """Note that somebody wants to be on lists; return who, and the subscriptions that wait to be confirmed.

    Nothing is sent to the address but the question whether it was its owner: Telecommunicatiewet, article 11.7. What
    is known of an address already stays as it is, since anybody can fill in a form. Raises NotAnAddress, NotForAll,
    ListClosed.
    """
    email = addresses.tidy(email)
    with transaction.atomic():
        own = evidence.held(lists)
        for mailing_list in own:
            require_open(mailing_list)
            if not mailing_list.open_to_all:
                raise NotForAll("the list {name} is kept by the office; ask the office", name=mailing_list.name)
        subscriber = found_or_made(scope=scope, email=email, name=name, language=language, at=at)
        waiting = []
        for mailing_list in own:
            subscription, _ = Subscription.objects.get_or_create(
                mailing_list=mailing_list,
                subscriber=subscriber,
                defaults={"state": SubscriptionState.ASKED, "since": at},
            )
            if subscription.state == SubscriptionState.ACTIVE:
                continue
            _turn(subscription, SubscriptionState.ASKED, at)
            _note(subscription, EvidenceAct.ASKED, "form", at, ground=Ground.CONSENT, wording=mailing_list.promise)
            waiting.append(subscription)
    return subscriber, waiting


def confirm(*, keys: Collection[int], at: datetime) -> list[Subscription]:
    """Put somebody on the lists for which these subscriptions were asked; return those that are active now.

    What was asked too long ago, or was left meanwhile, stays as it is. The words that were agreed to are those that
    stood there when it was asked.
    """
    with transaction.atomic():
        evidence.held(MailingList.objects.filter(subscriptions__in=keys))
        confirmed = []
        for subscription in Subscription.objects.filter(pk__in=keys).select_related("subscriber", "mailing_list"):
            asked = subscription.state == SubscriptionState.ASKED and at - subscription.since < CONFIRM_WITHIN
            if asked and subscription.mailing_list.closed_at is None:
                _activate(subscription, EvidenceAct.CONFIRMED, "link", at, wording=_agreed_to(subscription))
            if subscription.state == SubscriptionState.ACTIVE:
                confirmed.append(subscription)
    return confirmed


def add(
    *,
    mailing_list: MailingList,
    email: str,
    name: str,
    language: Language,
    ground: Ground,
    source: str,
    by: trail.Actor,
    at: datetime,
) -> Subscription:
    """Put an address on a list for an office, on a ground that it can explain.

    Raises NotAnAddress, NoSource, ListClosed, StaysOut, OnTheList.
    """
    email, source = addresses.tidy(email), checked_source(source)
    with transaction.atomic():
        (own,) = evidence.held([mailing_list])
        require_open(own)
        if stays_out(own, email):
            raise StaysOut("this address left or was erased; only its owner can sign it up again")
        subscriber = found_or_made(scope=own.scope, email=email, name=name, language=language, at=at)
        subscription, _ = Subscription.objects.get_or_create(
            mailing_list=own, subscriber=subscriber, defaults={"state": SubscriptionState.LEFT, "since": at}
        )
        if subscription.state in {SubscriptionState.ACTIVE, SubscriptionState.UNREACHABLE}:
            raise OnTheList("this address is on the list {name} already", name=own.name)
        _turn(subscription, SubscriptionState.ACTIVE, at)
        _note(subscription, EvidenceAct.ADDED, "office", at, ground=ground, wording=source)
        trail.write(
            scope=own.scope, act="mailing_list.add", subject=own.code, by=by, at=at, ground=ground.value,
            person=subscriber.person, source=source,
        )  # fmt: skip
    return subscription


def leave(
    *, subscriber: Subscriber, lists: Iterable[MailingList], source: str, at: datetime, everything: bool = False
) -> list[MailingList]:
    """Take somebody off lists, for good until that person comes back; return the lists that were left now.

    Also what was queued is not sent any more. With `everything` no list of the deal can have the address.
    """
    with transaction.atomic():
        own = evidence.held(lists)
        left = []
        for subscription in _of(subscriber, own).exclude(state=SubscriptionState.LEFT):
            _turn(subscription, SubscriptionState.LEFT, at)
            _note(subscription, EvidenceAct.LEFT, source, at)
            left.append(subscription.mailing_list)
        on = [subscription.mailing_list for subscription in _of(subscriber, own)]
        keep_out(subscriber, on, SuppressionReason.LEFT, at)
        _let_go_of_queued(subscriber, own, at)
        if everything:
            keep_out(subscriber, [None], SuppressionReason.LEFT, at)
    return left


def come_back(*, subscriber: Subscriber, lists: Iterable[MailingList], source: str, at: datetime) -> list[MailingList]:
    """Undo that somebody left lists, or could not be reached; return the lists that the person is on again.

    A list that the office took the person off, or that was closed, stays left.
    """
    with transaction.atomic():
        own = evidence.held(lists)
        kept_out = set(_suppressions(subscriber).values_list("mailing_list_id", flat=True))
        back = []
        for subscription in _of(subscriber, own).filter(
            state__in=[SubscriptionState.LEFT, SubscriptionState.UNREACHABLE]
        ):
            away = subscription.state == SubscriptionState.LEFT
            by_own_will = subscription.mailing_list_id in kept_out or not away
            if by_own_will and subscription.mailing_list.closed_at is None:
                _activate(subscription, EvidenceAct.RETURNED if away else EvidenceAct.REACHABLE, source, at)
                back.append(subscription.mailing_list)
    return back


def join(*, subscriber: Subscriber, mailing_list: MailingList, at: datetime) -> bool:
    """Put somebody who is at their own page on one more list that is open to all; return whether that is new.

    The page was opened with a link that was mailed, so the address needs no other confirmation. Raises ListClosed,
    NotForAll.
    """
    with transaction.atomic():
        (own,) = evidence.held([mailing_list])
        require_open(own)
        if not own.open_to_all:
            raise NotForAll("the list {name} is kept by the office; ask the office", name=own.name)
        subscription, _ = Subscription.objects.get_or_create(
            mailing_list=own, subscriber=subscriber, defaults={"state": SubscriptionState.ASKED, "since": at}
        )
        if subscription.state == SubscriptionState.ACTIVE:
            return False
        _activate(subscription, EvidenceAct.CONFIRMED, "preferences", at, wording=own.promise)
    return True


def remove(*, subscription: Subscription, by: trail.Actor, at: datetime) -> None:
    """Take somebody off a list for an office. It can add the address again. Raises NotOnTheList."""
    with transaction.atomic():
        (own,) = evidence.held([subscription.mailing_list])
        subscription = Subscription.objects.select_related("subscriber", "mailing_list").get(pk=subscription.pk)
        if subscription.state == SubscriptionState.LEFT:
            raise NotOnTheList("this address is not on the list {name}", name=own.name)
        _turn(subscription, SubscriptionState.LEFT, at)
        _note(subscription, EvidenceAct.REMOVED, "office", at)
        _let_go_of_queued(subscription.subscriber, [own], at)
        trail.write(
            scope=own.scope,
            act="mailing_list.remove",
            subject=own.code,
            by=by,
            at=at,
            person=subscription.subscriber.person,
        )


def checked_source(source: str) -> str:
    """Return how an office came by an address, on one line. Raises NoSource where it is empty or names an address."""
    source = " ".join(source.split())
    if not source or len(source) > _LONGEST_SOURCE:
        raise NoSource("say where the address comes from, in at most {most} characters", most=_LONGEST_SOURCE)
    if "@" in source:
        raise NoSource(
            "say where the address comes from without an e-mail address in it: this is kept when it is erased"
        )
    return source


def stays_out(mailing_list: MailingList, email: str) -> bool:
    """Whether an address left a list or all lists of its deal, or was erased."""
    return (
        Suppression.objects.filter(scope=mailing_list.scope, address=addresses.keyed(mailing_list.scope, email))
        .filter(Q(mailing_list=mailing_list) | Q(mailing_list=None))
        .exists()
    )


def keep_out(
    subscriber: Subscriber, lists: Iterable[MailingList | None], reason: SuppressionReason, at: datetime
) -> None:
    """Keep an address out of lists, whatever is imported later; None stands for all lists of the deal."""
    address = addresses.keyed(subscriber.scope, subscriber.email)
    for mailing_list in lists:
        Suppression.objects.get_or_create(
            scope=subscriber.scope, mailing_list=mailing_list, address=address, defaults={"reason": reason, "at": at}
        )


def _activate(subscription: Subscription, act: EvidenceAct, source: str, at: datetime, *, wording: str = "") -> None:
    _turn(subscription, SubscriptionState.ACTIVE, at)
    _note(subscription, act, source, at, ground=Ground.CONSENT, wording=wording)
    own = Q(mailing_list=subscription.mailing_list) | Q(mailing_list=None)
    _suppressions(subscription.subscriber).filter(own).delete()


def _turn(subscription: Subscription, state: SubscriptionState, at: datetime) -> None:
    subscription.state, subscription.since, subscription.soft_bounces = state, at, 0
    subscription.save(update_fields=["state", "since", "soft_bounces"])


def _note(
    subscription: Subscription, act: EvidenceAct, source: str, at: datetime, *, ground: Ground | None = None,
    wording: str = "",
) -> None:  # fmt: skip
    person, worded = subscription.subscriber.person, evidence.worded(wording)
    happened = Happened(person=person, act=act, source=source, ground=ground, wording=worded)
    evidence.write(mailing_list=subscription.mailing_list, happened=[happened], at=at)


def _agreed_to(subscription: Subscription) -> str:
    asked = Evidence.objects.filter(
        mailing_list=subscription.mailing_list, person=subscription.subscriber.person, act=EvidenceAct.ASKED
    )
    last = asked.select_related("wording").order_by("-number").first()
    return last.wording.text if last and last.wording else ""


def _of(subscriber: Subscriber, lists: Iterable[MailingList]) -> "models.QuerySet[Subscription]":
    own = subscriber.subscriptions.filter(mailing_list__in=lists)
    return own.select_related("mailing_list", "subscriber").order_by("mailing_list")


def _suppressions(subscriber: Subscriber) -> "models.QuerySet[Suppression]":
    address = addresses.keyed(subscriber.scope, subscriber.email)
    return Suppression.objects.filter(scope=subscriber.scope, address=address)


def _let_go_of_queued(subscriber: Subscriber, lists: Iterable[MailingList], at: datetime) -> None:
    waiting = Delivery.objects.filter(subscriber=subscriber, mailing_list__in=lists, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.LEFT, at=at)
