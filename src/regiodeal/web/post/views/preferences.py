"""What is kept of somebody, for the person alone: with a link that was mailed, and without an account."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.timezone import now

from regiodeal.accounts.models import Language
from regiodeal.common import tokens
from regiodeal.mailing import queries
from regiodeal.mailing.actions import persons, subscribers, subscriptions
from regiodeal.mailing.choices import SubscriptionState
from regiodeal.mailing.models import MailingList, Subscriber
from regiodeal.mailing.purposes import Purpose
from regiodeal.programme.models import Deal
from regiodeal.web import robots
from regiodeal.web.post import mail
from regiodeal.web.post.forms import AskForm, PreferencesForm
from regiodeal.web.public_pages import deal_of, deal_of_host, page, public, spoken_language

_IN_A_MAILING = timedelta(days=90)
"""How long the link in a mailing opens what is kept: long enough for who reads late, and not for who finds old mail."""


@public()
def ask(request: HttpRequest) -> HttpResponse:
    """Mail somebody the link to what is kept; the answer is the same for an address that is not known."""
    deal, at = deal_of_host(request), now()
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, deal, form)
    email = form.cleaned_data["email"]
    if not form.cleaned_data["website"]:
        if status := robots.turned_away(form, request, at):
            return _form(request, deal, form, status=status)
        subscriber = queries.subscriber(deal.code, email)
        if robots.address_may(deal.code, email) and subscriber is not None:
            mail.send_preferences(deal, subscriber, request, at)
    return page(request, deal, "web/post/mailed.html", {"email": email})


@public()
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is kept of somebody; change it, leave everything, give all of it, or erase it after a last question."""
    at = now()
    subscriber, works = _meant(token, at)
    if not works:
        return page(request, deal_of_host(request), "web/post/link_over.html", {}, status=HTTPStatus.GONE)
    if subscriber is None:
        return page(request, deal_of_host(request), "web/post/nothing_kept.html", {})
    deal = deal_of(subscriber.scope)
    with translation.override(spoken_language(request, subscriber.language)):
        return _answer(request, deal, subscriber, at)


def _answer(request: HttpRequest, deal: Deal, subscriber: Subscriber, at: datetime) -> HttpResponse:
    match request.POST.get("doe") if request.method == "POST" else request.GET.get("wat"):
        case "gegevens":
            answer = JsonResponse(
                queries.everything(deal.code, subscriber.email), json_dumps_params={"indent": 1, "ensure_ascii": False}
            )
            answer.headers["Content-Disposition"] = f'attachment; filename="{deal.code}.json"'
            return answer
        case "wissen" if request.method != "POST":
            return page(request, deal, "web/post/erase.html", {"subscriber": subscriber}, language=subscriber.language)
        case "wissen":
            persons.erase(subscriber=subscriber, source="preferences", at=at)
            return page(request, deal, "web/post/erased.html", {}, language=subscriber.language)
        case "afmelden" if request.method == "POST":
            everything = MailingList.objects.filter(subscriptions__subscriber=subscriber)
            subscriptions.leave(subscriber=subscriber, lists=everything, source="preferences", at=at, everything=True)
            return _shown(request, deal, subscriber, saved=True)
        case "opslaan" if request.method == "POST":
            return _saved(request, deal, subscriber, at)
    return _shown(request, deal, subscriber)


def _saved(request: HttpRequest, deal: Deal, subscriber: Subscriber, at: datetime) -> HttpResponse:
    known = queries.choosable(subscriber)
    form = PreferencesForm(request.POST, lists=known)
    if not form.is_valid():
        return _shown(request, deal, subscriber, form=form)
    chosen = set(form.cleaned_data["lists"])
    language = Language(form.cleaned_data["language"])
    subscribers.change(subscriber=subscriber, name=form.cleaned_data["name"], language=language)
    active = subscriber.subscriptions.filter(state=SubscriptionState.ACTIVE).exclude(mailing_list__code__in=chosen)
    off = MailingList.objects.filter(pk__in=active.values("mailing_list"))
    on = [own for own in known if own.code in chosen]
    subscriptions.leave(subscriber=subscriber, lists=off, source="preferences", at=at)
    subscriptions.come_back(subscriber=subscriber, lists=on, source="preferences", at=at)
    for own in on:
        if own.open_to_all:
            subscriptions.join(subscriber=subscriber, mailing_list=own, at=at)
    return _shown(request, deal, subscriber, saved=True)


def _shown(
    request: HttpRequest,
    deal: Deal,
    subscriber: Subscriber,
    *,
    form: PreferencesForm | None = None,
    saved: bool = False,
) -> HttpResponse:
    known = queries.choosable(subscriber)
    if form is None:
        on = subscriber.subscriptions.filter(state=SubscriptionState.ACTIVE)
        initial: dict[str, Any] = {
            "name": subscriber.name,
            "language": subscriber.language,
            "lists": list(on.values_list("mailing_list__code", flat=True)),
        }
        form = PreferencesForm(lists=known, initial=initial)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    content = {"form": form, "subscriber": subscriber, "saved": saved, "lists": known}
    return page(request, deal, "web/post/preferences.html", content, language=subscriber.language, status=status)


def _meant(token: str, at: datetime) -> tuple[Subscriber | None, bool]:
    """Return who a token is for, None where nothing is kept any more, and whether the token works at a moment."""
    numbers = tokens.read(Purpose.PREFERENCES, token) or ()
    if not 2 <= len(numbers) <= 3:  # noqa: PLR2004 - a subscriber, a second, and perhaps hours
        return None, False
    key, second, *hours = numbers
    works_until = datetime.fromtimestamp(second, UTC) + (timedelta(hours=hours[0]) if hours else _IN_A_MAILING)
    return Subscriber.objects.filter(pk=key).first(), at < works_until


def _form(request: HttpRequest, deal: Deal, form: AskForm, *, status: HTTPStatus | None = None) -> HttpResponse:
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    content = {"form": form, "stamp": robots.stamp(now())}
    return page(request, deal, "web/post/ask.html", content, status=status)
