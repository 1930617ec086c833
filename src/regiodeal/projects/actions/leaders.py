"""Say who leads a project, and so may change it."""

from collections.abc import Iterable
from datetime import datetime

from regiodeal.accounts.models import User
from regiodeal.audit import trail
from regiodeal.projects.actions.change import Changed, change
from regiodeal.projects.models import Project


def set_leaders(*, project: Project, users: Iterable[User], by: trail.Actor, at: datetime) -> Changed:
    """Make these people, and nobody else, the leaders of a project."""
    addresses = sorted({user.email for user in users})
    return change(project=project, version=project.version, parts={"leaders": addresses}, by=by, at=at)
