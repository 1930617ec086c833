"""Projects as rows of the lists in the sections, and what their contributions add up to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from regiodeal.projects.choices import Stage
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue, Project
from regiodeal.publication.rendering.formatting import count, euros, listing
from regiodeal.publication.rendering.languages import said


@dataclass(frozen=True)
class Row:
    """A project in a list: `why` it is there, and as `marks` the classes by which a style sheet filters it."""

    name: str
    href: str
    lead: str
    places: str
    stage: str
    amount: str
    known: bool
    why: str = ""
    marks: str = ""


@dataclass(frozen=True)
class Sum:
    """What the known contributions of a list add up to, over how many projects, and how many are not known."""

    amount: str
    over: str
    unknown: str


def of(told: Catalogue, project: Project, *, why: str = "", marks: str = "") -> Row:
    """Return a project as a row."""
    lead = told.parties.get(project.lead)
    return Row(
        name=project.name,
        href=paths.project(project.code),
        lead=lead.name if lead else "",
        places=listing(project.places),
        stage=stage(project.stage),
        amount=euros(project.contribution_cents if project.known else None),
        known=project.known,
        why=why,
        marks=marks,
    )


def stage(code: str) -> str:
    """Return how far a project is, by its code, in the language that is spoken."""
    return said(str(Stage(code).label))


def added(projects: Sequence[Project]) -> Sum:
    """Return what is known of the contributions to projects; what nobody knows counts in no total."""
    known = [project.contribution_cents or 0 for project in projects if project.known]
    missing = len(projects) - len(known)
    over = ngettext(
        "%(number)s project met een bekende bijdrage", "%(number)s projecten met een bekende bijdrage", len(known)
    )
    unknown = ngettext(
        "Van %(number)s project is de bijdrage niet bekend.",
        "Van %(number)s projecten is de bijdrage niet bekend.",
        missing,
    )
    return Sum(euros(sum(known)) if known else "", count(len(known), over), count(missing, unknown) if missing else "")


def names(told: Catalogue, codes: Iterable[str]) -> str:
    """Return the names of parties as an enumeration."""
    return listing([told.parties[code].name for code in codes if code in told.parties])
