"""What guests thought of a session. It is kept without who said it; only that somebody answered is known."""

from datetime import datetime

from django.db import transaction

from regiodeal.common.errors import Refusal
from regiodeal.common.moments import office_day
from regiodeal.event_month import words
from regiodeal.event_month.choices import RegistrationState
from regiodeal.event_month.models import HIGHEST_SCORE, LOWEST_SCORE, Feedback, Registration

LONGEST_REMARK = 2_000


class NotOver(Refusal):
    """A session that is still to come has not been seen by anybody."""


class AnsweredBefore(Refusal):
    """Each guest answers once."""


class NotThere(Refusal):
    """Who had no place, or was seen not to come, cannot say what it was like."""


class NotAnAnswer(Refusal):
    """A score that is not on the scale, or a remark that is too long."""


def give(*, registration: Registration, score: int, remark: str, at: datetime) -> None:
    """Keep what a guest thought of a session, from 1 to 5, under the day and not under their name.

    Raises NotOver, AnsweredBefore, NotThere, NotAnAnswer.
    """
    if not LOWEST_SCORE <= score <= HIGHEST_SCORE:
        raise NotAnAnswer("choose from {lowest} to {highest}", lowest=LOWEST_SCORE, highest=HIGHEST_SCORE)
    remark = remark.replace("\r\n", "\n").strip()
    if len(remark) > LONGEST_REMARK:
        raise NotAnAnswer("a remark has {most} characters at most", most=LONGEST_REMARK)
    with transaction.atomic():
        own = Registration.objects.select_for_update(of=("self",)).select_related("session")
        registration = own.get(pk=registration.pk)
        session = registration.session
        if session.ends_at is None or session.ends_at > at:
            raise NotOver("{session} is not over yet", session=words.session(session))
        if registration.answered:
            raise AnsweredBefore("you told us before what you thought of {session}", session=words.session(session))
        if not can_tell(registration):
            raise NotThere("only who came to {session} can say what it was like", session=words.session(session))
        registration.answered = True
        registration.save(update_fields=["answered"])
        Feedback.objects.create(session=session, score=score, remark=remark, on=office_day(at))


def can_tell(registration: Registration) -> bool:
    """Tell whether somebody came, or had a place and nobody noted that they did not come."""
    if registration.present is None:
        return registration.state == RegistrationState.PLACED
    return registration.present > 0
