"""The catalogue of data as DCAT-AP-NL 3.0 in Turtle, JSON-LD and RDF/XML. All three say the same.

Codes are those of the lists of the European Union that the profile names (publications.europa.eu/resource/authority).
Nothing is nameless: each node has an address, so that the same catalogue gives the same bytes.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext
from lxml import etree
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import as_json, dcat_paths
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.data.datasets import DataFile, Dataset
from regiodeal.publication.rendering.languages import DUTCH, Files

_SYNTAXES = {"turtle": dcat_paths.TURTLE, "json-ld": dcat_paths.JSON_LD, "xml": dcat_paths.RDF_XML}
"""Where the catalogue stands, by what the syntax is called in rdflib."""

_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_VERSION = URIRef(f"{DCAT}version")  # rdflib knows DCAT 2, which has no versions
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_DUTCH_TEXT = URIRef(f"{_EU}language/NLD")
_FREE = URIRef(f"{_EU}licence/CC0")
_OPEN = URIRef(f"{_EU}access-right/PUBLIC")
_NOW_AND_THEN = URIRef(f"{_EU}frequency/IRREG")
_NETHERLANDS = URIRef(f"{_EU}country/NLD")
_THEMES_OF_DATA = URIRef(f"{_EU}data-theme")
_THEMES = {
    URIRef(f"{_EU}data-theme/GOVE"): "Overheid en publieke sector",
    URIRef(f"{_EU}data-theme/REGI"): "Regio's en steden",
}


def of(catalogue: Catalogue, datasets: Iterable[Dataset]) -> Files:
    """Return the catalogue in each syntax; nothing where the record has no address in the world."""
    addresses = Addresses.of(catalogue)
    if not addresses.root:
        return {}
    graph = _Writer(catalogue, addresses).written(datasets)
    return {path: _serialised(graph, syntax) for syntax, path in _SYNTAXES.items()}


def _serialised(graph: Graph, syntax: str) -> bytes:
    """Return the graph in a syntax, in an order of our own where rdflib keeps none."""
    written: bytes = graph.serialize(format=syntax, encoding="utf-8")
    return {"json-ld": _ordered_json, "xml": _ordered_xml}.get(syntax, bytes)(written)


def _ordered_json(written: bytes) -> bytes:
    nodes: list[dict[str, Any]] = json.loads(written)
    for node in nodes:
        for values in node.values():
            if isinstance(values, list):
                values.sort(key=lambda value: json.dumps(value, sort_keys=True))
    nodes.sort(key=lambda node: str(node["@id"]))
    return as_json.document({"@graph": [dict(sorted(node.items())) for node in nodes]})


def _ordered_xml(written: bytes) -> bytes:
    root = etree.fromstring(written)
    for node in root:
        node[:] = sorted(node, key=_as_text)
    root[:] = sorted(root, key=_as_text)
    etree.indent(root)
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _as_text(element: Any) -> bytes:
    content: bytes = etree.tostring(element, with_tail=False)
    return content


class _Writer:
    """Writes down what there is, as statements."""

    def __init__(self, catalogue: Catalogue, addresses: Addresses) -> None:
        self._catalogue, self._addresses, self._about = catalogue, addresses, catalogue.about
        self._graph = Graph()
        for prefix, names in (("spdx", _SPDX), ("vcard", _VCARD)):
            self._graph.bind(prefix, names)
        self._modified = Literal(catalogue.head.since, datatype=XSD.dateTime)

    def written(self, datasets: Iterable[Dataset]) -> Graph:
        """Return all statements about the catalogue, its sets of data and what they refer to."""
        self._codes()
        own = self._node("catalogus")
        about = self._catalogue_of_data(own)
        self._say(own, DCAT.Catalog, about)
        for dataset in datasets:
            node = self._dataset(dataset)
            self._graph.add((own, DCAT.dataset, node))
        return self._graph

    def _catalogue_of_data(self, own: URIRef) -> list[tuple[URIRef, Node]]:
        home = self._page(self._addresses.file(paths.HOME))
        name = self._about["name"]
        return [
            (DCTERMS.title, _dutch(gettext("Open data van de %(deal)s") % {"deal": name})),
            (DCTERMS.description, _dutch(gettext("Projecten, besluiten en geld van de %(deal)s.") % {"deal": name})),
            (DCTERMS.identifier, Literal(str(own))),
            (FOAF.homepage, home),
            (DCTERMS.issued, Literal(self._catalogue.public.editions[0].published_at, datatype=XSD.dateTime)),
            (DCAT.themeTaxonomy, _THEMES_OF_DATA),
            (DCTERMS.license, _FREE),
            (DCTERMS.modified, self._modified),
            *self._responsible(),
            *self._extent(),
        ]

    def _dataset(self, dataset: Dataset) -> URIRef:
        own = self._node(dataset.name)
        landing = self._page(self._addresses.data)
        self._say(own, DCAT.Dataset, [
            (DCTERMS.title, _dutch(dataset.title)),
            (DCTERMS.description, _dutch(dataset.about)),
            (DCTERMS.identifier, Literal(str(own))),
            (DCAT.landingPage, landing),
            (FOAF.page, landing),
            (DCTERMS.conformsTo, self._standard(dataset)),
            (DCTERMS.accessRights, _OPEN),
            (DCTERMS.accrualPeriodicity, _NOW_AND_THEN),
            (DCTERMS.modified, self._modified),
            (_VERSION, Literal(str(self._catalogue.head.number))),
            (DCAT.keyword, _dutch("Regio Deal")),
            (DCAT.keyword, _dutch(self._about["short_name"])),
            *((DCAT.theme, theme) for theme in _THEMES),
            *((DCAT.distribution, self._distribution(dataset, file)) for file in dataset.files),
            *self._responsible(),
            *self._extent(),
        ])  # fmt: skip
        return own

    def _distribution(self, dataset: Dataset, file: DataFile) -> URIRef:
        own = self._node(f"{dataset.name}-{file.form.suffix}")
        address = URIRef(self._addresses.file(file.path))
        checksum = URIRef(f"{own}-sha256")
        algorithm = _SPDX.checksumAlgorithm_sha256
        self._say(checksum, _SPDX.Checksum, [
            (_SPDX.algorithm, algorithm),
            (_SPDX.checksumValue, Literal(file.measure.sha256, datatype=XSD.hexBinary, normalize=False)),
        ])  # fmt: skip
        self._say(algorithm, _SPDX.ChecksumAlgorithm, [])
        media_type, form = URIRef(f"{_IANA}{file.form.media_type}"), URIRef(f"{_EU}file-type/{file.form.eu_code}")
        self._say(media_type, DCTERMS.MediaType, [])
        self._say(form, DCTERMS.MediaTypeOrExtent, [])
        self._say(own, DCAT.Distribution, [
            (DCTERMS.title, _dutch(f"{dataset.title} ({file.form.name})")),
            (DCAT.accessURL, address),
            (DCAT.downloadURL, address),
            (DCAT.mediaType, media_type),
            (DCTERMS.format, form),
            (DCAT.byteSize, Literal(file.measure.size, datatype=XSD.nonNegativeInteger)),
            (_SPDX.checksum, checksum),
            (DCTERMS.license, _FREE),
            (DCTERMS.language, _DUTCH_TEXT),
            (DCTERMS.conformsTo, self._standard(dataset)),
            (DCTERMS.modified, self._modified),
        ])  # fmt: skip
        return own

    def _responsible(self) -> list[tuple[URIRef, Node]]:
        publisher = self._about["publisher"]
        agent = URIRef(publisher["identifier"] or self._addresses.thing(Thing.PARTY, publisher["code"]))
        self._say(agent, FOAF.Agent, [(FOAF.name, _dutch(publisher["name"]))])
        return [(DCTERMS.publisher, agent), (DCTERMS.creator, agent), (DCAT.contactPoint, self._contact())]

    def _contact(self) -> URIRef:
        own, asked = self._node("contact"), self._about["contact"]
        page = self._addresses.file(f"{paths.CONTACT}index.html")
        told: list[tuple[URIRef, Node]] = [(_VCARD.fn, _dutch(self._about["name"])), (_VCARD.hasURL, URIRef(page))]
        if asked["email"]:
            told.append((_VCARD.hasEmail, URIRef(f"mailto:{quote(asked['email'], safe='@')}")))
        self._say(own, _VCARD.Kind, told)
        self._graph.add((own, RDF.type, _VCARD.Organization))
        return own

    def _extent(self) -> list[tuple[URIRef, Node]]:
        period = self._node("looptijd")
        self._say(period, DCTERMS.PeriodOfTime, [
            (DCAT.startDate, Literal(self._about["starts_on"], datatype=XSD.date)),
            (DCAT.endDate, Literal(self._about["ends_on"], datatype=XSD.date)),
        ])  # fmt: skip
        where = [URIRef(party.identifier) for party in self._catalogue.municipalities if party.identifier]
        for place in (where := where or [_NETHERLANDS]):
            self._say(place, DCTERMS.Location, [])
        return [
            (DCTERMS.language, _DUTCH_TEXT),
            (DCTERMS.temporal, period),
            *((DCTERMS.spatial, place) for place in where),
        ]

    def _standard(self, dataset: Dataset) -> URIRef:
        absolute = dataset.conforms_to.startswith("https://")
        standard = URIRef(dataset.conforms_to if absolute else self._addresses.file(dataset.conforms_to))
        self._say(standard, DCTERMS.Standard, [])
        return standard

    def _codes(self) -> None:
        for code, kind in (
            (_DUTCH_TEXT, DCTERMS.LinguisticSystem), (_FREE, DCTERMS.LicenseDocument),
            (_OPEN, DCTERMS.RightsStatement), (_NOW_AND_THEN, DCTERMS.Frequency),
        ):  # fmt: skip
            self._say(code, kind, [])
        self._say(_THEMES_OF_DATA, SKOS.ConceptScheme, [(DCTERMS.title, _dutch("Thema's voor data van de EU"))])
        for theme, label in _THEMES.items():
            self._say(theme, SKOS.Concept, [(SKOS.prefLabel, _dutch(label)), (SKOS.inScheme, _THEMES_OF_DATA)])

    def _page(self, address: str) -> URIRef:
        page = URIRef(address)
        self._say(page, FOAF.Document, [])
        return page

    def _node(self, name: str) -> URIRef:
        return URIRef(f"{self._addresses.data}#{name}")

    def _say(self, subject: URIRef, kind: URIRef, told: Iterable[tuple[URIRef, Node]]) -> None:
        self._graph.add((subject, RDF.type, kind))
        for predicate, value in told:
            self._graph.add((subject, predicate, value))


def _dutch(text: str) -> Literal:
    return Literal(text, lang=DUTCH.code)
