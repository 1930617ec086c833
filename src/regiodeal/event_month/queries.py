"""Reads about event months."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, F, Q, QuerySet, Sum

from regiodeal.common.errors import Refusal
from regiodeal.event_month.choices import Audience, RegistrationState, SessionState
from regiodeal.event_month.models import EventMonth, Feedback, Forgotten, Guest, Invitation, Registration, Session
from regiodeal.programme.models import Deal


class UnknownMonth(Refusal):
    """The deal has no such month."""


@dataclass(frozen=True)
class Crowd:
    """How many people have a place in a session, and how many wait for one, companions included."""

    placed: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Offer:
    """A session that somebody can sign up for. `left` is how many people more can come, None without a limit."""

    session: Session
    left: int | None
    waiting: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a session: people who had a place, and who came, None where nobody noted that; how many answered,
    and their average score from 1 to 5, None where nobody did."""

    signed_up: int
    present: int | None
    answers: int
    score: float | None


def month(deal: Deal, code: str) -> EventMonth:
    """Return the month with this code. Raises UnknownMonth."""
    found = EventMonth.objects.filter(deal=deal, code=code).select_related("deal").first()
    if found is None:
        raise UnknownMonth("there is no month {code!r} in this deal", code=code)
    return found


def crowds(sessions: "QuerySet[Session]") -> dict[int, Crowd]:
    """Return how many people come and wait, by the key of the session, for those to which anybody comes."""
    counted = (
        Registration.objects.filter(session__in=sessions)
        .values("session")
        .order_by("session")
        .annotate(
            placed=Sum(F("companions") + 1, filter=Q(state=RegistrationState.PLACED), default=0),
            waiting=Sum(F("companions") + 1, filter=Q(state=RegistrationState.WAITING), default=0),
        )
    )
    return {row["session"]: Crowd(row["placed"], row["waiting"]) for row in counted}


def offered(month: EventMonth, at: datetime, *, invited: bool = False) -> list[Offer]:
    """Return the sessions for which somebody can sign up at a moment, by their time; for partners too if invited."""
    sessions = month.sessions.filter(state=SessionState.SCHEDULED)
    known = crowds(sessions)
    shown = sessions.select_related("month", "venue__municipality", "pillar").order_by("starts_at", "title")
    return [
        Offer(session, _left(session, known.get(session.pk, Crowd())), known.get(session.pk, Crowd()).waiting)
        for session in shown
        if is_offered(session, invited=invited, at=at)
    ]


def is_offered(session: Session, *, invited: bool, at: datetime) -> bool:
    """Tell whether somebody can sign up for a session: it is public and takes sign-ups, is still to come, and for them.
    Whether there is room is another matter."""
    if session.state != SessionState.SCHEDULED or session.published_revision is None or not session.needs_sign_up:
        return False
    closes_at = session.closes_at or session.starts_at
    if closes_at is None or closes_at <= at or not session.month.sign_up_open:
        return False
    return invited or session.audience == Audience.EVERYONE


def is_invited(guest: Guest) -> bool:
    """Tell whether a guest may come to sessions for partners: invited by this address, or by a link that they got, so
    that they have such a session."""
    if guest.registrations.filter(session__audience=Audience.PARTNERS).exists():
        return True
    return Invitation.objects.filter(month=guest.month_id, email=guest.email).exists()


def line(registration: Registration) -> int:
    """Return the place in the line of who waits, from 1."""
    waiting = Registration.objects.filter(session=registration.session_id, state=RegistrationState.WAITING)
    asked = registration.asked_at
    return 1 + waiting.filter(Q(asked_at__lt=asked) | Q(asked_at=asked, pk__lt=registration.pk)).count()


def outcomes(month: EventMonth, at: datetime) -> dict[int, Outcome]:
    """Return what came of the sessions of a month that took place before a moment, by their key."""
    over = month.sessions.filter(state=SessionState.SCHEDULED, ends_at__lte=at)
    placed, present, noted = _attendance(over)
    for gone in Forgotten.objects.filter(session__in=over):
        placed[gone.session_id] += gone.signed_up
        present[gone.session_id] += gone.present
        if gone.noted:
            noted.add(gone.session_id)
    answers = Feedback.objects.filter(session__in=over).values("session").order_by("session")
    scores = {row["session"]: row for row in answers.annotate(number=Count("pk"), average=Avg("score"))}
    found = {}
    for session in over:
        score = scores.get(session.pk)
        came = session.pk in noted or session.walk_ins > 0
        found[session.pk] = Outcome(
            signed_up=placed[session.pk],
            present=present[session.pk] + session.walk_ins if came else None,
            answers=score["number"] if score else 0,
            score=round(score["average"], 1) if score else None,
        )
    return found


def _attendance(sessions: "QuerySet[Session]") -> tuple[defaultdict[int, int], defaultdict[int, int], set[int]]:
    """How many had a place and came, by session, and of which sessions somebody noted who came."""
    placed: defaultdict[int, int] = defaultdict(int)
    present: defaultdict[int, int] = defaultdict(int)
    noted = set()
    rows = Registration.objects.filter(session__in=sessions).values("session").order_by("session")
    counted = rows.annotate(
        placed=Sum(F("companions") + 1, filter=Q(state=RegistrationState.PLACED), default=0),
        came=Sum("present", default=0),
        ticked=Count("present"),
    )
    for row in counted:
        placed[row["session"]], present[row["session"]] = row["placed"], row["came"]
        if row["ticked"]:
            noted.add(row["session"])
    return placed, present, noted


def _left(session: Session, crowd: Crowd) -> int | None:
    return None if session.capacity is None else max(session.capacity - crowd.placed, 0)
