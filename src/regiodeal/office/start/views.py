"""Where the office begins: the choice of a deal, and what is due for me."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from regiodeal.accounts.models import Membership, User
from regiodeal.accounts.roles import Permission
from regiodeal.decisions import queries as decisions
from regiodeal.office.start import due
from regiodeal.programme.models import Deal
from regiodeal.web import house_style, interrupted
from regiodeal.web.access import Desk, anyone, screen

_LATEST = 6
"""Resolutions on the start page."""


@anyone()
def home(request: HttpRequest) -> HttpResponseBase:
    """Go to the deal of the reader, or show the deals to choose from."""
    if not isinstance(request.user, User):
        return interrupted.sign_in_first(request)
    codes = set(Membership.objects.filter(user=request.user).values_list("scope", flat=True))
    deals = list(Deal.objects.filter(code__in=codes).order_by("name"))
    if len(deals) == 1:
        return redirect("office:start", deals[0].code)
    return render(request, "office/home.html", {"deals": deals})


@screen(Permission.READ)
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is due for the reader with its dates, and what was decided last."""
    now = timezone.now()
    latest = decisions.standing(desk.deal).filter(item__meeting__adopted_at__isnull=False)
    context = {
        "due": due.for_desk(desk, now),
        "today": timezone.localdate(now),
        "latest": latest.prefetch_related("item__project__names").order_by("-item__meeting__held_on", "number")[
            :_LATEST
        ],
    }
    return render(request, "office/start.html", context)


@anyone()
def style_sheet(_request: HttpRequest, deal: str) -> HttpResponse:
    """Give the style sheet of a deal: its accent, and its own design tokens where it has any."""
    found = Deal.objects.filter(code=deal).only("accent", "code").first()
    if found is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=300"}
    return HttpResponse(house_style.of(found), content_type="text/css; charset=utf-8", headers=headers)
