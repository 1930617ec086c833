"""Write a mailing, as long as it was not sent. The caller holds the deal, as for every line in its trail."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from regiodeal.accounts.models import Language
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.mailing import rules
from regiodeal.mailing.choices import MailingKind, MailingState
from regiodeal.mailing.models import Mailing, MailingList


class NoSubject(Refusal):
    """A mailing has a subject that fits in a header."""


class NoText(Refusal):
    """A mailing has a text that people can read in a mail."""


class LeadsNowhere(Refusal):
    """A link in a mail that cannot be followed."""


class NotAList(Refusal):
    """A mailing goes to lists of its own deal that are not closed."""


class IsSent(Refusal):
    """What was sent does not change any more."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed the draft since it was read."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a mailing says, in which language, and to which lists: `text` is CommonMark without HTML."""

    subject: str
    text: str
    language: Language = Language.DUTCH
    lists: Collection[MailingList] = ()


def make(
    *,
    scope: str,
    kind: MailingKind,
    words: Words,
    about: str = "",
    not_before: datetime | None = None,
    by: trail.Actor,
    at: datetime,
) -> Mailing:
    """Begin a mailing; `about` is the edition that it tells about, and `not_before` the end of its embargo.

    Raises NoSubject, NoText, LeadsNowhere, NotAList.
    """
    words = _checked(scope, words)
    with transaction.atomic():
        last = Mailing.objects.filter(scope=scope).aggregate(last=Max("number"))["last"] or 0
        mailing = Mailing.objects.create(
            scope=scope,
            number=last + 1,
            kind=kind,
            language=words.language,
            about=about,
            not_before=not_before,
            subject=words.subject,
            text=words.text,
            made_at=at,
            made_by=by.name,
            changed_at=at,
        )
        mailing.lists.set(words.lists)
        _note(mailing, "mailing.make", by, at, about=about)
    return mailing


def change(*, mailing: Mailing, seen: datetime, words: Words, by: trail.Actor, at: datetime) -> Mailing:
    """Change a draft; `seen` is when the version was written that somebody read. Return it as it is now.

    Raises NoSubject, NoText, LeadsNowhere, NotAList, IsSent, ChangedMeanwhile.
    """
    words = _checked(mailing.scope, words)
    with transaction.atomic():
        mailing = _draft(mailing)
        if mailing.changed_at != seen:
            raise ChangedMeanwhile("somebody else changed this mailing meanwhile; look at what stands there now")
        mailing.subject, mailing.text, mailing.language = words.subject, words.text, words.language
        mailing.changed_at = at
        mailing.save(update_fields=["subject", "text", "language", "changed_at"])
        mailing.lists.set(words.lists)
        _note(mailing, "mailing.change", by, at)
    return mailing


def discard(*, mailing: Mailing, by: trail.Actor, at: datetime) -> None:
    """Throw a draft away. Raises IsSent."""
    with transaction.atomic():
        mailing = _draft(mailing)
        _note(mailing, "mailing.discard", by, at, words=mailing.subject)
        mailing.delete()


def _checked(scope: str, words: Words) -> Words:
    subject = words.subject.strip()
    if not subject:
        raise NoSubject("write a subject: it is what people see first")
    if len(subject) > rules.LONGEST_SUBJECT or not rules.is_one_line(subject):
        raise NoSubject("a subject stands on one line, of {most} characters at most", most=rules.LONGEST_SUBJECT)
    text = words.text.replace("\r\n", "\n").strip()
    if not text:
        raise NoText("write what the mail says")
    if len(text) > rules.LONGEST_TEXT:
        raise NoText("a mail has {most} characters at most; link to a page for the rest", most=rules.LONGEST_TEXT)
    if wrong := rules.bad_links(text):
        raise LeadsNowhere("{link} cannot be followed from a mail; begin with https:// or mailto:", link=wrong[0][:200])
    foreign = [own for own in words.lists if own.scope != scope or own.closed_at is not None]
    if foreign:
        raise NotAList("the list {name} was closed, or is of another deal; choose another", name=foreign[0].name)
    return Words(subject=subject, text=text, language=words.language, lists=words.lists)


def _draft(mailing: Mailing) -> Mailing:
    found = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if found.state != MailingState.DRAFT:
        raise IsSent("this mailing goes out already, and does not change any more")
    return found


def _note(mailing: Mailing, act: str, by: trail.Actor, at: datetime, **details: Any) -> None:
    trail.write(scope=mailing.scope, act=act, subject=f"mailing/{mailing.number}", by=by, at=at, **details)
