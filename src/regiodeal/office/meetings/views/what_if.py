"""What if: tick the items to grant, and see at once what remains and which ceiling breaks."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regiodeal.accounts.roles import Permission
from regiodeal.office.meetings import agenda
from regiodeal.office.meetings.experiment import Experiment
from regiodeal.web.access import Desk, screen


@screen(Permission.READ_AGENDA)
def what_if(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Show what follows from granting the ticked items. The address holds the choice, so it can be passed on."""
    meeting = agenda.find_meeting(desk, reference)
    found = agenda.agenda_of(meeting)
    experiment = Experiment.of(found, request.GET)
    outcome = experiment.outcome(found.standing)
    content = {"meeting": meeting, "agenda": found, "experiment": experiment, "outcome": outcome}
    wrong = experiment.wrong and request.headers.get("HX-Request") != "true"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/meetings/what_if.html", content, status=status)
