"""Where every euro is, in four ways: each a chart with the same figures in tables beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.text import capfirst
from django.utils.translation import gettext

from regiodeal.funding import phases, where
from regiodeal.funding.behind import ANY_PROJECT, INSIDE
from regiodeal.funding.choices import Flow, PlaceKind
from regiodeal.funding.where import HELD, NO_PILLAR, Holding, Year
from regiodeal.office.money import charts, tables
from regiodeal.office.money.filters import UNDIVIDED, AsOfForm, link
from regiodeal.office.money.tables import Cell, Heading, Row, Table
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project


class Asked:
    """What is asked of a deal, and the addresses of what stands behind a figure of it."""

    def __init__(self, deal: Deal, form: AsOfForm, order: str = "") -> None:
        self.deal, self.kept, self.as_of, self.order = deal, form.kept, form.as_of, order

    def behind(self, **asked: object) -> str:
        """Return the address of the transfers behind a figure."""
        return link("transfers", self.deal, **{**self.kept, **asked})

    def in_places(self, part: Mapping[str, object], kind: str) -> str:
        """Return the address of the transfers behind what places of a kind hold; without one, of any kind."""
        return self.behind(soort=kind or INSIDE, **part)

    def in_flow(self, part: Mapping[str, object], flow: str) -> str:
        """Return the address of the transfers of a flow."""
        return self.behind(stroom=flow, **part)


@dataclass(frozen=True)
class Breakdown:
    """A chart and tables, of which the first is the one that it draws; and what a reader must know about them."""

    tables: tuple[Table, ...]
    chart: charts.Chart | None = None
    note: str = ""


def by_pillar(asked: Asked) -> Breakdown:
    """Show what each pillar holds."""
    found = where.by_pillar(asked.deal, asked.as_of)
    found = [row for row in found if row.code != NO_PILLAR or any(row.cents.values())]
    names = [row.name or str(UNDIVIDED) for row in found]
    rows = [Row(name, _held(asked, row.cents, pijler=row.code)) for name, row in zip(names, found, strict=True)]
    table = Table(
        gettext("Per pijler"),
        Heading(gettext("Pijler")),
        tables.headings([*_kinds().values(), gettext("Samen")]),
        rows,
        Row(gettext("Samen"), _held(asked, _summed(found))),
    )
    return Breakdown((table,), _chart(zip(names, (row.cents for row in found), strict=True)))


def by_source(asked: Asked) -> Breakdown:
    """Show what each source pledged, and by calculation where that is now."""
    found = where.by_source(asked.deal, asked.as_of)
    table = Table(
        gettext("Per bron: wat elke bron toezegde, en waar dat nu is"),
        Heading(gettext("Bron")),
        tables.headings([gettext("Toegezegd"), *_kinds().values()]),
        [Row(row.name, _of_source(asked, row.cents, bron=row.code)) for row in found],
        Row(gettext("Samen"), _of_source(asked, _summed(found))),
    )
    note = gettext(
        "De verdeling over de bronnen is een berekening. Een euro draagt geen naam: elke euro van de deal komt uit "
        "alle bronnen, in verhouding tot wat zij toezegden. Op centen wordt afgerond volgens de grootste rest, zodat "
        "alles precies optelt."
    )
    return Breakdown((table,), _chart((row.name, row.cents) for row in found), note)


def by_project(asked: Asked) -> Breakdown:
    """Show what each project holds that ever held money, in the order that is asked."""
    held = where.by_project(asked.deal, asked.as_of)
    kinds = {kind: label for kind, label in _kinds().items() if kind != PlaceKind.FREE}
    key, down = asked.order.lstrip("-"), asked.order.startswith("-")
    key = key if key in {*kinds, "samen", "pijler"} else "naam"

    def row(named: tuple[str, Project]) -> Row:
        name, project = named
        return Row(
            name,
            _held(asked, held[project.pk], kinds, project=project.code),
            href=link("project", asked.deal, project.code),
            about=project.pillar.name if project.pillar else "",
        )

    rows = tables.OnDemand(_sorted_projects(asked.deal, held, key, down), row)
    summed = {kind: sum(one[kind] for one in held.values()) for kind in kinds}
    amounts = {**kinds, "samen": gettext("Samen")}
    table = Table(
        gettext("Per project"),
        _heading("naam", gettext("Project"), key, down),
        [_heading(order, label, key, down, falling=True) for order, label in amounts.items()],
        rows,
        Row(gettext("Samen"), _held(asked, summed, kinds, project=ANY_PROJECT)),
        about=_heading("pijler", gettext("Pijler"), key, down),
    )
    return Breakdown((table,))


def by_year(asked: Asked) -> Breakdown:
    """Show what each year ended with, what happened in it, and all that happened until its end."""
    years = where.by_year(asked.deal, asked.as_of)
    held = _ends(asked, years)
    note = gettext(
        "Het jaar is dat waarin een boeking telt: de dag van het besluit, de beschikking of de verantwoording."
    )
    drawn = _chart((row.name, one.held) for row, one in zip(held.rows, years, strict=True))
    return Breakdown((held, _within(asked, years), _until(asked, years)), drawn, note)


def _ends(asked: Asked, years: list[Year]) -> Table:
    rows = [
        Row(gettext("eind %(year)s") % {"year": one.year}, _held(asked, one.held, op=_last_day(asked, one)))
        for one in years
    ]
    labels = [*_kinds().values(), gettext("Samen")]
    return Table(gettext("Stand aan het einde van het jaar"), Heading(gettext("Jaar")), tables.headings(labels), rows)


def _within(asked: Asked, years: list[Year]) -> Table:
    flows = _flows()
    rows = [
        Row(str(one.year), tables.cells(flows, one.within, partial(asked.in_flow, {"jaar": one.year}))) for one in years
    ]
    all_years = years[-1].until if years else dict.fromkeys(flows, 0)
    return Table(
        gettext("In het jaar zelf"),
        Heading(gettext("Jaar")),
        tables.headings(flows.values()),
        rows,
        Row(gettext("Alle jaren"), tables.cells(flows, all_years, partial(asked.in_flow, {}))),
        note=gettext("Alleen wat in dat jaar telt. Een tegenboeking gaat af van wat zij herstelt."),
    )


def _until(asked: Asked, years: list[Year]) -> Table:
    flows = _flows()
    rows = [
        Row(
            gettext("t/m %(year)s") % {"year": one.year},
            tables.cells(flows, one.until, partial(asked.in_flow, {"op": _last_day(asked, one)})),
        )
        for one in years
    ]
    return Table(
        gettext("Tot en met het jaar, opgeteld"),
        Heading(gettext("Jaar")),
        tables.headings(flows.values()),
        rows,
        note=gettext("Alles vanaf het begin van de deal; dit is dus geen bedrag van één jaar."),
    )


def _last_day(asked: Asked, year: Year) -> date:
    return min(date(year.year, 12, 31), asked.as_of.on or date.max)


def _sorted_projects(
    deal: Deal, held: Mapping[int, Mapping[str, int]], key: str, down: bool
) -> list[tuple[str, Project]]:
    names = phases.present_names(deal)
    projects = Project.objects.filter(deal=deal, pk__in=list(held)).select_related("pillar")
    found = sorted(((names.get(one.pk, one.code), one) for one in projects), key=lambda one: one[0].casefold())
    match key:
        case "naam":
            return found[::-1] if down else found
        case "pijler":
            return sorted(found, key=lambda one: one[1].pillar.name if one[1].pillar else "", reverse=down)
        case "samen":
            return sorted(found, key=lambda one: sum(held[one[1].pk].values()), reverse=down)
    return sorted(found, key=lambda one: held[one[1].pk][key], reverse=down)


def _heading(order: str, label: str, key: str, down: bool, *, falling: bool = False) -> Heading:
    """Return a heading that sorts; a second choice of the same one turns the order round."""
    if order != key:
        return Heading(label, f"-{order}" if falling else order)
    return Heading(label, order if down else f"-{order}", "descending" if down else "ascending")


def _kinds() -> dict[str, str]:
    return {str(kind): capfirst(gettext(str(kind.label))) for kind in HELD}


def _flows() -> dict[str, str]:
    return {str(flow): capfirst(gettext(str(flow.label))) for flow in Flow}


def _chart(rows: charts.Rows) -> charts.Chart:
    return charts.chart(_kinds(), rows)


def _held(
    asked: Asked, figures: Mapping[str, int], kinds: Mapping[str, str] | None = None, **part: object
) -> list[Cell]:
    return tables.cells(kinds or _kinds(), figures, partial(asked.in_places, part), together=gettext("Samen"))


def _of_source(asked: Asked, figures: Mapping[str, int], **part: object) -> list[Cell]:
    """What was pledged comes first, and is the sum of all that follows."""
    pledge = Cell(
        sum(figures.values()), asked.behind(**{"soort": str(PlaceKind.PLEDGED), **part}), gettext("Toegezegd")
    )
    return [pledge, *tables.cells(_kinds(), figures, partial(asked.in_places, part))]


def _summed(rows: list[Holding]) -> dict[str, int]:
    return {str(kind): sum(row.cents[kind] for row in rows) for kind in HELD}
