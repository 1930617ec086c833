"""Take in a list of addresses: all of it or nothing, or all that is right where somebody chose that.

The caller holds the deal. A hundred thousand rows take a few statements per thousand, under one lock on the list.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.mailing import queries
from regiodeal.mailing.actions import evidence, subscribers
from regiodeal.mailing.actions.evidence import Happened
from regiodeal.mailing.actions.lists import require_open
from regiodeal.mailing.choices import EvidenceAct, SubscriptionState
from regiodeal.mailing.import_sheet import Entry, Sheet
from regiodeal.mailing.models import MailingList, Subscriber, Subscription
from regiodeal.mailing.queries import Incoming

_BATCH = 2_000  # rows in one statement
_NAMED = 500  # keys that a statement names
_LONGEST_FILE = 200
_UNNAMED = "file"


class NotAllRight(Refusal):
    """There are faults in the file, and nobody chose to take in the rest."""


def take_in(
    *, mailing_list: MailingList, sheet: Sheet, file: str, partly: bool, by: trail.Actor, at: datetime
) -> Incoming:
    """Put the addresses of a sheet on a list; return what was done. With `partly`, faulty rows are left out.

    Who left or was erased stays out, whatever the file says. Raises NotAllRight, ListClosed.
    """
    if sheet.faults and not (partly and sheet.entries):
        raise NotAllRight("the file has {number} faults; nothing was stored", number=len(sheet.faults))
    file = _named(file)
    with transaction.atomic():
        (own,) = evidence.held([mailing_list])
        require_open(own)
        incoming = queries.incoming(own, sheet.entries)
        people = _people(own.scope, incoming.new, at)
        _activate(own, [people[entry.email] for entry in incoming.new], at)
        _note(own, incoming.new, people, file, at)
        trail.write(
            scope=own.scope, act="mailing_list.import", subject=own.code, by=by, at=at, file=file,
            added=len(incoming.new), there=len(incoming.there), kept_out=incoming.kept_out, twice=len(incoming.twice),
            faulty=sheet.faulty_rows, grounds=dict(Counter(entry.ground.value for entry in incoming.new)),
        )  # fmt: skip
    return incoming


def _people(scope: str, entries: Iterable[Entry], at: datetime) -> dict[str, Subscriber]:
    """Return who has each address, by address; who is not known yet is made."""
    wanted = {entry.email: entry for entry in entries}
    known = {person.email: person for person in Subscriber.objects.filter(scope=scope) if person.email in wanted}
    fresh = [
        subscribers.new(scope=scope, email=entry.email, name=entry.name, language=entry.language, at=at)
        for email, entry in wanted.items()
        if email not in known
    ]
    made = Subscriber.objects.bulk_create(fresh, batch_size=_BATCH)
    return known | {person.email: person for person in made}


def _activate(own: MailingList, people: Iterable[Subscriber], at: datetime) -> None:
    standing = dict(Subscription.objects.filter(mailing_list=own).values_list("subscriber_id", "pk"))
    fresh, again = [], []
    for person in people:
        if person.pk in standing:
            again.append(standing[person.pk])
        else:
            fresh.append(Subscription(mailing_list=own, subscriber=person, state=SubscriptionState.ACTIVE, since=at))
    Subscription.objects.bulk_create(fresh, batch_size=_BATCH)
    for some in evidence.batched(again, _NAMED):
        Subscription.objects.filter(pk__in=some).update(state=SubscriptionState.ACTIVE, since=at, soft_bounces=0)


def _note(own: MailingList, entries: list[Entry], people: dict[str, Subscriber], file: str, at: datetime) -> None:
    words = evidence.worded_all(entry.source for entry in entries)
    happened = [
        Happened(
            person=people[entry.email].person,
            act=EvidenceAct.IMPORTED,
            source=file,
            ground=entry.ground,
            wording=words.get(entry.source),
        )
        for entry in entries
    ]
    evidence.write(mailing_list=own, happened=happened, at=at)


def _named(file: str) -> str:
    """Return the name of a file as evidence keeps it: for good, so without an address in it."""
    plain = subscribers.tidy_name(file[:_LONGEST_FILE])
    return plain if plain and "@" not in plain else _UNNAMED
