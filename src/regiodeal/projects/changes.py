"""What was changed about a project, by whom and when, as the trail keeps it; and how two changes go together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.projects.content import Content
from regiodeal.projects.models import Project


@dataclass(frozen=True)
class Touch:
    """That somebody changed a part: the last who did, when, and what stood there before the first of them."""

    by: str
    at: datetime
    before: Any


@dataclass(frozen=True)
class Clash:
    """A part that two people changed, each to something else."""

    part: str
    by: str
    at: datetime
    mine: Any
    theirs: Any


class ChangedMeanwhile(Refusal):
    """Somebody else changed the same part since the screen was opened. `clashes` has both values of each such part,
    `version` is the present version, and `theirs` has what else the other changed, which does not clash."""

    def __init__(self, clashes: tuple[Clash, ...], version: int, theirs: Content) -> None:
        self.clashes, self.version, self.theirs = clashes, version, theirs
        names = ", ".join(sorted({clash.by for clash in clashes}))
        super().__init__(
            Sentence("{names} changed this meanwhile; choose which value stays, and save again", names=names)
        )


def since(project: Project, version: int) -> dict[str, Touch]:
    """Return which parts were changed after a version of the project, in one query."""
    lines = AuditLine.objects.filter(
        scope=project.deal.code, subject=project.code, details__version__gt=version
    ).order_by("number")
    touched: dict[str, Touch] = {}
    for line in lines:
        for part, change in line.details.get("changes", {}).items():
            first = touched[part].before if part in touched else change["from"]
            touched[part] = Touch(line.actor, line.at, first)
    return touched


def merged(mine: Content, present: Content, touched: Mapping[str, Touch], version: int) -> Content:
    """Return what both changes make together: a part that only one of two people changed is as that person left it.

    `mine` is what was typed, on top of what stood there before `touched`. Raises ChangedMeanwhile for parts that both
    changed, to different values.
    """
    result, clashes = dict(mine), []
    for part, touch in touched.items():
        if part not in mine or present[part] in (mine[part], touch.before):
            continue  # the same by both, or changed back by the other
        if mine[part] == touch.before:
            result[part] = present[part]
        else:
            clashes.append(Clash(part, touch.by, touch.at, mine[part], present[part]))
    if clashes:
        kept = {part: result[part] for part in touched if part in mine and result[part] == present[part]}
        raise ChangedMeanwhile(tuple(clashes), version, kept)
    return result
