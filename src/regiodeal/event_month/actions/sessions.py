"""Make, change, cancel and remove sessions. The caller holds the deal, as for every line in its trail."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.event_month import planning, words
from regiodeal.event_month.about import About, about, own_values, stamp
from regiodeal.event_month.actions import places
from regiodeal.event_month.actions.checking import NoTime, checked
from regiodeal.event_month.choices import SessionState
from regiodeal.event_month.models import Contributor, EventMonth, Material, Session

_LONGEST_CODE = 80
_LONGEST_REASON = 500
_ON_A_CALENDAR = ("title", "starts_at", "ends_at", "venue", "room", "form")
_FINAL = frozenset({SessionState.CANCELLED, SessionState.DECLINED})


class ChangedMeanwhile(Refusal):
    """Somebody else changed the session since it was read."""


class IsFinal(Refusal):
    """What was cancelled or declined does not change any more."""


class TooManyHavePlaces(Refusal):
    """More people have a place than would fit."""


class NoReason(Refusal):
    """Who wanted to come reads why it does not happen."""


class NotCancelled(Refusal):
    """Only what is in the programme is cancelled."""


class StaysInRecord(Refusal):
    """The session was published, or people signed up for it: it can be cancelled, not removed."""


class CodeTaken(Refusal):
    """The event month has a session with this code, or the code is none."""


def make(*, month: EventMonth, said: About, code: str = "", by: trail.Actor, at: datetime) -> Session:
    """Make a session; with its times it is in the programme. Its code is its title as an address would write it.

    Raises CodeTaken, and what `checked` raises.
    """
    said = checked(month.deal, said)
    with transaction.atomic():
        alone(month)
        session = store(month, said, _code(month, said, code), _state_of(said))
        _note(session, "session.make", by, at, title=session.title)
    return session


def change(*, session: Session, said: About, seen: str, by: trail.Actor, at: datetime) -> bool:
    """Change a session; `seen` is the stamp of what somebody read. Return whether anything differed.

    Who waits gets a place where there came room. A proposal stays a proposal. Raises ChangedMeanwhile, IsFinal, NoTime,
    TooManyHavePlaces, and what `checked` raises.
    """
    said = checked(session.month.deal, said)
    with transaction.atomic():
        session = _held(session)
        before = about(session)
        if stamp(before) != seen:
            raise ChangedMeanwhile("somebody else changed this session meanwhile; look at what stands there now")
        if session.state in _FINAL:
            raise IsFinal("this session is {state}, and does not change any more", state=SessionState(session.state))
        changed = sorted(name for name in About.__dataclass_fields__ if getattr(before, name) != getattr(said, name))
        if not changed:
            return False
        _require_a_time(session, said)
        _require_room(session, said)
        for name, value in own_values(said).items():
            setattr(session, name, value)
        if session.state != SessionState.PROPOSED:
            session.state = _state_of(said)
        session.revision += any(name in _ON_A_CALENDAR for name in changed)
        session.save()
        _hang_on(session, said)
        _note(session, "session.change", by, at, title=session.title, changed=changed)
        if before.capacity != said.capacity:
            places.promote(session=session, at=at)
    return True


def cancel(*, session: Session, reason: str, by: trail.Actor, at: datetime) -> None:
    """Cancel a session for good; the public reads why. Raises NoReason, NotCancelled."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > _LONGEST_REASON:
        raise NoReason("write why it is cancelled, in at most {most} characters", most=_LONGEST_REASON)
    with transaction.atomic():
        session = _held(session)
        if session.state != SessionState.SCHEDULED:
            raise NotCancelled("this session is not in the programme, so it cannot be cancelled")
        session.state, session.reason = SessionState.CANCELLED, reason
        session.revision += 1
        session.save(update_fields=["state", "reason", "revision"])
        _note(session, "session.cancel", by, at, title=session.title, reason=reason)


def remove(*, session: Session, by: trail.Actor, at: datetime) -> None:
    """Remove a session that nobody outside knows. Raises StaysInRecord."""
    with transaction.atomic():
        session = _held(session)
        if session.published_revision is not None or session.registrations.exists():
            raise StaysInRecord("this session was published, or people signed up for it; cancel it instead")
        _note(session, "session.remove", by, at, title=session.title)
        session.delete()


def alone(month: EventMonth) -> None:
    """Hold an event month, so that two sessions with one title get two codes: partners propose without the deal."""
    EventMonth.objects.select_for_update(no_key=True).get(pk=month.pk)


def store(month: EventMonth, said: About, code: str, state: SessionState) -> Session:
    """Store a session that was checked, with all that hangs on it."""
    session = Session.objects.create(month=month, code=code, state=state, **own_values(said))
    _hang_on(session, said)
    return session


def free_code(month: EventMonth, title: str) -> str:
    """Return the code of a new session: its title as an address would write it, with a number where it is taken."""
    base = slugify(title)[: _LONGEST_CODE - 4].strip("-_") or "sessie"
    taken = set(Session.objects.filter(month=month, code__startswith=base).values_list("code", flat=True))
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code


def _code(month: EventMonth, said: About, wanted: str) -> str:
    if not wanted:
        return free_code(month, said.title)
    if slugify(wanted) != wanted or len(wanted) > _LONGEST_CODE:
        raise CodeTaken("“{code}” is no code: use small letters, digits and hyphens", code=wanted[:_LONGEST_CODE])
    if Session.objects.filter(month=month, code=wanted).exists():
        raise CodeTaken("there is a session with the code {code} already", code=wanted)
    return wanted


def _state_of(said: About) -> SessionState:
    return SessionState.SCHEDULED if said.starts_at is not None else SessionState.ACCEPTED


def _held(session: Session) -> Session:
    """Return the session as it is now, locked: whoever signs up meanwhile waits."""
    return Session.objects.select_related("month__deal").select_for_update(of=("self",)).get(pk=session.pk)


def _require_a_time(session: Session, said: About) -> None:
    if said.starts_at is None and (session.published_revision is not None or session.registrations.exists()):
        raise NoTime("this session was published, or people signed up for it; give it another time, or cancel it")


def _require_room(session: Session, said: About) -> None:
    there = planning.people_with_a_place(session)
    if said.capacity is not None and said.capacity < there:
        raise TooManyHavePlaces("{there} people have a place already; the capacity can be no less", there=there)


def _hang_on(session: Session, said: About) -> None:
    session.parties.set(said.parties)
    session.contributors.all().delete()
    Contributor.objects.bulk_create(
        Contributor(session=session, role=one.role, name=one.name, about=one.about, position=position)
        for position, one in enumerate(said.people)
    )
    session.materials.all().delete()
    Material.objects.bulk_create(
        Material(session=session, title=one.title, url=one.url, position=position)
        for position, one in enumerate(said.materials)
    )


def _note(session: Session, act: str, by: trail.Actor, at: datetime, **details: Any) -> None:
    trail.write(scope=session.month.deal.code, act=act, subject=words.path(session), by=by, at=at, **details)
