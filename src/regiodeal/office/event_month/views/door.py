"""At the door of a session: who comes, what they need, and who is there."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.models import Language
from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.event_month import planning
from regiodeal.event_month.actions import attendance, registrations
from regiodeal.event_month.choices import RegistrationState
from regiodeal.event_month.models import Session
from regiodeal.office.event_month import guest_list
from regiodeal.office.event_month.forms.guests import GuestForm, WalkInsForm
from regiodeal.office.event_month.found import registration_of, session_of
from regiodeal.programme.actions.holding import held
from regiodeal.web import sheets
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told

_LONGEST_NUMBER = 6  # digits: more people than any party has


@screen(Permission.RECEIVE_GUESTS)
def show(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Show who comes, to find by name and to mark as present; or give the list as a spreadsheet."""
    own = session_of(desk, month, session)
    guests = planning.guests(own)
    if form := sheets.asked(request):
        return sheets.respond(guest_list.sheet(guests), form, f"{gettext('deelnemers')} {own.code}")
    words = " ".join(request.GET.get("zoek", "").split())
    content = _content(desk, own) | {
        "guests": guest_list.named(guests, words),
        "words": words,
        "walk_ins": WalkInsForm(initial={"number": own.walk_ins}),
    }
    return render(request, "office/event_month/door.html", content)


@screen(Permission.RECEIVE_GUESTS, methods=("POST",))
def note(request: HttpRequest, desk: Desk, month: str, session: str, registration: int) -> HttpResponseBase:
    """Note how many of a party are there; with htmx only its line comes back."""
    own = session_of(desk, month, session)
    one = registration_of(own, registration)
    wanted = request.POST.get("aanwezig", "")
    refused = ""
    try:
        with held(desk.deal):
            attendance.note(registration=one, present=_number(wanted), by=desk.actor, at=now())
    except Refusal as refusal:
        refused = " ".join(told(refusal))
    if request.headers.get("HX-Request") != "true":
        if refused:
            messages.error(request, refused)
        return redirect("office:door", desk.deal.code, month, session)
    line = guest_list.line(registration_of(own, registration))
    content = _content(desk, own) | {
        "one": line.registration,
        "numbers": line.numbers,
        "refused": refused,
        "alone": True,
    }
    return render(request, "office/event_month/_guest.html", content)


@screen(Permission.RECEIVE_GUESTS, methods=("POST",))
def walk_ins(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Note how many came without having signed up."""
    own = session_of(desk, month, session)
    form = WalkInsForm(request.POST)
    if form.is_valid():
        try:
            with held(desk.deal):
                attendance.walk_ins(session=own, number=form.cleaned_data["number"], by=desk.actor, at=now())
        except Refusal as refusal:
            for sentence in told(refusal):
                messages.error(request, sentence)
        else:
            messages.success(request, gettext("Opgeslagen."))
    else:
        messages.error(request, gettext("Vul een aantal in, bijvoorbeeld 4."))
    return redirect("office:door", desk.deal.code, month, session)


@screen(Permission.RECEIVE_GUESTS, methods=(*SAFE, "POST"))
def add(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Sign somebody up who calls or stands at the door."""
    own = session_of(desk, month, session)
    form = GuestForm(request.POST if request.method == "POST" else None, initial={"language": Language.DUTCH})
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                guest = registrations.add(
                    session=own,
                    who=form.who(),
                    companions=form.cleaned_data["companions"],
                    needs=form.needs(),
                    by=desk.actor,
                    at=now(),
                )
        except Refusal as refusal:
            form.refused(refusal)
        else:
            waits = guest.registrations.filter(session=own, state=RegistrationState.WAITING).exists()
            said = gettext("{name} staat op de wachtlijst.") if waits else gettext("{name} staat op de lijst.")
            messages.success(request, said.format(name=guest.name))
            return redirect("office:door", desk.deal.code, month, session)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    content = {"desk": desk, "month": own.month, "session": own, "form": form}
    return render(request, "office/event_month/door_add.html", content, status=status)


def _number(written: str) -> int | None:
    """Return a number that somebody can mean; None where nothing is noted any more."""
    return int(written[:_LONGEST_NUMBER]) if written.isdecimal() else None


def _content(desk: Desk, own: Session) -> dict[str, Any]:
    """Return what the page and one line of it both show."""
    guests = planning.guests(own)
    return {
        "desk": desk,
        "month": own.month,
        "session": own,
        "expected": sum(one.people for one in guests if one.state == RegistrationState.PLACED),
        "there": sum(one.present or 0 for one in guests) + own.walk_ins,
    }
