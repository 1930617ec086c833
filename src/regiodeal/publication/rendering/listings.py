"""Rows of the lists over subjects: decision lists and projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import decision_list, paths, programme
from regiodeal.publication.rendering.formatting import count, day, euros
from regiodeal.publication.rendering.languages import said
from regiodeal.publication.rendering.programme import NO_PILLAR, ProjectRow
from regiodeal.publication.visibility import PublicEditions


@dataclass(frozen=True)
class DecisionListRow:
    """A decision list in the list of lists."""

    title: str
    href: str
    held_on: str
    iso_day: str
    decisions: str
    total: str
    version: int

    @classmethod
    def of(cls, envelope: Envelope) -> "DecisionListRow":
        """Return the row of a decision list whose snapshot is public."""
        snapshot = envelope.snapshot or {}
        taken = snapshot["totals"]["items"]
        return cls(
            title=decision_list.title_of(snapshot),
            href=paths.decision_list(envelope.subject),
            held_on=day(snapshot["meeting"]["held_on"]),
            iso_day=snapshot["meeting"]["held_on"],
            decisions=count(taken, ngettext("%(number)s besluit", "%(number)s besluiten", taken)),
            total=euros(snapshot["totals"]["contribution_cents"]),
            version=envelope.version,
        )


@dataclass(frozen=True)
class ProjectGroup:
    """The projects of a pillar."""

    name: str
    projects: tuple[ProjectRow, ...]


@dataclass(frozen=True)
class Projects:
    """All projects that the public knows, by pillar."""

    groups: tuple[ProjectGroup, ...]

    def __len__(self) -> int:
        """Return the number of projects."""
        return sum(len(group.projects) for group in self.groups)


def projects_of(public: PublicEditions) -> Projects:
    """Return the projects of the current programme and of the current project pages, by pillar."""
    found: dict[str, tuple[str, ProjectRow]] = {}
    pillars: list[str] = []
    for envelope in (*public.current(paths.PROGRAMME), *public.current(paths.PROJECT_PAGE)):
        snapshot = envelope.snapshot or {}
        pillars.extend(pillar["name"] for pillar in snapshot["deal"]["pillars"])
        for code, pillar, row in _rows(envelope.kind, snapshot):
            found.setdefault(code, (pillar, row))
    named = [pillar for pillar, _ in found.values() if pillar != NO_PILLAR]
    names = [*dict.fromkeys([*pillars, *named]), NO_PILLAR]
    return Projects(tuple(group for group in (_group(name, found) for name in names) if group.projects))


def _group(name: str, found: dict[str, tuple[str, ProjectRow]]) -> ProjectGroup:
    rows = [row for pillar, row in found.values() if pillar == name]
    return ProjectGroup(
        said(name) if name == NO_PILLAR else name, tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.href)))
    )


def _rows(kind: str, snapshot: dict[str, Any]) -> Iterator[tuple[str, str, ProjectRow]]:
    if kind == paths.PROGRAMME:
        names = {project["code"]: project["name"] for project in snapshot["projects"]}
        for project in snapshot["projects"]:
            yield project["code"], project["pillar"] or NO_PILLAR, programme.project_row(project, names)
        return
    project, money = snapshot["project"], snapshot["money"]
    as_in_programme = {
        **project,
        "parent": None,
        "money_known": money["known"],
        "contribution_cents": money["contribution_cents"],
        "reserved_cents": money["reserved_cents"],
        "resolutions": [resolution["reference"] for resolution in snapshot["resolutions"]],
    }
    yield project["code"], project["pillar"] or NO_PILLAR, programme.project_row(as_in_programme, {})
