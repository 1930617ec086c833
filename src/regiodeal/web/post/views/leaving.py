"""Leave with one press, from a page or by the mail program itself (RFC 8058), and undo it on the same page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from regiodeal.common import tokens
from regiodeal.mailing.actions import subscriptions
from regiodeal.mailing.choices import SubscriptionState
from regiodeal.mailing.models import Mailing, MailingList, Subscriber
from regiodeal.mailing.purposes import Purpose
from regiodeal.web.post import mail
from regiodeal.web.public_pages import deal_of, deal_of_host, page, public


@public()
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button; a POST leaves at once, whatever it says, but for the button that undoes it."""
    subscriber, lists = _meant(token)
    if subscriber is None:
        return page(request, deal_of_host(request), "web/post/nothing_kept.html", {})
    deal, at = deal_of(subscriber.scope), now()
    content: dict[str, Any] = {"subscriber": subscriber}
    template = "web/post/leave.html"
    if request.method == "POST" and "terug" in request.POST:
        wanted = [own for own in lists if own.code in request.POST.getlist("lijst")]
        content["back"] = subscriptions.come_back(subscriber=subscriber, lists=wanted, source="link", at=at)
        template = "web/post/back.html"
    elif request.method == "POST":
        content["left"] = subscriptions.leave(subscriber=subscriber, lists=lists, source="link", at=at)
        template = "web/post/left.html"
    else:
        on = subscriber.subscriptions.exclude(state=SubscriptionState.LEFT).filter(mailing_list__in=lists)
        content["lists"] = [one.mailing_list for one in on.select_related("mailing_list")]
    if request.method == "POST":
        content["preferences"] = mail.preferences_link(subscriber, at)
    return page(request, deal, template, content, language=subscriber.language)


def _meant(token: str) -> tuple[Subscriber | None, list[MailingList]]:
    """Return who a token is for, and the lists of its mailing; all of theirs where that mailing is gone."""
    numbers = tokens.read(Purpose.LEAVE, token) or ()
    if len(numbers) != 2:  # noqa: PLR2004 - a subscriber and a mailing
        return None, []
    key, number = numbers
    subscriber = Subscriber.objects.filter(pk=key).first()
    if subscriber is None:
        return None, []
    mailing = Mailing.objects.filter(pk=number, scope=subscriber.scope).first()
    own = mailing.lists.all() if mailing else MailingList.objects.filter(subscriptions__subscriber=subscriber)
    return subscriber, list(own)
