"""A page for each municipality: what it puts in, what came back, which projects touch it, and a letter about that."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext, ngettext

from regiodeal.publication.rendering import accent, paths, pdf
from regiodeal.publication.rendering.catalogue import Catalogue, Party, Project
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.deal import Deal
from regiodeal.publication.rendering.formatting import count, day_of, euros, listing
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.pictures import catalogued
from regiodeal.publication.rendering.sections import coming, decided, rows
from regiodeal.publication.rendering.sections.coming import Coming

LETTER = "raadsbrief.pdf"
"""The letter for the council, beside the page of a municipality."""

COMING = 40
"""How much of what lies ahead a page and a letter name; they say how much more follows."""


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """What a municipality puts into the deal and what comes back, in words. Amounts are empty where there are none.

    A project that works in more municipalities counts in each: nobody divided its money over them.
    """

    name: str
    short_name: str
    href: str
    stake: str
    published: str
    here: rows.Sum
    led: rows.Sum
    touching: tuple[rows.Row, ...]
    decisions: tuple[decided.Line, ...]
    coming: tuple[Coming, ...]
    later: str
    cofinancing: tuple[tuple[str, str], ...]


def of(told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the list of municipalities with their map, and a page for each, in the language that is spoken."""
    name = name_of(paths.MUNICIPALITIES)
    frame = framed(path=f"{paths.MUNICIPALITIES}index.html", title=name, crumbs=(Crumb(name),))
    found = [about(told, party) for party in told.municipalities]
    outline = catalogued.outline_of(told)
    picture = catalogued.map_of(told, pages=frame.pages, outline=outline) if found else None
    files = page("record/municipalities.html", frame, municipalities=found, picture=picture)
    for party, one in zip(told.municipalities, found, strict=True):
        path = f"{paths.below(paths.MUNICIPALITIES, party.code)}index.html"
        crumbs = (Crumb(name, paths.MUNICIPALITIES), Crumb(one.name, dutch=True))
        frame = framed(path=path, title=one.name, crumbs=crumbs)
        picture = catalogued.map_of(told, pages=frame.pages, about=party, outline=outline) if one.touching else None
        feed = paths.municipality_feed(party.code)
        files |= page("record/municipality.html", frame, page=one, letter=LETTER, feed=feed, picture=picture)
    return files


def letters(told: Catalogue, deal: Deal, fonts: Path) -> Files:
    """Return the letter for the council of each municipality, as PDF in the language that is spoken."""
    files: Files = {}
    root = Addresses.of(told).root
    for party in told.municipalities:
        one = about(told, party)
        data = {
            "deal": asdict(deal),
            "accent": asdict(accent.of(deal.accent)),
            "root": root,
            "stamp": {"number": told.head.number, "day": day_of(told.head.since), "sha256": told.head.sha256},
            "page": asdict(one),
        }
        made_at = datetime.fromisoformat(told.head.since)
        files[f"{one.href}{LETTER}"] = pdf.typeset("gemeente.typ", data, made_at, fonts)
    return files


def about(told: Catalogue, party: Party) -> Municipality:
    """Return what the editions say about a municipality."""
    stake = next((source for source in told.sources if source.party == party.code), None)
    differs = stake is not None and stake.published_cents not in (None, stake.cents)
    touching = told.touching(party.code)
    codes = {project.code for project in touching}
    ahead = coming.of_projects(told, touching)
    return Municipality(
        name=party.heading,
        short_name=party.short_name,
        href=paths.below(paths.MUNICIPALITIES, party.code),
        stake=euros(stake.cents) if stake else "",
        published=euros(stake.published_cents) if stake and differs else "",
        here=rows.added([project for project in touching if party.code in project.municipalities]),
        led=rows.added([project for project in touching if project.lead == party.code]),
        touching=tuple(rows.of(told, project, why=_why(project, party.code)) for project in touching),
        decisions=decided.of(one for one in told.decisions if one.project in codes),
        coming=ahead[:COMING],
        later=_later(len(ahead) - COMING),
        cofinancing=tuple(
            (project.name, euros(one.cents))
            for project in told.projects
            for one in project.cofinancing
            if one.party.casefold() == party.name.casefold()
        ),
    )


def _later(number: int) -> str:
    if number <= 0:
        return ""
    return count(number, ngettext("Daarna volgt er nog %(number)s.", "Daarna volgen er nog %(number)s.", number))


def _why(project: Project, code: str) -> str:
    roles = [one.role for one in project.participants if one.party == code]
    reasons = [
        gettext("werkt hier") if code in project.municipalities else "",
        gettext("penvoerder") if project.lead == code else "",
        gettext("doet mee") if roles and project.lead != code else "",
    ]
    return listing([reason for reason in reasons if reason])
