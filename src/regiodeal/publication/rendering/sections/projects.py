"""All projects, with filters that need no script and no server: choices that a style sheet acts on.

Each row carries a class for each value that it has; for each choice a rule hides the rows without that class. Values
are numbered in the order of the choices, so that nothing that people wrote becomes a part of a style sheet.
"""

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
A_PAGE = 300
"""Projects on one page. A longer list goes over numbered pages, and is filtered by the pages of its values."""


@dataclass(frozen=True)
class Choice:
    """A value to choose: its words, how many projects have it, and its class."""

    label: str
    number: int
    mark: str


@dataclass(frozen=True)
class Filter:
    """A list of values to choose one of."""

    key: str
    label: str
    choices: tuple[Choice, ...]


Values = tuple[str, str, Sequence[tuple[str, str]], Callable[[Project], Iterable[str]]]
"""A filter: its key, its label, its values with their words, and which of them a project has."""


def of(told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the list of projects, and a page for each status and each year, in the language that is spoken."""
    name = name_of(paths.PROJECTS)
    values = list(_values(told))
    files: Files = {}
    parts = [told.projects[start : start + A_PAGE] for start in range(0, len(told.projects), A_PAGE)] or [()]
    for number, some in enumerate(parts, start=1):
        folder = paths.PROJECTS if number == 1 else f"{paths.PROJECTS}bladzijde/{number}/"
        frame = framed(path=f"{folder}index.html", title=name, crumbs=(Crumb(name),))
        files |= page(
            "record/projects.html",
            frame,
            rows=[rows.of(told, project, marks=_marks(project, values)) for project in some],
            filters=list(_filters(told, values)) if len(parts) == 1 else [],
            total=rows.added(told.projects),
            plain=_plain(told),
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
    for key, _, values, _ in _values(told):
        for number in range(len(values)):
            mark = f"{key}-{number}"
            rules.append(
                f".rd-filtered:has(option[value={mark}]:checked) .rd-filtered__row:not(.{mark}){{display:none}}"
            )
    return {STYLE: "\n".join([*rules, ""]).encode()}


def _values(told: Catalogue) -> Iterator[Values]:
    pillars = [(one.code, one.name) for one in told.pillars if one.code]
    yield "pijler", gettext("Pijler"), pillars, lambda project: [project.pillar]
    own = [(one.code, one.name.removeprefix("gemeente ")) for one in told.municipalities]
    yield "gemeente", gettext("Gemeente"), own, lambda project: project.municipalities
    parties = sorted(((one.code, one.name) for one in told.parties.values()), key=lambda one: one[1].casefold())
    yield "partij", gettext("Partij"), parties, lambda project: project.parties
    stages = [(str(one.value), rows.stage(one.value)) for one in Stage]
    yield "stand", gettext("Stand"), stages, lambda project: [project.stage]
    years = sorted({year for project in told.projects for year in project.years}, reverse=True)
    yield "jaar", gettext("Jaar van een besluit"), [(str(one), str(one)) for one in years], _years


def _years(project: Project) -> Iterable[str]:
    return map(str, project.years)


def _filters(told: Catalogue, values: Sequence[Values]) -> Iterator[Filter]:
    for key, label, named, of_project in values:
        having = [set(of_project(project)) for project in told.projects]
        choices = (
            Choice(words, sum(code in one for one in having), f"{key}-{number}")
            for number, (code, words) in enumerate(named)
        )
        found = tuple(choice for choice in choices if choice.number)
        if found:
            yield Filter(key, label, found)


def _marks(project: Project, values: Sequence[Values]) -> str:
    marks = []
    for key, _, named, of_project in values:
        there = set(of_project(project))
        marks += [f"{key}-{number}" for number, (code, _) in enumerate(named) if code in there]
    return " ".join(marks)


def _plain(told: Catalogue) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the pages of one value each, for status and year; pillar, municipality and party have their own."""
    stages = [(rows.stage(one), f"{paths.PROJECTS}stand/{one}/") for one in _stages(told)]
    years = sorted({year for project in told.projects for year in project.years}, reverse=True)
    return [
        (gettext("Per stand"), stages),
        (gettext("Per jaar"), [(str(year), f"{paths.PROJECTS}jaar/{year}/") for year in years]),
    ]


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
        yield f"{paths.PROJECTS}stand/{code}/", title, [one for one in told.projects if one.stage == code]
    for year in sorted({year for project in told.projects for year in project.years}):
        title = gettext("Projecten met een besluit in %(year)s") % {"year": year}
        yield f"{paths.PROJECTS}jaar/{year}/", title, [one for one in told.projects if year in one.years]
