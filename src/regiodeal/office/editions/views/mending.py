"""Mend what was published: rectify a text, publish a correction, withdraw."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import resolutions
from regiodeal.decisions.models import AgendaItem, Rectification
from regiodeal.office.editions import subjects
from regiodeal.office.editions.forms import ReasonForm, RectifyForm
from regiodeal.office.editions.subjects import Subject
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher
from regiodeal.publication.choices import CORRECTABLE, WITHDRAWABLE, EditionKind
from regiodeal.web.access import Desk, screen


@screen(Permission.PUBLISH, methods=("GET", "HEAD", "POST"))
def rectify(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Put a better text beside that of an adopted item; the correction that publishes it is the next step."""
    item = (
        AgendaItem.objects.filter(meeting__body__deal=desk.deal, meeting__reference=reference, pk=pk)
        .filter(meeting__adopted_at__isnull=False)
        .select_related("meeting__body__deal", "project")
        .prefetch_related("rectifications")
        .first()
    )
    if item is None:
        raise Http404
    before = list(item.rectifications.all())
    form = RectifyForm(request.POST or None, initial={"text": before[-1].text if before else item.text})
    if request.method == "POST" and form.is_valid():
        try:
            resolutions.rectify(
                item=item,
                text=form.cleaned_data["text"],
                reason=form.cleaned_data["reason"],
                by=desk.actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("De betere tekst is vastgelegd. Publiceer nu de correctie."))
            return redirect("office:correct", desk.deal.code, EditionKind.DECISION_LIST, reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(
        request, "office/editions/rectify.html", {"item": item, "form": form, "before": before}, status=status
    )


@screen(Permission.PUBLISH, methods=("GET", "HEAD", "POST"))
def correct(request: HttpRequest, desk: Desk, kind: str, subject: str) -> HttpResponse:
    """Publish a corrected version of a list or a project page, with the reason."""
    named = _published(request, desk, kind, subject, CORRECTABLE)
    last = Rectification.objects.filter(item__meeting__body__deal=desk.deal, item__meeting__reference=subject).last()
    rectified = last if last is not None and last.at > named.edition.published_at else None
    form = ReasonForm(request.POST or None, initial={"reason": rectified.reason if rectified else ""})
    if request.method == "POST" and form.is_valid():
        publisher = Publisher(by=desk.actor, at=timezone.now(), not_personal=form.not_personal)
        try:
            editions.correct(desk.deal, EditionKind(kind), subject, form.cleaned_data["reason"], publisher)
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("De correctie is gepubliceerd."))
            return redirect("office:publish_progress", desk.deal.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"subject": named, "form": form, "rectified": rectified}
    return render(request, "office/editions/correct.html", content, status=status)


@screen(Permission.PUBLISH, methods=("GET", "HEAD", "POST"))
def withdraw(request: HttpRequest, desk: Desk, kind: str, subject: str) -> HttpResponse:
    """Take what was published out of the public eye, with the reason."""
    named = _published(request, desk, kind, subject, WITHDRAWABLE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publisher = Publisher(by=desk.actor, at=timezone.now())
        try:
            editions.withdraw(desk.deal, EditionKind(kind), subject, form.cleaned_data["reason"], publisher)
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(
                request, gettext("Ingetrokken. Het publiek ziet nog dat het er was, en waarom het weg is.")
            )
            return redirect("office:publish_progress", desk.deal.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/editions/withdraw.html", {"subject": named, "form": form}, status=status)


def _published(request: HttpRequest, desk: Desk, kind: str, subject: str, kinds: frozenset[EditionKind]) -> Subject:
    """Return a published subject of one of these kinds. Raises Http404."""
    found = subjects.newest(desk.deal, kind).filter(subject=subject)[:1] if kind in kinds else []
    named = subjects.named(desk.deal, found, request.get_host(), timezone.now())
    if not named:
        raise Http404
    return named[0]
