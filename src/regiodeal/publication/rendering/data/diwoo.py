"""The public documents of a deal for the search engine of the state, by DiWoo: a sitemap index for each category.

A document is what a body adopted and what the public body behind the deal makes public as such: a decision list or an
implementation programme, in each public version, as the PDF that stays. Pages and data follow from these documents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.programme.choices import WooCategory
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import editions, paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import sitemaps, tooi, xml
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.visibility import public_since

NAMESPACE = "https://standaarden.overheid.nl/diwoo/metadata/"
_PDF = "http://publications.europa.eu/resource/authority/file-type/PDF"
_MOST = 1000
"""Documents in a file."""

_SETTINGS = {paths.DECISION_LIST: "decision_list", paths.PROGRAMME: "implementation_programme"}
"""What the setting is called that says under which category a kind of document falls."""


@dataclass(frozen=True)
class _Document:
    """A document: where it is, since when in this form, when it was made and when it was adopted."""

    address: str
    changed: str
    made_on: str
    adopted_on: str


def index_path(category: WooCategory) -> str:
    """Return where the sitemap index of a category stands."""
    return f"{sitemaps.DOCUMENTS}{tooi.CATEGORIES[category].sitemap}.xml"


def of(catalogue: Catalogue) -> Files:
    """Return the index and the sitemaps of each category that has documents.

    Nothing where the record has no address in the world, or its publisher is not known to the state (TOOI).
    """
    addresses = Addresses.of(catalogue)
    if not addresses.root or not catalogue.about["publisher"]["identifier"]:
        return {}
    files: Files = {}
    for category in WooCategory:
        found = [one for kind in _kinds(catalogue, category) for one in _documents(catalogue, kind, addresses)]
        if not found:
            continue
        writer = _Writer(catalogue, category)
        name = f"sitemap-diwoo-{tooi.CATEGORIES[category].sitemap}-{{}}.xml"
        parts = sitemaps.divided(found, _MOST, name, writer.written)
        files |= {**parts, index_path(category): sitemaps.index(parts, catalogue.head.since, addresses)}
    return files


def _kinds(catalogue: Catalogue, category: WooCategory) -> list[str]:
    settings = catalogue.about["woo_categories"]
    return [kind for kind, setting in _SETTINGS.items() if settings.get(setting) == category]


def _documents(catalogue: Catalogue, kind: str, addresses: Addresses) -> Iterator[_Document]:
    for envelopes in catalogue.public.of(kind).values():
        for envelope in envelopes:
            snapshot = envelope.snapshot
            if snapshot is None:
                continue
            yield _Document(
                address=addresses.file(_pdf(envelope)),
                changed=public_since(envelope),
                made_on=datetime.fromisoformat(envelope.published_at).astimezone(OFFICE_TIME).date().isoformat(),
                adopted_on=snapshot["meeting"]["adopted_on"] if kind == paths.DECISION_LIST else snapshot["as_of"],
            )


def _pdf(envelope: Envelope) -> str:
    return next(file.href for file in editions.files(envelope) if file.href.endswith(".pdf"))


class _Writer:
    """Writes documents of one category, with who publishes them."""

    def __init__(self, catalogue: Catalogue, category: WooCategory) -> None:
        self._publisher = catalogue.about["publisher"]
        self._category = tooi.CATEGORIES[category].code

    def written(self, documents: Sequence[_Document]) -> bytes:
        """Return a sitemap of documents."""
        root = ElementTree.Element("diwoo:Documents", {"xmlns": sitemaps.NAMESPACE, "xmlns:diwoo": NAMESPACE})
        for document in documents:
            self._add(xml.added(root, "diwoo:Document"), document)
        return xml.written(root)

    def _add(self, entry: ElementTree.Element, document: _Document) -> None:
        xml.added(entry, "loc", document.address)
        xml.added(entry, "lastmod", document.changed)
        told = xml.added(entry, "diwoo:DiWoo")
        xml.added(told, "diwoo:creatiedatum", document.made_on)
        xml.added(told, "diwoo:publisher", self._publisher["name"], resource=self._publisher["identifier"])
        xml.added(told, "diwoo:format", "pdf", resource=_PDF)
        categories = xml.added(xml.added(told, "diwoo:classificatiecollectie"), "diwoo:informatiecategorieen")
        xml.added(categories, "diwoo:informatiecategorie", self._category.label, resource=self._category.address)
        handling = xml.added(xml.added(told, "diwoo:documenthandelingen"), "diwoo:documenthandeling")
        xml.added(handling, "diwoo:soortHandeling", tooi.ADOPTION.label, resource=tooi.ADOPTION.address)
        xml.added(handling, "diwoo:atTime", document.adopted_on)
