"""The feeds, as RFC 4287 asks them."""

from collections.abc import Iterator
from typing import Any

from regiodeal.publication.rendering import paths
from regiodeal.publication.validation import xml_files
from regiodeal.publication.validation.faults import Fault, Record, Unreadable
from regiodeal.publication.validation.formats import is_address, is_moment

_ATOM = "{http://www.w3.org/2005/Atom}"


def check(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the feeds of a record."""
    found = list(record.files(f"**/{paths.FEED}"))
    if paths.FEED not in found:
        yield Fault(paths.FEED, "", "the file is not there")
    seen: dict[str, str] = {}
    for path in found:
        try:
            feed = xml_files.root_of(record, path)
        except Unreadable as error:
            yield error.fault
            continue
        yield from _feed(record, path, feed)
        own = (feed.findtext(f"{_ATOM}id") or "").strip()
        if own in seen:
            yield Fault(path, xml_files.line_of(feed), f"{seen[own]} has the same id: {own}")
        seen[own] = path


def _feed(record: Record, path: str, feed: Any) -> Iterator[Fault]:
    if feed.tag != f"{_ATOM}feed":
        yield Fault(path, xml_files.line_of(feed), f"the root is {feed.tag} and not an Atom feed")
        return
    yield from _once(path, feed)
    entries = feed.findall(f"{_ATOM}entry")
    if feed.find(f"{_ATOM}author/{_ATOM}name") is None:
        bare = [entry for entry in entries if entry.find(f"{_ATOM}author/{_ATOM}name") is None]
        yield from (Fault(path, xml_files.line_of(one), "neither it nor the feed has an author") for one in bare)
        if not entries:
            yield Fault(path, xml_files.line_of(feed), "it has no author")
    yield from _self(record, path, feed)
    seen: set[str] = set()
    for entry in entries:
        yield from _once(path, entry)
        yield from _alternates(record, path, entry)
        own = entry.findtext(f"{_ATOM}id") or ""
        if own in seen:
            yield Fault(path, xml_files.line_of(entry), f"another entry has the same id: {own}")
        seen.add(own)
    newest = max((entry.findtext(f"{_ATOM}updated") or "" for entry in entries), default="")
    if newest and (feed.findtext(f"{_ATOM}updated") or "") < newest:
        yield Fault(path, xml_files.line_of(feed), "it was updated before its newest entry")


def _once(path: str, element: Any) -> Iterator[Fault]:
    """Yield which of the elements that must be there once is not, or does not say what it should."""
    for name in ("id", "title", "updated"):
        found = element.findall(f"{_ATOM}{name}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield Fault(path, xml_files.line_of(element), f"it must have one {name}, with a value")
    moments = [*element.findall(f"{_ATOM}updated"), *element.findall(f"{_ATOM}published")]
    for moment in moments:
        if moment.text and not is_moment(moment.text):
            yield Fault(path, xml_files.line_of(moment), f"{moment.text} is no moment (RFC 3339)")
    own = element.findtext(f"{_ATOM}id")
    if own and not is_address(own):
        yield Fault(path, xml_files.line_of(element), f"its id is no absolute address: {own}")


def _self(record: Record, path: str, feed: Any) -> Iterator[Fault]:
    own = [link for link in feed.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    if len(own) != 1:
        yield Fault(path, xml_files.line_of(feed), "it must have one link to itself")
    elif own[0].get("href") != f"{record.root}{path}":
        yield Fault(path, xml_files.line_of(own[0]), f"the link to itself leads to {own[0].get('href')}")
    yield from _alternates(record, path, feed)


def _alternates(record: Record, path: str, element: Any) -> Iterator[Fault]:
    links = [link for link in element.findall(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if not links:
        yield Fault(path, xml_files.line_of(element), "it has no link to a page")
    for link in links:
        wrong = record.leads_nowhere(link.get("href", "")) if record.root else ""
        if wrong:
            yield Fault(path, xml_files.line_of(link), wrong)
