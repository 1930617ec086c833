"""Lists, people on them, and mail that is on its way to them."""

from datetime import datetime
from typing import Any

from regiodeal.accounts.models import Language
from regiodeal.mailing import addresses
from regiodeal.mailing.actions import lists, subscriptions
from regiodeal.mailing.choices import Ground, MailingKind, MailingState
from regiodeal.mailing.models import Delivery, Mailing, MailingList, Subscriber
from tests.factories.programme import AT, SECRETARY

SCOPE = "veenstreek"
"""The code of the deal that `a_deal` makes."""
PROMISE = "U krijgt elk kwartaal een nieuwsbrief. U meldt zich af met een klik."


def about(name: str = "Nieuwsbrief", **changes: Any) -> lists.About:
    """Say what a list is for: open to all, unless told otherwise."""
    values: dict[str, Any] = {"description": "", "promise": PROMISE, "open_to_all": True, "keep_months": 12}
    return lists.About(name=name, **{**values, **changes})


def a_list(name: str = "Nieuwsbrief", *, scope: str = SCOPE, **changes: Any) -> MailingList:
    """Make a list."""
    return lists.make(scope=scope, about=about(name, **changes), by=SECRETARY, at=AT)


def on(
    mailing_list: MailingList, email: str = "anna@krant.example", *, at: datetime = AT, name: str = ""
) -> Subscriber:
    """Give somebody whom the office put on a list."""
    subscription = subscriptions.add(
        mailing_list=mailing_list,
        email=email,
        name=name,
        language=Language.DUTCH,
        ground=Ground.LEGITIMATE_INTEREST,
        source="perslijst 2024",
        by=SECRETARY,
        at=at,
    )
    return subscription.subscriber


def a_mailing(
    *own: MailingList, state: MailingState = MailingState.SENDING, ended_at: datetime | None = None
) -> Mailing:
    """Give a mailing that is on its way to lists."""
    mailing = Mailing.objects.create(
        scope=own[0].scope,
        number=Mailing.objects.count() + 1,
        kind=MailingKind.NEWSLETTER,
        subject="Nieuws",
        text="Nieuws.",
        state=state,
        send_at=AT,
        letter={},
        made_at=AT,
        made_by="de secretaris",
        changed_at=AT,
        ended_at=ended_at,
    )
    mailing.lists.set(own)
    return mailing


def a_delivery(mailing: Mailing, subscriber: Subscriber, **values: Any) -> Delivery:
    """Give the mail of a mailing to somebody, waiting unless told otherwise."""
    return Delivery.objects.create(
        mailing=mailing,
        subscriber=subscriber,
        mailing_list=mailing.lists.get(),
        address=subscriber.email,
        domain=addresses.domain(subscriber.email),
        due_at=AT,
        **values,
    )
