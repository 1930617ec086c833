"""What is still to come: meetings, conditions that fall due, and last days of projects and of the deal.

A page of files knows no other today than the day of the newest edition. Whether a condition was met since stands in no
edition, so a condition is named until its day has passed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.projects.choices import Stage
from regiodeal.publication.rendering import calendar, paths
from regiodeal.publication.rendering.calendar import Entry
from regiodeal.publication.rendering.catalogue import Catalogue, Project
from regiodeal.publication.rendering.formatting import day

_OVER = frozenset({Stage.COMPLETED, Stage.STOPPED})


@dataclass(frozen=True)
class Coming:
    """Something that is to happen: the day, what it is about, which kind of thing it is, and where more of it stands.

    `what` is Dutch where people wrote it; `kind` is empty where `what` says it all.
    """

    iso: str
    day: str
    what: str
    kind: str
    href: str
    dutch: bool = False


def of_deal(told: Catalogue) -> tuple[Coming, ...]:
    """Return what comes in the deal as a whole, the first first."""
    return _ahead(told, map(_coming, _open(told)))


def of_projects(told: Catalogue, projects: Sequence[Project]) -> tuple[Coming, ...]:
    """Return what comes for who is concerned with some projects: also when each of them ends."""
    codes = {project.code for project in projects}
    theirs = (entry for entry in _open(told) if entry.decision is None or entry.decision.project in codes)
    return _ahead(told, (*map(_coming, theirs), *_ends(projects)))


def _ahead(told: Catalogue, found: Iterable[Coming]) -> tuple[Coming, ...]:
    today = told.head.since[:10]
    return tuple(sorted((one for one in found if one.iso >= today), key=lambda one: (one.iso, one.what)))


def _open(told: Catalogue) -> Iterator[Entry]:
    """Yield what the calendar holds, but for meetings of which the list is adopted."""
    held = {f"vergadering/{meeting.reference}" for meeting in told.meetings if meeting.adopted}
    return (entry for entry in calendar.entries(told) if entry.name not in held)


def _coming(entry: Entry) -> Coming:
    condition = entry.decision
    return Coming(
        iso=entry.day,
        day=day(entry.day),
        what=f"{condition.project_name}: {entry.about}" if condition else entry.title,
        kind=gettext("voorwaarde") if condition else gettext("vergadering") if entry.written else "",
        href=entry.href or paths.CALENDAR_ROOT,
        dutch=entry.written or condition is not None,
    )


def _ends(projects: Iterable[Project]) -> Iterator[Coming]:
    for project in projects:
        if project.ends_on and project.stage not in _OVER:
            yield Coming(
                iso=project.ends_on,
                day=day(project.ends_on),
                what=project.name,
                kind=gettext("einde van het project"),
                href=paths.project(project.code),
                dutch=True,
            )
