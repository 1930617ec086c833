"""All projects, with filters that need no script and no server: choices that a style sheet acts on.

Each row carries a class for each value that it has; for each choice a rule hides the rows without that class. Values
are numbered in the order of the choices, so that nothing that people wrote becomes a part of a style sheet.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.projects.choices import Stage
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue, Project
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.sections import rows

STYLE = "assets/filters.css"
_OF_STAGE, _OF_YEAR = f"{paths.PROJECTS}stand/", f"{paths.PROJECTS}jaar/"
LISTED = 20
"""Values of a filter that are named with a link each; the pages of more are found by way of their section."""

A_PAGE = 300
"""Projects on one page. A longer list goes over numbered pages, and is filtered by the pages of its values."""


@dataclass(frozen=True)
class Choice:
    """A value to choose: its words, how many projects have it, its class, and the page of just those projects."""

    label: str
    number: int
    mark: str
    href: str


@dataclass(frozen=True)
class Filter:
    """A list of values to choose one of. `section` leads to all of their pages where they are too many to name.

    `dutch` marks values that people named, which no page translates.
    """

    key: str
    label: str
    choices: tuple[Choice, ...]
    section: str
    dutch: bool


@dataclass(frozen=True)
class _Values:
    """What a filter chooses from: codes with their words, which of them a project has, and the page of each."""

    key: str
    label: str
    named: Sequence[tuple[str, str]]
    of_project: Callable[[Project], Iterable[str]]
    folder: str

    @property
    def dutch(self) -> bool:
        return self.folder in {paths.PILLARS, paths.MUNICIPALITIES, paths.PARTIES}

    def marks(self, project: Project) -> Iterator[str]:
        there = set(self.of_project(project))
        return (f"{self.key}-{number}" for number, (code, _) in enumerate(self.named) if code in there)


def of(told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the list of projects, and a page for each status and each year, in the language that is spoken."""
    name = name_of(paths.PROJECTS)
    values = list(_values(told))
    filters = list(_filters(told, values))
    files: Files = {}
    parts = [told.projects[start : start + A_PAGE] for start in range(0, len(told.projects), A_PAGE)] or [()]
    for number, some in enumerate(parts, start=1):
        folder = paths.PROJECTS if number == 1 else f"{paths.PROJECTS}bladzijde/{number}/"
        frame = framed(path=f"{folder}index.html", title=name, crumbs=(Crumb(name),))
        files |= page(
            "record/projects.html",
            frame,
            rows=[rows.of(told, project, marks=_marks(project, values)) for project in some],
            filters=filters,
            filtering=len(parts) == 1,
            total=rows.added(told.projects),
            others=[
                (n, paths.PROJECTS if n == 1 else f"{paths.PROJECTS}bladzijde/{n}/") for n in range(1, len(parts) + 1)
            ]
            if len(parts) > 1
            else [],
            here=number,
        )
    return files | _narrowed(told, framed, Crumb(name, paths.PROJECTS))


def style_sheet(told: Catalogue) -> Files:
    """Return the rules that let the choices act: a row without the class of what was chosen is not shown."""
    # A total over all projects would be read as that of the chosen ones.
    rules = [".rd-filtered:has(option:not([value='']):checked) .rd-filtered__all{display:none}"]
    for values in _values(told):
        for number in range(len(values.named)):
            mark = f"{values.key}-{number}"
            rules.append(
                f".rd-filtered:has(option[value={mark}]:checked) .rd-filtered__row:not(.{mark}){{display:none}}"
            )
    return {STYLE: "\n".join([*rules, ""]).encode()}


def _values(told: Catalogue) -> Iterator[_Values]:
    pillars = [(one.code, one.name) for one in told.pillars if one.code]
    yield _Values("pijler", gettext("Pijler"), pillars, lambda project: [project.pillar], paths.PILLARS)
    own = [(one.code, one.short_name) for one in told.municipalities]
    yield _Values("gemeente", gettext("Gemeente"), own, lambda project: project.municipalities, paths.MUNICIPALITIES)
    parties = sorted(((one.code, one.name) for one in told.parties.values()), key=lambda one: one[1].casefold())
    yield _Values("partij", gettext("Partij"), parties, lambda project: project.parties, paths.PARTIES)
    stages = [(str(one.value), rows.stage(one.value)) for one in Stage]
    yield _Values("stand", gettext("Stand"), stages, lambda project: [project.stage], _OF_STAGE)
    years = [(str(one), str(one)) for one in sorted(_years(told), reverse=True)]
    yield _Values(
        "jaar",
        gettext("Jaar van een besluit"),
        years,
        lambda project: map(str, project.years),
        _OF_YEAR,
    )


def _years(told: Catalogue) -> set[int]:
    return {year for project in told.projects for year in project.years}


def _filters(told: Catalogue, values: Sequence[_Values]) -> Iterator[Filter]:
    for one in values:
        counted = Counter(code for project in told.projects for code in set(one.of_project(project)))
        choices = tuple(
            Choice(words, counted[code], f"{one.key}-{number}", paths.below(one.folder, code))
            for number, (code, words) in enumerate(one.named)
            if counted[code]
        )
        if choices:
            section = one.folder if one.dutch and len(choices) > LISTED else ""
            yield Filter(one.key, one.label, choices, section, one.dutch)


def _marks(project: Project, values: Sequence[_Values]) -> str:
    return " ".join(mark for one in values for mark in one.marks(project))


def _stages(told: Catalogue) -> list[str]:
    there = {project.stage for project in told.projects}
    return [str(one.value) for one in Stage if one.value in there]


def _narrowed(told: Catalogue, framed: Callable[..., Frame], parent: Crumb) -> Files:
    files: Files = {}
    for folder, title, some in _narrower(told):
        frame = framed(path=f"{folder}index.html", title=title, crumbs=(parent, Crumb(title)))
        listed = [rows.of(told, project) for project in some]
        files |= page("record/projects_narrowed.html", frame, rows=listed, total=rows.added(some))
    return files


def _narrower(told: Catalogue) -> Iterator[tuple[str, str, list[Project]]]:
    for code in _stages(told):
        title = gettext("Projecten: %(which)s") % {"which": rows.stage(code)}
        yield paths.below(_OF_STAGE, code), title, [one for one in told.projects if one.stage == code]
    for year in sorted(_years(told)):
        title = gettext("Projecten met een besluit in %(year)s") % {"year": year}
        yield paths.below(_OF_YEAR, str(year)), title, [one for one in told.projects if year in one.years]
