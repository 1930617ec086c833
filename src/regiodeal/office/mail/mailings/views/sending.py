"""Send a mailing after a last question; pause it, go on, and stop it."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.mailing import queries
from regiodeal.mailing.actions import sending
from regiodeal.office.mail.mailings import found
from regiodeal.office.mail.mailings.forms import SendForm
from regiodeal.programme.actions.holding import held
from regiodeal.publication.actions import announcements
from regiodeal.publication.letters import letters
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.formatting import number as written
from regiodeal.web.refusals import told


@screen(Permission.SEND_MAIL, methods=(*SAFE, "POST"))
def send(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask for the last time, and send a mailing; what it says is published with it."""
    mailing, at = found.draft_at(desk, number), now()
    not_before = mailing.not_before if mailing.not_before and mailing.not_before > at else None
    seen = {"seen": mailing.changed_at.isoformat()}
    form = SendForm(request.POST if request.method == "POST" else None, initial=seen, now=at, not_before=not_before)
    if form.is_bound and form.is_valid():
        try:
            with held(desk.deal):  # so that the letter is of the words that are published with it
                mailing = found.draft_at(desk, number)
                people = announcements.send(
                    mailing=mailing,
                    letter=letters.letter_of(mailing, desk.deal),
                    send_at=form.cleaned_data["send_at"],
                    by=desk.actor,
                    at=at,
                    seen=form.seen_at(),
                    not_personal=form.not_personal,
                )
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(request, gettext("De mail gaat naar %(people)s adressen.") % {"people": written(people)})
            return redirect("office:mailing", desk.deal.code, number)
    content = {
        "form": form,
        "mailing": mailing,
        "lists": list(mailing.lists.all()),
        "recipients": queries.recipients(mailing).count(),
        "not_before": not_before,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/mail/mailings/send.html", content, status=status)


@screen(Permission.SEND_MAIL, methods=("POST",))
def pause(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Send nothing more until somebody goes on."""
    return _act(request, desk, number, sending.pause)


@screen(Permission.SEND_MAIL, methods=("POST",))
def resume(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Go on."""
    return _act(request, desk, number, sending.resume)


@screen(Permission.SEND_MAIL, methods=(*SAFE, "POST"))
def stop(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask for the last time, and send nothing more of a mailing, for good."""
    if request.method == "POST":
        return _act(request, desk, number, announcements.stop)
    mailing = found.mailing_at(desk, number)
    content = {"mailing": mailing, "counts": queries.progress(mailing)}
    return render(request, "office/mail/mailings/stop.html", content)


def _act(request: HttpRequest, desk: Desk, number: int, act: Callable[..., None]) -> HttpResponse:
    mailing = found.mailing_at(desk, number)
    try:
        with held(desk.deal):
            act(mailing=mailing, by=desk.actor, at=now())
    except Refusal as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
    return redirect("office:mailing", desk.deal.code, number)
