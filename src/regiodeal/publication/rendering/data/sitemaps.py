"""Sitemaps (sitemaps.org 0.9): of all current pages in every language, and how a long one is divided."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from xml.etree import ElementTree

from regiodeal.publication.rendering import languages, navigation, paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import xml
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.event_month import parts
from regiodeal.publication.rendering.languages import DUTCH, Files
from regiodeal.publication.rendering.sections import compare, ledger_pages
from regiodeal.publication.rendering.sections.ledger_pages import Leaf
from regiodeal.publication.visibility import public_since

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PATH = "sitemap.xml"
DOCUMENTS = "sitemapindex-diwoo-"
"""How the name of each index of documents begins."""

_XHTML = "http://www.w3.org/1999/xhtml"
_MOST = 10_000
"""Pages in a file, in each of two languages: below the limit of 50,000 addresses and 50 MB of the protocol."""

Page = tuple[str, str]
"""The path of a page and the moment since when it says what it says."""
_Entry = TypeVar("_Entry")


def of(catalogue: Catalogue) -> Files:
    """Return the sitemap of all current pages; nothing where the record has no address in the world."""
    addresses = Addresses.of(catalogue)
    if not addresses.root:
        return {}
    pages = list(_pages(catalogue))
    if len(pages) <= _MOST:
        return {PATH: _urlset(pages, addresses)}
    parts = divided(pages, _MOST, "sitemap-{}.xml", lambda some: _urlset(some, addresses))
    return {**parts, PATH: index(parts, catalogue.head.since, addresses)}


def divided(entries: Sequence[_Entry], most: int, name: str, write: Callable[[Sequence[_Entry]], bytes]) -> Files:
    """Return files with at most so many entries each, called after their number from 1."""
    starts = range(0, len(entries), most)
    return {name.format(number): write(entries[start : start + most]) for number, start in enumerate(starts, 1)}


def index(parts: Files, changed: str, addresses: Addresses) -> bytes:
    """Return the index of sitemaps that stand in these files."""
    root = ElementTree.Element("sitemapindex", {"xmlns": NAMESPACE})
    for path in parts:
        entry = xml.added(root, "sitemap")
        xml.added(entry, "loc", addresses.file(path))
        xml.added(entry, "lastmod", changed)
    return xml.written(root)


def _pages(catalogue: Catalogue) -> Iterator[Page]:
    """Yield each page that stands for something current: what was before is reached from there."""
    months = catalogue.public.current(paths.EVENT_MONTH)
    sections = [item.href for item in (*navigation.main(""), *navigation.service("")) if months or not item.optional]
    lists = [paths.MAILINGS, paths.API, paths.EDITIONS, *_over_time(catalogue)]
    found = dict.fromkeys([*sections, *lists], catalogue.head.since)
    for kind in (paths.DECISION_LIST, paths.PROGRAMME, paths.PROJECT_PAGE, paths.MAILING):
        for subject, envelopes in sorted(catalogue.public.of(kind).items()):
            found[paths.folder_of(kind, subject)] = public_since(envelopes[-1])
    for kept in months:
        editions = catalogue.public.of(paths.EVENT_MONTH)[kept.subject]
        folders = [paths.folder_of(paths.EVENT_MONTH, kept.subject), *parts.folders(editions)]
        found |= dict.fromkeys(folders, public_since(kept))
    found |= {paths.ledger_page(leaf.first): public_since(leaf.newest) for leaf in _ledger(catalogue) if leaf.newest}
    found |= dict.fromkeys(_parts_of_the_deal(catalogue), catalogue.head.since)
    for folder, since in found.items():
        yield f"{folder}index.html", since


def _parts_of_the_deal(catalogue: Catalogue) -> Iterator[str]:
    yield from (paths.below(paths.PILLARS, pillar.code) for pillar in catalogue.pillars if pillar.code)
    yield from (paths.below(paths.MUNICIPALITIES, party.code) for party in catalogue.municipalities)
    yield from (paths.below(paths.PARTIES, code) for code in catalogue.parties)


def _ledger(catalogue: Catalogue) -> Sequence[Leaf]:
    """Return the pages of the ledger after the first, which is a section."""
    return ledger_pages.leaves(catalogue.public, frozenset())[1:]


def _over_time(catalogue: Catalogue) -> list[str]:
    """Return the pages that lead to what was, as far as there is something to lead to."""
    several = len(compare.versions(catalogue.public)) > 1
    return [*([paths.AS_OF] if catalogue.public.editions else []), *([paths.COMPARE] if several else [])]


def _urlset(pages: Sequence[Page], addresses: Addresses) -> bytes:
    root = ElementTree.Element("urlset", {"xmlns": NAMESPACE, "xmlns:xhtml": _XHTML})
    for path, changed in pages:
        twins = [(language.code, addresses.file(f"{language.folder}{path}")) for language in languages.ALL]
        for _, address in twins:
            entry = xml.added(root, "url")
            xml.added(entry, "loc", address)
            xml.added(entry, "lastmod", changed)
            for code, twin in (*twins, ("x-default", addresses.file(f"{DUTCH.folder}{path}"))):
                xml.added(entry, "xhtml:link", rel="alternate", hreflang=code, href=twin)
    return xml.written(root)
