"""Make, change and close lists. The caller holds the deal, as for every line in its trail."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.mailing.models import MailingList

MOST_MONTHS = 60
"""Longer than that nobody can need to know who left."""
_LONGEST_NAME = 200
_LONGEST_CODE = 80


class NoName(Refusal):
    """A list has a name that people recognise in their mail."""


class NoPromise(Refusal):
    """Nobody can agree to something that is not said: AVG, article 4(11)."""


class ListExists(Refusal):
    """The deal has a list with this name."""


class ListClosed(Refusal):
    """Nobody comes on a list that was closed."""


class NotSoLong(Refusal):
    """What is known of people who left is kept for a while and no longer: AVG, article 5(1)(e)."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What is said of a list, and how it is kept; see the model."""

    name: str
    description: str
    promise: str
    open_to_all: bool
    keep_months: int


def make(*, scope: str, about: About, by: trail.Actor, at: datetime) -> MailingList:
    """Make a list; its code is its name as an address would write it, for good.

    Raises NoName, NoPromise, NotSoLong, ListExists.
    """
    about = _checked(about)
    code = slugify(about.name)[:_LONGEST_CODE]
    if not code:
        raise NoName("give the list a name with letters or digits")
    with transaction.atomic():
        _require_new(scope, about.name, code)
        mailing_list = MailingList.objects.create(scope=scope, code=code, **asdict(about))
        trail.write(scope=scope, act="mailing_list.make", subject=code, by=by, at=at, **asdict(about))
    return mailing_list


def change(*, mailing_list: MailingList, about: About, by: trail.Actor, at: datetime) -> bool:
    """Change what is said of a list; return whether anything differed. Who agreed before agreed to the words of then.

    Raises NoName, NoPromise, NotSoLong, ListExists, ListClosed.
    """
    about = _checked(about)
    with transaction.atomic():
        mailing_list = MailingList.objects.select_for_update().get(pk=mailing_list.pk)
        require_open(mailing_list)
        changed = {name: value for name, value in asdict(about).items() if getattr(mailing_list, name) != value}
        if not changed:
            return False
        others = MailingList.objects.filter(scope=mailing_list.scope, name__iexact=about.name)
        if others.exclude(pk=mailing_list.pk).exists():
            raise ListExists("there is a list {name} already; choose another name", name=about.name)
        for name, value in changed.items():
            setattr(mailing_list, name, value)
        mailing_list.save(update_fields=[*changed])
        trail.write(
            scope=mailing_list.scope,
            act="mailing_list.change",
            subject=mailing_list.code,
            by=by,
            at=at,
            **changed,
        )
    return True


def close(*, mailing_list: MailingList, by: trail.Actor, at: datetime) -> None:
    """Close a list: nobody comes on it any more and nothing is sent to it. Who left it is still forgotten in time.

    Raises ListClosed.
    """
    with transaction.atomic():
        mailing_list = MailingList.objects.select_for_update().get(pk=mailing_list.pk)
        require_open(mailing_list)
        mailing_list.closed_at = at
        mailing_list.save(update_fields=["closed_at"])
        trail.write(scope=mailing_list.scope, act="mailing_list.close", subject=mailing_list.code, by=by, at=at)


def require_open(mailing_list: MailingList) -> None:
    """Raise ListClosed where a list was closed."""
    if mailing_list.closed_at is not None:
        raise ListClosed("the list {name} was closed on {day}", name=mailing_list.name, day=mailing_list.closed_at)


def _checked(about: About) -> About:
    name = " ".join(about.name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise NoName("give the list a name of at most {most} characters", most=_LONGEST_NAME)
    if not about.promise.strip():
        raise NoPromise("write what people agree to: what you send, how often, and that they can leave at any time")
    if not 1 <= about.keep_months <= MOST_MONTHS:
        raise NotSoLong("keep who left between 1 and {most} months", most=MOST_MONTHS)
    return About(
        name=name,
        description=" ".join(about.description.split()),
        promise=about.promise.strip().replace("\r\n", "\n"),
        open_to_all=about.open_to_all,
        keep_months=about.keep_months,
    )


def _require_new(scope: str, name: str, code: str) -> None:
    own = MailingList.objects.filter(scope=scope)
    if own.filter(code=code).exists() or own.filter(name__iexact=name).exists():
        raise ListExists("there is a list {name} already; choose another name", name=name)
