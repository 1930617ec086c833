"""One edition as a page names it: its version, its place in the chain, and its files."""

from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import decision_list, paths, programme
from regiodeal.publication.rendering.formatting import day_of, moment_of
from regiodeal.publication.rendering.languages import gettext_noop
from regiodeal.publication.visibility import WITHDRAW, Sealed, public_since

SHORT_HASH = 12
"""Digits of a hash that a page shows where the whole hash is one click away."""

_NOUNS = {
    paths.DECISION_LIST: gettext_noop("Besluitenlijst"),
    paths.PROGRAMME: gettext_noop("Uitvoeringsprogramma"),
    paths.PROJECT_PAGE: gettext_noop("Projectpagina"),
    paths.LEDGER: gettext_noop("Grootboek"),
    paths.CALENDAR: gettext_noop("Agenda"),
    paths.MAILING: gettext_noop("Bericht"),
    paths.EVENT_MONTH: gettext_noop("Programma"),
}
_HAS_PDF = {paths.DECISION_LIST, paths.PROGRAMME, paths.EVENT_MONTH}
_HAS_CSV = {paths.DECISION_LIST, paths.PROGRAMME, paths.LEDGER, paths.EVENT_MONTH}
_HAS_NO_PAGE = {paths.LEDGER}


@dataclass(frozen=True)
class File:
    """A file to download: what it is, and its address from the root of the record."""

    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition on a page. Addresses count from the root of the record; `page` is empty where there is none."""

    number: int
    version: int
    noun: str
    title: str
    names_version: bool
    subject: str
    act: str
    act_label: str
    day: str
    moment: str
    embargo: str
    reason: str
    corrects: int | None
    corrects_file: str
    sha256: str
    short_hash: str
    snapshot_sha256: str
    gone: bool
    page: str
    subject_page: str
    edition_file: str
    files: tuple[File, ...]


def of(envelope: Envelope) -> Edition:
    """Return an edition as a page names it. `gone` where its content is not public any more."""
    gone = not envelope.has_content
    folder = paths.version_folder_of(envelope.kind, envelope.subject, envelope.version)
    return Edition(
        number=envelope.number,
        version=envelope.version,
        noun=noun_of(envelope.kind),
        title=title_of(envelope),
        names_version=not gone and envelope.kind == paths.PROGRAMME,
        subject=envelope.subject,
        act=envelope.act,
        act_label=_act_label(envelope),
        day=day_of(public_since(envelope)),
        moment=moment_of(public_since(envelope)),
        embargo=moment_of(envelope.embargo_until) if envelope.embargo_until else "",
        reason=envelope.reason,
        corrects=envelope.corrects,
        corrects_file=paths.edition(envelope.corrects) if envelope.corrects else "",
        sha256=envelope.sha256,
        short_hash=envelope.sha256[:SHORT_HASH],
        snapshot_sha256=envelope.snapshot_sha256,
        gone=gone,
        page="" if gone or envelope.kind in _HAS_NO_PAGE else folder,
        subject_page=paths.folder_of(envelope.kind, envelope.subject),
        edition_file=paths.edition(envelope.number),
        files=() if gone else files(envelope),
    )


def files(envelope: Envelope) -> tuple[File, ...]:
    """Return the files to download of an edition whose content is public."""
    folder = paths.version_folder_of(envelope.kind, envelope.subject, envelope.version)
    name = paths.FILE_NAMES[envelope.kind]
    found = [File(gettext("JSON, zoals vastgelegd"), f"{folder}{name}.json")]
    if envelope.kind in _HAS_CSV:
        found.insert(0, File(gettext("CSV, voor een rekenblad"), f"{folder}{name}.csv"))
    if envelope.kind in _HAS_PDF:
        found.insert(0, File(gettext("PDF, om te lezen en te bewaren"), f"{folder}{name}.pdf"))
    return tuple(found)


def noun_of(kind: str) -> str:
    """Return what an edition of a kind is called."""
    return gettext(_NOUNS[kind])


def title_of(envelope: Envelope) -> str:
    """Return what an edition is called; by its kind and subject where its content is not public."""
    snapshot = envelope.snapshot
    if snapshot is None:
        return name_of(envelope)
    match envelope.kind:
        case paths.PROJECT_PAGE:
            title = str(snapshot["project"]["name"])
        case paths.MAILING | paths.EVENT_MONTH:
            title = str(snapshot["title"])
        case paths.LEDGER:
            title = gettext("Grootboek, boekingen %(first)s tot en met %(last)s") % snapshot
        case paths.DECISION_LIST:
            title = decision_list.title_of(snapshot)
        case paths.PROGRAMME:
            title = programme.title_of(snapshot, envelope.version)
        case _:
            title = noun_of(envelope.kind)
    return title


def name_of(envelope: Envelope) -> str:
    """Return what an edition is called by its kind and subject alone."""
    named = "" if paths.is_single(envelope.kind) else f" {envelope.subject}"
    return f"{noun_of(envelope.kind)}{named}"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link of the chain of editions, of which the content may be public, withdrawn or under embargo."""

    number: int
    title: str
    href: str
    day: str
    state: str
    reason: str
    edition_file: str
    sha256: str


def chain(editions: tuple[Envelope, ...], sealed: tuple[Sealed, ...]) -> tuple[Link, ...]:
    """Return the whole chain of editions, newest first."""
    links = [_open_link(of(envelope)) for envelope in editions] + [_sealed_link(one) for one in sealed]
    return tuple(sorted(links, key=lambda link: -link.number))


def _open_link(edition: Edition) -> Link:
    return Link(
        number=edition.number,
        title=full_title(edition),
        href=edition.page or edition.subject_page,
        day=edition.day,
        state=edition.act_label if edition.act != "publish" or not edition.gone else gettext("later ingetrokken"),
        reason=edition.reason,
        edition_file=edition.edition_file,
        sha256=edition.sha256,
    )


def full_title(edition: Edition) -> str:
    """Return what an edition is called with its version."""
    if edition.names_version:
        return edition.title
    return gettext("%(title)s, versie %(version)s") % {"title": edition.title, "version": edition.version}


def _sealed_link(sealed: Sealed) -> Link:
    return Link(
        number=sealed.number,
        title=gettext("Onder embargo"),
        href="",
        day="",
        state=gettext("openbaar vanaf %(moment)s") % {"moment": moment_of(sealed.embargo_until)},
        reason="",
        edition_file=paths.edition(sealed.number),
        sha256=sealed.sha256,
    )


def _act_label(envelope: Envelope) -> str:
    if envelope.act == WITHDRAW:
        return gettext("ingetrokken")
    if envelope.act == "correct":
        return gettext("correctie van editie %(number)s") % {"number": envelope.corrects}
    return gettext("eerste uitgave") if envelope.version == 1 else gettext("nieuwe versie")
