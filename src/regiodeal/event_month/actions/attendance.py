"""Note at the door who came. The caller holds the deal, as for every line in its trail."""

from datetime import datetime
from typing import Any

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.moments import office_day
from regiodeal.event_month import words
from regiodeal.event_month.choices import RegistrationState
from regiodeal.event_month.models import Registration, Session

MOST_WALK_INS = 10_000


class TooEarly(Refusal):
    """Nobody came yet: it is noted from the day of the session on."""


class NotSoMany(Refusal):
    """More people than a party has, or than a place holds."""


class NotComing(Refusal):
    """Who said that they do not come has no line to be ticked."""


def note(*, registration: Registration, present: int | None, by: trail.Actor, at: datetime) -> None:
    """Note how many of a party came, 0 for nobody; None takes back what was noted.

    Who was on the waiting list and came is counted too. Raises TooEarly, NotSoMany, NotComing.
    """
    with transaction.atomic():
        own = Registration.objects.select_for_update(of=("self",)).select_related("session__month__deal")
        registration = own.get(pk=registration.pk)
        _require_day(registration.session, at)
        if registration.state == RegistrationState.CANCELLED:
            raise NotComing("this guest said that they do not come; count them with those who did not sign up")
        if present is not None and not 0 <= present <= registration.people:
            raise NotSoMany("this party has {people} people", people=registration.people)
        registration.present = present
        registration.save(update_fields=["present"])
        _write("attendance.note", registration.session, by, at, registration=registration.pk, present=present)


def walk_ins(*, session: Session, number: int, by: trail.Actor, at: datetime) -> None:
    """Note how many people came without having signed up. Raises TooEarly, NotSoMany."""
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).select_related("month__deal").get(pk=session.pk)
        _require_day(session, at)
        if not 0 <= number <= MOST_WALK_INS:
            raise NotSoMany("fill in a number from 0 to {most}", most=MOST_WALK_INS)
        session.walk_ins = number
        session.save(update_fields=["walk_ins"])
        _write("attendance.walk_ins", session, by, at, number=number)


def _require_day(session: Session, at: datetime) -> None:
    if session.starts_at is None or office_day(at) < office_day(session.starts_at):
        raise TooEarly(
            "{session} is still to come; note who is there on the day itself", session=words.session(session)
        )


def _write(act: str, session: Session, by: trail.Actor, at: datetime, **details: Any) -> None:
    trail.write(scope=session.month.deal.code, act=act, subject=words.path(session), by=by, at=at, **details)
