"""Reads about projects."""

from django.db.models import QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project


class UnknownProject(Refusal):
    """The register of the deal has no such project."""


def project(deal: Deal, code: str) -> Project:
    """Return the project with this code. Raises UnknownProject."""
    try:
        return whole(deal).get(code=code)
    except Project.DoesNotExist:
        raise UnknownProject(f"there is no project {code!r} in {deal.code}") from None


def whole(deal: Deal) -> "QuerySet[Project]":
    """Return the projects of a deal with all that a page about them shows, in a fixed number of queries."""
    return (
        Project.objects.filter(deal=deal)
        .select_related("pillar", "lead")
        .prefetch_related(
            "names",
            "phases",
            "participations",
            "places",
            "links__target__names",
            "links_back__project__names",
            "figures",
            "facts",
        )
    )
