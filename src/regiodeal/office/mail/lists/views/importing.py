"""Take in a file with addresses: first what would happen, then it happens."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.common.headed_rows import Fault
from regiodeal.mailing import import_sheet, queries
from regiodeal.mailing.actions import imports
from regiodeal.mailing.import_sheet import Sheet
from regiodeal.mailing.models import MailingList
from regiodeal.office.mail.lists.views.lists import list_of
from regiodeal.office.projects.register.workbook import CannotOpen
from regiodeal.office.spreadsheets import files, waiting
from regiodeal.office.spreadsheets.forms import UploadForm
from regiodeal.programme.actions.holding import held
from regiodeal.web import sheets
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told

_MOST_FAULTS = 200
"""Shown at once; all of them are in the spreadsheet."""


@screen(Permission.KEEP_LISTS, methods=(*SAFE, "POST"))
def take_in(request: HttpRequest, desk: Desk, mailing_list: str) -> HttpResponseBase:
    """Read a file and show what would happen; give its faults as a spreadsheet; take it in."""
    own = list_of(desk, mailing_list)
    if request.method != "POST":
        return _page(request, desk, own, UploadForm())
    if "bewaard" not in request.POST:
        return _looked_at(request, desk, own)
    word = request.POST["bewaard"]
    found = waiting.kept(desk, own, word)
    if found is None:
        messages.info(request, gettext("Het bestand wacht niet meer. Kies het opnieuw."))
        return redirect("office:mailing_list_import", desk.deal.code, own.code)
    name, content = found
    sheet = import_sheet.read(files.rows(content))
    if request.POST.get("doe") == "fouten":
        columns = [sheets.text(gettext("Cel")), sheets.text(gettext("Wat is er mis"))]
        table = sheets.Sheet(gettext("Fouten"), columns, _said(sheet.faults))
        return sheets.respond(table, sheets.Form.XLSX, f"{gettext('fouten')} {own.code}")
    try:
        with held(desk.deal):
            done = imports.take_in(
                mailing_list=own,
                sheet=sheet,
                file=name,
                partly=request.POST.get("doe") == "goede",
                by=desk.actor,
                at=now(),
            )
    except Refusal as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
        return _preview(request, desk, own, sheet, name=name, word=word, status=HTTPStatus.CONFLICT)
    waiting.forget(desk, own, word)
    number = len(done.new)
    added = ngettext("%(number)d adres is toegevoegd.", "%(number)d adressen zijn toegevoegd.", number)
    messages.success(request, added % {"number": number})
    return redirect("office:mailing_list", desk.deal.code, own.code)


def _looked_at(request: HttpRequest, desk: Desk, own: MailingList) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, own, form)
    file = form.cleaned_data["file"]
    content = file.read(files.MOST_BYTES + 1)
    try:
        sheet = import_sheet.read(files.rows(content))
    except CannotOpen as error:
        form.add_error("file", files.trouble(error.trouble))
        return _page(request, desk, own, form)
    return _preview(request, desk, own, sheet, name=file.name, word=waiting.keep(desk, own, file.name, content))


def _page(request: HttpRequest, desk: Desk, own: MailingList, form: UploadForm) -> HttpResponse:
    content = {"desk": desk, "list": own, "form": form, "megabytes": files.MOST_BYTES // 1_000_000}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/mail/lists/import.html", content, status=status)


def _preview(
    request: HttpRequest,
    desk: Desk,
    own: MailingList,
    sheet: Sheet,
    *,
    name: str,
    word: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    content: dict[str, Any] = {
        "desk": desk,
        "list": own,
        "name": name,
        "word": word,
        "incoming": queries.incoming(own, sheet.entries),
        "number": len(sheet.faults),
        "faulty": sheet.faulty_rows,
        "faults": _said(sheet.faults[:_MOST_FAULTS]),
    }
    return render(request, "office/mail/lists/preview.html", content, status=status)


def _said(faults: list[Fault]) -> list[tuple[str, str]]:
    """Return the place of each fault and what is wrong there, in the language of the reader."""
    return [(fault.cell or gettext("Het bestand"), " ".join(told(fault.what))) for fault in faults]
