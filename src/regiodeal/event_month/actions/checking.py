"""What is said of a session, held against what a session can be: for whoever fills it in, and for a sheet."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from regiodeal.common.errors import Refusal
from regiodeal.event_month.about import About, Link, Person
from regiodeal.event_month.choices import SessionForm
from regiodeal.programme.models import Deal

LONGEST = timedelta(days=31)
MOST_PEOPLE = 100_000
_LONGEST_LINE = 200
_LONGEST_ROOM = 100
_LONGEST_URL = 500
_LONGEST_TEXT = 20_000
_MOST_NAMED = 50  # people, parties or materials of one session
_is_address = URLValidator(schemes=["https"])


class NoTitle(Refusal):
    """A session has a title that fits on a line."""


class NotThisLong(Refusal):
    """A text, a list or a line of a session that nobody would read."""


class NoTime(Refusal):
    """A session lacks one of its times, or ends before it starts, or never seems to end."""


class NoPlace(Refusal):
    """A session has times and takes place somewhere, but nobody said where."""


class NoRoomForAnyone(Refusal):
    """A session is for at least one person."""


class ClosesTooLate(Refusal):
    """Signing up ends before the session starts."""


class OfAnotherDeal(Refusal):
    """A pillar, a project or a venue that is not of this deal."""


class NamelessPerson(Refusal):
    """A host or a speaker has a name that fits on a line."""


class NoAddress(Refusal):
    """An address that is not `https://…`, or a material without a title."""


def checked(deal: Deal, about: About) -> About:
    """Return what is said of a session as it will be kept.

    Raises NoTitle, NotThisLong, NoTime, NoPlace, NoRoomForAnyone, ClosesTooLate, OfAnotherDeal, NamelessPerson,
    NoAddress.
    """
    tidied = replace(
        about,
        title=_line(about.title),
        summary=_text(about.summary),
        room=_line(about.room) if about.form != SessionForm.ONLINE else "",
        venue=about.venue if about.form != SessionForm.ONLINE else None,
        online_url=about.online_url.strip() if about.form != SessionForm.ON_SITE else "",
        closes_at=about.closes_at if about.needs_sign_up else None,
        parties=tuple(sorted(set(about.parties), key=lambda one: one.name)),
        people=tuple(Person(one.role, _line(one.name), _line(one.about)) for one in about.people),
        materials=tuple(Link(_line(one.title), one.url.strip()) for one in about.materials),
    )
    _require_words(tidied)
    _require_times(tidied)
    _require_own(deal, tidied)
    _require_people(tidied)
    _require_addresses(tidied)
    return tidied


def _require_words(about: About) -> None:
    if not about.title or len(about.title) > _LONGEST_LINE:
        raise NoTitle("give the session a title of at most {most} characters", most=_LONGEST_LINE)
    if len(about.summary) > _LONGEST_TEXT:
        raise NotThisLong("a description has {most} characters at most", most=_LONGEST_TEXT)
    if len(about.room) > _LONGEST_ROOM:
        raise NotThisLong("the name of a room has {most} characters at most", most=_LONGEST_ROOM)
    if max(len(about.people), len(about.parties), len(about.materials)) > _MOST_NAMED:
        raise NotThisLong("name {most} people, organisations or materials at most", most=_MOST_NAMED)
    if about.capacity is not None and not 1 <= about.capacity <= MOST_PEOPLE:
        raise NoRoomForAnyone("a session is for 1 to {most} people; leave it empty without a limit", most=MOST_PEOPLE)


def _require_times(about: About) -> None:
    if about.starts_at is None and about.ends_at is None:
        if about.closes_at is not None:
            raise ClosesTooLate("say first when the session starts, and then until when people can sign up")
        return
    if about.starts_at is None or about.ends_at is None:
        raise NoTime("say when the session starts and when it ends, or neither as long as that is not known")
    if about.ends_at <= about.starts_at:
        raise NoTime("the session ends before it starts")
    if about.ends_at - about.starts_at > LONGEST:
        raise NoTime("the session takes more than {most} days; check the dates", most=LONGEST.days)
    if about.closes_at is not None and about.closes_at > about.starts_at:
        raise ClosesTooLate("signing up ends when the session starts at the latest")
    if about.form != SessionForm.ONLINE and about.venue is None:
        raise NoPlace("choose a venue, or leave the times empty as long as it is not known")


def _require_own(deal: Deal, about: About) -> None:
    for one in (about.pillar, about.project, about.venue):
        if one is not None and one.deal_id != deal.pk:
            raise OfAnotherDeal("{name} is not of this deal", name=one)


def _require_people(about: About) -> None:
    for one in about.people:
        if not one.name or len(one.name) > _LONGEST_LINE or len(one.about) > _LONGEST_LINE:
            raise NamelessPerson("give each host and speaker a name of at most {most} characters", most=_LONGEST_LINE)


def _require_addresses(about: About) -> None:
    for material in about.materials:
        if not material.title or len(material.title) > _LONGEST_LINE:
            raise NoAddress("give each material a title of at most {most} characters", most=_LONGEST_LINE)
    for url in filter(None, (about.online_url, *(material.url or " " for material in about.materials))):
        if len(url) > _LONGEST_URL or not _leads_somewhere(url):
            raise NoAddress("“{written}” is no address that begins with https://", written=url[:_LONGEST_ROOM])


def _leads_somewhere(url: str) -> bool:
    try:
        _is_address(url)
        return urlsplit(url).username is None
    except (ValidationError, ValueError):
        return False


def _line(written: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())


def _text(written: str) -> str:
    return written.replace("\0", "").replace("\r\n", "\n").strip()
