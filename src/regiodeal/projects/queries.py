"""Reads about projects."""

from django.db.models import QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Phase, Project


class UnknownProject(Refusal):
    """The register of the deal has no such project, or the project no such phase."""


def project(deal: Deal, code: str) -> Project:
    """Return the project with this code. Raises UnknownProject."""
    try:
        return whole(deal).get(code=code)
    except Project.DoesNotExist:
        raise UnknownProject(f"there is no project {code!r} in {deal.code}") from None


def phase(deal: Deal, code: str, number: int) -> Phase:
    """Return a phase of a project by its number. Raises UnknownProject, naming the phases that there are."""
    phases = project(deal, code).phases.select_related("project__deal", "project__pillar")
    found = phases.filter(number=number).first()
    if found is None:
        known = ", ".join(str(one.number) for one in phases)
        raise UnknownProject(f"project {code} has no phase {number}; it has: {known or 'none'}")
    return found


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
