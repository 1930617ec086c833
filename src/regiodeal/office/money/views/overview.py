"""Where every euro is: per pillar, per source, per project and per year, on any day, as known at any moment."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from regiodeal.accounts.roles import Permission
from regiodeal.funding import where
from regiodeal.funding.choices import PlaceKind
from regiodeal.office.money import breakdowns, tables
from regiodeal.office.money.breakdowns import Asked
from regiodeal.office.money.filters import AsOfForm, link
from regiodeal.office.money.tables import Table
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen

_ON_A_PAGE = 50
_VIEWS = {
    "pijler": (gettext_lazy("Per pijler"), breakdowns.by_pillar),
    "bron": (gettext_lazy("Per bron"), breakdowns.by_source),
    "project": (gettext_lazy("Per project"), breakdowns.by_project),
    "jaar": (gettext_lazy("Per jaar"), breakdowns.by_year),
}


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show where every euro is, in one of four ways."""
    form = AsOfForm(request.GET)
    view = request.GET.get("weergave", "")
    view = view if view in _VIEWS else "pijler"
    asked = Asked(desk.deal, form, request.GET.get("orde", ""))
    shown = _VIEWS[view][1](asked)
    if wanted := sheets.asked(request):
        return sheets.respond(_sheets(shown.tables, wanted), wanted, gettext("geld per %(view)s") % {"view": view})
    context = {
        "desk": desk,
        "form": form,
        "kept": {name: value for name, value in form.kept.items() if value},
        "view": view,
        "views": [
            {"label": label, "here": name == view, "href": link("money", desk.deal, weergave=name, **form.kept)}
            for name, (label, _) in _VIEWS.items()
        ],
        "shown": shown,
        "page": Paginator(shown.tables[0].rows, _ON_A_PAGE).get_page(request.GET.get("pagina")),
        "pledged": sum(where.pledged(desk.deal, form.as_of).values()),
        "all_pledged": asked.behind(soort=str(PlaceKind.PLEDGED)),
    }
    return render(request, "office/money/index.html", context, status=422 if form.errors else 200)


def _sheets(shown: tuple[Table, ...], wanted: sheets.Form) -> list[sheets.Sheet]:
    """Text has no sheets, so it gets the first table alone."""
    return [tables.sheet(table) for table in (shown[:1] if wanted is sheets.Form.CSV else shown)]
