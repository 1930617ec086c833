"""The programme of an event month: sessions with a time, for everyone to read.

Who signed up, who proposed a session and the address at which people take part from elsewhere are not in it.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from regiodeal.accounts.models import Language
from regiodeal.common.moments import utc_text
from regiodeal.event_month.choices import (
    PUBLIC,
    Audience,
    Role,
    SessionForm,
    SessionKind,
    SessionState,
)
from regiodeal.event_month.models import EventMonth, Session, Venue
from regiodeal.event_month.queries import Outcome, outcomes
from regiodeal.publication.freezing.deals import freeze_deal
from regiodeal.publication.freezing.texts import day, paragraphs


def freeze_event_month(month: EventMonth, at: datetime) -> dict[str, Any]:
    """Return the snapshot of an event month at a moment (an aware datetime).

    Days are ISO 8601, moments are UTC. A score is a number from 1 to 5 with one decimal, as text. Texts are paragraphs.
    A session that was cancelled before anybody could read of it is left out.
    """
    came_of_it = outcomes(month, at)
    return {
        "deal": freeze_deal(month.deal),
        "title": month.name,
        "code": month.code,
        "starts_on": day(month.starts_on),
        "ends_on": day(month.ends_on),
        "introduction": paragraphs(month.introduction),
        "call": _call(month),
        "sign_up": month.sign_up_open,
        "sessions": [_session(session, came_of_it.get(session.pk)) for session in _sessions(month)],
    }


def _call(month: EventMonth) -> dict[str, Any] | None:
    if month.call_until is None:
        return None
    return {"text": paragraphs(month.call_text), "until": day(month.call_until)}


def _sessions(month: EventMonth) -> "QuerySet[Session]":
    unknown = Q(state=SessionState.CANCELLED, published_revision=None)
    return (
        Session.objects.filter(month=month, state__in=PUBLIC)
        .exclude(unknown)
        .select_related("pillar", "project", "venue__municipality")
        .prefetch_related("project__names", "contributors", "parties", "materials")
        .order_by("starts_at", "title", "code")
    )


def _session(session: Session, outcome: Outcome | None) -> dict[str, Any]:
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
        "result": _result(outcome) if outcome else None,
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


def _result(outcome: Outcome) -> dict[str, Any]:
    return {
        "signed_up": outcome.signed_up,
        "present": outcome.present,
        "answers": outcome.answers,
        "score": None if outcome.score is None else f"{outcome.score:.1f}",
    }
