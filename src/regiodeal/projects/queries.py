"""Reads about projects."""

from django.db.models import QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Named, Sentence
from regiodeal.programme.models import Deal
from regiodeal.projects import words
from regiodeal.projects.models import Contact, Document, Phase, Project


class UnknownProject(Refusal):
    """The register of the deal has no such project, or the project no such phase."""


def project(deal: Deal, code: str) -> Project:
    """Return the project with this code. Raises UnknownProject."""
    try:
        return whole(deal).get(code=code)
    except Project.DoesNotExist:
        raise UnknownProject(
            "there is no project {code!r} in {deal}", code=code, deal=Named(deal.code, deal.name)
        ) from None


def phase(deal: Deal, code: str, number: int) -> Phase:
    """Return a phase of a project by its number. Raises UnknownProject, naming the phases that there are."""
    owner = project(deal, code)
    phases = owner.phases.select_related("project__deal", "project__pillar")
    found = phases.filter(number=number).first()
    if found is None:
        known = ", ".join(str(one.number) for one in phases)
        raise UnknownProject(
            "project {project} has no phase {number}; it has: {known}",
            project=words.project(owner),
            number=number,
            known=known or Sentence("none"),
        )
    return found


def documents(project: Project) -> "QuerySet[Document]":
    """Return the documents of a project that were not removed, newest first."""
    return Document.objects.filter(project=project, removed_at=None)


def contacts(project: Project) -> "QuerySet[Contact]":
    """Return the people behind a project. The caller knows who may see them."""
    return Contact.objects.filter(project=project)


def whole(deal: Deal) -> "QuerySet[Project]":
    """Return the projects of a deal with all that a page about them shows, in a fixed number of queries."""
    return (
        Project.objects.filter(deal=deal)
        .select_related("deal", "pillar", "lead")
        .prefetch_related(
            "names",
            "phases",
            "participations",
            "places",
            "links__target__names",
            "links_back__project__names",
            "figures",
            "facts",
            "leaders",
        )
    )
