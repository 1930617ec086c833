"""What a guest signed up for, for that person alone: with the link that was mailed, and without an account."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.timezone import now

from regiodeal.accounts.models import Language
from regiodeal.common.errors import Refusal
from regiodeal.event_month import kept, queries
from regiodeal.event_month.actions import guests, registrations
from regiodeal.event_month.choices import RegistrationState, SessionState
from regiodeal.event_month.models import Guest, Needs, Registration
from regiodeal.web.access import SAFE
from regiodeal.web.guests import calendars, choosing, links
from regiodeal.web.guests.forms import OwnForm
from regiodeal.web.public_pages import deal_of_host, page, public, root, spoken_language


@public()
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a guest signed up for; change it, cancel all of it, give all that is kept, or erase that."""
    guest, at = links.guest_of(token), now()
    if guest is None:
        return link_over(request)
    with translation.override(spoken_language(request, guest.language)):
        try:
            return _answer(request, guest, at)
        except Guest.DoesNotExist:  # erased from another window while this one was open
            return link_over(request)


@public(methods=SAFE)
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar of a guest, to which a program can subscribe."""
    guest = links.guest_of(token)
    if guest is None:
        return HttpResponse(status=HTTPStatus.GONE, content_type="text/plain; charset=utf-8")
    content = calendars.of_guest(guest, root(guest.month.deal, request), now())
    answer = HttpResponse(content, content_type=calendars.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'inline; filename="{guest.month.code}.ics"'
    return answer


def link_over(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing (any more)."""
    return page(request, deal_of_host(request), "web/guests/link_over.html", {}, status=HTTPStatus.GONE)


def _answer(request: HttpRequest, guest: Guest, at: datetime) -> HttpResponse:
    if request.method == "POST":
        return _done(request, guest, at)
    match request.GET.get("wat"):
        case "gegevens":
            answer = JsonResponse(
                kept.of(guest.month, guest.email), json_dumps_params={"indent": 1, "ensure_ascii": False}
            )
            answer.headers["Content-Disposition"] = f'attachment; filename="{guest.month.code}.json"'
            return answer
        case "wissen":
            return _page(request, guest, "web/guests/erase.html", {})
        case "afmelden":
            return _page(request, guest, "web/guests/cancel.html", {"coming": _still_to_come(guest, at)})
    return _shown(request, guest, at)


def _done(request: HttpRequest, guest: Guest, at: datetime) -> HttpResponse:
    match request.POST.get("doe"):
        case "opslaan":
            return _saved(request, guest, at)
        case "afmelden":
            registrations.change(guest=guest, wishes=[], needs=None, at=at)
            return _shown(request, guest, at, saved=True)
        case "wissen":
            guests.erase(guest=guest, at=at)
            return _page(request, guest, "web/guests/erased.html", {})
    return _shown(request, guest, at)


def _saved(request: HttpRequest, guest: Guest, at: datetime) -> HttpResponse:
    form = OwnForm(request.POST, choices=choosing.of_guest(guest, at))
    if not form.is_valid():
        return _shown(request, guest, at, form=form)
    filled = form.cleaned_data
    try:
        guest = registrations.change(
            guest=guest,
            wishes=form.wishes,
            needs=form.needs,
            name=filled["name"],
            organisation=filled["organisation"],
            language=Language(filled["language"]),
            at=at,
        )
    except Refusal as refusal:
        form.refused(refusal)
        return _shown(request, guest, at, form=form)
    return _shown(request, guest, at, saved=True)


def _shown(
    request: HttpRequest, guest: Guest, at: datetime, *, form: OwnForm | None = None, saved: bool = False
) -> HttpResponse:
    if form is None:
        form = OwnForm(choices=choosing.of_guest(guest, at), initial=_initial(guest))
    coming = choosing.coming(guest)
    site = root(guest.month.deal, request).partition("://")[2]
    content = {
        "form": form,
        "saved": saved,
        "rows": [_row(one, at) for one in choosing.registrations(guest)],
        "overlaps": choosing.overlaps([one.session for one in coming]),
        "has_to_come": bool(_still_to_come(guest, at)),
        "calendar": links.calendar(guest),
        "subscribe": f"webcal://{site.rstrip('/')}{links.calendar(guest)}",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _page(request, guest, "web/guests/own.html", content, status=status)


def _row(registration: Registration, at: datetime) -> dict[str, Any]:
    """What a guest has in a session: a place, one in the line, or nothing any more."""
    session = registration.session
    off = session.state == SessionState.CANCELLED
    is_waiting = registration.state == RegistrationState.WAITING and not off
    return {
        "registration": registration,
        "session": session,
        "off": off,
        "dropped": registration.state == RegistrationState.CANCELLED and not off,
        "line": queries.line(registration) if is_waiting else None,
        "online": session.online_url if _takes_part_online(registration) and not off else "",
        "is_over": choosing.ends(session) <= at,
    }


def _takes_part_online(registration: Registration) -> bool:
    return registration.state == RegistrationState.PLACED and registration.session.is_online


def _still_to_come(guest: Guest, at: datetime) -> list[Registration]:
    return [one for one in choosing.coming(guest) if choosing.starts(one.session) > at]


def _initial(guest: Guest) -> dict[str, Any]:
    needs = Needs.objects.filter(guest=guest).first() or Needs()
    return {
        "name": guest.name,
        "organisation": guest.organisation,
        "language": guest.language,
        "diet": needs.diet,
        "access": needs.access,
    }


def _page(
    request: HttpRequest, guest: Guest, template: str, content: dict[str, Any], *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    content = {**content, "guest": guest, "month": guest.month}
    return page(request, guest.month.deal, template, content, language=guest.language, status=status)
