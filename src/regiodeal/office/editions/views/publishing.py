"""Look at what the public will read, and publish it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.models import Meeting
from regiodeal.office.editions import wording
from regiodeal.office.editions.following import following as of_deal
from regiodeal.office.editions.forms import PublishForm
from regiodeal.programme.models import Deal
from regiodeal.publication import drafts, preview
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.drafts import Draft
from regiodeal.publication.models import Edition
from regiodeal.web.access import Desk, screen


@screen(Permission.PUBLISH)
def preview_list(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Show the list of a meeting as the public will read it."""
    meeting = _adopted(desk, reference)
    return _preview(request, desk, drafts.of_meeting(meeting), {"meeting": meeting})


@screen(Permission.PUBLISH)
def preview_programme(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the next implementation programme as the public will read it, with what changed."""
    following = of_deal(desk.deal)
    found = next((draft for draft in following if draft.kind == EditionKind.IMPLEMENTATION_PROGRAMME), None)
    if found is None:
        return render(request, "office/editions/nothing_new.html", {"following": following})
    return _preview(request, desk, found, {"meeting": None})


@screen(Permission.PUBLISH, methods=("GET", "HEAD", "POST"))
def publish_list(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Ask for the last time, and publish the list of a meeting with all that follows from it."""
    return _publish(request, desk, _adopted(desk, reference))


@screen(Permission.PUBLISH, methods=("GET", "HEAD", "POST"))
def publish_programme(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for the last time, and publish the next programme with all that changed."""
    return _publish(request, desk, None)


def _publish(request: HttpRequest, desk: Desk, meeting: Meeting | None) -> HttpResponse:
    now = timezone.now()
    form = PublishForm(request.POST if request.method == "POST" else None, now=now)
    if form.is_bound and form.is_valid():
        publisher = Publisher(
            by=desk.actor,
            at=now,
            embargo_until=form.cleaned_data["embargo_until"],
            not_personal=form.not_personal,
        )
        try:
            written = _written(desk.deal, meeting, publisher)
        except Refusal as refusal:
            form.refused(refusal)
        else:
            if not written:
                messages.info(request, gettext("Er is niets nieuws te publiceren: alles was al gepubliceerd."))
                return redirect("office:editions", desk.deal.code)
            messages.success(request, _told(written))
            return redirect("office:publish_progress", desk.deal.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"form": form, "meeting": meeting, "following": _lines(of_deal(desk.deal))}
    return render(request, "office/editions/publish.html", content, status=status)


def _written(deal: Deal, meeting: Meeting | None, publisher: Publisher) -> list[Edition]:
    if meeting is not None:
        return editions.publish_meeting(meeting, publisher)
    return editions.publish_programme(deal, publisher)


def _told(written: list[Edition]) -> str:
    if len(written) == 1:
        return gettext("Gepubliceerd als editie %(number)s.") % {"number": written[0].number}
    return gettext("Gepubliceerd als de edities %(first)s tot en met %(last)s.") % {
        "first": written[0].number,
        "last": written[-1].number,
    }


def _adopted(desk: Desk, reference: str) -> Meeting:
    """Return a meeting whose list is adopted. Raises Http404 for every other one."""
    found = Meeting.objects.filter(body__deal=desk.deal, reference=reference, adopted_at__isnull=False)
    meeting = found.select_related("body__deal").first()
    if meeting is None:
        raise Http404
    return meeting


def _preview(request: HttpRequest, desk: Desk, draft: Draft, content: dict[str, object]) -> HttpResponse:
    envelope = preview.envelope(desk.deal, draft, timezone.now())
    page = {"page": preview.main_part(envelope), "version": envelope.version, **content}
    return render(request, "office/editions/preview.html", page)


def _lines(following: list[Draft]) -> dict[str, object]:
    """Return what follows in a few lines: whether there is a new programme with its changes, and which pages."""
    programme = next((one for one in following if one.kind == EditionKind.IMPLEMENTATION_PROGRAMME), None)
    ledger = next((one for one in following if one.kind == EditionKind.LEDGER), None)
    pages = [one.snapshot["project"]["name"] for one in following if one.kind == EditionKind.PROJECT_PAGE]
    return {
        "programme": programme.snapshot if programme else None,
        "version": (programme.snapshot["previous_version"] or 0) + 1 if programme else None,
        "changes": wording.changes(programme.snapshot["changes"]) if programme else [],
        "ledger": ledger.snapshot if ledger else None,
        "pages": pages,
    }
