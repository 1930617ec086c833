"""Invite people to sessions for partners. The caller holds the deal, as for every line in its trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from regiodeal.accounts.models import Language
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.event_month import words
from regiodeal.event_month.choices import MessageKind
from regiodeal.event_month.models import EventMonth, Invitation, Message
from regiodeal.mailing import addresses

MOST_AT_ONCE = 2_000
_LONGEST_NAME = 200


class NotAGuest(Refusal):
    """An invitation names who it is for."""


class TooManyAtOnce(Refusal):
    """More invitations than somebody can have looked at."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who is invited."""

    email: str
    name: str
    organisation: str = ""
    language: Language = Language.DUTCH


def invite(*, month: EventMonth, people: Sequence[Invited], by: trail.Actor, at: datetime) -> int:
    """Invite people, each by a mail with a link of their own; return how many. Who was invited before is passed over.

    Raises NotAnAddress, NotAGuest, TooManyAtOnce; then nobody is invited.
    """
    if len(people) > MOST_AT_ONCE:
        raise TooManyAtOnce("invite {most} people at once at most", most=MOST_AT_ONCE)
    tidy = {one.email: one for one in map(_checked, people)}
    with transaction.atomic():
        known = set(Invitation.objects.filter(month=month, email__in=tidy).values_list("email", flat=True))
        fresh = [
            Invitation(
                month=month,
                email=one.email,
                name=one.name,
                organisation=one.organisation,
                language=one.language,
                at=at,
            )
            for email, one in tidy.items()
            if email not in known
        ]
        made = Invitation.objects.bulk_create(fresh)
        Message.objects.bulk_create(
            [Message(month=month, kind=MessageKind.INVITATION, invitation=invitation, due_at=at) for invitation in made]
        )
        if made:
            _write("event_month.invite", month, by, at, people=len(made))
    return len(made)


def take_back(*, invitation: Invitation, by: trail.Actor, at: datetime) -> None:
    """Take an invitation back: its link opens nothing any more. What somebody signed up for by it stays."""
    with transaction.atomic():
        _write("event_month.uninvite", invitation.month, by, at)
        invitation.delete()


def _checked(one: Invited) -> Invited:
    name, organisation = " ".join(one.name.split()), " ".join(one.organisation.split())
    if not name:
        raise NotAGuest("write the name of who has the address {email}", email=one.email[:80])
    if max(len(name), len(organisation)) > _LONGEST_NAME or not (name + organisation).isprintable():
        raise NotAGuest("a name stands on one line, with {most} characters at most", most=_LONGEST_NAME)
    return Invited(email=addresses.tidy(one.email), name=name, organisation=organisation, language=one.language)


def _write(act: str, month: EventMonth, by: trail.Actor, at: datetime, **details: Any) -> None:
    trail.write(scope=month.deal.code, act=act, subject=words.month_path(month), by=by, at=at, **details)
