"""The places where sessions are."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.event_month import planning
from regiodeal.event_month.actions import venues
from regiodeal.event_month.models import Venue
from regiodeal.office.event_month.forms.months import VenueForm
from regiodeal.office.event_month.found import venue_of
from regiodeal.programme.actions.holding import held
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told

_WITH_POST = (*SAFE, "POST")


@screen(Permission.KEEP_EVENTS)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the venues of the deal, with how many sessions are there."""
    return render(request, "office/event_month/venues.html", {"desk": desk, "venues": planning.venues(desk.deal)})


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def make(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Make a venue."""
    form = VenueForm(request.POST if request.method == "POST" else None, deal=desk.deal)
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                venues.make(deal=desk.deal, about=form.about(), by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal, "name")
        else:
            messages.success(request, gettext("De locatie is opgeslagen."))
            return redirect("office:venues", desk.deal.code)
    return _about(request, desk, form, None)


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def change(request: HttpRequest, desk: Desk, venue: int) -> HttpResponseBase:
    """Change a venue."""
    own = venue_of(desk, venue)
    form = VenueForm(request.POST, deal=desk.deal) if request.method == "POST" else VenueForm.of(own, desk.deal)
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                venues.change(venue=own, about=form.about(), by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal, "name")
        else:
            messages.success(request, gettext("De locatie is opgeslagen."))
            return redirect("office:venues", desk.deal.code)
    return _about(request, desk, form, own)


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def remove(request: HttpRequest, desk: Desk, venue: int) -> HttpResponseBase:
    """Ask for the last time, and remove a venue where nothing is."""
    own = venue_of(desk, venue)
    if request.method == "POST":
        try:
            with held(desk.deal):
                venues.remove(venue=own, by=desk.actor, at=now())
        except Refusal as refusal:
            for sentence in told(refusal):
                messages.error(request, sentence)
            return redirect("office:venue", desk.deal.code, own.pk)
        messages.success(request, gettext("De locatie is verwijderd."))
        return redirect("office:venues", desk.deal.code)
    return render(request, "office/event_month/venue_remove.html", {"desk": desk, "venue": own})


def _about(request: HttpRequest, desk: Desk, form: VenueForm, own: Venue | None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    content = {"desk": desk, "form": form, "venue": own}
    return render(request, "office/event_month/venue.html", content, status=status)
