"""The ledger, the pillars with what they hold, and who put the money in."""

from collections.abc import Iterator
from typing import NamedTuple

from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.programme.choices import SourceLevel
from regiodeal.publication.rendering.catalogue import STATES, Catalogue
from regiodeal.publication.rendering.data.addresses import Addresses, Thing
from regiodeal.publication.rendering.data.columns import Column, Kind, Row, Table
from regiodeal.publication.rendering.languages import gettext_noop


class _Place(NamedTuple):
    """A place of money as its key names it: `free/wonen`, `awarded/iq-blvd/1`."""

    kind: str
    pillar: str | None
    project: str | None


def _transfers(catalogue: Catalogue, _addresses: Addresses) -> Iterator[Row]:
    deal = catalogue.about.get("code") or ""
    pillars = {project.code: project.pillar or None for project in catalogue.projects}
    for transfer in catalogue.transfers():
        origin, destination = _place(transfer["from"], pillars), _place(transfer["to"], pillars)
        basis = transfer["basis"]
        yield (
            deal, transfer["sequence"], transfer["counts_from"], transfer["recorded_at"],
            transfer["from"], origin.kind, origin.pillar, origin.project,
            transfer["to"], destination.kind, destination.pillar, destination.project,
            transfer["cents"], basis["kind"], basis["reference"], int(transfer["counts_from"][:4]),
            transfer["sha256"], transfer["corrects"],
        )  # fmt: skip


def _place(key: str, pillars: dict[str, str | None]) -> _Place:
    kind, _, rest = key.partition("/")
    if kind == PlaceKind.PLEDGED:
        return _Place(kind, None, None)
    if kind == PlaceKind.FREE:
        return _Place(kind, None if rest == "-" else rest, None)
    project = rest.partition("/")[0]
    return _Place(kind, pillars.get(project), project)


def _pillars(catalogue: Catalogue, addresses: Addresses) -> Iterator[Row]:
    for pillar in catalogue.pillars:
        yield (
            addresses.thing(Thing.PILLAR, pillar.code) if pillar.code else None, pillar.code or None, pillar.name,
            pillar.cross_cutting, pillar.budget_cents,
            *(pillar.cents[state] for state in STATES),
        )  # fmt: skip


def _sources(catalogue: Catalogue, _addresses: Addresses) -> Iterator[Row]:
    for source in catalogue.sources:
        yield (
            source.code, source.name, source.level, source.party or None, source.cents, source.published_cents,
            source.url or None,
        )  # fmt: skip


def _side(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name=name, kind=Kind.CODE, about=what),
        Column(name=f"{name}_soort", kind=Kind.CODE, about=gettext_noop("Soort plaats in het grootboek."),
               codes=dict(PlaceKind.choices)),
        Column(name=f"{name}_pijler", kind=Kind.CODE, about=gettext_noop("Pijler van die plaats, of van haar project."),
               optional=True, thing=Thing.PILLAR),
        Column(name=f"{name}_project", kind=Kind.CODE, about=gettext_noop("Project van die plaats."), optional=True,
               thing=Thing.PROJECT),
    )  # fmt: skip


TRANSFERS = Table(
    name="boekingen",
    title=gettext_noop("Boekingen"),
    about=gettext_noop("Het hele grootboek: elke verplaatsing van geld, waarop zij rust en met haar kenmerk."),
    of="Transfer",
    key=("boeking",),
    rows=_transfers,
    columns=(
        Column(name="deal", kind=Kind.CODE, about=gettext_noop("Code van de deal.")),
        Column(name="boeking", kind=Kind.NUMBER, about=gettext_noop("Volgnummer in het grootboek."),
               thing=Thing.TRANSFER),
        Column(name="geldt_vanaf", kind=Kind.DAY, about=gettext_noop("Dag vanaf wanneer de boeking telt.")),
        Column(name="vastgelegd_op", kind=Kind.MOMENT, about=gettext_noop("Moment waarop zij is vastgelegd, in UTC.")),
        *_side("van", gettext_noop("Plaats waar het geld vandaan komt.")),
        *_side("naar", gettext_noop("Plaats waar het geld naartoe gaat.")),
        Column(name="cent", kind=Kind.CENTS, about=gettext_noop("Het bedrag, altijd groter dan nul.")),
        Column(name="grond_soort", kind=Kind.CODE, about=gettext_noop("Waar de boeking op rust."),
               codes=dict(BasisKind.choices)),
        Column(name="grond_verwijzing", kind=Kind.CODE, about=gettext_noop("Kenmerk van die grond.")),
        Column(name="jaar", kind=Kind.YEAR, about=gettext_noop("Jaar waarin de boeking telt.")),
        Column(name="hash", kind=Kind.TEXT, about=gettext_noop("Kenmerk van de boeking, over de vorige heen.")),
        Column(name="corrigeert", kind=Kind.NUMBER, about=gettext_noop("Boeking die hiermee wordt rechtgezet."),
               optional=True, thing=Thing.TRANSFER),
    ),
)  # fmt: skip

PILLARS = Table(
    name="pijlers",
    title=gettext_noop("Pijlers"),
    about=gettext_noop("Elke pijler met waar zijn geld is, volgens het nieuwste uitvoeringsprogramma."),
    of="Pillar",
    key=("naam",),
    rows=_pillars,
    columns=(
        Column(name="adres", kind=Kind.LINK, about=gettext_noop("Vast adres en kenmerk van de pijler."), optional=True),
        Column(name="pijler", kind=Kind.CODE, optional=True, thing=Thing.PILLAR,
               about=gettext_noop("Code van de pijler; leeg voor geld dat niet over pijlers is verdeeld.")),
        Column(name="naam", kind=Kind.TEXT, about=gettext_noop("Naam."), term="http://purl.org/dc/terms/title"),
        Column(name="dwarsdoorsnijdend", kind=Kind.YES_NO, about=gettext_noop("Of het door de pijlers heen loopt.")),
        Column(name="budget_cent", kind=Kind.CENTS, optional=True,
               about=gettext_noop("Budget, waar de deal zijn geld over pijlers verdeelt.")),
        Column(name="vrij_cent", kind=Kind.CENTS, about=gettext_noop("Nog niet gereserveerd of toegekend.")),
        Column(name="gereserveerd_cent", kind=Kind.CENTS, about=gettext_noop("Gereserveerd voor projecten.")),
        Column(name="toegekend_cent", kind=Kind.CENTS, about=gettext_noop("Toegekend en nog niet bevoorschot.")),
        Column(name="bevoorschot_cent", kind=Kind.CENTS, about=gettext_noop("Betaald voor de vaststelling.")),
        Column(name="vastgesteld_cent", kind=Kind.CENTS, about=gettext_noop("Definitief vastgesteld.")),
    ),
)  # fmt: skip

SOURCES = Table(
    name="bronnen",
    title=gettext_noop("Bronnen van geld"),
    about=gettext_noop("Wie wat in de deal inlegt, zoals geboekt en zoals gepubliceerd."),
    of="Source",
    key=("bron",),
    rows=_sources,
    columns=(
        Column(name="bron", kind=Kind.CODE, about=gettext_noop("Code van de bron.")),
        Column(name="naam", kind=Kind.TEXT, about=gettext_noop("Naam."), term="http://purl.org/dc/terms/title"),
        Column(name="overheidslaag", kind=Kind.CODE, about=gettext_noop("Welke overheid het is."),
               codes=dict(SourceLevel.choices)),
        Column(name="partij", kind=Kind.CODE, about=gettext_noop("Code van de partij, waar de bron er een is."),
               optional=True, thing=Thing.PARTY),
        Column(name="bedrag_cent", kind=Kind.CENTS, about=gettext_noop("Wat is geboekt.")),
        Column(name="gepubliceerd_cent", kind=Kind.CENTS, optional=True,
               about=gettext_noop("Wat openbaar is gemaakt, waar dat anders is dan geboekt.")),
        Column(name="vindplaats", kind=Kind.LINK, about=gettext_noop("Waar het bedrag staat."), optional=True,
               term="http://purl.org/dc/terms/source"),
    ),
)  # fmt: skip
