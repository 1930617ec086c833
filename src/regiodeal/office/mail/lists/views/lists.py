"""Lists: which there are, who is on them, and what is said of them."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext

from regiodeal.accounts.models import Language
from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.mailing import queries
from regiodeal.mailing.actions import lists as keeping
from regiodeal.mailing.actions import subscriptions
from regiodeal.mailing.choices import Ground, SubscriptionState
from regiodeal.mailing.models import MailingList
from regiodeal.office.mail.lists.forms import AddForm, ListForm, Question
from regiodeal.programme.actions.holding import held
from regiodeal.web import sheets
from regiodeal.web.access import SAFE, Desk, screen

_WITH_POST = (*SAFE, "POST")
_A_PAGE = 50


@screen(Permission.KEEP_LISTS)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the lists of the deal with how many are on each."""
    content = {"desk": desk, "counted": queries.counted_lists(desk.deal.code)}
    return render(request, "office/mail/lists/index.html", content)


@screen(Permission.KEEP_LISTS)
def show(request: HttpRequest, desk: Desk, mailing_list: str) -> HttpResponse:
    """Show who is on a list, fifty to a page, or all of them as a spreadsheet."""
    own = list_of(desk, mailing_list)
    form = Question(request.GET or None)
    found = queries.subscriptions(own, **form.wanted())
    if asked := sheets.asked(request):
        columns = [sheets.text(gettext("E-mailadres")), sheets.text(gettext("Naam")), sheets.text(gettext("Taal")),
                   sheets.text(gettext("Stand")), sheets.day(gettext("Sinds"))]  # fmt: skip
        rows = [
            [one.subscriber.email, one.subscriber.name, one.subscriber.language,
             gettext(SubscriptionState(one.state).label), one.since.date()]
            for one in found
        ]  # fmt: skip
        return sheets.respond(sheets.Sheet(own.name, columns, rows), asked, own.code)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("pagina"))
    content = {"desk": desk, "list": own, "form": form, "page": page, "filtered": bool(request.GET)}
    return render(request, "office/mail/lists/list.html", content)


@screen(Permission.KEEP_LISTS, methods=_WITH_POST)
def make(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Make a list."""
    form = ListForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with held(desk.deal):
                own = keeping.make(scope=desk.deal.code, about=form.about(), by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal, "name")
        else:
            messages.success(request, gettext("De lijst {name} is er.").format(name=own.name))
            return redirect("office:mailing_list", desk.deal.code, own.code)
    return _about(request, desk, form, None)


@screen(Permission.KEEP_LISTS, methods=_WITH_POST)
def change(request: HttpRequest, desk: Desk, mailing_list: str) -> HttpResponseBase:
    """Change what is said of a list."""
    own = list_of(desk, mailing_list)
    if request.method != "POST":
        return _about(request, desk, ListForm.of(own), own)
    form = ListForm(request.POST)
    if form.is_valid():
        try:
            with held(desk.deal):
                keeping.change(mailing_list=own, about=form.about(), by=desk.actor, at=now())
        except Refusal as refusal:
            form.refused(refusal, "name")
        else:
            messages.success(request, gettext("De lijst is opgeslagen."))
            return redirect("office:mailing_list", desk.deal.code, own.code)
    return _about(request, desk, form, own)


@screen(Permission.KEEP_LISTS, methods=_WITH_POST)
def close(request: HttpRequest, desk: Desk, mailing_list: str) -> HttpResponseBase:
    """Close a list, after a last question."""
    own = list_of(desk, mailing_list)
    if request.method == "POST":
        with held(desk.deal):
            keeping.close(mailing_list=own, by=desk.actor, at=now())
        messages.success(request, gettext("De lijst {name} is gesloten.").format(name=own.name))
        return redirect("office:mailing_lists", desk.deal.code)
    return render(request, "office/mail/lists/close.html", {"desk": desk, "list": own})


@screen(Permission.KEEP_LISTS, methods=_WITH_POST)
def add(request: HttpRequest, desk: Desk, mailing_list: str) -> HttpResponseBase:
    """Put one address on a list."""
    own = list_of(desk, mailing_list)
    form = AddForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        try:
            with held(desk.deal):
                subscriptions.add(
                    mailing_list=own,
                    email=filled["email"],
                    name=filled["name"],
                    language=Language(filled["language"]),
                    ground=Ground(filled["ground"]),
                    source=filled["source"],
                    by=desk.actor,
                    at=now(),
                )
        except subscriptions.NoSource as refusal:
            form.refused(refusal, "source")
        except Refusal as refusal:
            form.refused(refusal, "email")
        else:
            messages.success(request, gettext("{email} staat op de lijst.").format(email=filled["email"]))
            return redirect("office:mailing_list", desk.deal.code, own.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/mail/lists/add.html", {"desk": desk, "list": own, "form": form}, status=status)


def list_of(desk: Desk, code: str) -> MailingList:
    """Return a list of the deal. Raises Http404."""
    try:
        return queries.mailing_list(desk.deal.code, code)
    except queries.UnknownList as error:
        raise Http404 from error


def _about(request: HttpRequest, desk: Desk, form: ListForm, own: MailingList | None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/mail/lists/about.html", {"desk": desk, "form": form, "list": own}, status=status)
