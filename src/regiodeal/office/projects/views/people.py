"""Screens about the people behind a project."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.office.projects.forms import ContactForm
from regiodeal.office.projects.found import project_at
from regiodeal.office.projects.permissions import require_edit
from regiodeal.projects import queries
from regiodeal.projects.actions import contacts
from regiodeal.projects.models import Contact, Project
from regiodeal.web.access import Desk, screen

_WRITES = ("GET", "HEAD", "POST")
_FIELDS = ("name", "function", "organisation", "email", "phone")


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=_WRITES)
def add(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Add a contact."""
    project = project_at(desk, code)
    require_edit(desk, project)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        person = contacts.Person(**form.content())
        contacts.add(project=project, person=person, by=desk.actor, at=timezone.now())
        messages.success(request, gettext("De contactpersoon is toegevoegd."))
        return _back(desk, project)
    return _show(request, project, form, None)


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=_WRITES)
def change(request: HttpRequest, desk: Desk, code: str, pk: int) -> HttpResponse:
    """Change a contact, on top of what the person saw."""
    project = project_at(desk, code)
    require_edit(desk, project)
    contact = _contact(project, pk)
    shown = {name: getattr(contact, name) for name in [*_FIELDS, "version"]}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        try:
            contacts.change(
                contact=contact,
                version=form.cleaned_data["version"] or 0,
                person=contacts.Person(**form.content()),
                by=desk.actor,
                at=timezone.now(),
            )
        except contacts.ContactChangedMeanwhile as refusal:
            return _show_both(request, project, form, refusal.present)
        messages.success(request, gettext("Opgeslagen."))
        return _back(desk, project)
    return _show(request, project, form, contact)


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=_WRITES)
def remove(request: HttpRequest, desk: Desk, code: str, pk: int) -> HttpResponse:
    """Ask once more, since this cannot be undone, and then remove a contact for good."""
    project = project_at(desk, code)
    require_edit(desk, project)
    contact = _contact(project, pk)
    if request.method != "POST":
        return render(request, "office/projects/contact_remove.html", {"project": project, "contact": contact})
    contacts.remove(contact=contact, by=desk.actor, at=timezone.now())
    messages.success(request, gettext("De gegevens van de contactpersoon zijn verwijderd."))
    return _back(desk, project)


def _contact(project: Project, pk: int) -> Contact:
    contact = queries.contacts(project).filter(pk=pk).first()
    if contact is None:
        raise Http404
    contact.project = project
    return contact


def _show(request: HttpRequest, project: Project, form: ContactForm, contact: Contact | None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"project": project, "form": form, "contact": contact}
    return render(request, "office/projects/contact.html", context, status=status)


def _show_both(request: HttpRequest, project: Project, form: ContactForm, present: Contact) -> HttpResponse:
    """Show what was typed, and beside it what somebody else made of it meanwhile."""
    theirs = [
        {"label": form.fields[name].label, "mine": form.cleaned_data[name], "theirs": getattr(present, name)}
        for name in _FIELDS
        if form.cleaned_data[name] != getattr(present, name)
    ]
    newer = request.POST.copy()
    newer["version"] = str(present.version)
    context = {"project": project, "form": ContactForm(newer), "contact": present, "theirs": theirs}
    return render(request, "office/projects/contact.html", context, status=HTTPStatus.CONFLICT)


def _back(desk: Desk, project: Project) -> HttpResponse:
    return redirect(f"{reverse('office:project', args=[desk.deal.code, project.code])}#contacten")
