"""Reads XML of a record with the line of each element, and fetches nothing."""

from typing import Any

from lxml import etree

from regiodeal.publication.validation.faults import Fault, Record, Unreadable


def root_of(record: Record, path: str) -> Any:
    """Return the root element of a file. Raises Unreadable where it is not there or is not XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(record.read(path), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(Fault(path, f"line {error.lineno}", f"this is not XML: {error.msg}")) from error


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def line_of(element: Any) -> str:
    """Return where an element stands."""
    return f"line {element.sourceline}"
