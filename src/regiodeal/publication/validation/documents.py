"""The documents for the search engine of the state, by DiWoo: by our own strict reading, and by the XSD where it is."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from regiodeal.publication.rendering.data import diwoo, sitemaps, tooi
from regiodeal.publication.validation import visitors, xml_files
from regiodeal.publication.validation.faults import Fault, Record, Unreadable
from regiodeal.publication.validation.formats import is_day, is_moment

XSD = "diwoo-metadata.xsd"

_DIWOO, _SITEMAP = f"{{{diwoo.NAMESPACE}}}", f"{{{sitemaps.NAMESPACE}}}"
_TOLD = ("creatiedatum", "publisher", "format", "classificatiecollectie", "documenthandelingen")
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_CATEGORY = f"{_DIWOO}classificatiecollectie/{_DIWOO}informatiecategorieen/{_DIWOO}informatiecategorie"
_HANDLING = f"{_DIWOO}documenthandelingen/{_DIWOO}documenthandeling"


def check(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the sitemaps of documents; there are none without an address and a known publisher."""
    found = list(record.files(f"{sitemaps.DOCUMENTS}*.xml"))
    if not found and record.root and record.about["publisher"]["identifier"]:
        yield Fault(f"{sitemaps.DOCUMENTS}*.xml", "", "no index of documents is there")
    for index in found:
        try:
            category = _category_of(index)
            for path in visitors.files_of(record, index):
                yield from _sitemap(record, path, category)
        except Unreadable as error:
            yield error.fault


def check_xsd(record: Record, xsd: Path) -> Iterator[Fault]:
    """Yield what the XSD finds in what is told of each document."""
    schema = etree.XMLSchema(etree.parse(xsd))
    for path in record.files("sitemap-diwoo-*.xml"):
        try:
            root = xml_files.root_of(record, path)
        except Unreadable:
            continue  # `check` tells
        for document in root:
            alone = deepcopy(document)
            for address in alone.findall(f"{_SITEMAP}*"):
                alone.remove(address)
            if not schema.validate(alone):
                yield from (Fault(path, xml_files.line_of(document), error.message) for error in schema.error_log)  # type: ignore[attr-defined]  # the stubs do not know that it is a list


def _category_of(index: str) -> tooi.Category:
    name = index.removeprefix(sitemaps.DOCUMENTS).removesuffix(".xml")
    found = next((one for one in tooi.CATEGORIES.values() if one.sitemap == name), None)
    if found is None:
        raise Unreadable(Fault(index, "", f"{name} is no category of information"))
    return found


def _sitemap(record: Record, path: str, category: tooi.Category) -> Iterator[Fault]:
    root = xml_files.root_of(record, path)
    if root.tag != f"{_DIWOO}Documents":
        yield Fault(path, xml_files.line_of(root), f"the root is {root.tag} and not diwoo:Documents")
        return
    seen: set[str] = set()
    for document in root:
        place = xml_files.line_of(document)
        names = [child.tag for child in document]
        if document.tag != f"{_DIWOO}Document" or names != [f"{_SITEMAP}loc", f"{_SITEMAP}lastmod", f"{_DIWOO}DiWoo"]:
            yield Fault(path, place, "a document must have loc, lastmod and diwoo:DiWoo, in that order")
            continue
        address, changed, told = document
        yield from _where(record, path, address, seen)
        if not is_moment(changed.text or ""):
            yield Fault(path, xml_files.line_of(changed), f"{changed.text} is no moment")
        yield from _told(record, path, told, category)


def _where(record: Record, path: str, address: Any, seen: set[str]) -> Iterator[Fault]:
    text = address.text or ""
    wrong = record.leads_nowhere(text) if text.startswith(record.root) else f"{text} is not in this record"
    if wrong:
        yield Fault(path, xml_files.line_of(address), wrong)
    if text in seen:
        yield Fault(path, xml_files.line_of(address), f"{text} is named twice")
    seen.add(text)


def _told(record: Record, path: str, told: Any, category: tooi.Category) -> Iterator[Fault]:
    if [child.tag for child in told] != [f"{_DIWOO}{name}" for name in _TOLD]:
        yield Fault(path, xml_files.line_of(told), f"it must tell {', '.join(_TOLD)}, in that order")
        return
    publisher = record.about["publisher"]
    wanted = (
        ("publisher", publisher["identifier"], publisher["name"]),
        ("format", f"{_FILE_TYPES}PDF", "pdf"),
        (_CATEGORY, category.code.address, category.code.label),
        (f"{_HANDLING}/{_DIWOO}soortHandeling", tooi.ADOPTION.address, tooi.ADOPTION.label),
    )
    for name, resource, label in wanted:
        element = told.find(name if name.startswith("{") else f"{_DIWOO}{name}")
        if element is None or (element.get("resource"), element.text) != (resource, label):
            yield Fault(path, xml_files.line_of(told), f"{name.rpartition('}')[2]} must be {resource} ({label})")
    for name in (f"{_DIWOO}creatiedatum", f"{_HANDLING}/{_DIWOO}atTime"):
        text = told.findtext(name) or ""
        if not text or not is_day(text):
            yield Fault(path, xml_files.line_of(told), f"{name.rpartition('}')[2]} is no day: {text!r}")
