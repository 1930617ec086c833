"""The files of an edition and of a subject: what of which edition stands where in the record."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from regiodeal.common.hashing import canonical
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import (
    calendar,
    decision_list,
    editions,
    languages,
    ledger,
    mailing,
    paths,
    pdf,
    programme,
    project,
    project_changes,
    tables,
)
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering.catalogue import Stamp
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.event_month import month
from regiodeal.publication.rendering.event_month import pages as event_month
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.visibility import Sealed

Gone = tuple[str, int]
"""The anchor and the number of a resolution that a page does not hold any more."""

_VIEWS: dict[str, tuple[str, Callable[[Envelope], Any]]] = {
    paths.DECISION_LIST: ("record/decision_list.html", decision_list.of),
    paths.PROGRAMME: ("record/programme.html", programme.of),
    paths.PROJECT_PAGE: ("record/project.html", project.of),
    paths.LEDGER: ("record/ledger_excerpt.html", ledger.of),
    paths.CALENDAR: ("record/calendar.html", calendar.of),
    paths.MAILING: ("record/mailing.html", mailing.of),
    paths.EVENT_MONTH: ("record/event_month.html", month.of),
}
KINDS = tuple(kind for kind in _VIEWS if kind != paths.CALENDAR)
"""The kinds of which a subject has a page from its own editions. The calendar sums up: conditions stand in it too."""

_PARENTS: dict[str, tuple[str, ...]] = {
    paths.DECISION_LIST: (paths.DECISION_LISTS,),
    paths.PROJECT_PAGE: (paths.PROJECTS,),
    paths.LEDGER: (paths.LEDGER_ROOT,),
    paths.MAILING: (paths.UPDATES, paths.MAILINGS),
    paths.EVENT_MONTH: (paths.MONTHS,),
}
"""The sections that lead to an edition of a kind, where it is no section by itself."""


def of_edition(envelope: Envelope, fonts: Path = pdf.FONTS) -> Files:
    """Return the permanent files of one edition; of one that was withdrawn only its place in the chain.

    Its page is there in every language; documents and data are there once, in Dutch.
    """
    files = {paths.edition(envelope.number): canonical(envelope.as_published())}
    if not envelope.has_content:
        return files
    with languages.speaking(languages.DUTCH):
        edition = editions.of(envelope)
        files |= _documents(envelope, edition.files, fonts)
    if edition.page:
        files |= languages.in_each(partial(_permanent_page, envelope))
    return files


def of_sealed(sealed: Sealed) -> Files:
    """Return the one file that an edition under embargo has."""
    return {paths.edition(sealed.number): canonical(sealed.as_published())}


def of_subject(envelopes: Sequence[Envelope], *, deal: Deal, missing: Collection[int] = ()) -> Files:
    """Return the stable page of a subject, in every language, from its editions, oldest first; of an event month with
    all pages and calendars below it.

    `deal` names the deal where no edition of the subject is public any more. `missing` are numbers of resolutions
    that other pages link to and that the current version does not hold.
    """
    gone = [(paths.decision_anchor(number), number) for number in sorted(missing)]
    files = languages.in_each(partial(_stable_page, envelopes, deal, gone))
    if envelopes[-1].kind == paths.EVENT_MONTH and envelopes[-1].has_content:
        files |= event_month.of(envelopes)
    return files


def version_page(envelope: Envelope) -> bytes:
    """Return the permanent page of one edition whose content is public, in the language that is spoken."""
    return next(iter(_permanent_page(envelope).values()))


def _documents(envelope: Envelope, files: Sequence[editions.File], fonts: Path) -> Files:
    made: Files = {}
    for file in files:
        match file.href.rpartition(".")[2]:
            case "json":
                made[file.href] = canonical(envelope.snapshot)
            case "csv":
                made[file.href] = tables.of(envelope)
            case "pdf":
                made[file.href] = pdf.of(envelope, fonts)
    return made


def _stable_page(envelopes: Sequence[Envelope], deal: Deal, gone: Sequence[Gone]) -> Files:
    newest = envelopes[-1]
    path = f"{paths.folder_of(newest.kind, newest.subject)}index.html"
    versions = tuple(editions.of(envelope) for envelope in reversed(envelopes))
    if newest.has_content:
        steps = project_changes.of(envelopes) if newest.kind == paths.PROJECT_PAGE else ()
        return _page(newest, path, versions=versions, gone=gone, steps=steps)
    frame = Frame(
        path=path,
        title=gettext("%(what)s ingetrokken") % {"what": versions[0].noun},
        deal=deal,
        stamp=Stamp.of(newest),
        crumbs=_crumbs(newest, newest.subject),
    )
    return page("record/withdrawn.html", frame, edition=versions[0], versions=versions, gone=gone)


def _permanent_page(envelope: Envelope) -> Files:
    folder = paths.version_folder_of(envelope.kind, envelope.subject, envelope.version)
    return _page(envelope, f"{folder}index.html", versions=(), gone=())


def _page(
    envelope: Envelope,
    path: str,
    *,
    versions: tuple[editions.Edition, ...],
    gone: Sequence[Gone],
    steps: Sequence[project_changes.Step] = (),
) -> Files:
    template, view = _VIEWS[envelope.kind]
    edition = editions.of(envelope)
    permanent = not versions
    crumbs = _crumbs(envelope, edition.title)
    if permanent:
        own = replace(crumbs[-1], href=edition.subject_page)
        crumbs = (*crumbs[:-1], own, Crumb(gettext("Versie %(version)s") % {"version": envelope.version}))
    frame = Frame(
        path=path,
        title=editions.full_title(edition) if permanent else edition.title,
        deal=deals.of(envelope.snapshot or {}),
        stamp=Stamp.of(envelope),
        crumbs=crumbs,
    )
    return page(
        template,
        frame,
        heading=edition.title,
        page=view(envelope),
        edition=edition,
        permanent=permanent,
        versions=versions,
        gone=gone,
        steps=steps,
    )


def _crumbs(envelope: Envelope, title: str) -> tuple[Crumb, ...]:
    if envelope.kind == paths.MAILING:
        title = editions.name_of(envelope)
    sections = (Crumb(name_of(section), section) for section in _PARENTS.get(envelope.kind, ()))
    return (*sections, Crumb(title, dutch=_is_named(envelope)))


def _is_named(envelope: Envelope) -> bool:
    """Tell whether a subject is called as people named it; what other subjects are called follows the language."""
    return envelope.kind in {paths.PROJECT_PAGE, paths.EVENT_MONTH} and envelope.has_content
