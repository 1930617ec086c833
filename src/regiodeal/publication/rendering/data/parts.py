"""The data of a record in parts that can be made apart: one for each table, and one for all that tells of them."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from regiodeal.publication.rendering import catalogue as catalogues
from regiodeal.publication.rendering import feed, languages, paths, site
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import (
    agenda,
    api_page,
    datasets,
    diwoo,
    grants,
    grants_schema,
    json_schema,
    page,
    robots,
    sitemaps,
    tables,
)
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.files import Rendered
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.visibility import PublicEditions

Part = tuple[str, Callable[[], Files]]
"""What a part is called, and what makes its files."""


def of(public: PublicEditions) -> Iterator[Part]:
    """Yield the parts. The catalogue is made once, when the first of them is; none of them keeps what it made."""
    told = cache(partial(catalogues.of, public))
    rendered = Rendered(told)
    for table in tables.ALL:
        yield table.name, partial(rendered.files, table)
    yield "about-data", partial(_around, told, rendered)


def _around(told: Callable[[], Catalogue], rendered: Rendered) -> Files:
    """Return schemas, catalogues, grants, feeds, calendar, sitemaps, and the page that explains all of it."""
    catalogue = told()
    deal = site.deal_of(catalogue.public)
    with languages.speaking(languages.DUTCH):
        files = _schemas(catalogue)
        granted = grants.of(catalogue)
        if granted is not None:
            files |= {grants.PATH: granted, grants.EXTENSION: grants_schema.written(Addresses.of(catalogue))}
        files |= _catalogue_of_data(catalogue, rendered, granted)
        files |= feed.of_parts(catalogue) | agenda.of(catalogue) | {paths.FEED: feed.of(catalogue, deal)}
        files |= _for_visitors(catalogue)
    files |= languages.in_each(partial(api_page.of, catalogue, deal))
    return files | languages.in_each(partial(page.of, catalogue, deal, rendered, granted, frozenset(files)))


def _schemas(catalogue: Catalogue) -> Files:
    addresses = Addresses.of(catalogue)
    return {table.schema: json_schema.written(table, addresses) for table in tables.ALL}


def _catalogue_of_data(catalogue: Catalogue, rendered: Rendered, granted: bytes | None) -> Files:
    from regiodeal.publication.rendering.data import dcat  # inline: slow library

    return dcat.of(catalogue, datasets.of(rendered, granted))


def _for_visitors(catalogue: Catalogue) -> Files:
    pages, documents = sitemaps.of(catalogue), diwoo.of(catalogue)
    indexes = [path for path in documents if path.startswith(sitemaps.DOCUMENTS)]
    named = [*([sitemaps.PATH] if pages else []), *indexes]
    return pages | documents | robots.of(catalogue, named)
