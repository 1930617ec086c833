"""The page with which a browser searches the record; without scripts it leads to the lists."""

from collections.abc import Callable

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of


def of(framed: Callable[..., Frame]) -> Files:
    """Return the page in the language that is spoken."""
    name = name_of(paths.SEARCH)
    return page("record/search.html", framed(path=f"{paths.SEARCH}index.html", title=name, crumbs=(Crumb(name),)))
