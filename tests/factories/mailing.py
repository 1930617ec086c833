"""Lists with people on them, and mailings that go to them."""

from datetime import datetime
from hashlib import sha256

from regiodeal.accounts.models import Language
from regiodeal.mailing.actions import sending
from regiodeal.mailing.choices import MailingKind, SubscriptionState
from regiodeal.mailing.letter import LEAVE, PREFERENCES, Letter
from regiodeal.mailing.models import Mailing, MailingList, Subscriber, Subscription
from tests.factories.programme import AT, SECRETARY

SCOPE = "zuid-en-oost-drenthe"
LETTER = Letter(
    subject="Besluitenlijst stuurgroep: vijf nieuwe projecten",
    sender="Regio Deal Zuid- en Oost-Drenthe <pers@regiodeal.example>",
    reply_to="redactie@regiodeal.example",
    html=f'<p>Vijf nieuwe projecten, samen goed voor € 3.341.800.</p><p><a href="{LEAVE}">Afmelden</a></p>',
    text=f"Vijf nieuwe projecten, samen goed voor € 3.341.800.\n\nAfmelden: {LEAVE}\nVoorkeuren: {PREFERENCES}\n",
    site="https://regiodeal.example/",
    list_name="Pers",
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
