"""Turns page data into HTML with templates of our own, in the language that is spoken."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from regiodeal.publication.rendering import languages, navigation, paths
from regiodeal.publication.rendering.catalogue import Stamp
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.formatting import day_of
from regiodeal.publication.rendering.languages import DUTCH, Files, Language
from regiodeal.publication.rendering.navigation import NavItem

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Crumb:
    """A step on the way from the home page to this one; an empty address for the page itself.

    `dutch` marks the name of something that people gave it, which no page translates.
    """

    label: str
    href: str = ""
    dutch: bool = False


@dataclass(frozen=True)
class Twin:
    """This page in a language: its address from here. `own` where that is the language of the page itself."""

    language: Language
    href: str
    own: bool


@dataclass(frozen=True)
class MadeFrom:
    """The edition that a page was made from: its number, its file from the root of the record, its day and its hash."""

    number: int
    file: str
    day: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around the content of a page.

    `path` is the same in every language; `file` is where the page stands in the record. `stamp` is the edition that the
    page was made from; with `sums_up` it is the newest of several. Links to files start with `root`, links to pages
    with `pages`. Without a title, a page is called after the deal.
    """

    path: str
    deal: Deal
    title: str = ""
    stamp: Stamp | None = None
    sums_up: bool = False
    crumbs: tuple[Crumb, ...] = ()
    language: Language = field(default_factory=languages.active)

    @property
    def file(self) -> str:
        """The file of this page, from the root of the record."""
        return f"{self.language.folder}{self.path}"

    @property
    def root(self) -> str:
        """The way from this page to the root of the record: relative, so that the record can stand anywhere.

        The page for what is not there is shown at any address, so it alone starts from the root of the host.
        """
        return "/" if self._anywhere else paths.up_from(self.file)

    @property
    def pages(self) -> str:
        """The way from this page to the root of the pages in its language."""
        return f"/{self.language.folder}" if self._anywhere else paths.up_from(self.path)

    @property
    def twins(self) -> tuple[Twin, ...]:
        """This page in every language; from the page for what is not there, the home page in it."""
        address = "" if self._anywhere else paths.address(self.path)
        return tuple(
            Twin(language, f"{self.root}{language.folder}{address}", language == self.language)
            for language in languages.ALL
        )

    @property
    def made_from(self) -> MadeFrom | None:
        """The edition that this page was made from."""
        if self.stamp is None or not self.stamp.number:
            return None
        number = self.stamp.number
        return MadeFrom(number, paths.edition(number), day_of(self.stamp.since), self.stamp.sha256)

    @property
    def navigation(self) -> tuple[NavItem, ...]:
        """The main navigation as seen from this page."""
        return navigation.main(self.path)

    @property
    def service(self) -> tuple[NavItem, ...]:
        """The links about the site itself as seen from this page."""
        return navigation.service(self.path)

    @property
    def report(self) -> str:
        """The way to report a mistake: the address takes along which page it is about."""
        about = "" if self._anywhere else f"?pagina=/{quote(paths.address(self.file))}"
        return f"{self.pages}{paths.CONTACT}{about}#fout"

    @property
    def _anywhere(self) -> bool:
        return self.path == paths.NOT_FOUND


def render(template: str, frame: Frame, **content: Any) -> bytes:
    """Return a page as UTF-8: the template with its content inside the frame, in the language of the frame.

    `in_dutch` marks what people wrote, which is Dutch on every page.
    """
    context = Context(
        {
            "frame": frame,
            "root": frame.root,
            "pages": frame.pages,
            "deal": frame.deal,
            "in_dutch": _in_dutch(frame.language),
            **content,
        },
        use_l10n=False,
        use_tz=False,
    )
    with languages.speaking(frame.language):
        html = _engine().get_template(template).render(context)
    return _without_blank_lines(html).encode()


def page(template: str, frame: Frame, **content: Any) -> Files:
    """Return a page as the one file that it is; see `render`."""
    return {frame.file: render(template, frame, **content)}


def _in_dutch(language: Language) -> SafeString:
    return mark_safe("" if language == DUTCH else f' lang="{DUTCH.code}"')  # noqa: S308 - ours alone


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(TEMPLATES)],
        autoescape=True,
        debug=False,
        loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
        builtins=["django.templatetags.i18n"],
    )


def _without_blank_lines(html: str) -> str:
    return "\n".join(line for line in (raw.strip() for raw in html.split("\n")) if line) + "\n"
