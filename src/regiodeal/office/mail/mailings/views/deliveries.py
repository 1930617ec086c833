"""What became of the mail to each address, with the words of the mail server; and what is in doubt."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext

from regiodeal.accounts.roles import Permission
from regiodeal.common.errors import Refusal
from regiodeal.mailing.actions import sending
from regiodeal.mailing.choices import DeliveryState
from regiodeal.mailing.models import Delivery, Mailing
from regiodeal.office.mail.mailings import found
from regiodeal.programme.actions.holding import held
from regiodeal.web import sheets
from regiodeal.web.access import Desk, screen
from regiodeal.web.refusals import told

_A_PAGE = 50
_ACTS = {"opnieuw": sending.send_again, "laten": sending.leave_it}


@screen(Permission.SEND_MAIL)
def index(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show the deliveries of a mailing, all of them or those in one state; also as a spreadsheet."""
    mailing = found.mailing_at(desk, number)
    state = request.GET.get("staat", "")
    rows = mailing.deliveries.select_related("mailing_list").prefetch_related("bounces").order_by("pk")
    if state in DeliveryState.values:
        rows = rows.filter(state=state)
    if form := sheets.asked(request):
        return sheets.respond(_sheet(mailing, list(rows)), form, f"{gettext('bezorging')} {mailing.number}")
    content = {
        "mailing": mailing,
        "state": state,
        "states": DeliveryState.choices,
        "page": Paginator(rows, _A_PAGE).get_page(request.GET.get("p")),
    }
    return render(request, "office/mail/mailings/deliveries.html", content)


@screen(Permission.SEND_MAIL, methods=("POST",))
def settle(request: HttpRequest, desk: Desk, number: int, key: int) -> HttpResponse:
    """Send a mail of which nobody knows whether it arrived once more, or leave it."""
    mailing = found.mailing_at(desk, number)
    delivery = mailing.deliveries.select_related("mailing").filter(pk=key).first()
    act = _ACTS.get(request.POST.get("doe", ""))
    if delivery is None or act is None:
        raise Http404
    try:
        with held(desk.deal):
            act(delivery=delivery, by=desk.actor, at=now())
    except Refusal as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
    return redirect(f"{request.path.rsplit('/', 2)[0]}/?staat={DeliveryState.DOUBT}")


def _sheet(mailing: Mailing, rows: list[Delivery]) -> sheets.Sheet:
    columns = [
        sheets.text(gettext("E-mailadres")),
        sheets.text(gettext("Lijst")),
        sheets.text(gettext("Stand")),
        sheets.text(gettext("Wanneer")),
        sheets.number(gettext("Pogingen")),
        sheets.text(gettext("Antwoord van de mailserver")),
        sheets.text(gettext("Teruggekomen")),
    ]
    lines = [
        [
            one.address,
            one.mailing_list.name,
            gettext(one.get_state_display()),
            localtime(one.at).strftime("%d-%m-%Y %H:%M:%S") if one.at else "",
            one.attempts,
            f"{one.code or ''} {one.reply}".strip(),
            "; ".join(f"{gettext(back.get_kind_display())} {back.reason}".strip() for back in one.bounces.all()),
        ]
        for one in rows
    ]
    return sheets.Sheet(mailing.subject, columns, lines)
