"""Take in a spreadsheet with sessions: first what would happen, then it happens."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.common.headed_rows import Fault
from regiodeal.event_month import import_sheet
from regiodeal.event_month.actions import imports
from regiodeal.event_month.choices import SessionKind
from regiodeal.event_month.import_sheet import Does, Sheet
from regiodeal.event_month.known import known
from regiodeal.event_month.models import EventMonth
from regiodeal.office.event_month import listing, wording
from regiodeal.office.event_month.found import month_of
from regiodeal.office.projects.register.workbook import CannotOpen
from regiodeal.office.spreadsheets import files, waiting
from regiodeal.office.spreadsheets.forms import UploadForm
from regiodeal.programme.actions.holding import held
from regiodeal.web import sheets
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told

_MOST_FAULTS = 200
"""Shown at once; all of them are in the spreadsheet."""


@screen(Permission.KEEP_EVENTS, methods=(*SAFE, "POST"))
def take_in(request: HttpRequest, desk: Desk, month: str) -> HttpResponseBase:
    """Read a file and show what would happen; give its faults as a spreadsheet; take it in."""
    own = month_of(desk, month)
    if request.method != "POST":
        return _page(request, desk, own, UploadForm())
    if "bewaard" not in request.POST:
        return _looked_at(request, desk, own)
    word = request.POST["bewaard"]
    found = waiting.kept(desk, own, word)
    if found is None:
        messages.info(request, gettext("Het bestand wacht niet meer. Kies het opnieuw."))
        return redirect("office:event_sessions_import", desk.deal.code, own.code)
    name, content = found
    if request.POST.get("doe") == "fouten":
        columns = [sheets.text(gettext("Cel")), sheets.text(gettext("Wat is er mis"))]
        table = sheets.Sheet(gettext("Fouten"), columns, _said(_read(own, content).faults))
        return sheets.respond(table, sheets.Form.XLSX, f"{gettext('fouten')} {own.code}")
    partly = request.POST.get("doe") == "goede"
    try:
        with held(desk.deal):
            number = imports.take_in(month=own, sheet=_read(own, content), partly=partly, by=desk.actor, at=now())
    except Refusal as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
        return _preview(request, desk, own, content, name=name, word=word, status=HTTPStatus.CONFLICT)
    waiting.forget(desk, own, word)
    done = ngettext("%(number)d sessie is ingelezen.", "%(number)d sessies zijn ingelezen.", number)
    messages.success(request, done % {"number": number})
    return redirect("office:event_month", desk.deal.code, own.code)


@screen(Permission.KEEP_EVENTS)
def empty(request: HttpRequest, desk: Desk, month: str, form: str) -> HttpResponseBase:  # noqa: ARG001 - the edge's shape
    """Give a sheet with the headings alone, to fill in."""
    own = month_of(desk, month)
    if form not in set(sheets.Form):
        raise Http404
    table = sheets.Sheet(gettext("Sessies"), listing.columns(), [])
    return sheets.respond(table, sheets.Form(form), f"{gettext('sessies')} {own.code}")


def _read(own: EventMonth, content: bytes) -> Sheet:
    return import_sheet.read(files.rows(content), own, known(own))


def _looked_at(request: HttpRequest, desk: Desk, own: EventMonth) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, own, form)
    file = form.cleaned_data["file"]
    content = file.read(files.MOST_BYTES + 1)
    try:
        files.rows(content)
    except CannotOpen as error:
        form.add_error("file", files.trouble(error.trouble))
        return _page(request, desk, own, form)
    return _preview(request, desk, own, content, name=file.name, word=waiting.keep(desk, own, file.name, content))


def _page(request: HttpRequest, desk: Desk, own: EventMonth, form: UploadForm) -> HttpResponse:
    content = {
        "desk": desk,
        "month": own,
        "form": form,
        "megabytes": files.MOST_BYTES // 1_000_000,
        "kinds": [kind.label for kind in SessionKind],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/event_month/import.html", content, status=status)


def _preview(
    request: HttpRequest,
    desk: Desk,
    own: EventMonth,
    file: bytes,
    *,
    name: str,
    word: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    sheet = _read(own, file)
    venues = [line.said.venue for line in sheet.lines if line.said.venue is not None]
    content: dict[str, Any] = {
        "desk": desk,
        "month": own,
        "name": name,
        "word": word,
        "made": sheet.that(Does.MAKES),
        "changed": [(line, wording.parts(line.changed)) for line in sheet.that(Does.CHANGES)],
        "same": len(sheet.that(Does.NOTHING)),
        "new_venues": sorted({one.name for one in venues if one.pk is None}),
        "number": len(sheet.faults),
        "faulty": sheet.faulty_rows,
        "faults": _said(sheet.faults[:_MOST_FAULTS]),
    }
    return render(request, "office/event_month/preview.html", content, status=status)


def _said(faults: list[Fault]) -> list[tuple[str, str]]:
    """Return the place of each fault and what is wrong there, in the language of the reader."""
    return [(fault.cell or gettext("Het bestand"), " ".join(told(fault.what))) for fault in faults]
