"""The list of projects."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.office.projects.listing.forms import Question
from regiodeal.office.projects.listing.rows import ORDERS, Row, rows
from regiodeal.projects.models import Project
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen

_A_PAGE = 50


@dataclass(frozen=True)
class Head:
    """The head of a column that sorts: what it asks when it is followed, and how the list is sorted by it now."""

    label: str
    asks: str
    sorted: str
    amount: bool


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the projects that fit the question, fifty to a page, or all of them as a spreadsheet."""
    form = Question(desk.deal, request.GET)
    wanted = form.wanted(ORDERS)
    found = rows(desk.deal, wanted)
    if asked := sheets.asked(request):
        return sheets.respond(_sheet(found), asked, f"{gettext('projecten')} {desk.deal.short_name}")
    return render(
        request,
        "office/projects/listing/index.html",
        {
            "form": form,
            "wanted": wanted,
            "page": Paginator(found, _A_PAGE).get_page(request.GET.get("pagina")),
            "heads": [_head(column, label, wanted.order) for column, label in _labels().items()],
            "is_empty": not found and not Project.objects.filter(deal=desk.deal).exists(),
            "may_edit": desk.may(Permission.EDIT_PROJECTS),
        },
    )


def _labels() -> dict[str, str]:
    """Return the headings of the columns, by the word that asks to sort by them."""
    return {
        "naam": gettext("Project"),
        "pijler": gettext("Pijler"),
        "stand": gettext("Stand"),
        "trekker": gettext("Trekker"),
        "toegekend": gettext("Toegekend"),
        "gereserveerd": gettext("Gereserveerd"),
    }


_AMOUNTS = {"toegekend", "gereserveerd"}


def _head(column: str, label: str, order: str) -> Head:
    """Text sorts upwards first, amounts downwards; following the same head again turns the list around."""
    first, other = (f"-{column}", column) if column in _AMOUNTS else (column, f"-{column}")
    now = {column: "ascending", f"-{column}": "descending"}.get(order, "")
    return Head(label, other if order == first else first, now, column in _AMOUNTS)


def _sheet(found: list[Row]) -> sheets.Sheet:
    text, euros = sheets.text, sheets.euros
    labels = _labels()
    columns = [
        text(gettext("Code")),
        *(euros(labels[name]) if name in _AMOUNTS else text(labels[name]) for name in labels),
    ]
    return sheets.Sheet(
        gettext("Projecten"),
        columns,
        [
            (row.code, row.name, row.pillar, gettext(row.stage_label), row.lead, row.granted, row.reserved)
            for row in found
        ],
    )
