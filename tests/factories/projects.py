"""Projects, registered the way an office registers them."""

from typing import Any

from regiodeal.funding.actions import projects
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from regiodeal.projects.register_file import ProjectEntry
from tests.factories.programme import AT, SECRETARY


def project_content(code: str, **changes: Any) -> dict[str, Any]:
    """Return the content of one project in a register file."""
    content = {
        "code": code,
        "name": code.replace("-", " ").capitalize(),
        "pillar": "wonen",
        "stage": "announced",
        "summary": "Een project dat de streek vooruithelpt.",
        "facts": [{"statement": "Aangekondigd.", "title": "Streekbode", "source": "https://example.org/bericht"}],
    }
    return {**content, **changes}


def a_project(deal: Deal, code: str = "dorpshuis", **changes: Any) -> Project:
    """Register one project."""
    entry = ProjectEntry.model_validate(project_content(code, **changes))
    projects.load(deal, [entry], by=SECRETARY, at=AT)
    return Project.objects.get(deal=deal, code=code)
