"""Turns page data into HTML with templates of our own, apart from the settings of the application."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.deal import Deal

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Crumb:
    """A step on the way from the home page to this one; an empty address for the page itself."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class NavItem:
    """A link of the main navigation. `current` is "page" on that page itself, "true" below it, else empty."""

    label: str
    href: str
    current: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around the content of a page."""

    path: str
    title: str
    deal: Deal
    crumbs: tuple[Crumb, ...] = ()

    @property
    def root(self) -> str:
        """The way from this page to the root of the record: relative, so that the record can stand anywhere.

        The page for what is not there is shown at any address, so it alone starts from the root of the host.
        """
        return "/" if self.path == paths.NOT_FOUND else paths.up_from(self.path)

    @property
    def navigation(self) -> tuple[NavItem, ...]:
        """The main navigation as seen from this page."""
        return tuple(NavItem(label, href, self._position(href)) for label, href in _NAVIGATION)

    def _position(self, href: str) -> str:
        if self.path == f"{href}index.html":
            return "page"
        return "true" if self.path.startswith(href) else ""


_NAVIGATION = (
    ("Besluitenlijsten", paths.DECISION_LISTS),
    ("Uitvoeringsprogramma", paths.PROGRAMME_ROOT),
    ("Projecten", paths.PROJECTS),
    ("Grootboek", paths.LEDGER_ROOT),
    ("Open data", paths.DATA),
)


def render(template: str, frame: Frame, **content: Any) -> bytes:
    """Return a page as UTF-8: the template with its content inside the frame."""
    context = Context({"frame": frame, "root": frame.root, "deal": frame.deal, **content}, use_l10n=False, use_tz=False)
    html = _engine().get_template(template).render(context)
    return _without_blank_lines(html).encode()


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(TEMPLATES)],
        autoescape=True,
        debug=False,
        loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
    )


def _without_blank_lines(html: str) -> str:
    return "\n".join(line for line in (raw.strip() for raw in html.split("\n")) if line) + "\n"
