"""A page for each pillar: its budget, what is where, its projects and the decisions about them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.rendering import figures, paths
from regiodeal.publication.rendering.catalogue import Catalogue, Pillar
from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.pictures import catalogued
from regiodeal.publication.rendering.sections import decided, rows

Cells = tuple[tuple[str, str], ...]


def of(told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the list of pillars and a page for each, in the language that is spoken."""
    name = name_of(paths.PILLARS)
    frame = framed(path=f"{paths.PILLARS}index.html", title=name, crumbs=(Crumb(name),))
    own = [pillar for pillar in told.pillars if pillar.code]
    undivided = next((pillar for pillar in told.pillars if not pillar.code), None)
    listed = [(pillar, paths.below(paths.PILLARS, pillar.code), cells(pillar)) for pillar in own]
    files = page("record/pillars.html", frame, pillars=listed, undivided=cells(undivided) if undivided else ())
    programme = (told.programme.snapshot if told.programme else None) or {}
    for pillar in own:
        files |= _page(told, framed, pillar, programme, Crumb(name, paths.PILLARS))
    return files


def cells(pillar: Pillar) -> Cells:
    """Return what a pillar holds: its budget where it has one, and what is in each state that holds anything."""
    held = tuple(
        (label.capitalize(), euros(pillar.cents[state])) for state, label in figures.states() if pillar.cents[state]
    )
    return ((gettext("Begroot"), euros(pillar.budget_cents)), *held) if pillar.budget_cents else held


def _page(
    told: Catalogue, framed: Callable[..., Frame], pillar: Pillar, programme: Mapping[str, Any], parent: Crumb
) -> Files:
    projects = [project for project in told.projects if project.pillar == pillar.code]
    path = f"{paths.below(paths.PILLARS, pillar.code)}index.html"
    frame = framed(path=path, title=pillar.name, crumbs=(parent, Crumb(pillar.name, dutch=True)))
    return page(
        "record/pillar.html",
        frame,
        pillar=pillar,
        feed=paths.pillar_feed(pillar.code),
        picture=catalogued.pillar_of(programme, pillar.code, pages=frame.pages) if cells(pillar) else None,
        cells=cells(pillar),
        draws_on_the_deal=pillar.budget_cents is None and not pillar.cents["free"],
        projects=[*map(partial(rows.of, told), projects)],
        total=rows.added(projects),
        decisions=decided.of(one for one in told.decisions if one.pillar == pillar.code),
    )
