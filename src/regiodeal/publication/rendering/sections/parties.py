"""A page for each organisation: party to the deal or not, and what it does in which project. People are not in it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.partners.choices import OrganisationKind
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue, Party, Project
from regiodeal.publication.rendering.formatting import day, listing
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files, said
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.pictures import catalogued
from regiodeal.publication.rendering.sections import rows


@dataclass(frozen=True)
class Listed:
    """A party in the list of parties."""

    name: str
    href: str
    kind: str
    projects: int


def of(told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the list of parties with who works with whom, and a page for each, in the language that is spoken."""
    name = name_of(paths.PARTIES)
    frame = framed(path=f"{paths.PARTIES}index.html", title=name, crumbs=(Crumb(name),))
    found = sorted(told.parties.values(), key=lambda party: party.name.casefold())
    joined = {party.code: [one for one in told.projects if party.code in one.parties] for party in found}
    listed = [Listed(one.heading, address(one), _kind(one), len(joined[one.code])) for one in found if one.signatory]
    others = [
        Listed(one.heading, address(one), _kind(one), len(joined[one.code])) for one in found if not one.signatory
    ]
    picture = catalogued.network_of(told, pages=frame.pages) if found else None
    files = page("record/parties.html", frame, signatories=listed, others=others, picture=picture)
    for party in found:
        crumbs = (Crumb(name, paths.PARTIES), Crumb(party.heading, dutch=True))
        files |= page(
            "record/party.html",
            framed(path=f"{address(party)}index.html", title=party.heading, crumbs=crumbs),
            party=party,
            kind=_kind(party),
            municipality=paths.below(paths.MUNICIPALITIES, party.code) if party in told.municipalities else "",
            projects=[rows.of(told, project, why=_role(project, party.code)) for project in joined[party.code]],
            led=rows.added([project for project in joined[party.code] if project.lead == party.code]),
        )
    return files


def address(party: Party) -> str:
    """Return the folder of the page of a party."""
    return paths.below(paths.PARTIES, party.code)


def _kind(party: Party) -> str:
    return said(str(OrganisationKind(party.kind).label)) if party.kind else ""


def _role(project: Project, code: str) -> str:
    parts = [gettext("penvoerder")] if project.lead == code else []
    for one in project.participants:
        if one.party == code:
            since = gettext("vanaf %(day)s") % {"day": day(one.since)} if one.since else ""
            until = gettext("tot %(day)s") % {"day": day(one.until)} if one.until else ""
            parts.append(" ".join(part for part in (one.role or gettext("deelnemer"), since, until) if part))
    return listing(list(dict.fromkeys(parts)))
