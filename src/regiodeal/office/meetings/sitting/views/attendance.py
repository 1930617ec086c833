"""Who is there."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.models import Resolution
from regiodeal.office.meetings.agenda import find_meeting
from regiodeal.office.meetings.sitting import state
from regiodeal.office.meetings.sitting.forms import AttendanceForm, attendance_of
from regiodeal.web.access import Desk, screen


@screen(Permission.READ_AGENDA, methods=("GET", "HEAD", "POST"))
def attendance(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Note who is present, absent, or absent with a proxy; until a decision is taken it can be changed."""
    meeting = find_meeting(desk, reference)
    seats = state.seats(meeting.body)
    rows = list(meeting.attendances.select_related("seat", "proxy"))
    decided = Resolution.objects.filter(item__meeting=meeting, retraction=None).exists()
    status = HTTPStatus.OK
    form = AttendanceForm(body=meeting.body, seats=seats, initial=attendance_of(rows, seats))
    if request.method == "POST":
        desk.require(Permission.PREPARE_MEETINGS)
        form = AttendanceForm(request.POST, body=meeting.body, seats=seats)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                meetings.note_attendance(
                    meeting=meeting, present=form.present, proxies=form.proxies, by=desk.actor, at=timezone.now()
                )
            except Refusal as refusal:
                form.show(refusal)
            else:
                messages.success(request, gettext("De aanwezigheid is genoteerd."))
                return redirect("office:meeting", desk.deal.code, meeting.reference)
    content = {
        "meeting": meeting,
        "form": form,
        "noted": bool(rows),
        "summary": state.attendance(meeting) if rows else None,
        "may_change": desk.may(Permission.PREPARE_MEETINGS) and meeting.adopted_at is None and not decided,
        "decided": decided,
    }
    return render(request, "office/meetings/sitting/attendance.html", content, status=status)
