"""The register as a spreadsheet: out, in, and a look at what would change before it does."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from regiodeal.accounts.roles import Permission
from regiodeal.funding.actions import projects
from regiodeal.office.projects.listing.money import held
from regiodeal.office.projects.register import preview, upload, wording, workbook
from regiodeal.office.projects.register.limits import limits
from regiodeal.programme.models import Deal
from regiodeal.projects.actions.spreadsheet import OtherThanSeen
from regiodeal.projects.register_sheet import planning, reading, standing, writing
from regiodeal.projects.register_sheet.faults import Fault
from regiodeal.projects.register_sheet.layout import Kind
from regiodeal.projects.register_sheet.planning import Plan
from regiodeal.web import sheets
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.forms import OfficeForm

_COLUMNS = {Kind.EUROS: sheets.euros, Kind.DAY: sheets.day, Kind.NUMBER: sheets.number}
_MOST_FAULTS = 200
"""Shown at once; who has mended these uploads again."""


class UploadForm(OfficeForm):
    """A spreadsheet from the reader's own machine."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet (.xlsx of .ods)"),
        allow_empty_file=True,  # an empty file gets its own words
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}),
        error_messages={"required": gettext_lazy("Kies eerst een bestand.")},
    )


@screen(Permission.READ, methods=(*SAFE, "POST"))
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer the register as a spreadsheet; read one that is uploaded, and tell its faults or show what would change."""
    if request.method != "POST":
        return _page(request, UploadForm())
    desk.require(Permission.EDIT_PROJECTS)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    file = form.cleaned_data["file"]
    try:
        read = reading.read(workbook.grids(file.read(workbook.MOST_BYTES + 1)))
    except workbook.CannotOpen as error:
        form.add_error("file", wording.trouble(error.trouble))
        return _page(request, form)
    plan = planning.plan(read, standing.register(desk.deal), limits(desk.deal))
    if plan.faults:
        return _page(request, form, plan.faults)
    try:
        notes = _told(read.notes)
        upload.keep(request.session, deal=desk.deal.code, name=file.name, reading=read, plan=plan, notes=notes)
    except upload.TooMuch:
        form.add_error("file", gettext("Er verandert te veel in één keer. Verdeel de projecten over meer bestanden."))
        return _page(request, form)
    return redirect("office:register_check", desk.deal.code)


@screen(Permission.READ)
def export(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:  # noqa: ARG001 - the edge's shape
    """Give the whole register as a spreadsheet that can be taken in again."""
    if form not in {sheets.Form.XLSX, sheets.Form.ODS}:
        raise Http404
    register = standing.register(desk.deal)
    written = [
        sheets.Sheet(
            table.title, [_COLUMNS.get(kind, sheets.text)(heading) for heading, kind in table.columns], table.rows
        )
        for table in writing.tables(register, _money(desk.deal))
    ]
    return sheets.respond(written, sheets.Form(form), f"register {desk.deal.short_name}")


@screen(Permission.EDIT_PROJECTS, methods=(*SAFE, "POST"))
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what the spreadsheet would change, and take it in when that is confirmed."""
    waiting = upload.kept(request.session, desk.deal.code)
    if waiting is None:
        messages.info(request, gettext("Er wacht geen spreadsheet. Kies het bestand opnieuw."))
        return redirect("office:register", desk.deal.code)
    kept, read = waiting
    if request.method == "POST":
        try:
            done = projects.take_in(
                deal=desk.deal,
                reading=read,
                seen=request.POST.get("seen", ""),
                by=desk.actor,
                at=timezone.now(),
                limits=limits,
            )
        except OtherThanSeen as refusal:
            return _preview(request, desk, kept, refusal.plan, changed=True)
        upload.forget(request.session)
        number = len(done.changes)
        told = ngettext("%(number)d project is opgenomen.", "%(number)d projecten zijn opgenomen.", number)
        messages.success(request, told % {"number": number})
        return redirect("office:projects", desk.deal.code)
    plan = planning.plan(read, standing.register(desk.deal), limits(desk.deal))
    return _preview(request, desk, kept, plan)


@screen(Permission.EDIT_PROJECTS, methods=("POST",))
def forget(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let go of a spreadsheet that waits for confirmation."""
    upload.forget(request.session)
    messages.info(request, gettext("Het register is niet veranderd."))
    return redirect("office:register", desk.deal.code)


def _page(request: HttpRequest, form: UploadForm, faults: list[Fault] | None = None) -> HttpResponse:
    wrong = bool(form.errors or faults)
    context = {
        "form": form,
        "faults": _told(faults or []),
        "number": len(faults or []),
        "megabytes": workbook.MOST_BYTES // 1_000_000,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "office/projects/register/index.html", context, status=status)


def _preview(
    request: HttpRequest, desk: Desk, kept: dict[str, Any], plan: Plan, *, changed: bool = False
) -> HttpResponse:
    context = {
        "name": kept["name"],
        "unchanged": kept["unchanged"],
        "plan": plan,
        "projects": preview.of(plan, standing.register(desk.deal)),
        "faults": _told(plan.faults),
        "notes": [*kept["notes"], *_told(plan.notes)],
        "changed": changed,
    }
    status = HTTPStatus.CONFLICT if changed else HTTPStatus.OK
    return render(request, "office/projects/register/check.html", context, status=status)


def _told(faults: list[Fault]) -> list[tuple[str, str]]:
    """Return the place of each fault, and what is wrong there and what to do."""
    return [(wording.place(fault), wording.said(fault)) for fault in faults[:_MOST_FAULTS]]


def _money(deal: Deal) -> dict[str, dict[str, int | None]]:
    """Return what was granted and reserved, by the code of the project."""
    codes = dict(deal.projects.values_list("pk", "code"))
    return {
        codes[key]: {"granted": of_project.granted, "reserved": of_project.reserved}
        for key, of_project in held(deal).items()
    }
