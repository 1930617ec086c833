"""The links that guests get by mail, made and read in one place. Each opens one thing, for who has the link."""

from django.urls import reverse

from regiodeal.common import tokens
from regiodeal.event_month.models import EventMonth, Guest, Invitation, Proposal, Registration, Session
from regiodeal.event_month.purposes import Purpose
from regiodeal.publication.rendering import paths

INVITATION = "uitnodiging"
"""In the query string of the page to sign up: the token of an invitation."""
SESSION = "sessie"
"""In the query string of the page to sign up: the code of a session that is chosen already."""


_NOBODY = 0  # the key of no row


def own(guest: Guest) -> str:
    """Return the address of what a guest signed up for."""
    return reverse("guests:own", args=[tokens.made(Purpose.GUEST, guest.pk)])


def calendar(guest: Guest) -> str:
    """Return the address of the calendar of a guest."""
    return reverse("guests:calendar", args=[tokens.made(Purpose.GUEST, guest.pk)])


def invitation(one: Invitation) -> str:
    """Return the address at which somebody invited signs up."""
    token = tokens.made(Purpose.INVITATION, one.pk)
    return f"{reverse('guests:choose', args=[one.month.code])}?{INVITATION}={token}"


def proposal(one: Proposal) -> str:
    """Return the address of a proposal, for who made it."""
    return reverse("guests:proposal", args=[tokens.made(Purpose.PROPOSAL, one.pk)])


def feedback(registration: Registration) -> str:
    """Return the address at which a guest says what a session was like."""
    return reverse("guests:feedback", args=[tokens.made(Purpose.FEEDBACK, registration.pk)])


def session(one: Session) -> str:
    """Return the address of the page of a session in the record."""
    return f"/{paths.session(one.month.code, one.code)}"


def guest_of(token: str) -> Guest | None:
    """Return whose link this is; None for who was erased, and for a link that was not made here."""
    return Guest.objects.filter(pk=_key(Purpose.GUEST, token)).select_related("month__deal", "needs").first()


def invitation_of(token: str, month: EventMonth) -> Invitation | None:
    """Return the invitation for a month that a link names; None where there is none (any more)."""
    return Invitation.objects.filter(pk=_key(Purpose.INVITATION, token), month=month).first()


def proposal_of(token: str) -> Proposal | None:
    """Return the proposal that a link names; None where it is gone."""
    found = Proposal.objects.filter(pk=_key(Purpose.PROPOSAL, token))
    return found.select_related("session__month__deal", "session__venue").first()


def registration_of(token: str) -> Registration | None:
    """Return the registration about which a link asks; None where it is gone."""
    found = Registration.objects.filter(pk=_key(Purpose.FEEDBACK, token))
    return found.select_related("guest", "session__month__deal").first()


def _key(purpose: Purpose, token: str) -> int:
    numbers = tokens.read(purpose, token) or ()
    return numbers[0] if len(numbers) == 1 else _NOBODY
