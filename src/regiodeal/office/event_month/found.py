"""What an address names: an event month, a session, a venue; what is of another deal is not there."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404

from regiodeal.common.errors import Refusal
from regiodeal.event_month import planning, queries
from regiodeal.event_month.models import EventMonth, Proposal, Registration, Session, Venue
from regiodeal.web.access import Desk

Thing = TypeVar("Thing")
"""What is looked for."""


def month_of(desk: Desk, code: str) -> EventMonth:
    """Return an event month of the deal. Raises Http404."""
    return _or_not_found(lambda: queries.month(desk.deal, code))


def session_of(desk: Desk, month: str, code: str) -> Session:
    """Return a session of an event month of the deal. Raises Http404."""
    own = month_of(desk, month)
    return _or_not_found(lambda: planning.session(own, code))


def proposal_of(session: Session) -> Proposal | None:
    """Return who proposed a session, if anybody did."""
    return getattr(session, "proposal", None)


def registration_of(session: Session, key: int) -> Registration:
    """Return who signed up for a session. Raises Http404."""
    return get_object_or_404(Registration.objects.select_related("guest__needs"), session=session, pk=key)


def venue_of(desk: Desk, key: int) -> Venue:
    """Return a venue of the deal. Raises Http404."""
    return get_object_or_404(Venue.objects.select_related("deal"), deal=desk.deal, pk=key)


def _or_not_found(look: Callable[[], Thing]) -> Thing:
    try:
        return look()
    except Refusal as error:
        raise Http404 from error
