"""All that is kept of a person in the event months of a deal, as plain values: AVG, articles 15 and 20."""

from typing import Any

from django.db.models import Q

from regiodeal.common.moments import utc_text
from regiodeal.event_month.models import EventMonth, Guest, Invitation, Needs, Proposal
from regiodeal.mailing import addresses
from regiodeal.programme.models import Deal


def everything(deal: Deal, email: str) -> list[dict[str, Any]]:
    """Return all that is kept of an address, for each month of a deal in which anything is. Raises NotAnAddress."""
    email = addresses.tidy(email)
    known = Q(guests__email=email) | Q(invitations__email=email) | Q(sessions__proposal__email=email)
    return [of(month, email) for month in EventMonth.objects.filter(known, deal=deal).distinct()]


def of(month: EventMonth, email: str) -> dict[str, Any]:
    """Return all that is kept of a tidy address in a month: as a guest, as somebody invited, and as who proposed."""
    guest = Guest.objects.filter(month=month, email=email).first()
    return {
        "month": {"code": month.code, "name": month.name},
        **(_of_guest(guest) if guest else {"person": None, "needs": None, "registrations": [], "mails": []}),
        "invitations": [
            {"name": one.name, "organisation": one.organisation, "at": utc_text(one.at)}
            for one in Invitation.objects.filter(month=month, email=email)
        ],
        "proposals": [
            {
                "title": one.session.title,
                "summary": one.session.summary,
                "state": one.session.state,
                "name": one.name,
                "organisation": one.organisation,
                "wishes": one.wishes,
                "at": utc_text(one.at),
            }
            for one in Proposal.objects.filter(session__month=month, email=email).select_related("session")
        ],
    }


def _of_guest(guest: Guest) -> dict[str, Any]:
    needs = Needs.objects.filter(guest=guest).first()
    return {
        "person": {
            "email": guest.email,
            "name": guest.name,
            "organisation": guest.organisation,
            "language": guest.language,
            "since": utc_text(guest.since),
        },
        "needs": {"diet": needs.diet, "access": needs.access} if needs else None,
        "registrations": [
            {
                "session": {"code": one.session.code, "title": one.session.title},
                "state": one.state,
                "companions": one.companions,
                "asked_at": utc_text(one.asked_at),
                "present": one.present,
                "answered": one.answered,
            }
            for one in guest.registrations.select_related("session")
        ],
        "mails": [
            {
                "kind": one.kind,
                "session": one.session.code if one.session else None,
                "due_at": utc_text(one.due_at),
                "sent_at": utc_text(one.sent_at) if one.sent_at else None,
            }
            for one in guest.messages.select_related("session")
        ],
    }
