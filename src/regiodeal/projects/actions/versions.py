"""Count a change of a project, and keep what it was before."""

from datetime import datetime
from typing import Any

from django.utils.text import Truncator

from regiodeal.audit import trail
from regiodeal.projects.models import Project

_REASON = 100  # characters that the history keeps of why


def keep(project: Project, *, act: str, by: trail.Actor, at: datetime) -> None:
    """Save a project as its next version, with a row in its history; the caller writes the trail."""
    if project.pk is not None:
        project.version += 1
    history: Any = project
    history._history_user = by.name
    history._history_date = at
    history._change_reason = Truncator(act).chars(_REASON)
    project.save()
