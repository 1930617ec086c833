"""What people can change about a project, as plain values that JSON knows: to compare, to keep and to show."""

from datetime import date
from typing import Any

from regiodeal.projects.models import Project

Content = dict[str, Any]
"""The parts of a project by their names in `PARTS`; a whole project has all of them, a form some."""

PARTS = ("name", "pillar", "stage", "lead", "summary", "parties", "places", "phases", "links", "facts", "leaders")
"""In the order in which the dossier shows them. Pillar and lead are codes, leaders are addresses, days are ISO 8601."""


def content(project: Project) -> Content:
    """Return all parts of a project. Asks no query for one that `queries.whole` gave."""
    return {
        "name": project.name,
        "pillar": project.pillar.code if project.pillar else None,
        "stage": str(project.stage),
        "lead": project.lead.code if project.lead else None,
        "summary": project.summary,
        "parties": [
            {"name": one.name, "role": one.role, "from": iso(one.starts_on), "until": iso(one.ends_on)}
            for one in project.participations.all()
        ],
        "places": [place.name for place in project.places.all()],
        "phases": [
            {"number": phase.number, "name": phase.name, "end": iso(phase.ends_on)} for phase in project.phases.all()
        ],
        "links": [
            {"kind": str(link.kind), "project": link.target.code, "trl_from": link.trl_from, "trl_to": link.trl_to}
            for link in project.links.all()
        ],
        "facts": [
            {
                "statement": fact.statement,
                "title": fact.source_title,
                "url": fact.source_url,
                "on": iso(fact.known_on),
            }
            for fact in project.facts.all()
        ],
        "leaders": sorted(leader.email for leader in project.leaders.all()),
    }


def differences(before: Content, after: Content) -> dict[str, dict[str, Any]]:
    """Return the parts of `after` that are not as they were, each with both values, as the trail keeps them."""
    return {part: {"from": before.get(part), "to": value} for part, value in after.items() if before.get(part) != value}


def iso(day: date | None) -> str | None:
    """Return a day as JSON writes it."""
    return day.isoformat() if day else None


def day(written: str | None) -> date | None:
    """Return the day that JSON wrote."""
    return date.fromisoformat(written) if written else None
