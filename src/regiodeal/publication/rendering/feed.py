"""The feeds: Atom (RFC 4287) of everything published, corrected or withdrawn, and for each pillar and municipality."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from heapq import nlargest
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.utils.translation import gettext

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering import editions, formatting, mailing, paths
from regiodeal.publication.rendering.catalogue import Catalogue, Decision, Party, Pillar, Project
from regiodeal.publication.rendering.data import xml
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.visibility import WITHDRAW, public_since

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
_KINDS = (paths.DECISION_LIST, paths.PROGRAMME, paths.MAILING, paths.EVENT_MONTH)
"""What readers of the feed wait for; a project page or an excerpt of the ledger follows from the lists."""

_SINCE = "2019"
"""The year in the ids of what is not tied to a day."""

_LONG_AGO = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that happened. Its id never changes; `published` is empty where only the last change is known.

    `language` is that of the title, and empty where it is that of the feed.
    """

    id: str
    title: str
    href: str
    published: str = ""
    updated: str
    summary: str
    language: str = ""


class _Made(NamedTuple):
    """Something to tell: since when, what names it among what is told since then, and what makes its entry."""

    since: str
    name: str
    entry: Callable[[Deal, Addresses], Entry]


def of(catalogue: Catalogue, deal: Deal) -> bytes:
    """Return the feed over decision lists, programmes and messages, newest first. Ids never change."""
    newest_months = {one.number for one in catalogue.public.current(paths.EVENT_MONTH)}
    newest = sorted(
        (one for one in catalogue.public.editions if one.kind in _KINDS and _tells(one, newest_months)),
        key=lambda one: (datetime.fromisoformat(public_since(one)), one.number),
        reverse=True,
    )[:_ENTRIES]
    addresses = Addresses.of(catalogue)
    entries = [_edition(envelope, deal, addresses) for envelope in newest]
    return _written(deal, addresses, _Head(id=_tag(deal), title=deal.name, path=paths.FEED, page=""), entries)


def of_parts(catalogue: Catalogue) -> Files:
    """Return a feed for each pillar and each municipality: the decisions about its projects, and their pages."""
    if not catalogue.about:
        return {}
    files: Files = {}
    for pillar in catalogue.pillars:
        if pillar.code:
            files[paths.pillar_feed(pillar.code)] = _of_pillar(catalogue, pillar)
    for party in catalogue.municipalities:
        files[paths.municipality_feed(party.code)] = _of_municipality(catalogue, party)
    return files


def _of_pillar(catalogue: Catalogue, pillar: Pillar) -> bytes:
    projects = [project for project in catalogue.projects if project.pillar == pillar.code]
    path = paths.pillar_feed(pillar.code)
    return _of_projects(catalogue, pillar.name, path, f"pijler:{pillar.code}", projects)


def _of_municipality(catalogue: Catalogue, party: Party) -> bytes:
    path = paths.municipality_feed(party.code)
    return _of_projects(catalogue, party.name, path, f"gemeente:{party.code}", catalogue.touching(party.code))


def _of_projects(catalogue: Catalogue, name: str, path: str, own: str, projects: Sequence[Project]) -> bytes:
    deal, addresses = deals.of({"deal": catalogue.about}), Addresses.of(catalogue)
    known = {project.code for project in projects}
    made = [_Made(one.stamp.since, one.code, partial(_page, one)) for one in projects]
    decided = (one for one in catalogue.decisions if one.project in known)
    made += [_Made(one.stamp.since, one.reference, partial(_decision, one)) for one in decided]
    newest = nlargest(_ENTRIES, made, key=lambda one: (datetime.fromisoformat(one.since), one.name))
    entries = [one.entry(deal, addresses) for one in newest]
    head = _Head(id=f"{_tag(deal)}:{own}", title=f"{name} – {deal.name}", path=path, page=path.removesuffix(paths.FEED))
    return _written(deal, addresses, head, entries)


def _decision(one: Decision, deal: Deal, addresses: Addresses) -> Entry:
    amount = one.contribution_cents if one.contribution_cents is not None else one.release_cents
    outcome = str(Outcome(one.outcome).label)
    told = [str(DecisionKind(one.kind).label), outcome, *([formatting.euros(amount)] if amount else [])]
    summary = f"{one.body}, {formatting.day(one.held_on)}: {', '.join(told)}."
    return Entry(
        id=f"{_tag(deal)}:besluit:{one.reference}",
        title=f"{one.project_name}: {', '.join(told[1:])}",
        href=addresses.thing(Thing.DECISION, one.reference),
        updated=one.stamp.since,
        summary=f"{summary} {one.reason}".strip(),
    )


def _page(project: Project, deal: Deal, addresses: Addresses) -> Entry:
    return Entry(
        id=f"{_tag(deal)}:project:{project.code}",
        title=project.name,
        href=addresses.thing(Thing.PROJECT, project.code),
        updated=project.stamp.since,
        summary=project.about
        or gettext("Versie %(version)s van de projectpagina.") % {"version": project.stamp.version},
    )


def _edition(envelope: Envelope, deal: Deal, addresses: Addresses) -> Entry:
    edition = editions.of(envelope)
    snapshot = envelope.snapshot
    own = deals.of(snapshot) if snapshot else deal
    told = f"{edition.noun}, versie {edition.version}, {edition.act_label}."
    message = snapshot if snapshot and envelope.kind == paths.MAILING else None
    return Entry(
        id=f"{_tag(own, envelope.published_at[:10])}:editie:{envelope.number}",
        title=_title(envelope, edition),
        href=addresses.file(edition.page or edition.subject_page),
        published=envelope.published_at,
        updated=public_since(envelope),
        summary=envelope.reason or (f"{mailing.kind_of(message)}, {edition.day}." if message else told),
        language=message["language"] if message else "",
    )


def _title(envelope: Envelope, edition: editions.Edition) -> str:
    snapshot = envelope.snapshot
    if snapshot is None:
        return f"Ingetrokken: {edition.noun.lower()} {envelope.subject}"
    title = str(snapshot["title"])
    return f"Gecorrigeerd: {title}" if envelope.act == "correct" else title


def _tells(envelope: Envelope, newest_months: Set[int]) -> bool:
    """Of a month, which changes every few days, only the newest programme tells something."""
    if envelope.kind == paths.EVENT_MONTH and envelope.has_content:
        return envelope.number in newest_months
    return envelope.has_content or envelope.act == WITHDRAW


@dataclass(frozen=True, kw_only=True)
class _Head:
    """What stands above the entries; `path` is where the feed stands, and `page` says the same to people."""

    id: str
    title: str
    path: str
    page: str


def _written(deal: Deal, addresses: Addresses, head: _Head, entries: Sequence[Entry]) -> bytes:
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "nl"})
    xml.added(feed, "id", head.id)
    xml.added(feed, "title", head.title)
    xml.added(feed, "updated", entries[0].updated if entries else _LONG_AGO)
    xml.added(xml.added(feed, "author"), "name", deal.publisher or deal.name)
    _link(feed, "self", addresses.file(head.path), "application/atom+xml")
    _link(feed, "alternate", addresses.file(head.page) or "./", "text/html")
    for entry in entries:
        _add(feed, entry)
    return xml.written(feed)


def _add(feed: ElementTree.Element, entry: Entry) -> None:
    element = xml.added(feed, "entry")
    xml.added(element, "id", entry.id)
    xml.added(element, "title", entry.title, **({"xml:lang": entry.language} if entry.language else {}))
    if entry.published:
        xml.added(element, "published", entry.published)
    xml.added(element, "updated", entry.updated)
    _link(element, "alternate", entry.href, "text/html")
    xml.added(element, "summary", entry.summary)


def _tag(deal: Deal, since: str = _SINCE) -> str:
    """Return how the ids of a deal begin (tag URI, RFC 4151): the site of the deal or the domain of its mail, a date on
    which that was ours, and the code of the deal."""
    host = urlsplit(deal.website).hostname if deal.website else ""
    authority = (host or deal.email.rpartition("@")[2] or "regiodeal.invalid").lower()
    return f"tag:{authority},{since}:{deal.code}"


def _link(parent: ElementTree.Element, relation: str, href: str, media_type: str) -> None:
    xml.added(parent, "link", rel=relation, type=media_type, href=href)
