"""Adopt the decision list: the last question, and the act."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.models import Meeting
from regiodeal.office.meetings import agenda
from regiodeal.office.meetings.agenda import Row
from regiodeal.office.meetings.sitting import state
from regiodeal.office.meetings.sitting.forms import AdoptForm
from regiodeal.web.access import Desk, screen


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def adopt(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Ask for the last time what will be fixed, and fix it."""
    meeting = agenda.find_meeting(desk, reference)
    today = timezone.localdate()
    form = AdoptForm(request.POST or None, initial={"on": max(today, meeting.held_on)})
    if request.method == "POST" and form.is_valid():
        try:
            meetings.adopt_list(meeting=meeting, on=form.cleaned_data["on"], by=desk.actor, at=timezone.now())
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("De besluitenlijst is vastgesteld. U kunt haar nu publiceren."))
            return redirect("office:meeting", desk.deal.code, meeting.reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/meetings/sitting/adopt.html", {"form": form, **_content(meeting)}, status=status)


def _content(meeting: Meeting) -> dict[str, Any]:
    found = agenda.agenda_of(meeting)
    return {
        "meeting": meeting,
        "rows": found.rows,
        "undecided": found.open_rows,
        "attendance": state.attendance(meeting),
        "pillars": _per_pillar(found.rows),
        "total": sum(row.decided.contribution_cents or 0 for row in found.rows if row.decided),
        "may_adopt": bool(found.rows) and not found.open_rows and meeting.adopted_at is None,
    }


def _per_pillar(rows: list[Row]) -> list[tuple[str, int]]:
    """Return what is granted in each pillar, in cents, in the order in which they first come."""
    sums: dict[str, int] = {}
    for row in rows:
        if row.decided and row.decided.granted and row.decided.contribution_cents:
            pillar = row.item.project.pillar
            name = pillar.name if pillar else gettext("zonder pijler")
            sums[name] = sums.get(name, 0) + row.decided.contribution_cents
    return list(sums.items())
