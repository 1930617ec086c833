"""The feed of everything that was published, corrected or withdrawn: Atom, RFC 4287."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering import editions, paths
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.visibility import WITHDRAW, PublicEditions, public_since

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = (paths.DECISION_LIST, paths.PROGRAMME)
"""What readers of the feed wait for; a project page or an excerpt of the ledger follows from these."""


def of(public: PublicEditions, deal: Deal) -> bytes:
    """Return the feed over decision lists and programmes, newest first. Ids never change."""
    newest = sorted(
        (envelope for envelope in public.editions if envelope.kind in _KINDS and _tells(envelope)),
        key=lambda envelope: (datetime.fromisoformat(public_since(envelope)), envelope.number),
        reverse=True,
    )[:_ENTRIES]
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "nl"})
    _add(feed, "id", f"tag:{_authority(deal)},2019:{deal.code}")
    _add(feed, "title", deal.name)
    _add(feed, "updated", public_since(newest[0]) if newest else "1970-01-01T00:00:00Z")
    _add(_add(feed, "author"), "name", deal.publisher)
    _link(feed, "self", paths.FEED, "application/atom+xml")
    _link(feed, "alternate", "./", "text/html")
    for envelope in newest:
        _entry(feed, envelope, deal)
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _tells(envelope: Envelope) -> bool:
    return envelope.has_content or envelope.act == WITHDRAW


def _entry(feed: ElementTree.Element, envelope: Envelope, deal: Deal) -> None:
    edition = editions.of(envelope)
    own = deals.of(envelope.snapshot) if envelope.snapshot else deal
    entry = _add(feed, "entry")
    day = envelope.published_at[:10]
    _add(entry, "id", f"tag:{_authority(own)},{day}:{envelope.deal}:editie:{envelope.number}")
    _add(entry, "title", _title(envelope, edition))
    _add(entry, "published", envelope.published_at)
    _add(entry, "updated", public_since(envelope))
    _link(entry, "alternate", edition.page or edition.subject_page, "text/html")
    _add(entry, "summary", envelope.reason or f"{edition.noun}, versie {edition.version}, {edition.act_label}.")


def _title(envelope: Envelope, edition: editions.Edition) -> str:
    if envelope.snapshot is None:
        return f"Ingetrokken: {edition.noun.lower()} {envelope.subject}"
    title = str(envelope.snapshot["title"])
    return f"Gecorrigeerd: {title}" if envelope.act == "correct" else title


def _authority(deal: Deal) -> str:
    """Return who stands behind a tag URI (RFC 4151): the site of the deal, or the domain of its mail."""
    host = urlsplit(deal.website).hostname if deal.website else ""
    return (host or deal.email.rpartition("@")[2] or "regiodeal.invalid").lower()


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    if text:
        element.text = _NOT_XML.sub("", text)
    return element


def _link(parent: ElementTree.Element, relation: str, href: str, media_type: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "type": media_type, "href": href})
