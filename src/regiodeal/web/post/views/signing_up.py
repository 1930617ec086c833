"""Sign up for lists, and confirm that with a button: what only follows links, such as a scanner, confirms nothing."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from regiodeal.accounts.models import Language
from regiodeal.common import tokens
from regiodeal.mailing import queries
from regiodeal.mailing.actions import subscriptions
from regiodeal.mailing.choices import SubscriptionState
from regiodeal.mailing.models import Subscription
from regiodeal.mailing.purposes import Purpose
from regiodeal.programme.models import Deal
from regiodeal.web import house_style, robots
from regiodeal.web.access import SAFE
from regiodeal.web.post import mail
from regiodeal.web.post.forms import SignUpForm
from regiodeal.web.public_pages import deal_of, deal_of_host, page, public, spoken_language


@public()
def sign_up(request: HttpRequest) -> HttpResponse:
    """Show what everybody can get by mail; note who wants it, and ask the address whether that was its owner.

    The answer is the same whether the address is known or not.
    """
    deal, at = deal_of_host(request), now()
    own = list(queries.open_to_all(deal.code))
    if request.method != "POST":
        return _form(request, deal, SignUpForm(lists=own, initial=_initial(request, own)))
    form = SignUpForm(request.POST, lists=own)
    if not form.is_valid():
        return _form(request, deal, form)
    filled = form.cleaned_data
    if filled["website"]:
        return _asked(request, deal, filled["email"])
    if status := robots.turned_away(form, request, at):
        return _form(request, deal, form, status=status)
    if robots.address_may(deal.code, filled["email"]):
        subscriber, waiting = subscriptions.ask(
            scope=deal.code,
            email=filled["email"],
            name=filled["name"],
            language=Language(filled["language"]),
            lists=[one for one in own if one.code in filled["lists"]],
            at=at,
        )
        mail.send_confirmation(deal, subscriber, waiting, request, at)
    return _asked(request, deal, filled["email"])


@public()
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a last press on a button, and then put somebody on the lists."""
    keys, at = tokens.read(Purpose.CONFIRM, token) or (), now()
    found = list(Subscription.objects.filter(pk__in=keys).select_related("subscriber", "mailing_list"))
    if not found:
        return page(request, deal_of_host(request), "web/post/expired.html", {}, status=HTTPStatus.GONE)
    subscriber = found[0].subscriber
    deal = deal_of(subscriber.scope)
    content: dict[str, Any] = {"subscriber": subscriber}
    if request.method == "POST":
        content["confirmed"] = [one.mailing_list for one in subscriptions.confirm(keys=keys, at=at)]
        content["preferences"] = mail.preferences_link(subscriber, at)
        if content["confirmed"]:
            return page(request, deal, "web/post/confirmed.html", content, language=subscriber.language)
    within = at - subscriptions.CONFIRM_WITHIN
    waiting = [one for one in found if one.state == SubscriptionState.ASKED and one.since > within]
    if not waiting and not any(one.state == SubscriptionState.ACTIVE for one in found):
        return page(request, deal, "web/post/expired.html", {}, language=subscriber.language, status=HTTPStatus.GONE)
    content["waiting"] = [one.mailing_list for one in waiting]
    return page(request, deal, "web/post/confirm.html", content, language=subscriber.language)


@public(methods=SAFE)
def style_sheet(request: HttpRequest) -> HttpResponse:
    """Give the look of the deal that this host shows."""
    return HttpResponse(house_style.of(deal_of_host(request)), content_type="text/css; charset=utf-8")


def _initial(request: HttpRequest, own: list[Any]) -> dict[str, Any]:
    """What is filled in already: the one list there is, or those that a link names."""
    wanted = request.GET.getlist("lijst") or ([own[0].code] if len(own) == 1 else [])
    return {"lists": wanted, "language": spoken_language(request)}


def _form(request: HttpRequest, deal: Deal, form: SignUpForm, *, status: HTTPStatus | None = None) -> HttpResponse:
    content = {"form": form, "stamp": robots.stamp(now()), "lists": queries.open_to_all(deal.code)}
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    return page(request, deal, "web/post/sign_up.html", content, status=status)


def _asked(request: HttpRequest, deal: Deal, email: str) -> HttpResponse:
    return page(request, deal, "web/post/asked.html", {"email": email})
