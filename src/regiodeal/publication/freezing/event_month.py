"""The programme of an event month: sessions with a time, for everyone to read.

Who signed up, who proposed a session and the address at which people take part from elsewhere are not in it.
"""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from regiodeal.accounts.models import Language
from regiodeal.common.moments import utc_text
from regiodeal.event_month.choices import (
    PUBLIC,
    Audience,
    RegistrationState,
    Role,
    SessionForm,
    SessionKind,
    SessionState,
)
from regiodeal.event_month.models import EventMonth, Feedback, Registration, Session, Venue
from regiodeal.publication.freezing.deals import freeze_deal
from regiodeal.publication.freezing.texts import day, paragraphs

_TENTH = Decimal("0.1")


def freeze_event_month(month: EventMonth, at: datetime) -> dict[str, Any]:
    """Return the snapshot of an event month at a moment (an aware datetime).

    Days are ISO 8601, moments are UTC. A score is a number from 1 to 5 with one decimal, as text. Texts are paragraphs.
    A session that was cancelled before anybody could read of it is left out.
    """
    return {
        "deal": freeze_deal(month.deal),
        "title": month.name,
        "code": month.code,
        "starts_on": day(month.starts_on),
        "ends_on": day(month.ends_on),
        "introduction": paragraphs(month.introduction),
        "call": _call(month),
        "sign_up": month.sign_up_open,
        "sessions": [_session(session, at) for session in _sessions(month)],
    }


def _call(month: EventMonth) -> dict[str, Any] | None:
    if month.call_until is None:
        return None
    return {"text": paragraphs(month.call_text), "until": day(month.call_until)}


def _sessions(month: EventMonth) -> "QuerySet[Session]":
    placed = Registration.objects.filter(session=OuterRef("pk"), state=RegistrationState.PLACED).values("session")
    told = Feedback.objects.filter(session=OuterRef("pk")).values("session")
    unknown = Q(state=SessionState.CANCELLED, published_revision=None)
    return (
        Session.objects.filter(month=month, state__in=PUBLIC)
        .exclude(unknown)
        .select_related("pillar", "project", "venue__municipality", "result")
        .prefetch_related("project__names", "contributors", "parties", "materials")
        .annotate(
            people=Coalesce(Subquery(placed.annotate(n=Sum(F("companions") + 1)).values("n")), 0),
            came=Subquery(placed.annotate(n=Sum("present")).values("n")),
            answers=Coalesce(Subquery(told.annotate(n=Count("pk")).values("n")), 0),
            score=Subquery(told.annotate(n=Avg("score")).values("n")),
        )
        .order_by("starts_at", "title", "code")
    )


def _session(session: Session, at: datetime) -> dict[str, Any]:
    if session.starts_at is None or session.ends_at is None:
        raise ValueError(f"{session} is public and has no time")
    return {
        "code": session.code,
        "title": session.title,
        "kind": session.kind,
        "kind_label": str(SessionKind(session.kind).label),
        "summary": paragraphs(session.summary),
        "language": session.language,
        "language_label": str(Language(session.language).label),
        "form": session.form,
        "form_label": str(SessionForm(session.form).label),
        "audience": session.audience,
        "audience_label": str(Audience(session.audience).label),
        "pillar": _named(session.pillar),
        "project": _named(session.project),
        "starts_at": utc_text(session.starts_at),
        "ends_at": utc_text(session.ends_at),
        "venue": _venue(session.venue, session.room) if session.venue and session.is_on_site else None,
        "capacity": session.capacity,
        "sign_up": session.needs_sign_up,
        "contributors": [
            {"role": one.role, "role_label": str(Role(one.role).label), "name": one.name, "about": one.about or None}
            for one in session.contributors.all()
        ],
        "parties": [_named(one) for one in sorted(session.parties.all(), key=lambda one: (one.name, one.code))],
        "materials": [{"title": one.title, "url": one.url} for one in session.materials.all()],
        "cancelled": session.reason if session.state == SessionState.CANCELLED else None,
        "revision": session.revision,
        "result": _result(session) if _is_over(session, at) else None,
    }


def _named(one: Any) -> dict[str, str] | None:
    return {"code": one.code, "name": one.name} if one else None


def _venue(venue: Venue, room: str) -> dict[str, Any]:
    return {
        "name": venue.name,
        "address": venue.address or None,
        "municipality": _named(venue.municipality),
        "access": paragraphs(venue.access),
        "room": room or None,
    }


def _is_over(session: Session, at: datetime) -> bool:
    return session.state == SessionState.SCHEDULED and session.ends_at is not None and session.ends_at <= at


def _result(session: Any) -> dict[str, Any]:
    """Return what came of a session that is over: as it was kept, or as it can still be counted."""
    kept = getattr(session, "result", None)
    return {
        "signed_up": kept.signed_up if kept else session.people,
        "present": kept.present if kept else _present(session),
        "answers": session.answers,
        "score": _score(session.score),
    }


def _present(session: Any) -> int | None:
    """Nobody noted who came where there is neither a guest nor a walk-in."""
    if session.came is None and not session.walk_ins:
        return None
    return int(session.came or 0) + int(session.walk_ins)


def _score(average: float | Decimal | None) -> str | None:
    if average is None:
        return None
    return str(Decimal(str(average)).quantize(_TENTH, ROUND_HALF_UP))
