"""The meeting pack as a document."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from regiodeal.accounts.roles import Permission
from regiodeal.office.meetings import agenda
from regiodeal.office.meetings import pack as packs
from regiodeal.web.access import Desk, screen


@screen(Permission.READ_AGENDA)
def pack(_request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Give all papers of a meeting as one PDF."""
    meeting = agenda.find_meeting(desk, reference)
    headers = {
        "Content-Disposition": f'inline; filename="vergaderstuk-{meeting.reference}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(packs.of(meeting, at=timezone.now()), content_type="application/pdf", headers=headers)
