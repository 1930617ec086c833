"""Sign up for sessions. What the answer says is the same for everybody; what came of it is told by mail."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.models import Language
from regiodeal.common.errors import Refusal
from regiodeal.common.moments import office_day
from regiodeal.event_month.actions import registrations
from regiodeal.event_month.actions.registrations import Who
from regiodeal.event_month.models import EventMonth, Invitation
from regiodeal.programme.models import Deal
from regiodeal.web import robots
from regiodeal.web.access import SAFE
from regiodeal.web.guests import choosing, links
from regiodeal.web.guests.forms import PICK, SignUpForm
from regiodeal.web.public_pages import deal_of_host, page, public, spoken_language

PER_VISITOR = 200
"""How many sign-ups an hour come from one address on the internet: a town hall that was invited is behind one."""
PER_ADDRESS = 10
"""How many times an hour somebody can sign up with one address."""


@public(methods=SAFE)
def months(request: HttpRequest) -> HttpResponse:
    """List the months for which people can sign up or propose a session."""
    deal, today = deal_of_host(request), office_day(now())
    open_now = Q(sign_up_open=True) | Q(call_until__gte=today)
    own = EventMonth.objects.filter(open_now, deal=deal, ends_on__gte=today).order_by("starts_on")
    return page(request, deal, "web/guests/months.html", {"months": own, "today": today})


@public()
def sign_up(request: HttpRequest, month: str) -> HttpResponse:
    """Show what somebody can come to; sign them up and mail them what came of it."""
    deal, at = deal_of_host(request), now()
    found = month_of(deal, month)
    if found is None:
        return no_month(request, deal)
    invitation = links.invitation_of(request.GET.get(links.INVITATION, ""), found)
    language = spoken_language(request, invitation.language if invitation else "")
    with translation.override(language):
        return _answer(request, found, invitation, at)


def month_of(deal: Deal, code: str) -> EventMonth | None:
    """Return a month of a deal by its code."""
    return EventMonth.objects.filter(deal=deal, code=code).select_related("deal").first()


def no_month(request: HttpRequest, deal: Deal) -> HttpResponse:
    """Say that there is no such month."""
    return page(request, deal, "web/guests/no_month.html", {}, status=HTTPStatus.NOT_FOUND)


def _answer(request: HttpRequest, month: EventMonth, invitation: Invitation | None, at: datetime) -> HttpResponse:
    choices = choosing.offered(month, at, invited=invitation is not None)
    posted = request.method == "POST"
    if not choices:
        return _closed(request, month, at, HTTPStatus.CONFLICT if posted else HTTPStatus.OK)
    form = SignUpForm(
        request.POST if posted else None,
        choices=choices,
        invited=invitation.email if invitation else "",
        initial=_initial(request, invitation),
    )
    if not posted or not form.is_valid():
        return _form(request, month, form)
    filled = form.cleaned_data
    if not filled["website"]:
        if status := robots.turned_away(form, request, at, most=PER_VISITOR):
            return _form(request, month, form, status)
        if not robots.address_may(f"{month.deal.code}/{month.code}", filled["email"], most=PER_ADDRESS):
            form.add_error(
                "email",
                gettext("Met dit adres is net al vaak aangemeld. Gebruik de link in de mail om iets te wijzigen."),
            )
            return _form(request, month, form, HTTPStatus.TOO_MANY_REQUESTS)
        try:
            _signed_up(month, form, invitation, at)
        except Refusal as refusal:
            form.refused(refusal)
            return _form(request, month, form, HTTPStatus.CONFLICT)
    chosen = [wish.session for wish in form.wishes]
    content = {"month": month, "email": filled["email"], "chosen": chosen, "overlaps": choosing.overlaps(chosen)}
    return page(request, month.deal, "web/guests/signed_up.html", content, language=_spoken())


def _signed_up(month: EventMonth, form: SignUpForm, invitation: Invitation | None, at: datetime) -> None:
    filled = form.cleaned_data
    registrations.sign_up(
        month=month,
        who=Who(
            email=filled["email"],
            name=filled["name"],
            organisation=filled["organisation"],
            language=Language(filled["language"]),
        ),
        wishes=form.wishes,
        needs=form.needs,
        invited=invitation is not None,
        at=at,
    )


def _initial(request: HttpRequest, invitation: Invitation | None) -> dict[str, Any]:
    """What is filled in already: the sessions that a link names, and who an invitation is for."""
    chosen = {f"{PICK}{code}": True for code in request.GET.getlist(links.SESSION)}
    known = {"name": invitation.name, "organisation": invitation.organisation} if invitation else {}
    return {**chosen, **known, "language": _spoken()}


def _closed(request: HttpRequest, month: EventMonth, at: datetime, status: HTTPStatus) -> HttpResponse:
    today = office_day(at)
    content = {
        "month": month,
        "is_over": month.ends_on < today,
        "is_early": not month.sign_up_open and today <= month.ends_on,
    }
    return page(request, month.deal, "web/guests/closed.html", content, language=_spoken(), status=status)


def _form(
    request: HttpRequest,
    month: EventMonth,
    form: SignUpForm,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    content = {
        "month": month,
        "form": form,
        "stamp": robots.stamp(now()),
        "not_offered": not {f"{PICK}{code}" for code in request.GET.getlist(links.SESSION)} <= set(form.fields),
    }
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    return page(request, month.deal, "web/guests/sign_up.html", content, language=_spoken(), status=status)


def _spoken() -> str:
    return translation.get_language() or ""
