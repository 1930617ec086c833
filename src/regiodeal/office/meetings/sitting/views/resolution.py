"""The page of one resolution: what was decided, what rests on it, and where it was published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from regiodeal.accounts.roles import Permission
from regiodeal.decisions.models import Resolution
from regiodeal.funding.queries import label
from regiodeal.funding.room import resting_on
from regiodeal.office.meetings.listing import visible
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.models import Edition
from regiodeal.web.access import Desk, screen


@screen(Permission.READ)
def resolution(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Show a resolution with its transfers and its editions."""
    found = (
        Resolution.objects.filter(item__meeting__in=visible(desk), reference=reference)
        .select_related("item__meeting__body", "item__project__pillar", "retraction")
        .prefetch_related("conditions", "item__interests__seat__organisation", "item__rectifications")
        .first()
    )
    if found is None:
        raise Http404
    meeting = found.item.meeting
    editions = Edition.objects.filter(deal=desk.deal, kind=EditionKind.DECISION_LIST, subject=meeting.reference)
    content = {
        "resolution": found,
        "item": found.item,
        "meeting": meeting,
        "transfers": [(one, label(one.origin), label(one.destination)) for one in resting_on(found)],
        "editions": editions.defer("snapshot").order_by("-version"),
        "taken_back": getattr(found, "retraction", None),
        "rectified": list(found.item.rectifications.all()),
    }
    return render(request, "office/meetings/sitting/resolution.html", content)
