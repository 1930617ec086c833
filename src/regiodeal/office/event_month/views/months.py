"""Event months: list them, make and change one, and see its programme."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.event_month import planning, queries
from regiodeal.event_month.actions import months
from regiodeal.event_month.actions.proposals import call_is_open
from regiodeal.event_month.choices import SessionState
from regiodeal.event_month.models import EventMonth
from regiodeal.office.event_month import listing, programme, wording
from regiodeal.office.event_month.forms.months import MonthForm
from regiodeal.office.event_month.found import month_of
from regiodeal.programme.actions.holding import held
from regiodeal.web import sheets
from regiodeal.web.access import SAFE, Desk, screen

_WITH_POST = (*SAFE, "POST")


@screen(Permission.KEEP_EVENTS, Permission.RECEIVE_GUESTS)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the event months of the deal, the last one first."""
    return render(
        request,
        "office/event_month/index.html",
        {"desk": desk, "months": desk.deal.event_months.order_by("-starts_on", "pk")},
    )


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def make(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Make an event month."""
    form = MonthForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                own = months.make(deal=desk.deal, about=form.about(), by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("{name} is gemaakt. Voeg nu sessies toe.").format(name=own.name))
            return redirect("office:event_month", desk.deal.code, own.code)
    return _about(request, desk, form, None)


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def change(request: HttpRequest, desk: Desk, month: str) -> HttpResponseBase:
    """Change what is said of an event month."""
    own = month_of(desk, month)
    form = MonthForm(request.POST) if request.method == "POST" else MonthForm.of(own)
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                months.change(month=own, about=form.about(), by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("Opgeslagen."))
            return redirect("office:event_month", desk.deal.code, own.code)
    return _about(request, desk, form, own)


@screen(Permission.KEEP_EVENTS, Permission.RECEIVE_GUESTS)
def show(request: HttpRequest, desk: Desk, month: str) -> HttpResponseBase:
    """Show the programme with who comes, what clashes and what is lacking; or give it as a spreadsheet."""
    own = month_of(desk, month)
    every = list(planning.programme(own))
    if not desk.may(Permission.KEEP_EVENTS):
        every = [one for one in every if one.state == SessionState.SCHEDULED]
    asked = programme.Question(request.GET or None, month=own, sessions=every)
    shown = asked.narrowed(every)
    if form := sheets.asked(request):
        return sheets.respond(listing.sheet(gettext("Sessies"), shown), form, own.name)
    crowds = queries.crowds(own.sessions.all())
    unpublished = planning.waits_to_be_published(every)
    going = [one for one in every if one.state == SessionState.SCHEDULED]
    content = {
        "desk": desk,
        "month": own,
        "form": asked,
        "filtered": len(shown) < len(every),
        "shown": len(shown),
        "days": programme.days(shown, crowds, unpublished),
        "scheduled": len(going),
        "placed": sum(crowds[one.pk].placed for one in going if one.pk in crowds),
        "waiting": sum(crowds[one.pk].waiting for one in going if one.pk in crowds),
        "conflicts": wording.conflicts(planning.conflicts(own, every), {one.pk: one for one in every}),
        "proposals": [one for one in every if one.state == SessionState.PROPOSED],
        "lacking": wording.lacking(planning.open_points(every)),
        "unpublished": unpublished,
        "call_is_open": call_is_open(own, now()),
    }
    return render(request, "office/event_month/month.html", content)


def _about(request: HttpRequest, desk: Desk, form: MonthForm, own: EventMonth | None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    content = {"desk": desk, "form": form, "month": own}
    return render(request, "office/event_month/month_about.html", content, status=status)
