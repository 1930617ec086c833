"""Sign up for sessions, and change that. What people do themselves leaves a mail to them and no line in the trail; what
the office does for them leaves both, and its caller holds the deal.

Capacity is exact: whoever signs up holds the sessions that they ask for until it is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from regiodeal.accounts.models import Language
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.event_month import queries, rules, words
from regiodeal.event_month.actions import messages, places
from regiodeal.event_month.choices import Audience, MessageKind, RegistrationState, SessionState
from regiodeal.event_month.models import EventMonth, Guest, Needs, Registration, Session
from regiodeal.mailing import addresses

_LONGEST_NAME = 200
_LONGEST_NEED = 300


class NoName(Refusal):
    """Who receives guests wants to know what they are called."""


class NothingChosen(Refusal):
    """Somebody who signs up comes to something."""


class NotOffered(Refusal):
    """A session for which one cannot sign up (any more), or not without an invitation."""


class TooMany(Refusal):
    """More people than can come along, or than there is room for."""


class TooLong(Refusal):
    """What somebody needs is told in a few words."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """Who signs up."""

    email: str
    name: str
    organisation: str = ""
    language: Language = Language.DUTCH


@dataclass(frozen=True)
class Wish:
    """A session that somebody wants to come to, and with how many others."""

    session: Session
    companions: int = 0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody has to be able to eat, and needs to take part. It can tell about health (AVG, article 9), so it is
    asked for this alone, freely given, and kept for days."""

    diet: str = ""
    access: str = ""


def sign_up(
    *,
    month: EventMonth,
    who: Who,
    wishes: Sequence[Wish],
    needs: Wanted | None = None,
    invited: bool = False,
    at: datetime,
) -> Guest:
    """Sign somebody up for sessions at `at` (an aware moment): a place where there is room for all of them, else the
    waiting list; and mail them.

    To an address that signed up before, what is new is added and nothing is changed: whoever types an address has not
    shown that it is theirs. `invited` is whether they may come to sessions for partners.
    Raises NotAnAddress, NoName, NothingChosen, NotOffered, TooMany, TooLong; then nothing is stored.
    """
    who, needs = _checked(who), _checked_needs(needs)
    if not wishes:
        raise NothingChosen("choose a session that you want to come to")
    with transaction.atomic():
        sessions = places.held(wish.session.pk for wish in wishes)
        for wish in wishes:
            _require_companions(wish)
            _require_offered(sessions[wish.session.pk], month, invited=invited, at=at)
        guest = _known(month, who, needs, at)
        for wish in wishes:
            _ask(guest, sessions[wish.session.pk], wish.companions, at)
        messages.queue(kind=MessageKind.OVERVIEW, guest=guest, at=at)
    return guest


def add(
    *,
    session: Session,
    who: Who,
    companions: int = 0,
    needs: Wanted | None = None,
    by: trail.Actor,
    at: datetime,
) -> Guest:
    """Sign somebody up who asked the office or stands at the door, until the session is over: also where people cannot
    do so themselves (any more). Where it is full they wait, and can still be noted as present.

    Raises NotAnAddress, NoName, NotOffered, TooMany, TooLong; then nothing is stored.
    """
    who, needs = _checked(who), _checked_needs(needs)
    with transaction.atomic():
        session = places.held([session.pk])[session.pk]
        _require_companions(Wish(session, companions))
        if session.state != SessionState.SCHEDULED or session.ends_at is None or session.ends_at <= at:
            raise NotOffered("one cannot sign up for {session} (any more)", session=words.session(session))
        guest = _known(session.month, who, needs, at)
        _ask(guest, session, companions, at)
        messages.queue(kind=MessageKind.OVERVIEW, guest=guest, at=at)
        trail.write(scope=session.month.deal.code, act="guest.add", subject=words.path(session), by=by, at=at)
    return guest


def change(
    *,
    guest: Guest,
    wishes: Sequence[Wish],
    needs: Wanted | None,
    name: str | None = None,
    organisation: str | None = None,
    language: Language | None = None,
    at: datetime,
) -> Guest:
    """Let a guest come to exactly these of the sessions that are still to come; what has begun stays as it was.

    Who is dropped from a session makes room for who waits. `needs` takes the place of what was told before; None, or
    nothing in it, takes it away. What is None of the others stays.
    Raises NoName, NotOffered, TooMany (also where there is no room for more companions), TooLong, and
    Guest.DoesNotExist for who was erased meanwhile; then nothing changed.
    """
    needs = _checked_needs(needs)
    with transaction.atomic():
        known = Registration.objects.filter(guest=guest).values_list("session", flat=True)
        sessions = places.held({*known, *(wish.session.pk for wish in wishes)})
        locked = Guest.objects.select_for_update(of=("self",), no_key=True).select_related("month__deal")
        guest = locked.get(pk=guest.pk)
        own = {one.session_id: one for one in guest.registrations.filter(session__in=sessions)}
        _describe(guest, name, organisation, language)
        _keep_needs(guest, needs or Wanted())
        invited = queries.is_invited(guest)
        chosen = {wish.session.pk for wish in wishes}
        for key, registration in own.items():
            if key not in chosen and not _has_begun(sessions[key], at):
                _drop(registration)
        for wish in wishes:
            _require_companions(wish)
            _settle(guest, own.get(wish.session.pk), wish, sessions[wish.session.pk], invited=invited, at=at)
        for session in sessions.values():
            places.promote(session=session, at=at)
        messages.queue(kind=MessageKind.OVERVIEW, guest=guest, at=at)
    return guest


def _known(month: EventMonth, who: Who, needs: Wanted | None, at: datetime) -> Guest:
    """Return the guest with an address, who keeps what was told before; somebody new is as told."""
    told = {"name": who.name, "organisation": who.organisation, "language": who.language, "since": at}
    guest, is_new = Guest.objects.get_or_create(month=month, email=who.email, defaults=told)
    if needs and (is_new or not Needs.objects.filter(guest=guest).exists()):
        _keep_needs(guest, needs)
    return guest


def _settle(
    guest: Guest, known: Registration | None, wish: Wish, session: Session, *, invited: bool, at: datetime
) -> None:
    """Do as a guest wishes with a session, which is held, and for which they may have signed up before."""
    if known is None or known.state == RegistrationState.CANCELLED:
        _require_offered(session, guest.month, invited=invited, at=at)
        _ask(guest, session, wish.companions, at)
        return
    if known.companions == wish.companions or _has_begun(session, at):
        return
    left = places.room(session)
    more = wish.companions - known.companions
    if known.state == RegistrationState.PLACED and left is not None and more > left:
        raise TooMany(
            "there is room for {left} more at {session}; bring fewer people",
            left=left,
            session=words.session(session),
        )
    known.companions = wish.companions
    known.save(update_fields=["companions"])


def _ask(guest: Guest, session: Session, companions: int, at: datetime) -> None:
    """Give a place, or one in the line; who has either keeps it as it is."""
    registration = Registration.objects.filter(guest=guest, session=session).first()
    if registration is None:
        registration = Registration(guest=guest, session=session)
    elif registration.state != RegistrationState.CANCELLED:
        return
    left = places.room(session)
    fits = left is None or 1 + companions <= left
    registration.state = RegistrationState.PLACED if fits else RegistrationState.WAITING
    registration.companions, registration.asked_at = companions, at
    registration.save()


def _drop(registration: Registration) -> None:
    if registration.state != RegistrationState.CANCELLED:
        registration.state = RegistrationState.CANCELLED
        registration.save(update_fields=["state"])


def _has_begun(session: Session, at: datetime) -> bool:
    return session.starts_at is not None and session.starts_at <= at


def _describe(guest: Guest, name: str | None, organisation: str | None, language: Language | None) -> None:
    who = _checked(
        Who(
            email=guest.email,
            name=guest.name if name is None else name,
            organisation=guest.organisation if organisation is None else organisation,
            language=Language(guest.language) if language is None else language,
        )
    )
    guest.name, guest.organisation, guest.language = who.name, who.organisation, who.language
    guest.save(update_fields=["name", "organisation", "language"])


def _keep_needs(guest: Guest, needs: Wanted) -> None:
    if needs.diet or needs.access:
        Needs.objects.update_or_create(guest=guest, defaults={"diet": needs.diet, "access": needs.access})
    else:
        Needs.objects.filter(guest=guest).delete()


def _checked(who: Who) -> Who:
    name, organisation = " ".join(who.name.split()), " ".join(who.organisation.split())
    if not name:
        raise NoName("fill in your name")
    if len(name) > _LONGEST_NAME or len(organisation) > _LONGEST_NAME:
        raise NoName("a name has {most} characters at most", most=_LONGEST_NAME)
    if not (name.isprintable() and organisation.isprintable()):
        raise NoName("a name stands on one line, without signs that nobody sees")
    return Who(email=addresses.tidy(who.email), name=name, organisation=organisation, language=who.language)


def _checked_needs(needs: Wanted | None) -> Wanted | None:
    if needs is None:
        return None
    diet, access = " ".join(needs.diet.split()), " ".join(needs.access.split())
    if len(diet) > _LONGEST_NEED or len(access) > _LONGEST_NEED:
        raise TooLong("tell it in {most} characters at most; call us for the rest", most=_LONGEST_NEED)
    return Wanted(diet=diet, access=access)


def _require_companions(wish: Wish) -> None:
    if not 0 <= wish.companions <= rules.MOST_COMPANIONS:
        raise TooMany("you can bring {most} people at most; call us for a group", most=rules.MOST_COMPANIONS)


def _require_offered(session: Session, month: EventMonth, *, invited: bool, at: datetime) -> None:
    if session.month_id == month.pk and queries.is_offered(session, invited=invited, at=at):
        return
    if session.audience == Audience.PARTNERS and not invited:
        raise NotOffered("{session} is for who was invited", session=words.session(session))
    raise NotOffered("one cannot sign up for {session} (any more)", session=words.session(session))
