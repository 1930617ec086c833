"""Screens about the trail: who did what, when and on what ground."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.audit import queries, trail
from regiodeal.audit.models import AuditLine
from regiodeal.common.moments import OFFICE_TIME
from regiodeal.office.trail.details import Detail, as_text, details
from regiodeal.office.trail.forms import FilterForm
from regiodeal.office.trail.words import group_of, sentence
from regiodeal.programme.models import Deal
from regiodeal.projects.models import ProjectName
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen
from regiodeal.web.sheets import Sheet

PAGE = 50
_CHECK = "controle"


@dataclass(frozen=True)
class Shown:
    """A line as the screen shows it."""

    line: AuditLine
    sentence: str
    group: str
    details: list[Detail]


@screen(Permission.READ_TRAIL)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the trail of the deal, newest first; check its chain, or export what is shown, when that is asked."""
    form = FilterForm(request.GET, people=queries.actors(desk.deal.code))
    form.is_valid()
    found = queries.lines(desk.deal.code, form.asked)
    names = _project_names(desk.deal)
    if wanted := sheets.asked(request):
        rows = [_row(line, names) for line in found.iterator()]
        return sheets.respond(Sheet(gettext("Logboek"), _columns(), rows), wanted, f"logboek-{desk.deal.code}")
    page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "shown": [Shown(line, sentence(line, names), group_of(line.act), details(line.details)) for line in page],
        "filtered": any(form.cleaned_data.values()),
    }
    if _CHECK in request.GET:
        context |= {"checked": True, "broken": list(trail.broken_lines(desk.deal.code))}
    return render(request, "office/trail/index.html", context)


def _project_names(deal: Deal) -> dict[str, str]:
    present = ProjectName.objects.filter(project__deal=deal, until=None)
    return dict(present.values_list("project__code", "name"))


def _columns() -> list[sheets.Column]:
    return [
        sheets.number(gettext("Nummer")),
        sheets.day(gettext("Datum")),
        sheets.text(gettext("Tijd")),
        sheets.text(gettext("Wie")),
        sheets.text(gettext("Account")),
        sheets.text(gettext("Wat")),
        sheets.text(gettext("Handeling")),
        sheets.text(gettext("Onderwerp")),
        sheets.text(gettext("Grond")),
        sheets.text(gettext("Bijzonderheden")),
        sheets.text(gettext("Hash")),
    ]


def _row(line: AuditLine, names: dict[str, str]) -> list[Any]:
    at = line.at.astimezone(OFFICE_TIME)
    told = {key: value for key, value in line.details.items() if key != "account"}
    return [
        line.number,
        at.date(),
        at.strftime("%H:%M:%S"),
        line.actor,
        line.details.get("account", ""),
        sentence(line, names),
        line.act,
        line.subject,
        line.ground,
        as_text(told),
        line.sha256,
    ]
