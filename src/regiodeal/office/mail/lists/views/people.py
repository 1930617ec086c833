"""One person: everything that is kept, to show, to give and to erase."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.event_month import kept
from regiodeal.event_month.actions import guests
from regiodeal.mailing import queries
from regiodeal.mailing.actions import persons, subscriptions
from regiodeal.mailing.models import Subscriber, Subscription
from regiodeal.office.mail.lists.forms import SearchForm
from regiodeal.programme.actions.holding import held
from regiodeal.web.access import SAFE, Desk, screen

_WITH_POST = (*SAFE, "POST")
_LATEST = 100
"""Deliveries that are shown; all of them are in the file."""


@screen(Permission.KEEP_LISTS, methods=_WITH_POST)
def search(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Find a person by address. It is posted, so that the address stands in no log of a web server."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        found, months = queries.subscriber(desk.deal.code, email), kept.everything(desk.deal, email)
        if found is not None and not months:
            return redirect("office:mail_person", desk.deal.code, found.pk)
        kept_out = list(queries.suppressions(desk.deal.code, email))
        content = {"desk": desk, "form": form, "kept_out": kept_out, "person": found, "months": months, "asked": True}
        return render(request, "office/mail/lists/search.html", content)
    content = {"desk": desk, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/mail/lists/search.html", content, status=status)


@screen(Permission.KEEP_LISTS, methods=("POST",))
def guest(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Give or erase what is kept of an address in event months. It is posted, so that it stands in no log."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        return redirect("office:mail_people", desk.deal.code)
    email, wanted = form.cleaned_data["email"], request.POST.get("do", "")
    if wanted == "give":
        return _given(kept.everything(desk.deal, email), desk.deal.code)
    if wanted == "erase":
        with held(desk.deal):
            guests.erase_address(deal=desk.deal, email=email, by=desk.actor, at=now())
        messages.success(request, gettext("Alles van dit adres in de Maand van de Regio is gewist."))
        return redirect("office:mail_people", desk.deal.code)
    return render(request, "office/mail/lists/erase_guest.html", {"desk": desk, "email": email})


@screen(Permission.KEEP_LISTS)
def person(request: HttpRequest, desk: Desk, subscriber: int) -> HttpResponse:
    """Show all that is kept of a person."""
    found = _person(desk, subscriber)
    content = {
        "desk": desk,
        "person": found,
        "subscriptions": found.subscriptions.select_related("mailing_list").order_by("mailing_list__name"),
        "evidence": queries.evidence_of(found),
        "deliveries": found.deliveries.select_related("mailing", "mailing_list").order_by("-pk")[:_LATEST],
        "kept_out": queries.suppressions(desk.deal.code, found.email),
    }
    return render(request, "office/mail/lists/person.html", content)


@screen(Permission.KEEP_LISTS)
def everything(request: HttpRequest, desk: Desk, subscriber: int) -> HttpResponse:  # noqa: ARG001 - the edge's shape
    """Give all that is kept of a person as a file: AVG, articles 15 and 20."""
    found = _person(desk, subscriber)
    return _given(queries.everything(desk.deal.code, found.email), str(found.pk))


@screen(Permission.KEEP_LISTS, methods=_WITH_POST)
def erase(request: HttpRequest, desk: Desk, subscriber: int) -> HttpResponseBase:
    """Erase a person, after a last question."""
    found = _person(desk, subscriber)
    if request.method == "POST":
        with held(desk.deal):
            persons.erase(subscriber=found, source="office", by=desk.actor, at=now())
        messages.success(request, gettext("Alles van deze persoon is gewist."))
        return redirect("office:mailing_lists", desk.deal.code)
    return render(request, "office/mail/lists/erase.html", {"desk": desk, "person": found})


@screen(Permission.KEEP_LISTS, methods=("POST",))
def remove(request: HttpRequest, desk: Desk, mailing_list: str, subscriber: int) -> HttpResponseBase:
    """Take a person off a list. The office can add the address again, so nothing is asked."""
    own = get_object_or_404(
        Subscription, mailing_list__scope=desk.deal.code, mailing_list__code=mailing_list, subscriber=subscriber
    )
    with held(desk.deal):
        subscriptions.remove(subscription=own, by=desk.actor, at=now())
    messages.success(request, gettext("Het adres is van de lijst gehaald."))
    return redirect("office:mail_person", desk.deal.code, subscriber)


def _given(everything: Any, name: str) -> HttpResponse:
    answer = JsonResponse(everything, safe=False, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def _person(desk: Desk, key: int) -> Subscriber:
    return get_object_or_404(Subscriber, pk=key, scope=desk.deal.code)
