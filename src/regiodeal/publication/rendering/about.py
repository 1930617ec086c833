"""The pages about the site itself: how to read it, privacy, accessibility, and whom to ask."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.publication.rendering import figures, paths
from regiodeal.publication.rendering.formatting import day
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files, gettext_noop
from regiodeal.publication.rendering.navigation import name_of

REVIEWED = "2026-11-25"
"""The day on which what the statement on accessibility says was last held against the pages."""

_TEMPLATES = {
    paths.ABOUT: "record/about.html",
    paths.PRIVACY: "record/privacy.html",
    paths.ACCESSIBILITY: "record/accessibility.html",
    paths.CONTACT: "record/contact.html",
}
_STATES = {
    "free": gettext_noop("nog nergens voor bestemd"),
    "reserved": gettext_noop("apart gezet voor een project, nog niet toegekend"),
    "awarded": gettext_noop("door de stuurgroep aan een project toegekend"),
    "advanced": gettext_noop("als voorschot uitbetaald"),
    "settled": gettext_noop("na afloop definitief vastgesteld"),
}


@dataclass(frozen=True)
class State:
    """A place where a euro can be, and what that means."""

    name: str
    meaning: str


def of(framed: Callable[..., Frame]) -> Files:
    """Return the pages about the site, in the language that is spoken; `framed` makes their frames."""
    files: Files = {}
    for section, template in _TEMPLATES.items():
        name = name_of(section)
        frame = framed(path=f"{section}index.html", title=name, crumbs=(Crumb(name),))
        files |= page(template, frame, states=_states(), reviewed=day(REVIEWED))
    return files


def _states() -> tuple[State, ...]:
    return tuple(State(label.capitalize(), gettext(_STATES[state])) for state, label in figures.states())
