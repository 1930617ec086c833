"""The pages over all editions: home, lists, the ledger and the chain."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import (
    about,
    accent,
    catalogue,
    editions,
    languages,
    paths,
    pdf,
)
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering.catalogue import Catalogue, Stamp
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.expected import Expected
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files, gettext_noop
from regiodeal.publication.rendering.listings import DecisionListRow
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.sections import (
    agenda,
    as_of,
    compare,
    home,
    ledger_pages,
    months,
    municipalities,
    parties,
    pillars,
    projects,
    search,
    updates,
)
from regiodeal.publication.rendering.years import by_year
from regiodeal.publication.visibility import PublicEditions

_NO_ACCENT = "#3d4a45"
_NOT_YET = {
    paths.DECISION_LIST: gettext_noop("Hiervan is nog geen besluitenlijst gepubliceerd."),
    paths.PROGRAMME: gettext_noop("Er is nog geen uitvoeringsprogramma gepubliceerd."),
    paths.PROJECT_PAGE: gettext_noop("Van dit project is nog geen pagina gepubliceerd."),
}

Framed = Callable[..., Frame]
"""Makes the frame of a page, about this deal and with the newest edition of the chain."""


def deal_of(public: PublicEditions) -> Deal:
    """Return the deal as the newest public edition names it; by its code alone where nothing is public."""
    for envelope in reversed(public.editions):
        if envelope.has_content:
            return deals.of(envelope.snapshot or {})
    code = next(iter([one.deal for one in public.editions] + [one.deal for one in public.sealed]), "")
    return Deal(code=code, name=code, short_name=code, period="", publisher="", email="", phone="", website="",
                accent=_NO_ACCENT)  # fmt: skip


def of_site(public: PublicEditions, links: Expected, fonts: Path = pdf.FONTS) -> Iterator[tuple[str, bytes]]:
    """Yield every page that is about more than one subject, in every language, with the style sheet of the deal.

    They come section by section, since all of them together can be more than memory holds. `links` is what the public
    pages link to.
    """
    deal, told = deal_of(public), catalogue.of(public)
    with languages.speaking(languages.DUTCH):
        shown = months.STYLE if public.current(paths.EVENT_MONTH) else b""
        files = {paths.DEAL_STYLE: accent.style_sheet(deal.accent) + shown}
        files |= projects.style_sheet(told) | municipalities.letters(told, deal, fonts)
    yield from files.items()
    for section in _sections(public, links, told, deal):
        yield from languages.in_each(section).items()


def _sections(public: PublicEditions, links: Expected, told: Catalogue, deal: Deal) -> Iterator[Callable[[], Files]]:
    newest = Stamp.of(public.editions[-1]) if public.editions else None
    framed = partial(Frame, deal=deal, stamp=newest, sums_up=True)
    yield partial(home.of, public, told, framed)
    yield partial(_decision_lists, public, framed)
    yield partial(projects.of, told, framed)
    yield partial(pillars.of, told, framed)
    yield partial(municipalities.of, told, framed)
    yield partial(parties.of, told, framed)
    yield partial(agenda.of, told, framed)
    yield partial(updates.of, told, framed)
    yield partial(months.of, public, framed)
    yield partial(ledger_pages.first, ledger_pages.leaves(public, links.transfers), framed)
    yield partial(_chain, public, framed)
    yield partial(_stubs, public, links, framed)
    yield partial(_stubs_of_parts, told, links, framed)
    yield partial(about.of, framed)
    yield partial(as_of.of, public, framed)
    yield partial(compare.index, public, framed)
    yield partial(search.of, framed)
    yield partial(_not_found, framed)


def _not_found(framed: Framed) -> Files:
    frame = framed(path=paths.NOT_FOUND, title=gettext("Pagina niet gevonden"))
    return page("record/not_found.html", frame)


def _newest_lists(public: PublicEditions) -> list[Envelope]:
    return sorted(public.current(paths.DECISION_LIST), key=_held_on, reverse=True)


def _held_on(envelope: Envelope) -> tuple[str, str]:
    meeting: dict[str, Any] = (envelope.snapshot or {})["meeting"]
    return (meeting["held_on"], envelope.subject)


def _section(framed: Framed, section: str, title: str = "") -> Frame:
    """Return the frame of the first page of a section; its title is its name unless another is given."""
    name = name_of(section)
    return framed(path=f"{section}index.html", title=title or name, crumbs=(Crumb(name),))


def _decision_lists(public: PublicEditions, framed: Framed) -> Files:
    rows = [DecisionListRow.of(envelope) for envelope in _newest_lists(public)]
    years = by_year(rows, lambda row: row.iso_day)
    return page("record/decision_lists.html", _section(framed, paths.DECISION_LISTS), years=years)


def _chain(public: PublicEditions, framed: Framed) -> Files:
    title = gettext("Alle edities")
    frame = framed(path=f"{paths.EDITIONS}index.html", title=title, crumbs=(Crumb(title),))
    return page("record/chain.html", frame, links=editions.chain(public.editions, public.sealed))


def _stubs(public: PublicEditions, links: Expected, framed: Framed) -> Files:
    """Return a page for each address that a public page links to and that has no edition that is public yet."""
    files: Files = {}
    for meeting in sorted(links.resolutions.keys() - public.of(paths.DECISION_LIST).keys()):
        gone = [(paths.decision_anchor(number), number) for number in sorted(links.resolutions[meeting])]
        files |= _stub(framed, paths.DECISION_LIST, meeting, gone)
    for code in sorted(links.projects - public.of(paths.PROJECT_PAGE).keys()):
        files |= _stub(framed, paths.PROJECT_PAGE, code)
    if not public.of(paths.PROGRAMME):
        files |= _stub(framed, paths.PROGRAMME)
    return files


def _stubs_of_parts(told: Catalogue, links: Expected, framed: Framed) -> Files:
    """Return a page for each pillar and each party that a programme of an event month names and of which nothing else
    is public."""
    known = {paths.below(paths.PILLARS, pillar.code) for pillar in told.pillars if pillar.code}
    known |= {paths.below(paths.PARTIES, code) for code in told.parties}
    files: Files = {}
    for folder, title in links.folders.items():
        if folder not in known:
            section = f"{folder.partition('/')[0]}/"
            crumbs = (Crumb(name_of(section), section), Crumb(title, dutch=True))
            frame = framed(path=f"{folder}index.html", title=title, crumbs=crumbs)
            files |= page("record/not_yet.html", frame, told=gettext("Hierover is nog niets gepubliceerd."), gone=())
    return files


def _stub(framed: Framed, kind: str, subject: str = "", gone: Sequence[tuple[str, int]] = ()) -> Files:
    noun = gettext("Project") if kind == paths.PROJECT_PAGE else editions.noun_of(kind)
    title = f"{noun} {subject}".strip()
    frame = framed(path=f"{paths.folder_of(kind, subject)}index.html", title=title, crumbs=(Crumb(title),))
    return page("record/not_yet.html", frame, told=gettext(_NOT_YET[kind]), gone=gone)
