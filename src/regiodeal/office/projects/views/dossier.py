"""The dossier of a project, and how it came to be what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.funding import cofinancing
from regiodeal.funding.actions import projects
from regiodeal.funding.cofinancing import OfProject
from regiodeal.office.projects import dossier
from regiodeal.office.projects.decided import firm
from regiodeal.office.projects.found import project_at
from regiodeal.office.projects.permissions import may_edit, may_see_contacts, require_edit
from regiodeal.office.projects.words import LABELS, Words, word_by_word
from regiodeal.projects import queries
from regiodeal.projects.models import Project
from regiodeal.web.access import Desk, screen
from regiodeal.web.refusals import told

_A_PAGE = 50


@screen(Permission.READ)
def page(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show all that is known about a project on one page."""
    project = project_at(desk, code)
    decided = dossier.resolutions(desk, project)
    edits = may_edit(desk, project)
    context = {
        "project": project,
        "former_names": [name for name in project.names.all() if name.until],
        "last_change": _history(project).first(),
        "links": dossier.links(project),
        "money": dossier.money(project, decided),
        "decided": decided,
        "conditions": dossier.open_conditions(decided),
        "today": timezone.localdate(),
        "documents": queries.documents(project),
        "removed": _just_removed(request, project) if edits else None,
        "sees_contacts": may_see_contacts(desk, project),
        "contacts": queries.contacts(project) if may_see_contacts(desk, project) else (),
        "may_edit": edits,
        "may_lead": desk.may(Permission.EDIT_PROJECTS),
        "may_classify": desk.may(Permission.CLASSIFY_FIGURES),
        "cofinancing": _cofinancing(project),
        "may_keep_money": desk.may(Permission.KEEP_MONEY),
        "may_read_trail": desk.may(Permission.READ_TRAIL),
    }
    return render(request, "office/projects/project.html", context)


@dataclass(frozen=True)
class Version:
    """One change of a project: who, when, and what became of each part."""

    number: int
    by: str
    at: datetime
    first: bool
    parts: list[dict[str, Any]]


@screen(Permission.READ)
def history(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show who changed what of a project and when, newest first."""
    project = project_at(desk, code)
    found = Paginator(_history(project), _A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "project": project,
        "page": found,
        "versions": list(_versions(project, list(found))),
        "may_edit": may_edit(desk, project),
    }
    return render(request, "office/projects/history.html", context)


@screen(Permission.EDIT_PROJECTS, Permission.EDIT_OWN_PROJECTS, methods=("POST",))
def put_back(request: HttpRequest, desk: Desk, code: str, version: int) -> HttpResponse:
    """Undo one change: its parts become what they were before, unless they were changed again since."""
    project = project_at(desk, code)
    require_edit(desk, project)
    line = _lines(project, [version]).first() if version <= project.version else None
    if not _changed(line):
        raise Http404
    before = {part: values["from"] for part, values in _changed(line).items()}
    if "leaders" in before:
        desk.require(Permission.EDIT_PROJECTS)
    try:
        projects.change(project=project, version=version, parts=before, firm=firm, by=desk.actor, at=timezone.now())
        messages.success(request, gettext("Teruggezet. Ook dit staat in de geschiedenis."))
    except Refusal as refusal:
        messages.error(request, " ".join([gettext("Niet teruggezet."), *told(refusal)]))
    return redirect("office:project_history", desk.deal.code, code)


def _cofinancing(project: Project) -> OfProject:
    """Return what others contribute, with each row knowing the project that was read already."""
    found = cofinancing.of_project(project)
    for line in found.lines:
        line.row.project = project
    return found


def _history(project: Project) -> Any:
    """Return the versions of a project, newest first; two in one moment in the order in which they were made."""
    past: Any = project
    return past.history.order_by("-version", "-history_id")


def _versions(project: Project, rows: list[Any]) -> Iterator[Version]:
    words = Words(project.deal)
    changed = {line.details["version"]: _changed(line) for line in _lines(project, [row.version for row in rows])}
    for row in rows:
        parts = [
            {
                "label": LABELS[part],
                "pieces": list(word_by_word(values["from"], values["to"])) if part == "summary" else None,
                "before": words.lines(part, values["from"]),
                "after": words.lines(part, values["to"]),
            }
            for part, values in changed.get(row.version, {}).items()
            if part in LABELS
        ]
        yield Version(row.version, row.history_user, row.history_date, row.history_type == "+", parts)


def _lines(project: Project, versions: list[int]) -> Any:
    """Return what the trail has about these versions."""
    return AuditLine.objects.filter(
        scope=project.deal.code, subject=project.code, details__version__in=versions
    ).order_by("number")


def _changed(line: AuditLine | None) -> dict[str, dict[str, Any]]:
    return dict(line.details.get("changes", {})) if line else {}


def _just_removed(request: HttpRequest, project: Project) -> Any:
    """Return the document that the address says was removed just now, to offer the way back."""
    pk = request.GET.get("weg", "")
    return project.documents.filter(pk=int(pk), removed_at__isnull=False).first() if pk.isdecimal() else None
