"""Who may do what with one project."""

from django.core.exceptions import PermissionDenied

from regiodeal.accounts.roles import Permission
from regiodeal.projects.models import Project
from regiodeal.web.access import Desk


def may_edit(desk: Desk, project: Project) -> bool:
    """Whether a person may change this project: any project, or one that the person leads."""
    if desk.may(Permission.EDIT_PROJECTS):
        return True
    return desk.may(Permission.EDIT_OWN_PROJECTS) and any(leader == desk.user for leader in project.leaders.all())


def may_see_contacts(desk: Desk, project: Project) -> bool:
    """Whether a person may see who is behind this project."""
    return desk.may(Permission.READ_CONTACTS) or may_edit(desk, project)


def require_edit(desk: Desk, project: Project) -> None:
    """Raise PermissionDenied for whoever may not change this project."""
    if not may_edit(desk, project):
        raise PermissionDenied
