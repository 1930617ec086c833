"""The files of an edition and of a subject: what of which edition stands where in the record."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from regiodeal.common.hashing import canonical
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering import (
    calendar,
    decision_list,
    editions,
    ledger,
    paths,
    pdf,
    programme,
    project,
    tables,
)
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.html import Crumb, Frame, render
from regiodeal.publication.visibility import Sealed

Files = dict[str, bytes]
"""Contents of files by their path in the record."""

_VIEWS: dict[str, tuple[str, Callable[[Envelope], Any]]] = {
    paths.DECISION_LIST: ("record/decision_list.html", decision_list.of),
    paths.PROGRAMME: ("record/programme.html", programme.of),
    paths.PROJECT_PAGE: ("record/project.html", project.of),
    paths.LEDGER: ("record/ledger_excerpt.html", ledger.of),
    paths.CALENDAR: ("record/calendar.html", calendar.of),
}
KINDS = tuple(_VIEWS)
"""The kinds of editions that have pages."""

_PARENTS = {
    paths.DECISION_LIST: Crumb("Besluitenlijsten", paths.DECISION_LISTS),
    paths.PROJECT_PAGE: Crumb("Projecten", paths.PROJECTS),
    paths.LEDGER: Crumb("Grootboek", paths.LEDGER_ROOT),
}


def of_edition(envelope: Envelope, fonts: Path = pdf.FONTS) -> Files:
    """Return the permanent files of one edition; of one that was withdrawn only its place in the chain."""
    files = {paths.edition(envelope.number): canonical(envelope.as_published())}
    if not envelope.has_content:
        return files
    folder = paths.version_folder_of(envelope.kind, envelope.subject, envelope.version)
    name = f"{folder}{paths.FILE_NAMES[envelope.kind]}"
    edition = editions.of(envelope)
    files[f"{name}.json"] = canonical(envelope.snapshot)
    for file in edition.files:
        if file.href.endswith(".csv"):
            files[file.href] = tables.of(envelope)
        if file.href.endswith(".pdf"):
            files[file.href] = pdf.of(envelope, fonts)
    if edition.page:
        files[f"{folder}index.html"] = version_page(envelope)
    return files


def of_sealed(sealed: Sealed) -> Files:
    """Return the one file that an edition under embargo has."""
    return {paths.edition(sealed.number): canonical(sealed.as_published())}


def of_subject(envelopes: Sequence[Envelope], *, deal: Deal, missing: Collection[int] = ()) -> Files:
    """Return the stable page of a subject from its editions, oldest first.

    `deal` names the deal where no edition of the subject is public any more. `missing` are numbers of resolutions
    that other pages link to and that the current version does not hold.
    """
    newest = envelopes[-1]
    path = f"{paths.folder_of(newest.kind, newest.subject)}index.html"
    versions = tuple(editions.of(envelope) for envelope in reversed(envelopes))
    gone = [(paths.decision_anchor(number), number) for number in sorted(missing)]
    if not newest.has_content:
        frame = Frame(
            path=path, title=f"{versions[0].noun} ingetrokken", deal=deal, crumbs=_crumbs(newest, newest.subject)
        )
        return {path: render("record/withdrawn.html", frame, edition=versions[0], versions=versions, gone=gone)}
    return {path: _page(newest, path, versions=versions, gone=gone)}


def version_page(envelope: Envelope) -> bytes:
    """Return the permanent page of one edition whose content is public."""
    folder = paths.version_folder_of(envelope.kind, envelope.subject, envelope.version)
    return _page(envelope, f"{folder}index.html", versions=(), gone=())


def _page(
    envelope: Envelope, path: str, *, versions: tuple[editions.Edition, ...], gone: Sequence[tuple[str, int]]
) -> bytes:
    template, view = _VIEWS[envelope.kind]
    title = editions.title_of(envelope)
    permanent = not versions
    crumbs = _crumbs(envelope, title)
    if permanent:
        own = Crumb(title, paths.folder_of(envelope.kind, envelope.subject))
        crumbs = (*crumbs[:-1], own, Crumb(f"Versie {envelope.version}"))
    frame = Frame(
        path=path,
        title=f"{title}, versie {envelope.version}" if permanent else title,
        deal=deals.of(envelope.snapshot or {}),
        crumbs=crumbs,
    )
    return render(
        template,
        frame,
        heading=title,
        page=view(envelope),
        edition=editions.of(envelope),
        permanent=permanent,
        versions=versions,
        gone=gone,
    )


def _crumbs(envelope: Envelope, title: str) -> tuple[Crumb, ...]:
    parent = _PARENTS.get(envelope.kind)
    return (parent, Crumb(title)) if parent else (Crumb(title),)
