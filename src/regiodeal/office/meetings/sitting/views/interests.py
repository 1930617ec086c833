"""Declared interests: the office notes them for any seat, a member for the own seat."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.models import AgendaItem
from regiodeal.office.meetings.agenda import find_item, standing_resolution
from regiodeal.office.meetings.sitting import state
from regiodeal.office.meetings.sitting.forms import InterestForm
from regiodeal.programme.choices import InterestRule
from regiodeal.programme.models import Seat
from regiodeal.web.access import Desk, screen


@screen(Permission.READ_AGENDA, methods=("GET", "HEAD", "POST"))
def interests(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Show the interests in an item, and note another."""
    item = find_item(desk, reference, pk)
    seats = _own(desk, item)
    form = InterestForm(seats=seats)
    status = HTTPStatus.OK
    if request.method == "POST":
        desk.require(Permission.PREPARE_MEETINGS, Permission.DECLARE_INTEREST)
        form = InterestForm(request.POST, seats=seats)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                meetings.declare_interest(
                    item=item,
                    seat=form.chosen,
                    statement=form.cleaned_data["statement"],
                    by=desk.actor,
                    at=timezone.now(),
                )
            except Refusal as refusal:
                form.refused(refusal)
            else:
                messages.success(request, gettext("Het belang van %(seat)s is genoteerd.") % {"seat": form.chosen})
                return redirect("office:interests", desk.deal.code, reference, item.pk)
    return render(request, "office/meetings/sitting/interests.html", _content(desk, item, form, seats), status=status)


@screen(Permission.PREPARE_MEETINGS, Permission.DECLARE_INTEREST, methods=("POST",))
def withdraw(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Take a declared interest back."""
    item = find_item(desk, reference, pk)
    own = {seat.code for seat in _own(desk, item)}
    code = request.POST.get("seat", "")
    interest = item.interests.filter(seat__code=code).select_related("seat", "item__meeting__body__deal").first()
    if interest is None or code not in own:
        raise Http404
    meetings.withdraw_interest(interest=interest, by=desk.actor, at=timezone.now())
    messages.success(request, gettext("Het belang van %(seat)s is ingetrokken.") % {"seat": interest.seat})
    return redirect("office:interests", desk.deal.code, reference, item.pk)


def _own(desk: Desk, item: AgendaItem) -> list[Seat]:
    """Return the seats for which a person may note an interest."""
    seats = state.seats(item.meeting.body)
    if desk.may(Permission.PREPARE_MEETINGS):
        return seats
    mine = [seat for seat in seats if seat.user_id == desk.user.pk]
    return mine if desk.may(Permission.DECLARE_INTEREST) else []


def _content(desk: Desk, item: AgendaItem, form: InterestForm, seats: list[Seat]) -> dict[str, object]:
    own = {seat.pk for seat in seats}
    is_open = standing_resolution(item) is None and item.meeting.adopted_at is None
    return {
        "item": item,
        "form": form,
        "lines": [(interest, is_open and interest.seat_id in own) for interest in item.interests.all()],
        "may_declare": bool(seats) and is_open,
        "is_open": is_open,
        "member_without_seat": desk.may(Permission.DECLARE_INTEREST) and not seats,
        "excludes": item.meeting.body.interest == InterestRule.EXCLUDED,
    }
