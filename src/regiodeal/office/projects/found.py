"""The project that an address names."""

from django.http import Http404

from regiodeal.projects import queries
from regiodeal.projects.models import Project
from regiodeal.web.access import Desk


def project_at(desk: Desk, code: str) -> Project:
    """Return the project of this deal with this code, with all that hangs on it. Raises Http404."""
    try:
        return queries.project(desk.deal, code)
    except queries.UnknownProject as error:
        raise Http404 from error
