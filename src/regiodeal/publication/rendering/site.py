"""The pages over all editions: home, lists, the ledger, open data, the chain, and the feed."""

from dataclasses import dataclass
from typing import Any

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import (
    accent,
    decision_list,
    editions,
    expected,
    feed,
    ledger,
    paths,
    programme,
    tables,
)
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.formatting import count
from regiodeal.publication.rendering.html import Crumb, Frame, render
from regiodeal.publication.rendering.listings import DecisionListRow, projects_of
from regiodeal.publication.visibility import PublicEditions

_NO_ACCENT = "#3d4a45"
Files = dict[str, bytes]


@dataclass(frozen=True)
class OpenFile:
    """A file that others may build on: what it holds and where it is."""

    name: str
    href: str
    about: str


def deal_of(public: PublicEditions) -> Deal:
    """Return the deal as the newest public edition names it; by its code alone where nothing is public."""
    for envelope in reversed(public.editions):
        if envelope.has_content:
            return deals.of(envelope.snapshot or {})
    code = next(iter([one.deal for one in public.editions] + [one.deal for one in public.sealed]), "")
    return Deal(code=code, name=code, short_name=code, period="", publisher="", email="", phone="", website="",
                accent=_NO_ACCENT)  # fmt: skip


def of_site(public: PublicEditions) -> Files:
    """Return every page that is about more than one subject, with the style sheet of the deal."""
    deal = deal_of(public)
    files = {
        paths.HOME: _home(public, deal),
        f"{paths.DECISION_LISTS}index.html": _decision_lists(public, deal),
        f"{paths.PROJECTS}index.html": _projects(public, deal),
        f"{paths.DATA}index.html": _data(public, deal),
        f"{paths.EDITIONS}index.html": _chain(public, deal),
        paths.NOT_FOUND: render(
            "record/not_found.html", Frame(path=paths.NOT_FOUND, title="Pagina niet gevonden", deal=deal)
        ),
        paths.FEED: feed.of(public, deal),
        paths.DEAL_STYLE: accent.style_sheet(deal.accent),
        f"{paths.DATA}besluiten.csv": _all_decisions(public),
    }
    return files | _ledger(public, deal) | _stubs(public, deal)


def _home(public: PublicEditions, deal: Deal) -> bytes:
    lists = _newest_lists(public)
    programmes = public.current(paths.PROGRAMME)
    newest = lists[0] if lists else None
    return render(
        "record/home.html",
        Frame(path=paths.HOME, title=deal.name, deal=deal),
        latest=decision_list.of(newest) if newest else None,
        latest_href=paths.decision_list(newest.subject) if newest else "",
        programme=programme.of(programmes[0]) if programmes else None,
        programme_edition=editions.of(programmes[0]) if programmes else None,
        lists=count(len(lists), "besluitenlijst", "besluitenlijsten"),
        transfers=count(len(ledger.joined(public.current(paths.LEDGER))), "boeking", "boekingen"),
        projects=count(len(projects_of(public)), "project", "projecten"),
        editions=count(len(public.editions) + len(public.sealed), "editie", "edities"),
    )


def _newest_lists(public: PublicEditions) -> list[Envelope]:
    return sorted(public.current(paths.DECISION_LIST), key=_held_on, reverse=True)


def _held_on(envelope: Envelope) -> tuple[str, str]:
    meeting: dict[str, Any] = (envelope.snapshot or {})["meeting"]
    return (meeting["held_on"], envelope.subject)


def _decision_lists(public: PublicEditions, deal: Deal) -> bytes:
    rows = [DecisionListRow.of(envelope) for envelope in _newest_lists(public)]
    frame = Frame(
        path=f"{paths.DECISION_LISTS}index.html",
        title="Besluitenlijsten",
        deal=deal,
        crumbs=(Crumb("Besluitenlijsten"),),
    )
    return render("record/decision_lists.html", frame, rows=rows)


def _projects(public: PublicEditions, deal: Deal) -> bytes:
    programmes = public.current(paths.PROGRAMME)
    frame = Frame(path=f"{paths.PROJECTS}index.html", title="Projecten", deal=deal, crumbs=(Crumb("Projecten"),))
    return render(
        "record/projects.html",
        frame,
        groups=projects_of(public).groups,
        programme=programme.of(programmes[0]) if programmes else None,
    )


def _ledger(public: PublicEditions, deal: Deal) -> Files:
    excerpts = sorted(public.current(paths.LEDGER), key=lambda envelope: (envelope.snapshot or {})["first"])
    transfers = ledger.joined(excerpts)
    there = {transfer.sequence for transfer in transfers}
    absent = sorted(expected.of(public).transfers - there)
    frame = Frame(path=f"{paths.LEDGER_ROOT}index.html", title="Grootboek", deal=deal, crumbs=(Crumb("Grootboek"),))
    page = render(
        "record/ledger.html",
        frame,
        transfers=transfers,
        excerpts=[editions.of(envelope) for envelope in excerpts],
        absent=[(paths.transfer_anchor(sequence), sequence) for sequence in absent],
        closing=(excerpts[-1].snapshot or {})["closing"] if excerpts else "",
    )
    rows = [row for envelope in excerpts for row in tables.transfers(envelope.snapshot or {})]
    return {
        f"{paths.LEDGER_ROOT}index.html": page,
        f"{paths.LEDGER_ROOT}grootboek.csv": tables.written(tables.TRANSFER_COLUMNS, rows),
    }


def _all_decisions(public: PublicEditions) -> bytes:
    lists = reversed(_newest_lists(public))
    rows = [row for envelope in lists for row in tables.decisions(envelope.snapshot or {})]
    return tables.written(tables.DECISION_COLUMNS, rows)


def _data(public: PublicEditions, deal: Deal) -> bytes:
    files = [
        OpenFile("Alle besluiten", f"{paths.DATA}besluiten.csv", "Elk besluit uit de actuele besluitenlijsten."),
        OpenFile("Het hele grootboek", f"{paths.LEDGER_ROOT}grootboek.csv", "Elke boeking en waarop zij rust."),
    ]
    for envelope in public.current(paths.PROGRAMME):
        table = next(file for file in editions.files(envelope) if file.href.endswith(".csv"))
        files.append(
            OpenFile("Alle projecten", table.href, f"Uit het uitvoeringsprogramma, versie {envelope.version}.")
        )
    frame = Frame(path=f"{paths.DATA}index.html", title="Open data", deal=deal, crumbs=(Crumb("Open data"),))
    return render(
        "record/data.html",
        frame,
        files=files,
        columns=(
            ("besluiten.csv", tables.DECISION_COLUMNS),
            ("uitvoeringsprogramma.csv", tables.PROJECT_COLUMNS),
            ("grootboek.csv", tables.TRANSFER_COLUMNS),
        ),
        current=[
            editions.of(envelope)
            for kind in (paths.DECISION_LIST, paths.PROGRAMME, paths.LEDGER)
            for envelope in public.current(kind)
        ],
    )


def _chain(public: PublicEditions, deal: Deal) -> bytes:
    frame = Frame(path=f"{paths.EDITIONS}index.html", title="Alle edities", deal=deal, crumbs=(Crumb("Alle edities"),))
    return render("record/chain.html", frame, links=editions.chain(public.editions, public.sealed))


def _stubs(public: PublicEditions, deal: Deal) -> Files:
    """Return a page for each address that a public page links to and that has no edition that is public yet."""
    links = expected.of(public)
    files: Files = {}
    for meeting in sorted(links.resolutions.keys() - public.of(paths.DECISION_LIST).keys()):
        gone = [(paths.decision_anchor(number), number) for number in sorted(links.resolutions[meeting])]
        files |= _stub(
            f"{paths.decision_list(meeting)}index.html", f"Besluitenlijst {meeting}", "besluitenlijst", deal, gone
        )
    for code in sorted(links.projects - public.of(paths.PROJECT_PAGE).keys()):
        files |= _stub(f"{paths.project(code)}index.html", f"Project {code}", "projectpagina", deal, [])
    if not public.of(paths.PROGRAMME):
        files |= _stub(f"{paths.PROGRAMME_ROOT}index.html", "Uitvoeringsprogramma", "uitvoeringsprogramma", deal, [])
    return files


def _stub(path: str, title: str, what: str, deal: Deal, gone: list[tuple[str, int]]) -> Files:
    frame = Frame(path=path, title=title, deal=deal, crumbs=(Crumb(title),))
    return {path: render("record/not_yet.html", frame, what=what, gone=gone)}
