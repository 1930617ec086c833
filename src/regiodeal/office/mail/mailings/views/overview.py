"""Which mailings there are, and how far one of them is."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from regiodeal.accounts.roles import Permission
from regiodeal.mailing import queries
from regiodeal.mailing.choices import DeliveryState, MailingState
from regiodeal.mailing.models import Mailing, MailingList
from regiodeal.office.mail.mailings import found
from regiodeal.office.mail.mailings.views.letters import FRAMED
from regiodeal.publication.letters import letters
from regiodeal.publication.letters.letters import NoPublicSite
from regiodeal.web.access import Desk, screen

_A_PAGE = 25
_ON_ITS_WAY = [MailingState.SENDING, MailingState.PAUSED]
_ENDED = [MailingState.DONE, MailingState.STOPPED]
_OPEN = (DeliveryState.WAITING, DeliveryState.SENDING)


@dataclass(frozen=True)
class Progress:
    """How far a mailing is: how many deliveries are in each state that occurs, of how many in all."""

    counts: list[tuple[DeliveryState, int]]
    total: int
    open: int
    doubtful: int

    @property
    def ended(self) -> int:
        """How many deliveries nobody works on any more."""
        return self.total - self.open


@screen(Permission.SEND_MAIL)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what can be announced, what is being written, what goes out, and what was sent."""
    own = Mailing.objects.filter(scope=desk.deal.code).prefetch_related("lists")
    content = {
        "announcements": found.to_announce(desk.deal),
        "drafts": own.filter(state=MailingState.DRAFT),
        "going": own.filter(state__in=_ON_ITS_WAY),
        "page": Paginator(own.filter(state__in=_ENDED), _A_PAGE).get_page(request.GET.get("p")),
        "has_lists": MailingList.objects.filter(scope=desk.deal.code, closed_at=None).exists(),
    }
    return render(request, "office/mail/mailings/index.html", content)


@screen(Permission.SEND_MAIL)
def show(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show a draft as its readers will see it, or how far a mailing is that goes out."""
    mailing = found.mailing_at(desk, number)
    if mailing.state != MailingState.DRAFT:
        return render(request, "office/mail/mailings/progress.html", _content(desk, mailing))
    content = {
        "mailing": mailing,
        "lists": list(mailing.lists.all()),
        "recipients": queries.recipients(mailing).count(),
    }
    try:
        letter = letters.letter_of(mailing, desk.deal)
        content |= {"letter": letter, "clipped": len(letter.html.encode()) > letters.CLIPPED}
    except NoPublicSite as refusal:
        content["refusal"] = refusal
    response = render(request, "office/mail/mailings/draft.html", content)
    response.headers["Content-Security-Policy"] = FRAMED
    return response


@screen(Permission.SEND_MAIL)
def state(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show how far a mailing is, as a part of its page."""
    return render(request, "office/mail/mailings/_progress.html", _content(desk, found.mailing_at(desk, number)))


def _content(desk: Desk, mailing: Mailing) -> dict[str, object]:
    counts = queries.progress(mailing)
    progress = Progress(
        counts=[(state, counts[state]) for state in DeliveryState if state in counts],
        total=sum(counts.values()),
        open=sum(counts.get(state, 0) for state in _OPEN),
        doubtful=counts.get(DeliveryState.DOUBT, 0),
    )
    at = now()
    return {
        "desk": desk,
        "mailing": mailing,
        "lists": list(mailing.lists.all()),
        "progress": progress,
        "waits": mailing.state == MailingState.SENDING and mailing.send_at is not None and mailing.send_at > at,
        "goes_on": mailing.state == MailingState.SENDING,
        "letter": mailing.letter or {},
    }
