"""Where the office begins: the choice of a deal, and what is due for me."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from regiodeal.accounts.models import Membership, User
from regiodeal.accounts.roles import Permission
from regiodeal.programme.models import Deal
from regiodeal.publication.rendering import accent
from regiodeal.web import interrupted
from regiodeal.web.access import Desk, anyone, screen


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
    """Show what is due for the reader, with its dates."""
    return render(request, "office/start.html", {"desk": desk})


@anyone()
def house_style(_request: HttpRequest, deal: str) -> HttpResponse:
    """Give the style sheet of a deal: its accent."""
    found = Deal.objects.filter(code=deal).only("accent").first()
    if found is None:
        raise Http404
    return HttpResponse(
        accent.style_sheet(found.accent), content_type="text/css", headers={"Cache-Control": "private, max-age=300"}
    )
