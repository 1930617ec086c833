"""One edition as a page names it: its version, its place in the chain, and its files."""

from dataclasses import dataclass

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.formatting import day_of, moment_of
from regiodeal.publication.visibility import WITHDRAW, Sealed, public_since

SHORT_HASH = 12
"""Digits of a hash that a page shows where the whole hash is one click away."""

NOUNS = {
    paths.DECISION_LIST: "Besluitenlijst",
    paths.PROGRAMME: "Uitvoeringsprogramma",
    paths.PROJECT_PAGE: "Projectpagina",
    paths.LEDGER: "Grootboek",
    paths.CALENDAR: "Agenda",
}
_HAS_PDF = {paths.DECISION_LIST, paths.PROGRAMME}
_HAS_CSV = {paths.DECISION_LIST, paths.PROGRAMME, paths.LEDGER}
_HAS_PAGE = {paths.DECISION_LIST, paths.PROGRAMME, paths.PROJECT_PAGE, paths.CALENDAR}


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
        noun=NOUNS[envelope.kind],
        title=title_of(envelope),
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
        page="" if gone or envelope.kind not in _HAS_PAGE else folder,
        subject_page=paths.folder_of(envelope.kind, envelope.subject),
        edition_file=paths.edition(envelope.number),
        files=() if gone else files(envelope),
    )


def files(envelope: Envelope) -> tuple[File, ...]:
    """Return the files to download of an edition whose content is public."""
    folder = paths.version_folder_of(envelope.kind, envelope.subject, envelope.version)
    name = paths.FILE_NAMES[envelope.kind]
    found = [File("JSON, zoals vastgelegd", f"{folder}{name}.json")]
    if envelope.kind in _HAS_CSV:
        found.insert(0, File("CSV, voor een rekenblad", f"{folder}{name}.csv"))
    if envelope.kind in _HAS_PDF:
        found.insert(0, File("PDF, om te lezen en te bewaren", f"{folder}{name}.pdf"))
    return tuple(found)


def title_of(envelope: Envelope) -> str:
    """Return what an edition is called; by its kind and subject where its content is not public."""
    snapshot = envelope.snapshot
    if snapshot is None:
        named = "" if envelope.kind == paths.PROGRAMME else f" {envelope.subject}"
        return f"{NOUNS[envelope.kind]}{named}"
    if envelope.kind == paths.PROJECT_PAGE:
        return str(snapshot["project"]["name"])
    if envelope.kind == paths.LEDGER:
        return f"Grootboek, boekingen {snapshot['first']} tot en met {snapshot['last']}"
    return str(snapshot["title"])


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
        title=_title(edition),
        href=edition.page or edition.subject_page,
        day=edition.day,
        state=edition.act_label if edition.act != "publish" or not edition.gone else "later ingetrokken",
        reason=edition.reason,
        edition_file=edition.edition_file,
        sha256=edition.sha256,
    )


def _title(edition: Edition) -> str:
    version = f"versie {edition.version}"
    return edition.title if edition.title.endswith(version) else f"{edition.title}, {version}"


def _sealed_link(sealed: Sealed) -> Link:
    return Link(
        number=sealed.number,
        title="Onder embargo",
        href="",
        day="",
        state=f"openbaar vanaf {moment_of(sealed.embargo_until)}",
        reason="",
        edition_file=paths.edition(sealed.number),
        sha256=sealed.sha256,
    )


def _act_label(envelope: Envelope) -> str:
    if envelope.act == WITHDRAW:
        return "ingetrokken"
    if envelope.act == "correct":
        return f"correctie van editie {envelope.corrects}" if envelope.corrects else "correctie"
    return "eerste uitgave" if envelope.version == 1 else "nieuwe versie"
