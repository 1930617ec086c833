"""The sections of the record, what they are called, and which of them a page links to."""

from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.languages import gettext_noop

_SECTIONS = {
    "": gettext_noop("Home"),
    paths.PROJECTS: gettext_noop("Projecten"),
    paths.PILLARS: gettext_noop("Pijlers"),
    paths.MUNICIPALITIES: gettext_noop("Gemeenten"),
    paths.PARTIES: gettext_noop("Partijen"),
    paths.DECISION_LISTS: gettext_noop("Besluitenlijsten"),
    paths.PROGRAMME_ROOT: gettext_noop("Uitvoeringsprogramma"),
    paths.LEDGER_ROOT: gettext_noop("Geld"),
    paths.CALENDAR_ROOT: gettext_noop("Agenda"),
    paths.MONTHS: gettext_noop("Maand van de Regio"),
    paths.DATA: gettext_noop("Open data"),
    paths.SEARCH: gettext_noop("Zoeken"),
}
_SERVICE = {
    paths.UPDATES: gettext_noop("Op de hoogte blijven"),
    paths.ABOUT: gettext_noop("Over deze site"),
    paths.PRIVACY: gettext_noop("Privacy"),
    paths.ACCESSIBILITY: gettext_noop("Toegankelijkheid"),
    paths.CONTACT: gettext_noop("Contact"),
}
_BELOW = {paths.MAILINGS: gettext_noop("Berichten")}
"""Sections that another section leads to."""
_NOT_IN_EACH_DEAL = frozenset({paths.MONTHS})
"""Sections that the style sheet of a deal shows where they hold something, so that the first thing in one does not make
every page of the record anew."""


@dataclass(frozen=True)
class NavItem:
    """A link of a navigation. `current` is "page" on that page itself, "true" below it, else empty.

    `optional` is hidden unless the style sheet of the deal shows it.
    """

    label: str
    href: str
    current: str
    optional: bool = False


def name_of(section: str) -> str:
    """Return what a section is called, by its folder. Raises KeyError for a folder that is no section."""
    return gettext({**_SECTIONS, **_SERVICE, **_BELOW}[section])


def main(path: str) -> tuple[NavItem, ...]:
    """Return the main navigation as seen from the page at a path."""
    return tuple(_item(section, path) for section in _SECTIONS)


def service(path: str) -> tuple[NavItem, ...]:
    """Return the links about the site itself as seen from the page at a path."""
    return tuple(_item(section, path) for section in _SERVICE)


def _item(section: str, path: str) -> NavItem:
    own = "true" if section and path.startswith(section) else ""
    current = "page" if path == f"{section}index.html" else own
    return NavItem(name_of(section), section, current, section in _NOT_IN_EACH_DEAL)
