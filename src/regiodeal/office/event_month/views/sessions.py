"""One session: see it, make and change it, cancel and remove it, and thank who came."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.event_month import about, planning, queries
from regiodeal.event_month.about import About
from regiodeal.event_month.actions import messages as mail
from regiodeal.event_month.actions import sessions
from regiodeal.event_month.choices import Role, SessionState
from regiodeal.event_month.models import EventMonth, Session
from regiodeal.event_month.queries import Crowd
from regiodeal.office.event_month import wording
from regiodeal.office.event_month.forms.lines import people_with
from regiodeal.office.event_month.forms.sessions import ReasonForm, SessionFields, initial
from regiodeal.office.event_month.found import month_of, proposal_of, session_of
from regiodeal.programme.actions.holding import held
from regiodeal.web.access import SAFE, Desk, screen
from regiodeal.web.refusals import told

_WITH_POST = (*SAFE, "POST")
_FINAL = {SessionState.CANCELLED, SessionState.DECLINED}


@screen(Permission.KEEP_EVENTS, Permission.RECEIVE_GUESTS)
def show(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponse:
    """Show a session with what is wrong with it, who comes and what came of it."""
    own = session_of(desk, month, session)
    said = about.about(own)
    every = list(planning.programme(own.month))
    clashing = [one for one in planning.conflicts(own.month, every) if own.pk in one.sessions]
    is_over = own.ends_at is not None and own.ends_at <= now() and own.state == SessionState.SCHEDULED
    content = {
        "desk": desk,
        "month": own.month,
        "session": own,
        "said": said,
        "hosts": people_with(Role.HOST, said.people),
        "speakers": people_with(Role.SPEAKER, said.people),
        "crowd": queries.crowds(Session.objects.filter(pk=own.pk)).get(own.pk, Crowd()),
        "proposal": proposal_of(own),
        "conflicts": wording.conflicts(clashing, {one.pk: one for one in every}),
        "lacking": wording.lacking(planning.open_points([own])),
        "unpublished": bool(planning.waits_to_be_published([own])),
        "is_over": is_over,
        "outcome": queries.outcomes(own.month, now()).get(own.pk) if is_over else None,
        "may_change": own.state not in _FINAL,
        "may_remove": own.published_revision is None and not own.registrations.exists(),
    }
    return render(request, "office/event_month/session.html", content)


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def make(request: HttpRequest, desk: Desk, month: str) -> HttpResponseBase:
    """Make a session."""
    own = month_of(desk, month)
    if request.method != "POST":
        return _fields(request, desk, own, SessionFields(deal=desk.deal, initial=initial(About(title=""))))
    form = SessionFields(request.POST, deal=desk.deal)
    if form.is_valid():
        try:
            with held(desk.deal):
                made = sessions.make(month=own, said=form.said(), by=desk.actor, at=now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("De sessie is opgeslagen."))
            return redirect("office:event_session", desk.deal.code, own.code, made.code)
    return _fields(request, desk, own, form)


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def change(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Change a session; who comes second sees that somebody was first, and loses nothing typed."""
    own = session_of(desk, month, session)
    if request.method != "POST":
        return _fields(request, desk, own.month, SessionFields.of(own, desk.deal), own)
    form = SessionFields(request.POST, deal=desk.deal)
    if form.is_valid():
        try:
            with held(desk.deal):
                sessions.change(session=own, said=form.said(), seen=form.cleaned_data["seen"], by=desk.actor, at=now())
        except sessions.ChangedMeanwhile as refusal:
            own = session_of(desk, month, session)
            form.refuse(refusal)
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["seen"] = about.stamp(about.about(own))  # type: ignore[index]
            return _fields(request, desk, own.month, form, own, theirs=own)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("De sessie is opgeslagen."))
            return redirect("office:event_session", desk.deal.code, month, session)
    return _fields(request, desk, own.month, form, own)


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def cancel(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Ask why, and cancel a session for good."""
    own = session_of(desk, month, session)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                sessions.cancel(session=own, reason=form.cleaned_data["reason"], by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal)
        else:
            messages.success(
                request, gettext("De sessie is afgelast. Publiceer het programma, dan weten ook deelnemers het.")
            )
            return redirect("office:event_session", desk.deal.code, month, session)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    content = {"desk": desk, "month": own.month, "session": own, "form": form}
    return render(request, "office/event_month/session_cancel.html", content, status=status)


@screen(Permission.KEEP_EVENTS, methods=_WITH_POST)
def remove(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Ask for the last time, and remove a session that nobody outside knows."""
    own = session_of(desk, month, session)
    if request.method == "POST":
        try:
            with held(desk.deal):
                sessions.remove(session=own, by=desk.actor, at=now())
        except Refusal as refusal:
            for sentence in told(refusal):
                messages.error(request, sentence)
            return redirect("office:event_session", desk.deal.code, month, session)
        messages.success(request, gettext("De sessie is verwijderd."))
        return redirect("office:event_month", desk.deal.code, month)
    content = {"desk": desk, "month": own.month, "session": own}
    return render(request, "office/event_month/session_remove.html", content)


@screen(Permission.KEEP_EVENTS, methods=("POST",))
def thank(request: HttpRequest, desk: Desk, month: str, session: str) -> HttpResponseBase:
    """Thank who came, with the materials and the question what they thought of it."""
    own = session_of(desk, month, session)
    try:
        with held(desk.deal):
            number = mail.thank(session=own, by=desk.actor, at=now())
    except Refusal as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
    else:
        said = ngettext(
            "%(number)d deelnemer krijgt een mail met het materiaal en een korte vraag.",
            "%(number)d deelnemers krijgen een mail met het materiaal en een korte vraag.",
            number,
        )
        messages.success(request, said % {"number": number})
    return redirect("office:event_session", desk.deal.code, month, session)


def _fields(
    request: HttpRequest,
    desk: Desk,
    month: EventMonth,
    form: SessionFields,
    session: Session | None = None,
    *,
    theirs: Session | None = None,
) -> HttpResponse:
    content = {"desk": desk, "month": month, "session": session, "form": form, "theirs": theirs}
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.CONFLICT if theirs else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "office/event_month/session_fields.html", content, status=status)
