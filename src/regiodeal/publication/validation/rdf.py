"""Reads RDF of a record."""

import json
import warnings
from xml.sax import SAXException

from rdflib import Graph
from rdflib.exceptions import Error as RdfError
from rdflib.plugins.parsers.jsonld import to_rdf

from regiodeal.publication.validation.faults import Fault, Record, Unreadable

JSON_LD = "json-ld"
_FAILURES = (SyntaxError, ValueError, TypeError, AttributeError, SAXException, RdfError)
"""What the parsers raise for what they cannot read."""


def graph_of(record: Record, path: str, syntax: str) -> Graph:
    """Return what a file says. Raises Unreadable where it is not there or is not in this syntax."""
    content = record.read(path)
    graph = Graph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of a class that it uses itself
            _parse(graph, content, syntax, record.root)
    except Exception as error:
        raise Unreadable(Fault(path, "", f"this cannot be read as {syntax}: {error}")) from error
    return graph


def _parse(graph: Graph, content: bytes, syntax: str, root: str) -> None:
    if syntax == JSON_LD:  # by itself, Graph.parse makes a graph of a class that rdflib is about to drop
        to_rdf(json.loads(content), graph, base=root)
    else:
        graph.parse(data=content, format=syntax)
