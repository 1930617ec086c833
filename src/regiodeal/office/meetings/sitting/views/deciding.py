"""Decide on an item, and take a resolution back while the list is not adopted."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.decisions.choices import AWARDING, DecisionKind, Outcome
from regiodeal.decisions.models import AgendaItem
from regiodeal.funding.actions import resolutions
from regiodeal.funding.actions.ledger import NoRoom
from regiodeal.funding.room import Room, room_for
from regiodeal.office.meetings.agenda import find_item, standing_resolution
from regiodeal.office.meetings.sitting import state
from regiodeal.office.meetings.sitting.forms import (
    CONDITIONS,
    BaseConditions,
    Conditions,
    DecideForm,
    ReasonForm,
    with_one_more,
)
from regiodeal.programme.choices import Power
from regiodeal.web.access import Desk, screen
from regiodeal.web.formatting import euros

ONE_MORE = "voorwaarde"


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def decide(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Decide on an item. What was typed is kept, whatever is refused."""
    item = find_item(desk, reference, pk)
    form = DecideForm(item=item, initial=_proposed(item))
    conditions = Conditions(prefix=CONDITIONS)
    status = HTTPStatus.OK
    if request.method == "POST" and request.POST.get("actie") == ONE_MORE:
        # What is typed so far is shown as it is, without a judgement: the person is not done yet.
        form = DecideForm(item=item, initial=_typed(request, item))
        conditions = with_one_more(request.POST)
    elif request.method == "POST":
        form = DecideForm(request.POST, item=item)
        conditions = Conditions(request.POST, prefix=CONDITIONS)
        if _both_valid(form, conditions) and _decided(desk, item, form, conditions):
            messages.success(
                request, gettext("Het besluit over punt %(number)s is genomen.") % {"number": item.position}
            )
            return redirect("office:meeting", desk.deal.code, reference)
        item = find_item(desk, reference, pk)  # as it is now: somebody else may have decided meanwhile
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    content = {
        "item": item,
        "form": form,
        "conditions": conditions,
        "state": state.of(item),
        "room": room_for(item.project, item.meeting.held_on),
        "awards": item.kind in AWARDING,
        "present_end": _present_end(item),
        "advises": item.meeting.body.power != Power.DECIDES,
        "decided": standing_resolution(item),
        "too_early": item.meeting.held_on > timezone.localdate(),
        "granting_on_conditions": Outcome.GRANTED_ON_CONDITIONS,
    }
    return render(request, "office/meetings/sitting/decide.html", content, status=status)


@screen(Permission.PREPARE_MEETINGS, methods=("GET", "HEAD", "POST"))
def retract(request: HttpRequest, desk: Desk, reference: str, pk: int) -> HttpResponse:
    """Take a resolution back, with the reason; the money that it moved is booked back."""
    item = find_item(desk, reference, pk)
    resolution = standing_resolution(item)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and resolution is not None and form.is_valid():
        try:
            resolutions.retract(
                resolution=resolution, reason=form.cleaned_data["reason"], by=desk.actor, at=timezone.now()
            )
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("Het besluit is ongedaan gemaakt. U kunt het punt opnieuw beslissen."))
            return redirect("office:decide", desk.deal.code, reference, item.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"item": item, "resolution": resolution, "form": form}
    return render(request, "office/meetings/sitting/retract.html", content, status=status)


def _both_valid(form: DecideForm, conditions: BaseConditions) -> bool:
    """Look at both, so that everything that is wrong is said at once."""
    return all([form.is_valid(), conditions.is_valid()])


def _decided(desk: Desk, item: AgendaItem, form: DecideForm, conditions: BaseConditions) -> bool:
    """Take the decision; tell whether that was possible, and show with the form why it was not."""
    decision = form.decision(conditions.content)
    try:
        resolutions.decide(item=item, decision=decision, by=desk.actor, at=timezone.now())
    except NoRoom as refusal:
        field = "contribution_cents" if "contribution_cents" in form.fields else None
        room = room_for(item.project, item.meeting.held_on)
        asked = decision.contribution_cents
        if field is None or asked is None:
            form.refused(refusal)
        else:
            form.add_error(field, _short(room, asked))
        return False
    except Refusal as refusal:
        form.show(refusal)
        return False
    return True


def _short(room: Room, asked: int) -> str:
    return gettext(
        "Er is nu %(room)s beschikbaar, %(short)s minder dan u wilt toekennen. "
        "Verlaag het bedrag, of houd het punt aan tot er weer ruimte is."
    ) % {"room": euros(room.available), "short": euros(asked - room.available)}


def _proposed(item: AgendaItem) -> dict[str, Any]:
    """Return what the form shows first: what is asked. What is decided the person chooses."""
    return {"contribution_cents": item.ask_cents, "new_end": item.ask_end}


def _present_end(item: AgendaItem) -> date | None:
    """Return until when a phase runs that would be extended."""
    phases = list(item.project.phases.all())
    return phases[-1].ends_on if phases and item.kind == DecisionKind.EXTENSION else None


def _typed(request: HttpRequest, item: AgendaItem) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in DecideForm(item=item).fields}
