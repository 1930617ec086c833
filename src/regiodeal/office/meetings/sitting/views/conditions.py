"""The conditions under which something was granted: what is open, by when, and that one is met."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions import queries
from regiodeal.decisions.actions import resolutions
from regiodeal.office.meetings.sitting.forms import MetForm
from regiodeal.web.access import Desk, screen

_A_PAGE = 50
OPEN, LATE, MET, ALL = "open", "te-laat", "voldaan", "alle"


@screen(Permission.READ)
def conditions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the conditions of all decisions that stand; the first that is due comes first."""
    today = timezone.localdate()
    found = queries.conditions(desk.deal)
    if not desk.may(Permission.READ_AGENDA):  # what is not adopted yet is not for every reader
        found = found.filter(resolution__item__meeting__adopted_at__isnull=False)
    shown = request.GET.get("toon", OPEN)
    chosen = {OPEN: found.filter(met_on=None), LATE: found.filter(met_on=None, due_on__lt=today)}
    chosen |= {MET: found.filter(met_on__isnull=False), ALL: found}
    shown = shown if shown in chosen else OPEN
    owner = request.GET.get("wie", "").strip()
    rows = chosen[shown].filter(owner__icontains=owner) if owner else chosen[shown]
    rows = rows.select_related("resolution__item__project").prefetch_related("resolution__item__project__names")
    page = Paginator(rows.order_by("met_on", F("due_on").asc(nulls_last=True), "pk"), _A_PAGE).get_page(
        request.GET.get("pagina")
    )
    content = {
        "page": page,
        "today": today,
        "shown": shown,
        "owner": owner,
        "filters": [
            (OPEN, gettext("open")),
            (LATE, gettext("over de datum")),
            (MET, gettext("voldaan")),
            (ALL, gettext("alle")),
        ],
        "may_note": desk.may(Permission.NOTE_CONDITIONS),
    }
    return render(request, "office/meetings/sitting/conditions.html", content)


@screen(Permission.NOTE_CONDITIONS, methods=("GET", "HEAD", "POST"))
def meet(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note that a condition is met, when, and what shows it."""
    condition = queries.conditions(desk.deal).select_related("resolution__item__project").filter(pk=pk).first()
    if condition is None:
        raise Http404
    today = timezone.localdate()
    form = MetForm(request.POST or None, today=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            resolutions.meet_condition(
                condition=condition,
                on=form.cleaned_data["on"],
                evidence=form.cleaned_data["evidence"],
                by=desk.actor,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("Genoteerd dat aan de voorwaarde is voldaan."))
            return redirect("office:conditions", desk.deal.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"condition": condition, "form": form}
    return render(request, "office/meetings/sitting/condition_meet.html", content, status=status)
