"""Votes on an item: consensus, or a vote for each seat."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import meetings
from regiodeal.office.meetings.agenda import find_item, standing_resolution
from regiodeal.office.meetings.sitting import state
from regiodeal.office.meetings.sitting.forms import VotesForm
from regiodeal.web.access import Desk, screen

CONSENSUS = "consensus"


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def votes(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Note the votes on an item, or that it was decided by consensus after all."""
    item = find_item(desk, reference, pk)
    now = state.of(item)
    seats = state.voters(item, now.sitting)
    given = {vote.seat.code: vote.choice for vote in item.votes.all()}
    form = VotesForm(initial=given, seats=seats, proxies=now.sitting.proxies)
    status = HTTPStatus.OK
    if request.method == "POST":
        consensus = request.POST.get("actie") == CONSENSUS
        form = VotesForm({} if consensus else request.POST, seats=seats, proxies=now.sitting.proxies)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                meetings.note_votes(item=item, votes=form.votes, by=desk.actor, at=timezone.now())
            except Refusal as refusal:
                form.refused(refusal)
            else:
                told = gettext("De stemmen zijn genoteerd.") if form.votes else gettext("Genoteerd: bij consensus.")
                messages.success(request, told)
                return redirect("office:decide", desk.deal.code, reference, item.pk)
        now = state.of(item, votes=form.known)
    content = {
        "item": item,
        "form": form,
        "state": now,
        "is_open": standing_resolution(item) is None and item.meeting.adopted_at is None,
    }
    return render(request, "office/meetings/sitting/votes.html", content, status=status)


@screen(Permission.PREPARE_MEETINGS)
def count(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Count the votes that somebody is filling in; nothing is stored."""
    item = find_item(desk, reference, pk)
    sitting = state.of(item).sitting
    form = VotesForm(request.GET, seats=state.voters(item, sitting), proxies=sitting.proxies)
    now = state.of(item, votes=form.known)
    return render(request, "office/meetings/sitting/_count.html", {"state": now, "item": item})
