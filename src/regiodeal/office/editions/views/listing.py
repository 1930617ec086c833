"""What is published, and what waits."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from regiodeal.accounts.roles import Permission
from regiodeal.decisions.models import AgendaItem, Rectification
from regiodeal.office.editions import subjects
from regiodeal.office.editions.views.progress import current
from regiodeal.publication.choices import CORRECTABLE, WITHDRAWABLE, Act, EditionKind
from regiodeal.publication.models import Edition
from regiodeal.web.access import Desk, screen

_A_PAGE = 50


@screen(Permission.READ)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List each subject with its newest version, and for who publishes what is ready."""
    now = timezone.now()
    kind = request.GET.get("soort", "")
    kind = kind if kind in EditionKind.values else ""
    page = Paginator(subjects.newest(desk.deal, kind), _A_PAGE).get_page(request.GET.get("pagina"))
    content = {
        "page": page,
        "subjects": subjects.named(desk.deal, page.object_list, request.get_host(), now),
        "kinds": EditionKind.choices,
        "kind": kind,
        "ready": subjects.ready(desk.deal) if desk.may(Permission.PUBLISH) else None,
        "building": current(desk.deal, now),
        "site": subjects.site_of(desk.deal, request.get_host()),
    }
    return render(request, "office/editions/index.html", content)


@screen(Permission.READ)
def history(request: HttpRequest, desk: Desk, kind: str, subject: str) -> HttpResponse:
    """Show all versions of a subject, with what can be done about it."""
    now = timezone.now()
    editions = list(
        Edition.objects.filter(deal=desk.deal, kind=kind, subject=subject)
        .select_related("corrects")
        .defer("snapshot", "corrects__snapshot")
        .order_by("-version")
    )
    if not editions:
        raise Http404
    (named,) = subjects.named(desk.deal, editions[:1], request.get_host(), now)
    publishes = desk.may(Permission.PUBLISH)
    may_mend = publishes and kind in CORRECTABLE
    items = AgendaItem.objects.filter(meeting__body__deal=desk.deal, meeting__reference=subject)
    is_list = kind == EditionKind.DECISION_LIST
    content = {
        "subject": named,
        "editions": editions,
        "now": now,
        "may_mend": may_mend,
        "may_withdraw": publishes and kind in WITHDRAWABLE,
        "withdrawn": editions[0].act == Act.WITHDRAW,
        "items": items.select_related("project").prefetch_related("project__names") if may_mend and is_list else [],
        "to_correct": Rectification.objects.filter(item__in=items, at__gt=editions[0].published_at).last(),
    }
    return render(request, "office/editions/history.html", content)
