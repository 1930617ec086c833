"""What decisions made firm about a project: the room of projects stands below theirs, and so cannot ask itself."""

from regiodeal.decisions import queries
from regiodeal.projects.models import Project
from regiodeal.projects.rules import Firm


def firm(project: Project) -> Firm:
    """Return which ends, phases and pillar only a decision can change, each with the newest decision about it."""
    ends, phases, pillar = {}, {}, None
    for resolution in queries.standing(project.deal).filter(item__project=project):
        if not resolution.granted or resolution.phase is None:
            continue
        phases[resolution.phase] = resolution.reference
        if resolution.new_end is not None:
            ends[resolution.phase] = resolution.reference
        if resolution.contribution_cents is not None:
            pillar = resolution.reference
    return Firm(ends=ends, phases=phases, pillar=pillar)
