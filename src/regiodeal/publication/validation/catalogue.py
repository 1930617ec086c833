"""The catalogue of data: three syntaxes that say the same, the shapes of DCAT-AP-NL, and files that are as it says."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyshacl import validate
from rdflib import DCAT, RDF, SH, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from regiodeal.common.hashing import sha256
from regiodeal.publication.rendering.data import dcat_paths
from regiodeal.publication.validation import rdf
from regiodeal.publication.validation.faults import Fault, Record, Unreadable

_SPDX = Namespace("http://spdx.org/rdf/terms#")
_SYNTAXES = {dcat_paths.TURTLE: "turtle", dcat_paths.JSON_LD: rdf.JSON_LD, dcat_paths.RDF_XML: "xml"}
_MUST = ("dcat-ap-SHACL.ttl", "dcat-ap-nl-SHACL.ttl")
_CLASSES = ("dcat-ap-nl-SHACL-klassebereik.ttl", "dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl")
_ADVICE = ("dcat-ap-nl-SHACL-aanbevolen.ttl",)
SHAPES = (*_MUST, *_CLASSES, *_ADVICE)
"""The files with shapes that are looked for."""


def check(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the catalogue itself and with the files that it names."""
    graphs = {}
    for path, syntax in _SYNTAXES.items():
        try:
            graphs[path] = rdf.graph_of(record, path, syntax)
        except Unreadable as error:
            yield error.fault
    first = graphs.get(dcat_paths.TURTLE)
    if first is None:
        return
    for path, graph in graphs.items():
        if not isomorphic(first, graph):
            yield Fault(path, "", f"it says another thing than {dcat_paths.TURTLE}")
    yield from _files(record, first)


def check_shapes(record: Record, shapes: Path) -> Iterator[Fault]:
    """Yield what the shapes of the profile find: what must be there, and of which class and list it must be."""
    for names in (_MUST, *((name,) for name in _CLASSES)):
        yield from _found(record, shapes, names)


def advice(record: Record, shapes: Path) -> list[str]:
    """Return what the profile recommends and the catalogue does not say, with how often."""
    counts: dict[str, int] = {}
    for fault in _found(record, shapes, _ADVICE):
        counts[fault.what] = counts.get(fault.what, 0) + 1
    return [f"{what}: {count} times" for what, count in sorted(counts.items())]


def _found(record: Record, shapes: Path, names: Sequence[str]) -> Iterator[Fault]:
    path = dcat_paths.TURTLE
    try:
        graph = rdf.graph_of(record, path, "turtle")
    except Unreadable:
        return  # `check` tells
    wanted = Graph()
    for name in names:
        wanted.parse(shapes / name)
    _, report, _ = validate(graph, shacl_graph=wanted, inference="none", advanced=True)
    for result in sorted(report.subjects(RDF.type, SH.ValidationResult)):
        node, where = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        yield Fault(path, str(node), f"{_short(where)}: {_short(report.value(result, SH.sourceConstraintComponent))}")


def _short(node: Node | None) -> str:
    return str(node).rpartition("#")[2].rpartition("/")[2]


def _files(record: Record, graph: Graph) -> Iterator[Fault]:
    for distribution in sorted(graph.subjects(RDF.type, DCAT.Distribution), key=str):
        address = str(graph.value(distribution, DCAT.downloadURL))
        path = address.removeprefix(record.root)
        place = f"{dcat_paths.TURTLE}, {distribution}"
        if not record.has(path):
            yield Fault(dcat_paths.TURTLE, str(distribution), f"its file {address} is not there")
            continue
        content = record.read(path)
        said = str(graph.value(distribution, DCAT.byteSize))
        if said != str(len(content)):
            yield Fault(path, place, f"the size is {len(content)} bytes and not {said}")
        checksum = graph.value(distribution, _SPDX.checksum)
        value = str(graph.value(checksum, _SPDX.checksumValue)) if isinstance(checksum, URIRef) else ""
        if value != sha256(content):
            yield Fault(path, place, f"the SHA-256 is {sha256(content)} and not {value}")
