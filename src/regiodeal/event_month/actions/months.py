"""Make an event month and change it. The caller holds the deal, as for every line in its trail."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.event_month import words
from regiodeal.event_month.models import EventMonth
from regiodeal.programme.models import Deal

LONGEST = 92
"""Days from the first to the last: what takes longer is another event month."""
MOST_DAYS_KEPT = 365
_LONGEST_NAME = 200
_LONGEST_CODE = 80


class NoName(Refusal):
    """An event month has a name, from which its address is made."""


class MonthExists(Refusal):
    """The deal has an event month with this name."""


class NotThisPeriod(Refusal):
    """The last day comes before the first, or far after it."""


class HalfACall(Refusal):
    """A call for sessions has both a text and a last day, that is not after the month itself."""


class NotSoLong(Refusal):
    """What is known of guests is kept as short as it is needed: AVG, article 5(1)(e)."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What is said of an event month, and how long guests are known; see the model."""

    name: str
    starts_on: date
    ends_on: date
    introduction: str = ""
    call_text: str = ""
    call_until: date | None = None
    sign_up_open: bool = False
    keep_days: int = 30
    needs_keep_days: int = 7


def make(*, deal: Deal, about: About, by: trail.Actor, at: datetime) -> EventMonth:
    """Make an event month; its code is its name as an address would write it, for good.

    Raises NoName, MonthExists, NotThisPeriod, HalfACall, NotSoLong.
    """
    about = _checked(about)
    code = slugify(about.name)[:_LONGEST_CODE].strip("-_")
    if not code:
        raise NoName("give the event month a name with letters or digits")
    with transaction.atomic():
        if EventMonth.objects.filter(deal=deal, code=code).exists():
            raise MonthExists("there is an event month {name} already; choose another name", name=about.name)
        month = EventMonth.objects.create(deal=deal, code=code, **asdict(about))
        _note(month, "event_month.make", by, at, asdict(about))
    return month


def change(*, month: EventMonth, about: About, by: trail.Actor, at: datetime) -> bool:
    """Change what is said of an event month; return whether anything differed.

    Raises NoName, MonthExists, NotThisPeriod, HalfACall, NotSoLong.
    """
    about = _checked(about)
    with transaction.atomic():
        month = EventMonth.objects.select_related("deal").select_for_update(of=("self",)).get(pk=month.pk)
        changed = {name: value for name, value in asdict(about).items() if getattr(month, name) != value}
        if not changed:
            return False
        if EventMonth.objects.filter(deal=month.deal, name__iexact=about.name).exclude(pk=month.pk).exists():
            raise MonthExists("there is an event month {name} already; choose another name", name=about.name)
        for name, value in changed.items():
            setattr(month, name, value)
        month.save(update_fields=[*changed])
        _note(month, "event_month.change", by, at, changed)
    return True


def _checked(about: About) -> About:
    name = " ".join(about.name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise NoName("give the event month a name of at most {most} characters", most=_LONGEST_NAME)
    if about.ends_on < about.starts_on:
        raise NotThisPeriod("the last day comes before the first")
    if (about.ends_on - about.starts_on).days >= LONGEST:
        raise NotThisPeriod("an event month takes at most {most} days; check the years", most=LONGEST)
    call = _text(about.call_text)
    if bool(call) != (about.call_until is not None):
        raise HalfACall("a call has a text and a last day: fill in both, or neither")
    if about.call_until is not None and about.call_until > about.ends_on:
        raise HalfACall("the call ends after the event month itself; choose an earlier day")
    if not 0 <= about.keep_days <= MOST_DAYS_KEPT:
        raise NotSoLong("keep what is known of guests for at most {most} days", most=MOST_DAYS_KEPT)
    if not 0 <= about.needs_keep_days <= about.keep_days:
        raise NotSoLong("keep needs no longer than the guests themselves: {most} days", most=about.keep_days)
    return About(
        name=name,
        starts_on=about.starts_on,
        ends_on=about.ends_on,
        introduction=_text(about.introduction),
        call_text=call,
        call_until=about.call_until,
        sign_up_open=about.sign_up_open,
        keep_days=about.keep_days,
        needs_keep_days=about.needs_keep_days,
    )


def _text(written: str) -> str:
    return written.replace("\r\n", "\n").strip()


def _note(month: EventMonth, act: str, by: trail.Actor, at: datetime, said: dict[str, Any]) -> None:
    details = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
    trail.write(scope=month.deal.code, act=act, subject=words.month_path(month), by=by, at=at, **details)
