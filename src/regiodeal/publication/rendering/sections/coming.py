"""What is still to come: meetings, conditions that fall due, and last days of projects and of the deal.

A page of files knows no other today than the day of the newest edition. Whether a condition was met since stands in no
edition, so a condition is named until its day has passed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.projects.choices import Stage
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue, Decision, Project
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
    return _ahead(told, (*_meetings(told), *_conditions(told.decisions), *_last_days(told)))


def of_projects(told: Catalogue, projects: Sequence[Project]) -> tuple[Coming, ...]:
    """Return what comes for who is concerned with some projects: also when each of them ends."""
    codes = {project.code for project in projects}
    decisions = (decision for decision in told.decisions if decision.project in codes)
    return _ahead(told, (*_meetings(told), *_conditions(decisions), *_ends(projects), *_last_days(told)))


def _ahead(told: Catalogue, found: Iterable[Coming]) -> tuple[Coming, ...]:
    today = told.head.since[:10]
    return tuple(sorted((one for one in found if one.iso >= today), key=lambda one: (one.iso, one.what)))


def _meetings(told: Catalogue) -> Iterator[Coming]:
    for meeting in told.meetings:
        if not meeting.adopted:
            yield _one(meeting.held_on, meeting.body, gettext("vergadering"), paths.CALENDAR_ROOT, dutch=True)


def _conditions(decisions: Iterable[Decision]) -> Iterator[Coming]:
    for decision in decisions:
        for text, _owner, due in decision.conditions:
            if due:
                what = f"{decision.project_name}: {text}"
                yield _one(due, what, gettext("voorwaarde"), paths.resolution(decision.reference), dutch=True)


def _ends(projects: Iterable[Project]) -> Iterator[Coming]:
    for project in projects:
        if project.ends_on and project.stage not in _OVER:
            yield _one(
                project.ends_on, project.name, gettext("einde van het project"), paths.project(project.code), dutch=True
            )


def _last_days(told: Catalogue) -> Iterator[Coming]:
    if told.projects_end_by:
        yield _one(told.projects_end_by, gettext("Uiterste einddatum van projecten"), "", paths.CALENDAR_ROOT)
    if told.about:
        yield _one(told.about["ends_on"], gettext("Einde van de deal"), "", paths.ABOUT)


def _one(iso: str, what: str, kind: str, href: str, *, dutch: bool = False) -> Coming:
    return Coming(iso, day(iso), what, kind, href, dutch)
