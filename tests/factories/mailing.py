"""Lists, people on them, and mailings on their way to them."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from regiodeal.accounts.models import Language
from regiodeal.mailing import addresses
from regiodeal.mailing.actions import lists, sending, subscriptions
from regiodeal.mailing.choices import Ground, MailingKind, MailingState, SubscriptionState
from regiodeal.mailing.letter import LEAVE, PREFERENCES, Letter
from regiodeal.mailing.models import Delivery, Mailing, MailingList, Subscriber, Subscription
from tests.factories.programme import AT, SECRETARY

SCOPE = "veenstreek"
"""The code of the deal that `a_deal` makes."""
PROMISE = "U krijgt elk kwartaal een nieuwsbrief. U meldt zich af met een klik."
LETTER = Letter(
    subject="Besluitenlijst stuurgroep: vijf nieuwe projecten",
    sender="Regio Deal Zuid- en Oost-Drenthe <pers@regiodeal.example>",
    reply_to="redactie@regiodeal.example",
    html=f'<p>Vijf nieuwe projecten, samen goed voor € 3.341.800.</p><p><a href="{LEAVE}">Afmelden</a></p>',
    text=f"Vijf nieuwe projecten, samen goed voor € 3.341.800.\n\nAfmelden: {LEAVE}\nVoorkeuren: {PREFERENCES}\n",
    site="https://regiodeal.example/",
    list_name="Pers",
)


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


def mailing_list(code: str = "pers", *emails: str, scope: str = SCOPE) -> MailingList:
    """A list with these addresses on it."""
    found, _ = MailingList.objects.get_or_create(
        scope=scope, code=code, defaults={"name": code.title(), "promise": "Alleen voor persberichten."}
    )
    for email in emails:
        subscribe(found, email)
    return found


def subscribe(
    to: MailingList, email: str, state: SubscriptionState = SubscriptionState.ACTIVE, at: datetime = AT
) -> Subscription:
    """Somebody on a list."""
    salt = "0" * 32
    person = sha256(f"{to.scope}{salt}{email}".encode()).hexdigest()
    subscriber, _ = Subscriber.objects.get_or_create(
        scope=to.scope, email=email, defaults={"salt": salt, "person": person, "since": at}
    )
    return Subscription.objects.create(mailing_list=to, subscriber=subscriber, state=state, since=at)


def draft(*lists: MailingList, not_before: datetime | None = None, at: datetime = AT) -> Mailing:
    """A mailing that is not sent yet."""
    number = Mailing.objects.filter(scope=lists[0].scope).count() + 1
    mailing = Mailing.objects.create(
        scope=lists[0].scope,
        number=number,
        kind=MailingKind.PRESS_RELEASE,
        language=Language.DUTCH,
        subject=LETTER.subject,
        text="Vijf nieuwe projecten.",
        not_before=not_before,
        made_at=at,
        made_by=SECRETARY.name,
        changed_at=at,
    )
    mailing.lists.set(lists)
    return mailing


def started(*lists: MailingList, letter: Letter = LETTER, at: datetime = AT) -> Mailing:
    """A mailing that goes out."""
    mailing = draft(*lists, at=at)
    sending.start(mailing=mailing, letter=letter, send_at=None, by=SECRETARY, at=at)
    mailing.refresh_from_db()
    return mailing
