"""Publish the programme of a month: what is new in it, what may be personal, and one button."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.event_month.models import EventMonth
from regiodeal.office.editions import subjects
from regiodeal.office.editions.forms import JudgedForm
from regiodeal.office.event_month import news
from regiodeal.publication import drafts, queries
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher
from regiodeal.publication.rendering import paths
from regiodeal.web.access import SAFE, Desk, screen


@screen(Permission.PUBLISH, methods=(*SAFE, "POST"))
def publish(request: HttpRequest, desk: Desk, month: str) -> HttpResponse:
    """Show what would be published of a month, and publish it."""
    found = get_object_or_404(EventMonth, deal=desk.deal, code=month)
    now = timezone.now()
    draft = drafts.of_event_month(found, now)
    before = queries.latest(desk.deal, draft.kind, draft.subject)
    doubts = drafts.personal_data(draft.kind, draft.subject, draft.snapshot, before, ())
    form = JudgedForm(
        request.POST if request.method == "POST" else None, in_doubt=[doubt.finding.text for doubt in doubts]
    )
    if form.is_bound and form.is_valid():
        publisher = Publisher(by=desk.actor, at=now, not_personal=form.not_personal)
        try:
            edition = editions.publish_event_month(desk.deal, found, publisher)
        except Refusal as refusal:
            form.refused(refusal)
        else:
            if edition is None:
                messages.info(request, gettext("Er is niets nieuws te publiceren: alles was al gepubliceerd."))
            else:
                messages.success(
                    request,
                    gettext("Het programma is gepubliceerd, als editie %(number)s.") % {"number": edition.number},
                )
            return redirect("office:event_month_publish", desk.deal.code, found.code)
    content = {
        "desk": desk,
        "form": form,
        "month": found,
        "news": news.of(queries.snapshot_of(before) if before else None, draft.snapshot),
        "before": before,
        "sessions": len(draft.snapshot["sessions"]),
        "address": f"{subjects.site_of(desk.deal, request.get_host())}{paths.folder_of(paths.EVENT_MONTH, found.code)}",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/event_month/publish.html", content, status=status)
