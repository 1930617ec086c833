"""The calendar of a deal: its meetings, held and to come. Their agendas are not in it."""

from datetime import time
from typing import Any

from regiodeal.decisions.models import Meeting
from regiodeal.programme.models import Deal
from regiodeal.publication.freezing.deals import freeze_deal


def freeze_calendar(deal: Deal) -> dict[str, Any]:
    """Return the snapshot of the calendar: meetings by their day, and the last day of the deal and of its projects.

    Days are ISO 8601; `starts_at` is a time of day in the Netherlands, where it is known.
    """
    meetings = Meeting.objects.filter(body__deal=deal).select_related("body").order_by("held_on", "pk")
    return {
        "deal": freeze_deal(deal),
        "title": "Agenda",
        "meetings": [
            {
                "reference": meeting.reference,
                "body": meeting.body.name,
                "held_on": meeting.held_on.isoformat(),
                "starts_at": _clock(meeting.starts_at),
                "location": meeting.location or None,
                "adopted": meeting.adopted_on is not None,
            }
            for meeting in meetings
        ],
        "projects_end_by": deal.projects_end_by.isoformat() if deal.projects_end_by else None,
    }


def _clock(starts_at: time | None) -> str | None:
    return starts_at.strftime("%H:%M") if starts_at else None
