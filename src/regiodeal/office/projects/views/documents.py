"""Screens about the documents of a project."""

from http import HTTPStatus

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.office.projects.forms import UploadForm
from regiodeal.office.projects.found import project_at
from regiodeal.office.projects.permissions import require_edit
from regiodeal.projects import document_store, queries
from regiodeal.projects.actions import documents
from regiodeal.projects.models import Document, Project
from regiodeal.web.access import Desk, screen

_HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What a browser is told about a file that somebody else made: show nothing, run nothing, guess nothing."""


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=("GET", "HEAD", "POST"))
def upload(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Take in a document."""
    project = project_at(desk, code)
    require_edit(desk, project)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            documents.store(project=project, name=file.name, chunks=file.chunks(), by=desk.actor, at=timezone.now())
        except Refusal as refusal:
            form.refused(refusal, "file")
        else:
            messages.success(request, gettext("Het document staat bij het project."))
            return _back(desk, project)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/projects/upload.html", {"project": project, "form": form}, status=status)


@screen(Permission.READ)
def download(request: HttpRequest, desk: Desk, code: str, pk: int) -> HttpResponseBase:  # noqa: ARG001 - the edge's shape
    """Give a document to save, under its own name."""
    project = project_at(desk, code)
    document = queries.documents(project).filter(pk=pk).first()
    if document is None:
        raise Http404
    try:
        file = document_store.place_of(document.sha256).open("rb")
    except FileNotFoundError as error:
        raise Refusal("the file of this document is not there; tell the administrator, who has the backup") from error
    return FileResponse(
        file, as_attachment=True, filename=document.name, content_type=document.media_type, headers=_HARMLESS
    )


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=("POST",))
def remove(request: HttpRequest, desk: Desk, code: str, pk: int) -> HttpResponse:  # noqa: ARG001 - the edge's shape
    """Remove a document; the dossier offers the way back."""
    project, document = _document(desk, code, pk)
    documents.remove(document=document, by=desk.actor, at=timezone.now())
    return redirect(f"{reverse('office:project', args=[desk.deal.code, project.code])}?weg={document.pk}#documenten")


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=("POST",))
def restore(request: HttpRequest, desk: Desk, code: str, pk: int) -> HttpResponse:
    """Put a removed document back."""
    project, document = _document(desk, code, pk)
    documents.restore(document=document, by=desk.actor, at=timezone.now())
    messages.success(request, gettext("Het document staat er weer."))
    return _back(desk, project)


def _document(desk: Desk, code: str, pk: int) -> tuple[Project, Document]:
    project = project_at(desk, code)
    require_edit(desk, project)
    document = Document.objects.filter(project=project, pk=pk).select_related("project__deal").first()
    if document is None:
        raise Http404
    return project, document


def _back(desk: Desk, project: Project) -> HttpResponse:
    return redirect(f"{reverse('office:project', args=[desk.deal.code, project.code])}#documenten")
