"""Put items on the agenda, change them, take them off and put them in order."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import agenda as actions
from regiodeal.decisions.choices import DecisionKind
from regiodeal.decisions.models import AgendaItem, Meeting
from regiodeal.funding import what_if
from regiodeal.office.meetings import agenda, forms
from regiodeal.office.meetings.views import undo
from regiodeal.office.meetings.views.meetings import beside, with_value
from regiodeal.projects.models import Project
from regiodeal.web.access import Desk, screen
from regiodeal.web.formatting import day, euros
from regiodeal.web.refusals import told

_FOUND = 50
_STEPS = {"omhoog": -1, "omlaag": 1}


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def add(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Put an item on the agenda: first the project is chosen, then what it asks is filled in."""
    meeting = agenda.find_meeting(desk, reference)
    code = (request.POST if request.method == "POST" else request.GET).get("project", "")
    if request.method != "POST" and not code:
        return _choose_project(request, desk, meeting)
    project = _projects(desk).filter(code=code).prefetch_related("figures", "phases").first()
    if project is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.ItemForm(
        data, project=project, meeting=meeting, initial={"kind": _proposed_kind(project), "text": project.summary}
    )
    if data is not None and form.is_valid():
        try:
            item = actions.add_item(meeting=meeting, project=project, by=desk.actor, at=timezone.now(), **form.content)
        except Refusal as refusal:
            form.refused(refusal)
        else:
            said = gettext("%(project)s staat als punt %(number)s op de agenda.")
            messages.success(request, said % {"project": project.name, "number": item.position})
            return _to_item(meeting, item.pk)
    content = {"form": form, "project": project, "fields": beside(form, {}), **_about(meeting, project)}
    return render(request, "office/meetings/item.html", content, status=_status(data))


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def change(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Change what an item asks; whoever comes second sees what the first made of it, and loses nothing typed."""
    item = agenda.find_item(desk, reference, pk)
    data = request.POST if request.method == "POST" else None
    form = forms.ChangeItemForm(data, project=item.project, meeting=item.meeting, initial=_values(item))
    theirs: dict[str, Any] = {}
    if data is not None and form.is_valid():
        try:
            actions.change_item(
                item=item,
                version=form.cleaned_data["version"],
                by=desk.actor,
                at=timezone.now(),
                **form.content,
            )
        except actions.ItemWasChanged as refusal:
            form.refused(refusal)
            item = agenda.find_item(desk, reference, pk)
            theirs = _differences(form, item)
            form.data = with_value(request.POST, "version", str(item.version))
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("Punt %(number)s is opgeslagen.") % {"number": item.position})
            return _to_item(item.meeting, item.pk)
    content = {
        "form": form,
        "item": item,
        "project": item.project,
        "fields": beside(form, theirs),
        **_about(item.meeting, item.project),
    }
    return render(request, "office/meetings/item.html", content, status=_status(data))


@screen(Permission.PREPARE_MEETINGS, methods=("POST",))
def remove(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponseBase:
    """Take an item off the agenda; the page then offers to put it back."""
    item = agenda.find_item(desk, reference, pk)
    try:
        removed = actions.remove_item(item=item, by=desk.actor, at=timezone.now())
    except Refusal as refusal:
        return _refused(request, item.meeting, refusal)
    undo.keep(request, item.meeting, removed, item.project.name)
    return redirect(f"{_address(item.meeting)}?{undo.PARAMETER}={removed.pk}")


@screen(Permission.PREPARE_MEETINGS, methods=("POST",))
def put_back(request: HttpRequest, desk: Desk, reference: str) -> HttpResponseBase:
    """Put the item back that this person took off last."""
    meeting = agenda.find_meeting(desk, reference)
    removed = undo.take(request, meeting)
    if removed is None:
        messages.warning(request, gettext("Er is niets om terug te zetten."))
        return redirect(_address(meeting))
    try:
        item = actions.put_back(meeting=meeting, removed=removed, by=desk.actor, at=timezone.now())
    except Refusal as refusal:
        return _refused(request, meeting, refusal)
    said = gettext("%(project)s staat weer op de agenda, als punt %(number)s.")
    messages.success(request, said % {"project": item.project.name, "number": item.position})
    return _to_item(meeting, item.pk)


@screen(Permission.PREPARE_MEETINGS, methods=("POST",))
def move(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponseBase:
    """Move an item one place up or down."""
    item = agenda.find_item(desk, reference, pk)
    steps = _STEPS.get(request.POST.get("richting", ""))
    if steps is None:
        raise Http404
    try:
        moved = actions.move_item(item=item, steps=steps, by=desk.actor, at=timezone.now())
    except Refusal as refusal:
        return _refused(request, item.meeting, refusal)
    said = gettext("%(project)s is nu punt %(number)s.")
    messages.success(request, said % {"project": item.project.name, "number": moved.position})
    return _to_item(item.meeting, item.pk)


@screen(Permission.PREPARE_MEETINGS, methods=("POST",))
def order(request: HttpRequest, desk: Desk, reference: str) -> HttpResponseBase:
    """Put the items in the order in which they were dragged; answers the script of the page with what went wrong."""
    meeting = agenda.find_meeting(desk, reference)
    written = request.POST.get("volgorde", "").split(",")
    try:
        actions.reorder(
            meeting=meeting,
            order=[int(pk) for pk in written if pk.isascii() and pk.isdigit()],
            by=desk.actor,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return JsonResponse({"refused": " ".join(told(refusal))}, status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _choose_project(request: HttpRequest, desk: Desk, meeting: Meeting) -> HttpResponse:
    words = request.GET.get("zoek", "").strip()
    found = _projects(desk)
    for word in words.split():
        found = found.filter(Q(names__name__icontains=word) | Q(code__icontains=word))
    page = Paginator(found.distinct().order_by("code"), _FOUND).get_page(request.GET.get("pagina"))
    on_agenda = set(meeting.items.values_list("project", flat=True))
    content = {"meeting": meeting, "page": page, "words": words, "on_agenda": on_agenda}
    return render(request, "office/meetings/choose_project.html", content)


def _projects(desk: Desk) -> "QuerySet[Project]":
    return Project.objects.filter(deal=desk.deal).select_related("pillar", "lead").prefetch_related("names")


def _proposed_kind(project: Project) -> DecisionKind:
    return DecisionKind.FOLLOW_UP if project.phases.all() else DecisionKind.NEW


def _about(meeting: Meeting, project: Project) -> dict[str, Any]:
    """Return what stands beside the form: the meeting, and the room where the project draws on."""
    standing = what_if.standing(meeting.body.deal, meeting.held_on)
    return {"meeting": meeting, "room": standing.room.get(standing.pot_of(project), 0)}


def _values(item: AgendaItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "ask_cents": item.ask_cents,
        "ask_end": item.ask_end,
        "assessment": item.assessment,
        "text": item.text,
        "figures": [str(figure.pk) for figure in item.figures.all()],
        "version": item.version,
    }


def _differences(form: forms.ChangeItemForm, item: AgendaItem) -> dict[str, str]:
    """Return, as they are shown, the values that somebody else saved where this person typed something else."""
    now = _values(item)
    shown = {
        "kind": gettext(str(DecisionKind(item.kind).label)),
        "ask_cents": euros(item.ask_cents),
        "ask_end": day(item.ask_end) if item.ask_end else "",
        "assessment": item.assessment,
        "text": item.text,
        "figures": ", ".join(euros(figure.cents) for figure in item.figures.all()),
    }
    return {
        name: words for name, words in shown.items() if name in form.fields and form.cleaned_data.get(name) != now[name]
    }


def _refused(request: HttpRequest, meeting: Meeting, refusal: Refusal) -> HttpResponseBase:
    messages.error(request, " ".join(told(refusal)))
    return redirect(_address(meeting))


def _to_item(meeting: Meeting, pk: int) -> HttpResponse:
    return redirect(f"{_address(meeting)}#punt-{pk}")


def _address(meeting: Meeting) -> str:
    return reverse("office:meeting", args=[meeting.body.deal.code, meeting.reference])


def _status(data: Any) -> HTTPStatus:
    return HTTPStatus.OK if data is None else HTTPStatus.UNPROCESSABLE_ENTITY
