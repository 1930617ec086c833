"""Say what a session was like: once, and without anybody knowing who said it."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.timezone import now

from regiodeal.common.errors import Refusal
from regiodeal.event_month.actions import feedback as answers
from regiodeal.event_month.models import Registration
from regiodeal.web.guests import choosing, links
from regiodeal.web.guests.forms import FeedbackForm
from regiodeal.web.guests.views.own import link_over
from regiodeal.web.public_pages import page, public, spoken_language
from regiodeal.web.refusals import told


@public()
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a guest what a session was like, and keep the answer apart from the guest."""
    registration, at = links.registration_of(token), now()
    if registration is None:
        return link_over(request)
    with translation.override(spoken_language(request, registration.guest.language)):
        if registration.answered:
            return _page(request, registration, "web/guests/answered.html", {"before": True})
        if not answers.can_tell(registration) or choosing.ends(registration.session) > at:
            return _page(request, registration, "web/guests/nothing_to_tell.html", {"at": at})
        form = FeedbackForm(request.POST if request.method == "POST" else None)
        if request.method != "POST" or not form.is_valid():
            status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
            return _page(request, registration, "web/guests/feedback.html", {"form": form}, status)
        return _given(request, registration, form, at)


def _given(request: HttpRequest, registration: Registration, form: FeedbackForm, at: datetime) -> HttpResponse:
    score, remark = form.cleaned_data["score"], form.cleaned_data["remark"]
    try:
        answers.give(registration=registration, score=score, remark=remark, at=at)
    except Registration.DoesNotExist:  # erased from another window while this one was open
        return link_over(request)
    except Refusal as refusal:  # somebody pressed twice at once
        return _page(request, registration, "web/guests/nothing_to_tell.html", {"told": told(refusal), "at": at})
    return _page(request, registration, "web/guests/answered.html", {"before": False})


def _page(
    request: HttpRequest,
    registration: Registration,
    template: str,
    content: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    session = registration.session
    content = {**content, "session": session, "month": session.month}
    language = registration.guest.language
    return page(request, session.month.deal, template, content, language=language, status=status)
