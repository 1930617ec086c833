"""Register a project by hand."""

from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal, Pillar
from regiodeal.programme.queries import lock
from regiodeal.projects.actions import versions
from regiodeal.projects.choices import Stage
from regiodeal.projects.models import Project, ProjectName


class CodeIsTaken(Refusal):
    """The register has this code already, or keeps it for a screen of its own."""


def register_new(
    *,
    deal: Deal,
    code: str,
    name: str,
    stage: Stage,
    by: trail.Actor,
    at: datetime,
    pillar: Pillar | None = None,
    lead: Organisation | None = None,
    summary: str = "",
    kept_codes: frozenset[str] = frozenset(),
) -> Project:
    """Put a new project into the register of a deal. Its code is for good. Raises CodeIsTaken and Refusal."""
    if not name.strip():
        raise Refusal("a project has a name: write one")
    with transaction.atomic():
        lock(deal)
        if code in kept_codes or Project.objects.filter(deal=deal, code=code).exists():
            raise CodeIsTaken("there is a project with the code {code} already: choose another code", code=code)
        project = Project(deal=deal, code=code, pillar=pillar, stage=stage, lead=lead, summary=summary)
        versions.keep(project, act="project.register", by=by, at=at)
        ProjectName.objects.create(project=project, name=name)
        trail.write(
            scope=deal.code, act="project.register", subject=code, by=by, at=at, version=project.version, name=name
        )
    return project
