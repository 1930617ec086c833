"""Projects, where they work, the amounts that sources mention, and what others contribute."""

from collections.abc import Iterator

from regiodeal.partners.choices import OrganisationKind
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector
from regiodeal.projects.choices import FigureKind, LinkKind, Stage
from regiodeal.publication.rendering.catalogue import Catalogue, Project
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.data.columns import Column, Kind, Row, Table
from regiodeal.publication.rendering.languages import gettext_noop

PROJECT = Column(
    name="project", kind=Kind.CODE, about=gettext_noop("Code van het project; blijft, ook als de naam verandert."),
    thing=Thing.PROJECT,
)  # fmt: skip


def _projects(catalogue: Catalogue, addresses: Addresses) -> Iterator[Row]:
    pillars = {pillar.code: pillar.name for pillar in catalogue.pillars}
    for project in catalogue.projects:
        yield (
            addresses.thing(Thing.PROJECT, project.code), project.code, project.name, project.about or None,
            project.pillar or None, pillars.get(project.pillar) if project.pillar else None, project.stage,
            project.lead or None, project.parties, project.places, project.municipalities, _parent(project),
            project.ends_on or None, project.known,
            project.contribution_cents if project.known else None, project.reserved_cents,
            project.resolutions, project.stamp.number, project.stamp.version, project.stamp.since,
            project.stamp.sha256,
        )  # fmt: skip


def _parent(project: Project) -> str | None:
    return next((link.code for link in project.links if link.kind == LinkKind.PART_OF), None)


def _places(catalogue: Catalogue, _addresses: Addresses) -> Iterator[Row]:
    known = {one.name.casefold(): one for one in catalogue.localities}
    own = _municipalities_by_name(catalogue)
    for project in catalogue.projects:
        for name in dict.fromkeys(project.places):
            place = known.get(name.casefold())
            yield (
                project.code, name, place.municipality if place else own.get(name.casefold()),
                place.latitude if place else None, place.longitude if place else None, project.stamp.number,
            )  # fmt: skip


def _municipalities_by_name(catalogue: Catalogue) -> dict[str, str]:
    found = {}
    for party in catalogue.municipalities:
        name = party.name.casefold()
        found[name] = found[name.removeprefix("gemeente ")] = party.code
    return found


def _figures(catalogue: Catalogue, _addresses: Addresses) -> Iterator[Row]:
    for project in catalogue.projects:
        for number, (kind, cents) in enumerate(project.figures, 1):
            yield project.code, number, kind, cents, project.stamp.number


def _cofinancing(catalogue: Catalogue, _addresses: Addresses) -> Iterator[Row]:
    for project in catalogue.projects:
        for number, one in enumerate(project.cofinancing, 1):
            yield (
                project.code, number, one.phase, one.party, one.sector, one.form, one.origin,
                one.party_to_deal, one.cents, project.stamp.number,
            )  # fmt: skip


_EDITION = Column(
    name="editie", kind=Kind.NUMBER, about=gettext_noop("Nummer van de editie waaruit dit komt."), thing=Thing.EDITION
)

PROJECTS = Table(
    name="projecten",
    title=gettext_noop("Projecten"),
    about=gettext_noop("Elk project zoals de nieuwste editie het vertelt, met wat de Regio Deal bijdraagt."),
    of="Project",
    key=("project",),
    rows=_projects,
    columns=(
        Column(name="adres", kind=Kind.LINK, about=gettext_noop("Vast adres en kenmerk van het project.")),
        PROJECT,
        Column(name="naam", kind=Kind.TEXT, about=gettext_noop("Naam van nu."), term="http://purl.org/dc/terms/title"),
        Column(name="samenvatting", kind=Kind.TEXT, about=gettext_noop("Eerste alinea van de beschrijving."),
               optional=True, term="http://purl.org/dc/terms/description"),
        Column(name="pijler", kind=Kind.CODE, about=gettext_noop("Code van de pijler."), optional=True,
               thing=Thing.PILLAR),
        Column(name="pijler_naam", kind=Kind.TEXT, about=gettext_noop("Naam van de pijler."), optional=True),
        Column(name="stand", kind=Kind.CODE, about=gettext_noop("Hoe ver het project is."), codes=dict(Stage.choices)),
        Column(name="penvoerder", kind=Kind.CODE, about=gettext_noop("Code van de partij die verantwoordelijk is."),
               optional=True, thing=Thing.PARTY),
        Column(name="partijen", kind=Kind.LIST, about=gettext_noop("Codes van wie meedoet, de penvoerder voorop."),
               thing=Thing.PARTY),
        Column(name="plaatsen", kind=Kind.LIST, about=gettext_noop("Namen van de plaatsen waar het project werkt.")),
        Column(name="gemeenten", kind=Kind.LIST, about=gettext_noop("Codes van de gemeenten van die plaatsen."),
               thing=Thing.PARTY),
        Column(name="onderdeel_van", kind=Kind.CODE, about=gettext_noop("Code van het project waar dit onder valt."),
               optional=True, thing=Thing.PROJECT),
        Column(name="einddatum", kind=Kind.DAY, about=gettext_noop("Laatste dag van de laatste fase."), optional=True),
        Column(name="bijdrage_bekend", kind=Kind.YES_NO,
               about=gettext_noop("Of over de bijdrage van de Regio Deal iets bekend is.")),
        Column(name="bijdrage_cent", kind=Kind.CENTS, optional=True,
               about=gettext_noop("Wat de Regio Deal bijdraagt: toegekend, bevoorschot en vastgesteld samen.")),
        Column(name="gereserveerd_cent", kind=Kind.CENTS,
               about=gettext_noop("Wat voor het project is gereserveerd en nog niet toegekend.")),
        Column(name="besluiten", kind=Kind.LIST, about=gettext_noop("De besluiten over het project, het oudste eerst."),
               thing=Thing.DECISION),
        _EDITION,
        Column(name="versie", kind=Kind.NUMBER, about=gettext_noop("Versie van de projectpagina.")),
        Column(name="openbaar_sinds", kind=Kind.MOMENT, about=gettext_noop("Sinds wanneer die versie openbaar is.")),
        Column(name="sha256", kind=Kind.TEXT, about=gettext_noop("Kenmerk van die editie.")),
    ),
)  # fmt: skip

PLACES = Table(
    name="plaatsen",
    title=gettext_noop("Plaatsen"),
    about=gettext_noop("Waar elk project werkt: een regel per project en plaats."),
    of="Place",
    key=("project", "plaats"),
    rows=_places,
    columns=(
        PROJECT,
        Column(name="plaats", kind=Kind.TEXT, about=gettext_noop("Naam van de plaats of gemeente.")),
        Column(name="gemeente", kind=Kind.CODE, about=gettext_noop("Code van de gemeente waarin de plaats ligt."),
               optional=True, thing=Thing.PARTY),
        Column(name="breedtegraad", kind=Kind.DEGREES, about=gettext_noop("Breedtegraad van de plaats (WGS84)."),
               optional=True, term="http://www.w3.org/2003/01/geo/wgs84_pos#lat"),
        Column(name="lengtegraad", kind=Kind.DEGREES, about=gettext_noop("Lengtegraad van de plaats (WGS84)."),
               optional=True, term="http://www.w3.org/2003/01/geo/wgs84_pos#long"),
        _EDITION,
    ),
)  # fmt: skip

FIGURES = Table(
    name="bedragen",
    title=gettext_noop("Genoemde bedragen"),
    about=gettext_noop("Bedragen die bronnen bij een project noemen naast de bijdrage, met wat zij betekenen."),
    of="Figure",
    key=("project", "nummer"),
    rows=_figures,
    columns=(
        PROJECT,
        Column(name="nummer", kind=Kind.NUMBER, about=gettext_noop("Volgnummer binnen het project.")),
        Column(name="soort", kind=Kind.CODE, about=gettext_noop("Wat het bedrag betekent."),
               codes=dict(FigureKind.choices)),
        Column(name="bedrag_cent", kind=Kind.CENTS, about=gettext_noop("Het genoemde bedrag.")),
        _EDITION,
    ),
)  # fmt: skip

COFINANCING = Table(
    name="cofinanciering",
    title=gettext_noop("Cofinanciering"),
    about=gettext_noop("Wat anderen aan projecten bijdragen, in geld of in natura, naast de Regio Deal."),
    of="CoFinancing",
    key=("project", "nummer"),
    rows=_cofinancing,
    columns=(
        PROJECT,
        Column(name="nummer", kind=Kind.NUMBER, about=gettext_noop("Volgnummer binnen het project.")),
        Column(name="fase", kind=Kind.NUMBER, about=gettext_noop("Fase waarvoor het is; leeg voor het hele project."),
               optional=True),
        Column(name="partij", kind=Kind.TEXT, about=gettext_noop("Wie bijdraagt.")),
        Column(name="sector", kind=Kind.CODE, about=gettext_noop("Van wie het geld is."), codes=dict(Sector.choices)),
        Column(name="vorm", kind=Kind.CODE, about=gettext_noop("In geld of in natura."),
               codes=dict(ContributionForm.choices)),
        Column(name="herkomst", kind=Kind.CODE, about=gettext_noop("Waar het geld vandaan komt."),
               codes=dict(MoneyOrigin.choices)),
        Column(name="deelnemer_deal", kind=Kind.YES_NO, about=gettext_noop("Of die partij de deal sloot.")),
        Column(name="bedrag_cent", kind=Kind.CENTS, about=gettext_noop("Het bedrag of de waarde."), optional=True),
        _EDITION,
    ),
)  # fmt: skip


def _parties(catalogue: Catalogue, addresses: Addresses) -> Iterator[Row]:
    pledged = {source.party: source.cents for source in catalogue.sources if source.party}
    for party in catalogue.parties.values():
        yield (
            addresses.thing(Thing.PARTY, party.code), party.code, party.name, party.kind or None,
            party.identifier or None, party.signatory, pledged.get(party.code),
        )  # fmt: skip


PARTIES = Table(
    name="partijen",
    title=gettext_noop("Partijen"),
    about=gettext_noop("Wie de deal sloot, en wie er in projecten meedoet."),
    of="Party",
    key=("partij",),
    rows=_parties,
    columns=(
        Column(name="adres", kind=Kind.LINK, about=gettext_noop("Vast adres en kenmerk van de partij.")),
        Column(name="partij", kind=Kind.CODE, about=gettext_noop("Code van de partij."), thing=Thing.PARTY),
        Column(name="naam", kind=Kind.TEXT, about=gettext_noop("Naam."), term="http://xmlns.com/foaf/0.1/name"),
        Column(name="soort", kind=Kind.CODE, about=gettext_noop("Wat voor organisatie het is."), optional=True,
               codes=dict(OrganisationKind.choices)),
        Column(name="tooi", kind=Kind.LINK, optional=True, term="http://www.w3.org/2002/07/owl#sameAs",
               about=gettext_noop("Waaronder de overheid de organisatie kent (TOOI).")),
        Column(name="ondertekenaar", kind=Kind.YES_NO, about=gettext_noop("Of de partij de deal sloot.")),
        Column(name="inleg_cent", kind=Kind.CENTS, optional=True,
               about=gettext_noop("Wat de partij zelf in de deal inlegt, waar dat per partij bekend is.")),
    ),
)  # fmt: skip
