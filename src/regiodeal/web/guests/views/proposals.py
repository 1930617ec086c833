"""Propose a session where a month asks for them, see what became of it, and take it back."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.models import Language
from regiodeal.common.errors import Refusal
from regiodeal.event_month.actions import proposals
from regiodeal.event_month.actions.proposals import Offered
from regiodeal.event_month.choices import SessionKind, SessionState
from regiodeal.event_month.models import EventMonth, Proposal, Session
from regiodeal.web import robots
from regiodeal.web.guests import links
from regiodeal.web.guests.forms import ProposalForm
from regiodeal.web.guests.views.own import link_over
from regiodeal.web.guests.views.signing_up import month_of, no_month
from regiodeal.web.public_pages import deal_of_host, page, public, spoken_language
from regiodeal.web.refusals import told


@public()
def propose(request: HttpRequest, month: str) -> HttpResponse:
    """Ask what somebody proposes, keep that, and mail them the link to it."""
    deal, at = deal_of_host(request), now()
    found = month_of(deal, month)
    if found is None:
        return no_month(request, deal)
    with translation.override(spoken_language(request)):
        return _answer(request, found, at)


@public()
def proposal(request: HttpRequest, token: str) -> HttpResponse:
    """Show what became of a proposal; take it back with a button."""
    found = links.proposal_of(token)
    if found is None:
        return link_over(request)
    month = found.session.month
    content: dict[str, Any] = {"proposal": found, "session": found.session, "month": month}
    language = spoken_language(request, found.language)
    status = HTTPStatus.OK
    with translation.override(language):
        if request.method == "POST" and "intrekken" in request.POST:
            try:
                proposals.take_back(proposal=found)
                return page(request, month.deal, "web/guests/taken_back.html", content, language=found.language)
            except Session.DoesNotExist:  # taken back from another window while this one was open
                return link_over(request)
            except Refusal as refusal:
                content["refused"], status = told(refusal), HTTPStatus.CONFLICT
        content["can_be_taken_back"] = found.session.state == SessionState.PROPOSED
        return page(request, month.deal, "web/guests/proposal.html", content, language=found.language, status=status)


def _answer(request: HttpRequest, month: EventMonth, at: datetime) -> HttpResponse:
    posted = request.method == "POST"
    if not proposals.call_is_open(month, at):
        closed = HTTPStatus.CONFLICT if posted else HTTPStatus.OK
        return page(request, month.deal, "web/guests/no_call.html", {"month": month}, status=closed)
    form = ProposalForm(request.POST if posted else None, initial={"language": spoken_language(request)})
    if not posted or not form.is_valid():
        return _form(request, month, form)
    if not form.cleaned_data["website"]:
        if status := robots.turned_away(form, request, at):
            return _form(request, month, form, status)
        if not robots.address_may(f"{month.deal.code}/{month.code}", form.cleaned_data["email"]):
            form.add_error(
                "email", gettext("Met dit adres is net al vaak iets voorgesteld. Probeer het over een uur opnieuw.")
            )
            return _form(request, month, form, HTTPStatus.TOO_MANY_REQUESTS)
        try:
            _proposed(month, form, at)
        except Refusal as refusal:
            form.refused(refusal)
            return _form(request, month, form)
    content = {"month": month, "email": form.cleaned_data["email"]}
    return page(request, month.deal, "web/guests/proposed.html", content)


def _proposed(month: EventMonth, form: ProposalForm, at: datetime) -> Proposal:
    filled = form.cleaned_data
    return proposals.propose(
        month=month,
        offered=Offered(
            title=filled["title"],
            kind=SessionKind(filled["kind"]),
            summary=filled["summary"],
            organisation=filled["organisation"],
            name=filled["name"],
            email=filled["email"],
            wishes=filled["wishes"],
            language=Language(filled["language"]),
        ),
        at=at,
    )


def _form(
    request: HttpRequest, month: EventMonth, form: ProposalForm, status: HTTPStatus | None = None
) -> HttpResponse:
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    content = {"month": month, "form": form, "stamp": robots.stamp(now())}
    return page(request, month.deal, "web/guests/propose.html", content, status=status)
