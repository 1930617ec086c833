"""Judge a session that a partner proposed."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.event_month.actions import proposals
from regiodeal.event_month.models import Proposal
from regiodeal.office.event_month.forms.sessions import ReasonForm
from regiodeal.office.event_month.found import proposal_of, session_of
from regiodeal.programme.actions.holding import held
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told


@screen(Permission.KEEP_EVENTS, methods=("POST",))
def accept(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Accept a proposal; what is left is to plan it."""
    try:
        with held(desk.deal):
            proposals.accept(proposal=_proposal(desk, month, session), by=desk.actor, at=now())
    except Refusal as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
    else:
        messages.success(request, gettext("Het voorstel is aangenomen. De indiener krijgt daarover een mail."))
    return redirect("office:event_session", desk.deal.code, month, session)


@screen(Permission.KEEP_EVENTS, methods=(*SAFE, "POST"))
def decline(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Ask why, and decline a proposal."""
    proposal = _proposal(desk, month, session)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                proposals.decline(proposal=proposal, reason=form.cleaned_data["reason"], by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("Het voorstel is afgewezen. De indiener krijgt uw uitleg per mail."))
            return redirect("office:event_month", desk.deal.code, month)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    content = {"desk": desk, "month": proposal.session.month, "session": proposal.session, "form": form}
    return render(request, "office/event_month/proposal_decline.html", content, status=status)


def _proposal(desk: Desk, month: str, session: str) -> Proposal:
    found = proposal_of(session_of(desk, month, session))
    if found is None:
        raise Http404
    return found
