"""What others contribute beside the deal: per project, together, and against what the national round prescribes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.funding import cofinancing
from regiodeal.funding.actions import cofinancing as actions
from regiodeal.funding.actions.cofinancing import ChangedMeanwhile
from regiodeal.funding.cofinancing import Line
from regiodeal.funding.models import CoFinancing
from regiodeal.office.money import charts
from regiodeal.office.money.contributions import PartyForm, initial, theirs
from regiodeal.office.money.filters import link
from regiodeal.programme.choices import Sector
from regiodeal.projects.models import Project
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen
from regiodeal.web.sheets import Sheet

_ON_A_PAGE = 50
_MOST_DIGITS = 18  # what a primary key can have
_LOOKS = {
    Sector.REGIONAL_PUBLIC: "awarded",
    Sector.REGIONAL_PRIVATE: "advanced",
    Sector.OTHER: "reserved",
    Sector.STATE: "settled",
}


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show all co-financing of the deal, and whether the prescribed shares are there."""
    rows = list(cofinancing.rows(desk.deal))
    found = cofinancing.of_deal(desk.deal, rows)
    lines = cofinancing.told(rows, found.round)
    if wanted := sheets.asked(request):
        return sheets.respond(_sheet(lines), wanted, gettext("cofinanciering"))
    context = {
        "desk": desk,
        "found": found,
        "chart": _chart(lines),
        "page": Paginator(lines, _ON_A_PAGE).get_page(request.GET.get("pagina")),
        "may": desk.may(Permission.KEEP_MONEY),
        "removed": _removed(request, desk),
    }
    return render(request, "office/money/cofinancing.html", context)


@screen(Permission.KEEP_MONEY, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Note a contribution."""
    given = {"project": request.GET.get("project", "")}
    form = PartyForm(desk.deal, request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        project = get_object_or_404(Project, deal=desk.deal, code=form.cleaned_data["project"])
        try:
            actions.note(project=project, contribution=form.contribution, by=desk.actor, at=timezone.now())
        except Refusal as refusal:
            form.refused(refusal, "fase")
        else:
            messages.success(request, gettext("De bijdrage is genoteerd."))
            return redirect(link("cofinancing", desk.deal))
    context = {"desk": desk, "form": form, "title": gettext("Bijdrage noteren")}
    return render(request, "office/money/contribution.html", context, status=422 if form.errors else 200)


@screen(Permission.KEEP_MONEY, methods=("GET", "HEAD", "POST"))
def change(request: HttpRequest, desk: Desk, row: int) -> HttpResponseBase:
    """Change a contribution; who was second is told what the first changed."""
    found = get_object_or_404(_rows(desk), pk=row, removed_at=None)
    form = PartyForm(desk.deal, request.POST if request.method == "POST" else None, initial=initial(found))
    form.fields["project"].disabled = True
    other: list[tuple[str, str, Any]] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["versie"] or 0
        try:
            actions.change(row=found, contribution=form.contribution, version=version, by=desk.actor, at=timezone.now())
        except ChangedMeanwhile as refusal:
            form.refused(refusal)
            other = theirs(form, refusal.row)
            form.data = {**form.data.dict(), "versie": refusal.row.version}  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.refused(refusal, "fase")
        else:
            messages.success(request, gettext("De bijdrage is gewijzigd."))
            return redirect(link("cofinancing", desk.deal))
    context = {"desk": desk, "form": form, "row": found, "theirs": other, "title": gettext("Bijdrage wijzigen")}
    return render(request, "office/money/contribution.html", context, status=422 if form.errors else 200)


@screen(Permission.KEEP_MONEY, methods=("POST",))
def remove(request: HttpRequest, desk: Desk, row: int) -> HttpResponseBase:
    """Remove a contribution; the list then offers to put it back."""
    found = get_object_or_404(_rows(desk), pk=row)
    version = request.POST.get("versie", "")
    actions.remove(row=found, version=int(version) if version.isdecimal() else 0, by=desk.actor, at=timezone.now())
    return redirect(link("cofinancing", desk.deal, verwijderd=found.pk))


@screen(Permission.KEEP_MONEY, methods=("POST",))
def restore(request: HttpRequest, desk: Desk, row: int) -> HttpResponseBase:
    """Put a removed contribution back."""
    found = get_object_or_404(_rows(desk), pk=row)
    actions.restore(row=found, by=desk.actor, at=timezone.now())
    messages.success(request, gettext("De bijdrage staat er weer."))
    return redirect(link("cofinancing", desk.deal))


def _rows(desk: Desk) -> Any:
    return CoFinancing.objects.filter(project__deal=desk.deal).select_related("project__deal")


def _removed(request: HttpRequest, desk: Desk) -> CoFinancing | None:
    """Return what was removed a moment ago, for whoever may put it back."""
    number = request.GET.get("verwijderd", "")
    if not (number.isdecimal() and len(number) <= _MOST_DIGITS and desk.may(Permission.KEEP_MONEY)):
        return None
    found: CoFinancing | None = _rows(desk).filter(pk=int(number), removed_at__isnull=False).first()
    return found


def _chart(lines: list[Line]) -> charts.Chart:
    """Draw what of each sector is known, apart for what counts and what does not."""
    names = {True: gettext("telt mee"), False: gettext("telt niet mee"), None: gettext("niet te beoordelen")}
    parts: dict[bool | None, dict[str, int]] = {counts: {} for counts in names}
    for line in lines:
        look = _LOOKS[Sector(line.row.sector)]
        held = parts[line.counting.counts]
        held[look] = held.get(look, 0) + (line.row.cents or 0)
    looks = {look: capfirst(gettext(str(sector.label))) for sector, look in _LOOKS.items()}
    return charts.chart(looks, [(capfirst(names[counts]), held) for counts, held in parts.items()])


def _sheet(lines: list[Line]) -> Sheet:
    columns = [
        sheets.text(gettext("Project")),
        sheets.number(gettext("Fase")),
        sheets.text(gettext("Partij")),
        sheets.text(gettext("Soort partij")),
        sheets.text(gettext("Partij bij de deal")),
        sheets.text(gettext("Vorm")),
        sheets.text(gettext("Herkomst van het geld")),
        sheets.euros(gettext("Bedrag")),
        sheets.text(gettext("Telt mee")),
        sheets.text(gettext("Waar blijkt dat uit?")),
    ]
    counts = {True: gettext("ja"), False: gettext("nee"), None: gettext("niet te beoordelen")}
    rows = [
        [
            line.row.project.name,
            line.row.phase,
            line.row.party,
            gettext(line.row.get_sector_display()),
            gettext("ja") if line.row.party_to_deal else gettext("nee"),
            gettext(line.row.get_form_display()),
            gettext(line.row.get_origin_display()),
            line.row.cents,
            counts[line.counting.counts],
            line.row.evidence,
        ]
        for line in lines
    ]
    return Sheet(gettext("Cofinanciering"), columns, rows)
