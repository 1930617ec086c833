"""Erase people: AVG, article 17."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.event_month import words
from regiodeal.event_month.actions import places
from regiodeal.event_month.choices import RegistrationState, SessionState
from regiodeal.event_month.models import Forgotten, Guest, Invitation, Proposal, Registration
from regiodeal.mailing import addresses
from regiodeal.programme.models import Deal


def erase(*, guest: Guest, at: datetime, by: trail.Actor | None = None) -> None:
    """Remove all that says something about a guest; how many people came to a session stays as a number.

    `by` is the office that did it, whose caller holds the deal; None where the guest did. Their places go to who waits.
    """
    with transaction.atomic():
        own = list(Registration.objects.filter(guest=guest))
        sessions = places.held(one.session_id for one in own)
        count(own, at)
        if by is not None:
            trail.write(
                scope=guest.month.deal.code, act="guest.erase", subject=words.month_path(guest.month), by=by, at=at,
                sessions=len(own),
            )  # fmt: skip
        guest.delete()
        for session in sessions.values():
            places.promote(session=session, at=at)


def erase_address(*, deal: Deal, email: str, by: trail.Actor, at: datetime) -> int:
    """Erase all that is kept of an address in the event months of a deal: as a guest, as somebody invited, and as who
    proposed a session, which stays; return in how many places that was. The caller holds the deal. Raises NotAnAddress.
    """
    email = addresses.tidy(email)
    with transaction.atomic():
        own = list(Guest.objects.filter(month__deal=deal, email=email).select_related("month__deal"))
        for guest in own:
            erase(guest=guest, by=by, at=at)
        asked = Invitation.objects.filter(month__deal=deal, email=email).delete()[1].get(Invitation._meta.label, 0)
        proposed = Proposal.objects.filter(session__month__deal=deal, email=email)
        proposals = proposed.delete()[1].get(Proposal._meta.label, 0)
        if asked or proposals:
            trail.write(
                scope=deal.code, act="guest.erase_address", subject=deal.code, by=by, at=at, invitations=asked,
                proposals=proposals,
            )  # fmt: skip
    return len(own) + asked + proposals


def count(registrations: Iterable[Registration], at: datetime) -> None:
    """Keep how many had a place and came, for registrations that go, in sessions that are held and took place."""
    for one in registrations:
        session = one.session
        if session.starts_at is None or session.starts_at > at or session.state != SessionState.SCHEDULED:
            continue
        gone, _ = Forgotten.objects.get_or_create(session=session)
        gone.signed_up += one.people if one.state == RegistrationState.PLACED else 0
        gone.present += one.present or 0
        gone.noted = gone.noted or one.present is not None
        gone.save()
