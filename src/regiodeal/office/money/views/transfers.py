"""The transfers behind a figure, those of one place with its running balance, and what they rest on."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.funding import behind
from regiodeal.funding.behind import ANY_PROJECT, INSIDE, Selection
from regiodeal.funding.choices import BasisKind, Flow, PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.where import NO_PILLAR
from regiodeal.office.money import names
from regiodeal.office.money.filters import UNDIVIDED, AsOfForm, TransfersForm, link
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen
from regiodeal.web.sheets import Sheet

_ON_A_PAGE = 50


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the transfers behind a figure, and their sum."""
    form = TransfersForm(desk.deal, request.GET)
    selection = form.selection
    if selection.of_one_source and not desk.deal.sources.filter(code=selection.source).exists():
        raise Http404
    found = behind.transfers(desk.deal, selection)
    if wanted := sheets.asked(request):
        return sheets.respond(_sheet(found), wanted, gettext("boekingen"))
    summed = behind.total(desk.deal, selection) if selection.is_figure else None
    part = behind.part_of_source(desk.deal, selection) if selection.of_one_source else None
    context = {
        "desk": desk,
        "form": form,
        "as_of": selection.as_of,
        "about": list(_about(desk.deal, selection)),
        "narrowed": bool(request.GET),
        "sum": summed if part is None else part,
        "whole": None if part is None else summed,
        "page": _page(request, found),
    }
    return render(request, "office/money/transfers.html", context, status=422 if form.errors else 200)


@screen(Permission.READ)
def place(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show one place: its transfers in the order in which they count, with what it held after each."""
    places = Place.objects.select_related("deal", "source", "pillar", "project").prefetch_related("project__names")
    found = get_object_or_404(places, deal=desk.deal, key=key)
    form = AsOfForm(request.GET)
    listed = behind.statement(found, form.as_of)
    if wanted := sheets.asked(request):
        return sheets.respond(_sheet(listed, running=True), wanted, found.key.replace("/", "-"))
    last = listed.last()
    context = {
        "desk": desk,
        "form": form,
        "as_of": form.as_of,
        "place": found,
        "name": names.place(found),
        "held": getattr(last, "running", 0),
        "page": _page(request, listed),
    }
    return render(request, "office/money/place.html", context, status=422 if form.errors else 200)


@screen(Permission.READ)
def basis(request: HttpRequest, desk: Desk, kind: str, reference: str) -> HttpResponse:
    """Show what transfers rest on: the agreement, a grant order or a statement, with those transfers."""
    bases = Basis.objects.select_related("under__under__resolution", "under__resolution", "resolution")
    found = get_object_or_404(bases, deal=desk.deal, kind=kind, reference=reference)
    listed = behind.described(Transfer.objects.filter(basis=found)).order_by("sequence")
    context = {
        "desk": desk,
        "basis": found,
        "kind": BasisKind(found.kind),
        "chain": list(_above(found)),
        "below": found.below.order_by("on", "id"),
        "page": _page(request, listed),
    }
    return render(request, "office/money/basis.html", context)


def lines(transfers: Iterable[Transfer]) -> list[dict[str, Any]]:
    """Return transfers as a list shows them: with the names of their places and the address of their basis."""
    return [
        {
            "transfer": one,
            "signed": getattr(one, "signed", one.cents),
            "running": getattr(one, "running", None),
            "origin": names.place(one.origin),
            "destination": names.place(one.destination),
            "basis": basis_address(one.basis),
            "corrected_by": getattr(one, "corrected_by", None),
        }
        for one in transfers
    ]


def basis_address(found: Basis) -> str:
    """Return the address of what a transfer rests on; `deal` of the basis is the deal of the desk."""
    if found.kind == BasisKind.RESOLUTION:
        return link("resolution", found.deal, found.reference) or link("basis", found.deal, found.kind, found.reference)
    return link("basis", found.deal, found.kind, found.reference)


def _page(request: HttpRequest, found: Any) -> Page[Transfer]:
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("pagina"))
    page.lines = lines(page.object_list)  # type: ignore[attr-defined]
    return page


def _above(found: Basis) -> Iterable[dict[str, Any]]:
    """Yield what a basis rests on, the nearest first."""
    above = found.under
    while above is not None:
        yield {"basis": above, "address": basis_address(above)}
        above = above.under


def _about(deal: Deal, selection: Selection) -> Iterable[str]:
    """Say in words which part of the money this is."""
    if selection.kind == INSIDE:
        yield gettext("Alles binnen de deal")
    elif selection.kind:
        yield capfirst(gettext(str(PlaceKind(selection.kind).label)))
    if selection.flow:
        yield capfirst(gettext(str(Flow(selection.flow).label)))
    if selection.source:
        yield str(deal.sources.filter(code=selection.source).first() or selection.source)
    if selection.pillar:
        pillar = deal.pillars.filter(code=selection.pillar).first()
        yield str(UNDIVIDED) if selection.pillar == NO_PILLAR else str(pillar)
    if selection.project == ANY_PROJECT:
        yield gettext("alle projecten")
    elif selection.project:
        project = Project.objects.filter(deal=deal, code=selection.project).first()
        yield project.name if project else selection.project
    if selection.phase:
        yield gettext("fase %(phase)s") % {"phase": selection.phase}
    if selection.year:
        yield str(selection.year)


def _sheet(found: Iterable[Transfer], *, running: bool = False) -> Sheet:
    columns = [
        sheets.number(gettext("Boeking")),
        sheets.day(gettext("Telt vanaf")),
        sheets.text(gettext("Van")),
        sheets.text(gettext("Naar")),
        sheets.euros(gettext("Bedrag")),
        *([sheets.euros(gettext("Stand daarna"))] if running else []),
        sheets.text(gettext("Grond")),
        sheets.text(gettext("Vastgelegd op")),
        sheets.number(gettext("Herstelt boeking")),
    ]
    return Sheet(gettext("Boekingen"), columns, [_values(line, running) for line in lines(found)])


def _values(line: dict[str, Any], running: bool) -> list[Any]:
    one: Transfer = line["transfer"]
    return [
        one.sequence,
        one.counts_from,
        line["origin"],
        line["destination"],
        line["signed"],
        *([line["running"]] if running else []),
        f"{gettext(str(BasisKind(one.basis.kind).label))} {one.basis.reference}",
        one.recorded_at.isoformat(timespec="seconds"),
        one.corrects.sequence if one.corrects else None,
    ]
