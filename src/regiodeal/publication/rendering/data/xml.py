"""Writes XML as text of UTF-8 with an indent, without the characters that XML has no place for."""

import re
from xml.etree import ElementTree

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def added(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """Return a new element in a parent, with what XML can hold of a text."""
    element = ElementTree.SubElement(parent, name, attributes)
    if text:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """Return what XML can hold of a text."""
    return _NOT_XML.sub("", text)


def written(root: ElementTree.Element) -> bytes:
    """Return a document."""
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
