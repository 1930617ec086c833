"""The list of meetings, convening one, changing it, and its page."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.models import Meeting
from regiodeal.office.meetings import agenda, forms, listing
from regiodeal.office.meetings.views.undo import waiting
from regiodeal.web.access import Desk, screen

_A_PAGE = 50


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the meetings of the deal: those to come in order, and those that were held, the last one first."""
    found = listing.visible(desk).select_related("body__deal")
    today = timezone.localdate()
    to_come = list(found.filter(held_on__gte=today, adopted_at=None).order_by("held_on", "starts_at", "pk"))
    shown = {meeting.pk for meeting in to_come}
    page = Paginator(found.exclude(pk__in=shown).order_by("-held_on", "-pk"), _A_PAGE).get_page(
        request.GET.get("pagina")
    )
    content = {
        "to_come": listing.lines(to_come),
        "held": listing.lines(list(page.object_list)),
        "page": page,
        "may_prepare": desk.may(Permission.PREPARE_MEETINGS),
    }
    return render(request, "office/meetings/index.html", content)


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def convene(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Convene a meeting."""
    data = request.POST if request.method == "POST" else None
    form = forms.ConveneForm(data, deal=desk.deal, today=timezone.localdate())
    if data is not None and form.is_valid():
        body = desk.deal.bodies.get(code=form.cleaned_data["body"])
        taken = set(Meeting.objects.filter(body__deal=desk.deal).values_list("reference", flat=True))
        proposed = forms.proposed_reference(taken, body.code, form.cleaned_data["held_on"])
        reference = form.cleaned_data["reference"] or proposed
        try:
            meeting = meetings.convene(body=body, reference=reference, by=desk.actor, at=timezone.now(), **form.content)
        except Refusal as refusal:
            form.refused(refusal, "reference")
        else:
            messages.success(request, gettext("De vergadering staat klaar. Zet nu de punten op de agenda."))
            return redirect("office:meeting", desk.deal.code, meeting.reference)
    return render(request, "office/meetings/new.html", {"form": form}, status=_status(data))


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def change(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Change when and where a meeting is held, and what its list says besides decisions."""
    meeting = agenda.find_meeting(desk, reference)
    data = request.POST if request.method == "POST" else None
    initial = {**forms.initial_of(meeting), "seen": meetings.fingerprint(meeting)}
    form = forms.ChangeMeetingForm(data, initial=initial, today=timezone.localdate())
    events = forms.EventForms(data, initial=meeting.events, prefix="aankondiging")
    theirs: dict[str, Any] = {}
    their_events = None
    if data is not None and form.is_valid() and events.is_valid():
        try:
            meetings.change(
                meeting=meeting,
                seen=form.cleaned_data["seen"],
                events=forms.announced(events),
                by=desk.actor,
                at=timezone.now(),
                **form.content,
            )
        except meetings.MeetingWasChanged as refusal:
            form.refused(refusal)
            theirs = differences(form, forms.initial_of(meeting))
            their_events = meeting.events if meeting.events != forms.announced(events) else None
            form.data = with_value(request.POST, "seen", meetings.fingerprint(meeting))
        except meetings.DayIsFixed as refusal:
            form.refused(refusal, "held_on")
        else:
            messages.success(request, gettext("De gegevens van de vergadering zijn opgeslagen."))
            return redirect("office:meeting", desk.deal.code, meeting.reference)
    content = {
        "form": form,
        "events": events,
        "their_events": their_events,
        "meeting": meeting,
        "fields": beside(form, theirs),
    }
    return render(request, "office/meetings/change.html", content, status=_status(data))


@screen(Permission.READ)
def page(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Show a meeting: its facts, its agenda and what was decided."""
    meeting = agenda.find_meeting(desk, reference)
    found = agenda.agenda_of(meeting)
    decided = len(found.rows) - len(found.open_rows)
    stage = listing.stage_of(meeting, items=len(found.rows), decided=decided, published=listing.is_published(meeting))
    content = {
        "meeting": meeting,
        "agenda": found,
        "stage": stage,
        "may_read_agenda": desk.may(Permission.READ_AGENDA),
        "may_change": desk.may(Permission.PREPARE_MEETINGS) and meeting.adopted_at is None,
        "removed": waiting(request, meeting),
    }
    return render(request, "office/meetings/meeting.html", content)


def differences(form: Any, now: dict[str, Any]) -> dict[str, Any]:
    """Return what somebody else made of the fields in which that differs from what this person typed."""
    return {name: value for name, value in now.items() if form.cleaned_data.get(name) != value}


def beside(form: Any, theirs: dict[str, Any]) -> list[tuple[Any, bool, Any]]:
    """Return each field with whether somebody else's value stands beside it, and that value as it is shown."""
    return [(field, field.name in theirs, theirs.get(field.name)) for field in form.visible_fields()]


def with_value(sent: QueryDict, name: str, value: str) -> QueryDict:
    """Return what was sent with another value for one field."""
    fresh = sent.copy()
    fresh[name] = value
    return fresh


def _status(data: Any) -> HTTPStatus:
    """A form that comes back with what is wrong is no success."""
    return HTTPStatus.OK if data is None else HTTPStatus.UNPROCESSABLE_ENTITY
