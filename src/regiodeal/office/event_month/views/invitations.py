"""Invite people to the sessions for partners, and see who came in."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext

from regiodeal.accounts.models import Language
from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.event_month import planning
from regiodeal.event_month.actions import invitations
from regiodeal.event_month.models import Invitation
from regiodeal.office.event_month import pasted
from regiodeal.office.event_month.forms.guests import InvitationsForm
from regiodeal.office.event_month.found import month_of
from regiodeal.programme.actions.holding import held
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told

_MOST_FAULTS = 20


@screen(Permission.KEEP_EVENTS, methods=(*SAFE, "POST"))
def show(request: HttpRequest, desk: Desk, month: str) -> HttpResponseBase:
    """Show who was invited and who of them signed up; invite more people."""
    own = month_of(desk, month)
    form = InvitationsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people, faults = pasted.people(form.cleaned_data["people"], Language(form.cleaned_data["language"]))
        for fault in faults[:_MOST_FAULTS]:
            sentence = " ".join(told(fault.what))
            form.add_error("people", gettext("Regel {line}: {what}").format(line=fault.line, what=sentence))
        if not faults:
            try:
                with held(desk.deal):
                    number = invitations.invite(month=own, people=people, by=desk.actor, at=now())
            except Refusal as refusal:
                form.refused(refusal, "people")
            else:
                messages.success(request, _invited(number, len(people)))
                return redirect("office:event_invitations", desk.deal.code, own.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    content = {"desk": desk, "month": own, "form": form, "invited": planning.invited(own)}
    return render(request, "office/event_month/invitations.html", content, status=status)


@screen(Permission.KEEP_EVENTS, methods=("POST",))
def take_back(request: HttpRequest, desk: Desk, month: str, invitation: int) -> HttpResponseBase:
    """Take an invitation back. The office can invite again, so nothing is asked."""
    own = get_object_or_404(
        Invitation.objects.select_related("month__deal"), month=month_of(desk, month), pk=invitation
    )
    with held(desk.deal):
        invitations.take_back(invitation=own, by=desk.actor, at=now())
    messages.success(request, gettext("De uitnodiging is ingetrokken."))
    return redirect("office:event_invitations", desk.deal.code, month)


def _invited(number: int, asked: int) -> str:
    said = ngettext("%(number)d uitnodiging gaat uit.", "%(number)d uitnodigingen gaan uit.", number)
    told_before = ngettext("%(number)d was al uitgenodigd.", "%(number)d waren al uitgenodigd.", asked - number)
    first = said % {"number": number}
    return f"{first} {told_before % {'number': asked - number}}" if asked > number else first
