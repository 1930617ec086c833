"""Screens that change a project, part by part, and register a new one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.funding.actions import projects
from regiodeal.office.projects.codes import KEPT_CODES
from regiodeal.office.projects.decided import firm
from regiodeal.office.projects.forms import NewForm, PartForm
from regiodeal.office.projects.forms.rows import MORE, RowsForm
from regiodeal.office.projects.found import project_at
from regiodeal.office.projects.permissions import require_edit
from regiodeal.office.projects.sections import SECTIONS, Section
from regiodeal.office.projects.words import LABELS, Words
from regiodeal.projects import queries
from regiodeal.projects.actions import new
from regiodeal.projects.actions.change import Changed
from regiodeal.projects.changes import ChangedMeanwhile
from regiodeal.projects.content import Content, content
from regiodeal.projects.models import Project
from regiodeal.web.access import Desk, screen

ADOPT = "overnemen"


@screen(Permission.EDIT_PROJECTS, methods=("GET", "HEAD", "POST"))
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register a project by hand."""
    form = NewForm(request.POST if request.method == "POST" else None, deal=desk.deal)
    if form.is_valid():
        try:
            project = new.register_new(
                deal=desk.deal, kept_codes=KEPT_CODES, by=desk.actor, at=timezone.now(), **form.content()
            )
        except new.CodeIsTaken as refusal:
            form.refused(refusal, "code")
        else:
            messages.success(request, gettext("Het project staat in het register. Vul hieronder aan wat u al weet."))
            return redirect("office:project", desk.deal.code, project.code)
    return render(request, "office/projects/new.html", {"form": form}, status=_status(form))


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=("GET", "HEAD", "POST"))
def change(request: HttpRequest, desk: Desk, code: str, word: str) -> HttpResponse:
    """Change a part of a project, on top of what the person saw of it."""
    project = project_at(desk, code)
    section = _section(desk, project, word)
    present, fixed = content(project), firm(project)
    if request.method != "POST":
        return _show(request, section, project, section.form(project=project, present=present, firm=fixed))
    if MORE in request.POST and issubclass(section.form, RowsForm):
        longer = section.form.more(request.POST)
        return _show(request, section, project, section.form(longer, project=project, present=present, firm=fixed))
    form = section.form(request.POST, project=project, present=present, firm=fixed)
    if not form.is_valid():
        return _show(request, section, project, form)
    typed = {**form.values(), **_adopted(request, form, project, present)}
    try:
        changed = projects.change(
            project=project,
            version=form.cleaned_data["version"],
            parts=typed,
            firm=firm,
            by=desk.actor,
            at=timezone.now(),
        )
    except ChangedMeanwhile as refusal:
        return _show_both(request, section, project, refusal)
    except Refusal as refusal:
        form.refused(refusal)
        return _show(request, section, project, form)
    _tell(request, changed)
    return redirect(f"{reverse('office:project', args=[desk.deal.code, code])}#{section.anchor}")


def _section(desk: Desk, project: Project, word: str) -> Section:
    """Return what the address names. Raises PermissionDenied, also for who wants to choose the leaders but may not."""
    require_edit(desk, project)
    if word not in SECTIONS:
        raise Http404
    if word == "projectleiders":
        desk.require(Permission.EDIT_PROJECTS)
    return SECTIONS[word]


def _adopted(request: HttpRequest, form: PartForm, project: Project, present: Content) -> Content:
    """Return the parts for which the other's value was chosen, where that value is still what was shown."""
    if form.cleaned_data["version"] != project.version:
        return {}
    return {part: present[part] for part in request.POST.getlist(ADOPT) if part in form.parts}


def _show(request: HttpRequest, section: Section, project: Project, form: PartForm, clashes: Any = ()) -> HttpResponse:
    context = {
        "project": project,
        "section": section,
        "form": form,
        "rows": form if isinstance(form, RowsForm) else None,
        "more": MORE,
        "adopt": ADOPT,
        "clashes": clashes,
    }
    status = HTTPStatus.CONFLICT if clashes else _status(form)
    if MORE in request.POST and not clashes:
        status = HTTPStatus.OK
    return render(request, "office/projects/edit.html", context, status=status)


def _show_both(request: HttpRequest, section: Section, project: Project, refusal: ChangedMeanwhile) -> HttpResponse:
    """Show what was typed again, with beside it what somebody else made of the same parts meanwhile."""
    now = queries.project(project.deal, project.code)
    words = Words(now.deal)
    newer = section.form.caught_up(request.POST, refusal.version, refusal.theirs)
    form = section.form(newer, project=now, present=content(now), firm=firm(now))
    clashes = [
        {
            "part": clash.part,
            "label": LABELS[clash.part],
            "by": clash.by,
            "at": clash.at,
            "mine": words.lines(clash.part, clash.mine),
            "theirs": words.lines(clash.part, clash.theirs),
        }
        for clash in refusal.clashes
    ]
    return _show(request, section, now, form, clashes)


def _tell(request: HttpRequest, changed: Changed) -> None:
    if changed.also_by:
        names = ", ".join(changed.also_by)
        messages.success(
            request,
            gettext("Opgeslagen. %(names)s wijzigde intussen iets anders in dit formulier; beide staan er nu.")
            % {"names": names},
        )
    elif changed.parts:
        messages.success(request, gettext("Opgeslagen."))
    else:
        messages.info(request, gettext("Er was niets gewijzigd."))


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
