"""Screens about old documents: upload one, look at what was found, and register the meeting that it tells of."""

import io
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.office.documents import pages
from regiodeal.office.documents.forms import MissedForm, Options, PartForm, UploadForm
from regiodeal.office.documents.lines import words_of
from regiodeal.office.documents.steps import LEAVES, step_of, target_of
from regiodeal.office.documents.unreadable import why
from regiodeal.reading import queries, reviews
from regiodeal.reading.actions import uploads
from regiodeal.reading.actions.uploads import ChangedMeanwhile, Save, UploadedBefore
from regiodeal.reading.confirmed import FaultyReview, reference_of
from regiodeal.reading.errors import UnreadableDocument
from regiodeal.reading.models import Upload
from regiodeal.reading.queries import UnknownDocument
from regiodeal.reading.reviews import MEETING, Field, Part, Review
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told

POST = ("POST",)
PAGE = 50


@screen(Permission.REGISTER_DOCUMENTS, methods=(*SAFE, "POST"))
def index(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """List the documents, and read one that is uploaded."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    before: Upload | None = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["document"]
        try:
            kept = uploads.upload(deal=desk.deal, name=file.name, chunks=file.chunks(), by=desk.actor, at=now())
        except UnreadableDocument as error:
            form.add_error("document", why(error))
        except UploadedBefore as refusal:
            before = refusal.upload
            form.add_error("document", gettext("Dit document is al eerder ingelezen."))
        except Refusal as refusal:
            form.refused(refusal, "document")
        else:
            return redirect("office:document", desk.deal.code, kept.pk)
    page = Paginator(queries.uploads(desk.deal), PAGE).get_page(request.GET.get("pagina"))
    context = {"form": form, "before": before, "page": page}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/documents/index.html", context, status=status)


@screen(Permission.REGISTER_DOCUMENTS)
def document(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show a document: how far its review is, what was not read, and all its words."""
    upload, review = _found(desk, number)
    return _document_page(request, upload, review, MissedForm())


@screen(Permission.REGISTER_DOCUMENTS, methods=POST)
def add(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Add a project that the reader missed."""
    upload, review = _found(desk, number)
    form = MissedForm(request.POST)
    if not form.is_valid():
        return _document_page(request, upload, review, form)
    key = uploads.add_project(upload=upload, name=form.cleaned_data["name"], by=desk.actor, at=now())
    return redirect("office:document_part", desk.deal.code, number, key)


@screen(Permission.REGISTER_DOCUMENTS, methods=(*SAFE, "POST"))
def part(request: HttpRequest, desk: Desk, number: int, key: str) -> HttpResponseBase:
    """Show one part beside the words that it came from, and save what a person says of it."""
    upload, review = _found(desk, number)
    found = review.part(key)
    if found is None:
        raise Http404
    options = Options(desk.deal)
    if request.method == "POST":
        return _save(request, desk, upload, found, options)
    return _part_page(request, upload, review, PartForm(found, options))


@screen(Permission.REGISTER_DOCUMENTS, methods=(*SAFE, "POST"))
def register(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Ask the last question: show what will be registered, and register it."""
    upload, review = _found(desk, number)
    options = Options(desk.deal)
    context: dict[str, Any] = {"upload": upload, "review": review}
    if request.method == "POST":
        version = _version(request)
        try:
            reference = uploads.register(upload=upload, version=version, by=desk.actor, at=now())
        except FaultyReview:
            upload, review = _found(desk, number)
        except Refusal as refusal:
            context["refused"] = told(refusal)
        else:
            done = gettext("Vergadering {reference} is geregistreerd, met alle besluiten en bedragen.")
            messages.success(request, done.format(reference=reference))
            return redirect("office:document", desk.deal.code, number)
    before = pages.decided_before(desk.deal, review)
    body, day = review.meeting.chosen(Field.BODY), review.meeting.chosen(Field.HELD_ON)
    context |= {
        "plan": pages.plan(upload, review, options),
        "reference": reference_of(review.meeting),
        "body": options.names[Field.BODY].get(body, ""),
        "meeting": {value.field.value: value.value for value in review.meeting.values if value.kept},
        "day": _day(day),
        "adopted": _day(review.meeting.chosen(Field.ADOPTED_ON) or day),
        "same_day": queries.meetings_on(desk.deal, body, day) if body and day else [],
        "same": pages.same_decisions(review, before),
        "todo": [step for step in pages.steps(upload, review) if not step.part.done],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "office/documents/register.html", context, status=status)


@screen(Permission.REGISTER_DOCUMENTS, methods=POST)
def drop(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Put a document away."""
    upload, _ = _found(desk, number)
    uploads.drop(upload=upload, by=desk.actor, at=now())
    messages.success(request, gettext("Het document is weggelegd. Niets ervan is geregistreerd."))
    return redirect("office:document", desk.deal.code, number)


@screen(Permission.REGISTER_DOCUMENTS, methods=POST)
def bring_back(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Take up a document that was put away."""
    upload, _ = _found(desk, number)
    try:
        uploads.bring_back(upload=upload, by=desk.actor, at=now())
    except UploadedBefore as refusal:
        messages.warning(request, gettext("Hetzelfde document is opnieuw ingelezen: ga daarmee verder."))
        return redirect("office:document", desk.deal.code, refusal.upload.pk)
    return redirect("office:document", desk.deal.code, number)


@screen(Permission.REGISTER_DOCUMENTS)
def file(_request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Give the document as it was uploaded, to download: a browser never opens it here."""
    upload, _ = _found(desk, number)
    content = io.BytesIO(upload.data)
    return FileResponse(content, as_attachment=True, filename=upload.name, content_type="application/octet-stream")


def _found(desk: Desk, number: int) -> tuple[Upload, Review]:
    try:
        upload = queries.upload(desk.deal, number)
    except UnknownDocument as error:
        raise Http404 from error
    return upload, reviews.from_json(upload.review)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0  # noqa: PLR2004 - no version is that high


def _save(request: HttpRequest, desk: Desk, upload: Upload, part: Part, options: Options) -> HttpResponseBase:
    asked = request.POST.get("do", "")
    form = PartForm(part, options, request.POST)
    compare = False
    if form.is_valid():
        save = Save(part.key, _version(request), form.values, form.kinds, step_of(asked))
        try:
            kept = uploads.note(upload=upload, save=save, by=desk.actor, at=now())
        except ChangedMeanwhile as refusal:
            form = PartForm(refusal.part, options, request.POST)
            compare = form.is_valid() or bool(form.errors)
            form.refused(refusal)
        except reviews.Missing as refusal:
            form.refused(refusal, _first_field(form, target_of(asked)))
        else:
            return _saved(request, kept, part.key, asked, options)
    fresh, review = _found(desk, upload.pk)
    return _part_page(request, fresh, review, form, compare=compare)


def _saved(request: HttpRequest, upload: Upload, key: str, asked: str, options: Options) -> HttpResponseBase:
    review = reviews.from_json(upload.review)
    part = review.part(key)
    if part is None:
        raise Http404
    if asked in LEAVES:
        if part.done:
            messages.success(request, gettext("{title} is bekeken.").format(title=pages.title_of(part)))
            address = pages.next_open(upload, review, key)
            return _to(request, address) if address else _to(request, "office:document", upload.deal.code, upload.pk)
        open_still = ", ".join(row.label for row in PartForm(part, options).rows() if row.value.is_open)
        messages.warning(request, gettext("Vul nog in of laat weg: {labels}.").format(labels=open_still))
        return _to(request, pages.address_of(upload, part))
    if getattr(request, "htmx", False):
        return _part_page(request, upload, review, PartForm(part, options))
    if asked.startswith("add:"):
        return redirect(pages.address_of(upload, part, part.values[-1].key))
    return redirect(pages.address_of(upload, part, target_of(asked)))


def _to(request: HttpRequest, where: str, *args: Any) -> HttpResponseBase:
    answer = redirect(where, *args)
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": answer.url})
    return answer


def _first_field(form: PartForm, key: str) -> str | None:
    return next((name for name in form.fields if name == key or name.startswith(f"{key}-")), None)


def _document_page(request: HttpRequest, upload: Upload, review: Review, form: MissedForm) -> HttpResponse:
    before = pages.decided_before(upload.deal, review)
    context = {
        "upload": upload,
        "review": review,
        "steps": pages.steps(upload, review),
        "same": [] if upload.reference else pages.same_decisions(review, before),
        "words": words_of(upload.reading["lines"]),
        "next": pages.next_open(upload, review, MEETING) if not review.meeting.done else None,
        "first_open": next((step for step in pages.steps(upload, review) if not step.part.done), None),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/documents/document.html", context, status=status)


def _part_page(
    request: HttpRequest, upload: Upload, review: Review, form: PartForm, *, compare: bool = False
) -> HttpResponse:
    part = form.part
    partial = getattr(request, "htmx", False)
    steps = pages.steps(upload, review)
    here = next(number for number, step in enumerate(steps) if step.part.key == part.key)
    context = {
        "upload": upload,
        "review": review,
        "part": part,
        "title": pages.title_of(part),
        "form": form,
        "rows": list(form.rows(compare=compare)),
        "standing": pages.standing(upload, part),
        "steps": steps,
        "following": steps[here + 1] if here + 1 < len(steps) else None,
        "before": pages.decided_before(upload.deal, Review((review.meeting, part))).get(part.key, []),
        "is_meeting": part.key == MEETING,
        "closed": bool(upload.reference or upload.dropped_at),
        "partial": partial,
    }
    if partial:  # htmx leaves answers alone that are no success
        return render(request, "office/documents/found.html", context)
    context["words"] = words_of(upload.reading["lines"], part)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/documents/part.html", context, status=status)
