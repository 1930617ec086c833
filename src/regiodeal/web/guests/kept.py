"""All that is kept of a guest, as plain values: AVG, articles 15 and 20."""

from typing import Any

from regiodeal.common.moments import utc_text
from regiodeal.event_month.models import Guest, Invitation, Needs, Proposal


def of(guest: Guest) -> dict[str, Any]:
    """Return all that is kept of a guest in a month, also as somebody invited and as who proposed a session."""
    needs = Needs.objects.filter(guest=guest).first()
    same = {"email": guest.email}
    return {
        "month": {"code": guest.month.code, "name": guest.month.name},
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
        "invitations": [
            {"name": one.name, "organisation": one.organisation, "at": utc_text(one.at)}
            for one in Invitation.objects.filter(month=guest.month, **same)
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
            for one in Proposal.objects.filter(session__month=guest.month, **same).select_related("session")
        ],
    }
